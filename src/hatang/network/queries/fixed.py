"""Figures of lines of plant and of fixed access."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from hatang.network.models import PlantState, Route, RouteKind
from hatang.territory.models import AreaKind, FixedAccess

# Ducts hold cables: only cables are counted, or a metre would count twice.
CABLES = (RouteKind.FIBRE, RouteKind.AERIAL, RouteKind.COPPER)


@dataclass(frozen=True)
class Lengths:
    """Cable in a kind of area [km]: all of it, what lies underground, what is copper."""

    total_km: float = 0.0
    underground_km: float = 0.0
    copper_km: float = 0.0


@dataclass(frozen=True)
class Homes:
    """Households of communes that said how many are reached; `n_communes` of them did."""

    households: int = 0
    passed: int = 0
    gigabit: int = 0
    n_communes: int = 0


def lengths_by_area_kind(day: date) -> dict[str, Lengths]:
    """Cable in wards, in other communes and in all (""), by the commune its middle lies in."""
    length = Coalesce(F("as_built_length_m"), F("drawn_length_m"))
    rows = (
        Route.objects.existing(day)
        .filter(kind__in=CABLES, state=PlantState.IN_USE)
        .values_list("commune__kind", "kind", "is_underground")
        .annotate(metres=Sum(length))
        .order_by()
    )
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for area_kind, kind, is_underground, metres in rows:
        for key in ("", area_kind):
            sums[key][0] += metres / 1000
            sums[key][1] += metres / 1000 if is_underground else 0.0
            sums[key][2] += metres / 1000 if kind == RouteKind.COPPER else 0.0
    return {key: Lengths(*sums[key]) for key in ("", AreaKind.WARD, AreaKind.COMMUNE)}


def homes_by_commune(day: date) -> dict[int, Homes]:
    """What was said last of each commune by the day.

    The row of all operators together where there is one; else the operator who reaches most, because nobody
    knows which homes several operators reach.
    """
    found: dict[int, FixedAccess] = {}
    rows = FixedAccess.objects.filter(on__lte=day).order_by(
        "area_id", "on", F("operator_id").asc(nulls_last=True)
    )
    for row in rows:
        held = found.get(row.area_id)
        if held is None or _says_more(row, held):
            found[row.area_id] = row
    return {
        area: Homes(row.households, row.households_passed, row.households_1gbps, 1)
        for area, row in found.items()
    }


def added(homes: dict[int, Homes]) -> Homes:
    """Communes added up."""
    rows = homes.values()
    return Homes(
        sum(row.households for row in rows),
        sum(row.passed for row in rows),
        sum(row.gigabit for row in rows),
        len(homes),
    )


def _says_more(row: FixedAccess, held: FixedAccess) -> bool:
    if (row.operator_id is None) != (held.operator_id is None):
        return row.operator_id is None
    if row.on != held.on:
        return row.on > held.on
    return row.households_passed > held.households_passed
