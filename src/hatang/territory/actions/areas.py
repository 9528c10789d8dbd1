"""Writes of areas."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.sorting import sort_key
from hatang.territory.models import Area, AreaPopulation, AreaSuccessor

_Place = tuple[str, str]


@dataclass(frozen=True)
class AreaRow:
    """An area to load; `parent` and `successors` name other areas by code and kind."""

    code: str
    name: str
    kind: str
    parent: tuple[str, str] | None = None
    area_km2: Decimal | None = None
    population: int | None = None
    is_population_estimate: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[tuple[str, str, Decimal], ...] = ()


@action
def load_areas(*, rows: Iterable[AreaRow], by: User | None, at: datetime) -> int:
    """Add areas, bring known ones (same code and kind) up to date; parents may come in any order.

    Whose people are kept by year shows the newest of these figures, whatever the row says. Returns how many
    were added.

    Raises:
        KeyError: a parent or successor is neither known nor among the rows.
        ValueError: an area has successors but no last day.
    """
    rows = list(rows)
    known = {(area.code, area.kind): area for area in Area.objects.all()}
    n_known = len(known)
    counted = set(AreaPopulation.objects.values_list("area_id", flat=True))
    for row in rows:
        known[row.code, row.kind] = _put(known.get((row.code, row.kind)), row, counted)
    for row in rows:
        _link(known, row)
    return len(known) - n_known


def _put(area: Area | None, row: AreaRow, counted: Container[int]) -> Area:
    values: dict[str, Any] = {
        "name": row.name,
        "area_km2": row.area_km2,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "sort_key": sort_key(row.name),
    }
    if area is None or area.pk not in counted:
        values |= {"population": row.population, "is_population_estimate": row.is_population_estimate}
    area = area or Area(code=row.code, kind=row.kind)
    if area.pk is None or any(getattr(area, field) != value for field, value in values.items()):
        for field, value in values.items():
            setattr(area, field, value)
        area.save()
    return area


def _link(known: dict[_Place, Area], row: AreaRow) -> None:
    area = known[row.code, row.kind]
    parent = known[row.parent] if row.parent else None
    if area.parent_id != (parent.pk if parent else None):
        area.parent = parent
        area.save(update_fields=["parent"])
    if not row.successors:
        return
    on = row.valid_to or row.valid_from
    if on is None:
        raise ValueError(f"Area {row.code} has successors but no last day.")
    for code, kind, share in row.successors:
        AreaSuccessor.objects.update_or_create(
            area=area,
            successor=known[code, kind],
            defaults={"share": share, "on": on},
        )
