"""The registry's figures of a day shaped for their page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base import clock
from hatang.network.queries.counted import COUNTED, Period, Tally, by_commune, by_operator, rows_of, tally
from hatang.network.queries.fixed import Homes, Lengths, added, homes_by_commune, lengths_by_area_kind
from hatang.network.queries.reach import KINDS_SERVED, people_reach, place_reach
from hatang.network.rules.figures import Distances, service_radius_km, share
from hatang.territory.models import Area, AreaKind

NONE = Tally(0, None)
PER_OPERATOR = ("sites", "stations-2g", "stations-4g", "stations-5g", "new-stations-5g")
PER_COMMUNE = ("sites", "stations-4g", "stations-5g", "sites-shared", "sites-a1")
SERVED: tuple[tuple[Any, tuple[str, ...] | None], ...] = (
    (_("People"), None),
    *((kind.label, (kind.value,)) for kind in KINDS_SERVED),
    (_("Priority places"), ()),
)


@dataclass(frozen=True)
class OperatorFigures:
    """An operator with its figures, in the order of `PER_OPERATOR`."""

    unit: Unit
    tallies: list[tuple[str, Tally]]


@dataclass(frozen=True)
class CommuneFigures:
    """A commune with its figures, in the order of `PER_COMMUNE`; radius by its published area."""

    area: Area
    tallies: list[tuple[str, Tally]]
    radius_km: float | None
    homes: Homes | None

    @property
    def fibre(self) -> float | None:
        """Households passed by fibre [%]."""
        return share(self.homes.passed, self.homes.households) if self.homes else None


@dataclass(frozen=True)
class Served:
    """Somebody who is to be served, with the distances to any station and to 5G."""

    title: Any
    nearest: Distances
    fifth: Distances


@dataclass(frozen=True)
class Overview:
    """All figures of a day; `period` is what the figures of a period count."""

    on: date
    period: Period
    whole: dict[str, Tally]
    radius_km: float | None
    radius_5g_km: float | None
    operators: list[OperatorFigures]
    lengths: list[tuple[Any, Lengths]]
    homes: Homes
    served: list[Served]


def overview(period: Period) -> Overview:
    """Figures of the province on the last day of the period."""
    day = period.ends_on
    whole = {code: tally(code, rows_of(code, period)) for code in COUNTED}
    # The registry covers the present province, on days before it was formed too.
    province = Area.objects.filter(kind=AreaKind.PROVINCE).existing(clock.today()).first()
    size = float(province.area_km2 or 0) if province else 0.0
    lengths = lengths_by_area_kind(day)
    return Overview(
        on=day,
        period=period,
        whole=whole,
        radius_km=service_radius_km(size, whole["sites"].numerator),
        radius_5g_km=service_radius_km(size, whole["stations-5g"].numerator),
        operators=_operators(period),
        lengths=[
            (_("Wards"), lengths[AreaKind.WARD]),
            (_("Other communes"), lengths[AreaKind.COMMUNE]),
            (_("The province"), lengths[""]),
        ],
        homes=added(homes_by_commune(day)),
        served=[one for title, kinds in SERVED if (one := _served(title, kinds, day)).nearest.total],
    )


def commune_figures(period: Period) -> list[CommuneFigures]:
    """Figures of the communes of today, on the last day of the period."""
    tallies = {code: by_commune(code, period) for code in PER_COMMUNE}
    homes = homes_by_commune(period.ends_on)
    return [
        CommuneFigures(
            area,
            [(code, tallies[code].get(area.pk, _nothing(code))) for code in PER_COMMUNE],
            service_radius_km(float(area.area_km2 or 0), tallies["sites"].get(area.pk, NONE).numerator),
            homes.get(area.pk),
        )
        for area in Area.objects.communes().existing(clock.today())
    ]


def _operators(period: Period) -> list[OperatorFigures]:
    tallies = {code: by_operator(code, period) for code in PER_OPERATOR}
    units = Unit.objects.filter(pk__in={pk for found in tallies.values() for pk in found})
    return [
        OperatorFigures(unit, [(code, tallies[code].get(unit.pk, NONE)) for code in PER_OPERATOR])
        for unit in units
    ]


def _nothing(code: str) -> Tally:
    return Tally(0, 0 if COUNTED[code].hits else None)


def _served(title: Any, kinds: Sequence[str] | None, day: date) -> Served:
    if kinds is None:
        return Served(title, people_reach("", day), people_reach("5G", day))
    return Served(title, place_reach(kinds, "", day), place_reach(kinds, "5G", day))
