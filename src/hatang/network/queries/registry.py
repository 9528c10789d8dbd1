"""The registry as it was, is or is planned on a day, read once for all figures of that day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Min
from django.db.models.functions import Coalesce

from hatang.accounts.models import existing
from hatang.base import clock
from hatang.base.kept import kept
from hatang.base.looks import once
from hatang.network.models import Cell, PassiveSite, SiteStatePeriod, StateName, Tenancy

# A cell that was always there is older than any that says its day.
_LONG_AGO = date(1, 1, 1)


@dataclass(frozen=True)
class SiteThen:
    """A site on the day; `on_air_on` is the first day it was ever on air."""

    pk: int
    code: str
    longitude: float
    latitude: float
    commune_id: int
    mast_type: str
    state: str
    on_air_on: date | None
    operators: frozenset[int]


@dataclass(frozen=True)
class StationThen:
    """An operator's station of one technology on a site; `since` is its first day, None for long ago."""

    site: SiteThen
    operator_id: int
    operator_code: str
    technology: str
    since: date | None


@dataclass(frozen=True)
class Registry:
    """Every site that exists on the day, with its stations."""

    on: date
    sites: list[SiteThen]
    stations: list[StationThen]

    @cached_property
    def on_air(self) -> list[SiteThen]:
        """Sites that are on air."""
        return [site for site in self.sites if site.state == StateName.ON_AIR]

    @cached_property
    def serving(self) -> list[StationThen]:
        """Stations on sites that are on air."""
        return [station for station in self.stations if station.site.state == StateName.ON_AIR]

    def stations_of(self, technology: str) -> list[StationThen]:
        """Stations of a technology that serve."""
        return [station for station in self.serving if station.technology == technology]


def registry_on(day: date) -> Registry:
    """The registry as of a day, read once in a look; nobody may change what is returned.

    That of today is kept until one of its rows changes. Other days are not: some megabytes each, and anybody
    may ask for all of them.
    """
    return once(("registry", day), lambda: _kept_today(day))


def _kept_today(day: date) -> Registry:
    if day != clock.today():
        return _read(day)
    kinds = (PassiveSite, SiteStatePeriod, Tenancy, Cell)
    return kept(("registry", day), lambda: _read(day), of=kinds)


def _read(day: date) -> Registry:
    tenancies = list(
        Tenancy.objects.existing(day).values_list("pk", "site_id", "operator_id", "operator_code")
    )
    operators: dict[int, set[int]] = defaultdict(set)
    for _pk, site_id, operator_id, _code in tenancies:
        operators[site_id].add(operator_id)
    sites = {site.pk: site for site in _sites(day, operators)}
    technologies = _technologies(day)
    stations = [
        StationThen(sites[site_id], operator_id, code, technology, since)
        for pk, site_id, operator_id, code in tenancies
        if site_id in sites
        for technology, since in technologies.get(pk, ())
    ]
    return Registry(day, list(sites.values()), stations)


def _sites(day: date, operators: dict[int, set[int]]) -> Iterable[SiteThen]:
    states = dict(SiteStatePeriod.objects.existing(day).values_list("site_id", "state"))
    first_on_air = dict(
        SiteStatePeriod.objects.filter(state=StateName.ON_AIR)
        .values_list("site_id")
        .annotate(first=Min("valid_from"))
        .order_by()
    )
    rows = PassiveSite.objects.existing(day).values_list(
        "pk", "code", "longitude", "latitude", "commune_id", "mast_type"
    )
    for pk, code, longitude, latitude, commune_id, mast_type in rows:
        if pk in states:
            on_air_on, standing = first_on_air.get(pk), frozenset(operators.get(pk, ()))
            yield SiteThen(
                pk, code, longitude, latitude, commune_id, mast_type, states[pk], on_air_on, standing
            )


def _technologies(day: date) -> dict[int, list[tuple[str, date | None]]]:
    """Technologies of each tenancy that have a cell on the day, with the first day of any such cell."""
    found: dict[int, list[tuple[str, date | None]]] = defaultdict(list)
    rows = (
        Cell.objects.values_list("tenancy_id", "technology")
        .annotate(since=Min(Coalesce("valid_from", _LONG_AGO)), n=Count("pk", filter=existing(day)))
        .filter(n__gt=0)
        .order_by("tenancy_id", "technology")
    )
    for tenancy_id, technology, since, _n in rows:
        found[tenancy_id].append((technology, None if since == _LONG_AGO else since))
    return found
