"""Figures that count sites or stations: what is counted, and the rows behind each number.

A number is always the length of the list it stands for, so that both agree by construction.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hatang.network.queries.registry import Registry, SiteThen, StationThen, registry_on
from hatang.network.rules.figures import share

Item = SiteThen | StationThen


@dataclass(frozen=True)
class Period:
    """Days from the first to the last; a state is asked of its last day."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Counted:
    """A figure: the whole it looks at, and which of it are counted where it is a share."""

    whole: Callable[[Registry, Period], Sequence[Item]]
    hits: Callable[[Item], bool] | None = None
    is_of_a_period: bool = False
    is_of_stations: bool = False


@dataclass(frozen=True)
class Row:
    """One row behind a number, and whether it counts in the numerator."""

    item: Item
    is_hit: bool

    @property
    def site(self) -> SiteThen:
        """The site it stands on."""
        return site_of(self.item)


@dataclass(frozen=True)
class Tally:
    """A number with what it was counted from; `denominator` is None for a plain count."""

    numerator: int
    denominator: int | None

    @property
    def value(self) -> float | None:
        """The count, or the share in per cent."""
        return self.numerator if self.denominator is None else share(self.numerator, self.denominator)


def _of(technology: str) -> Counted:
    return Counted(lambda registry, _period: registry.stations_of(technology), is_of_stations=True)


def _new(technology: str) -> Counted:
    def begun(registry: Registry, period: Period) -> list[StationThen]:
        return [
            station
            for station in registry.stations_of(technology)
            if station.since and period.starts_on <= station.since <= period.ends_on
        ]

    return Counted(begun, is_of_a_period=True, is_of_stations=True)


def _new_sites(registry: Registry, period: Period) -> list[SiteThen]:
    return [
        site
        for site in registry.on_air
        if site.on_air_on and period.starts_on <= site.on_air_on <= period.ends_on
    ]


def _is_shared(item: Item) -> bool:
    return len(site_of(item).operators) >= 2


def _is_discreet(item: Item) -> bool:
    return site_of(item).mast_type.startswith("A1")


COUNTED: dict[str, Counted] = {
    "sites": Counted(lambda registry, _period: registry.on_air),
    "stations-2g": _of("2G"),
    "stations-3g": _of("3G"),
    "stations-4g": _of("4G"),
    "stations-5g": _of("5G"),
    "new-stations-5g": _new("5G"),
    "new-stations-4g": _new("4G"),
    "sites-shared": Counted(lambda registry, _period: registry.on_air, _is_shared),
    "new-sites-shared": Counted(_new_sites, _is_shared, is_of_a_period=True),
    "sites-a1": Counted(lambda registry, _period: registry.on_air, _is_discreet),
}


def site_of(item: Item) -> SiteThen:
    """The site of a row."""
    return item.site if isinstance(item, StationThen) else item


def operators_of(item: Item) -> frozenset[int]:
    """Operators for whom a row counts: the station's own, or all who stand on the site."""
    return frozenset({item.operator_id}) if isinstance(item, StationThen) else item.operators


def rows_of(
    code: str, period: Period, *, commune_id: int | None = None, operator_id: int | None = None
) -> list[Row]:
    """The rows behind a figure, of a commune and an operator where these are asked for.

    Raises:
        KeyError: no figure has this code.
    """
    figure = COUNTED[code]
    return [
        Row(item, figure.hits is None or figure.hits(item))
        for item in figure.whole(registry_on(period.ends_on), period)
        if commune_id in (None, site_of(item).commune_id)
        and (operator_id is None or operator_id in operators_of(item))
    ]


def shown_rows(code: str, rows: list[Row], operators: set[int] | None) -> list[Row]:
    """Rows that may be shown one by one: stations only of the operators named, sites always."""
    if operators is None or not COUNTED[code].is_of_stations:
        return rows
    return [row for row in rows if operators_of(row.item) & operators]


def tally(code: str, rows: Iterable[Row]) -> Tally:
    """The number that rows stand for."""
    rows = list(rows)
    n_hits = sum(row.is_hit for row in rows)
    return Tally(n_hits, len(rows) if COUNTED[code].hits else None)


def tallies_by(code: str, period: Period, keys: Callable[[Item], Iterable[Any]]) -> dict[Any, Tally]:
    """The figure for each key that its rows have: communes, operators."""
    groups: dict[Any, list[Row]] = {}
    for row in rows_of(code, period):
        for key in keys(row.item):
            groups.setdefault(key, []).append(row)
    return {key: tally(code, rows) for key, rows in groups.items()}


def by_commune(code: str, period: Period) -> dict[int, Tally]:
    """The figure by key of the commune."""
    return tallies_by(code, period, lambda item: (site_of(item).commune_id,))


def by_operator(code: str, period: Period) -> dict[int, Tally]:
    """The figure by key of the operator; a shared site counts for each of its operators."""
    return tallies_by(code, period, operators_of)
