"""Writes of fixed access."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from hatang.accounts.models import Unit, User
from hatang.base.history import action
from hatang.territory.models import Area, FixedAccess


@dataclass(frozen=True)
class AccessRow:
    """What an operator (none: all of them) reaches by fibre in a commune on a day."""

    area: Area
    on: date
    operator: Unit | None
    households: int
    households_passed: int
    premises: int = 0
    premises_passed: int = 0
    households_1gbps: int = 0
    max_download_mbps: int | None = None
    source: str = ""
    is_example: bool = False


_KEY = ("area", "on", "operator")
_FIGURES = tuple(one.name for one in fields(AccessRow) if one.name not in _KEY)


@action
def put_fixed_access(*, rows: Sequence[AccessRow], by: User | None, at: datetime) -> tuple[int, int]:
    """Keep figures by commune, day and operator; returns how many are new and how many were changed."""
    known = {
        (one.area_id, one.on, one.operator_id): one
        for one in FixedAccess.objects.filter(on__in={row.on for row in rows})
    }
    new, changed = [], []
    for row in rows:
        one = known.get((row.area.pk, row.on, row.operator.pk if row.operator else None))
        values: dict[str, Any] = {name: getattr(row, name) for name in _FIGURES}
        if one is None:
            new.append(FixedAccess(area=row.area, on=row.on, operator=row.operator, **values))
        elif any(getattr(one, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(one, name, value)
            changed.append(one)
    FixedAccess.objects.bulk_create(new, batch_size=1000)
    if changed:
        FixedAccess.objects.bulk_update(changed, _FIGURES, batch_size=500)
    return len(new), len(changed)
