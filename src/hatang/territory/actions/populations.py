"""Writes of how many people live where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.territory.models import Area, AreaPopulation


@dataclass(frozen=True)
class People:
    """The people of an area in a year, by a source."""

    area: Area
    year: int
    population: int
    is_estimate: bool
    source: str


@action
def put_populations(*, rows: Iterable[People], by: User | None, at: datetime) -> int:
    """Keep figures by area and year; an area shows the newest one. Returns how many are new or changed."""
    rows = list(rows)
    known = {
        (one.area_id, one.year): one
        for one in AreaPopulation.objects.filter(area__in=[row.area for row in rows])
    }
    changed = [row for row in rows if _differs(known.get((row.area.pk, row.year)), row)]
    for row in changed:
        values = {"population": row.population, "is_estimate": row.is_estimate, "source": row.source}
        AreaPopulation.objects.update_or_create(area=row.area, year=row.year, defaults=values)
    for area in {row.area for row in changed}:
        newest = area.populations.order_by("-year")[0]
        area.population, area.is_population_estimate = newest.population, newest.is_estimate
        area.save(update_fields=["population", "is_population_estimate"])
    return len(changed)


def _differs(known: AreaPopulation | None, row: People) -> bool:
    if known is None:
        return True
    return (known.population, known.is_estimate, known.source) != (
        row.population,
        row.is_estimate,
        row.source,
    )
