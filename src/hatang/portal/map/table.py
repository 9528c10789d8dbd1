"""The figures of the map as rows, counted by the database: what the picture says, as a page and as a file."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from hatang.accounts.models import User, existing
from hatang.base.sheets import Column
from hatang.network.access import visible_services, visible_sites
from hatang.network.models import SiteStatePeriod, StateName, Tenancy
from hatang.portal.map.areas import communes
from hatang.portal.map.asked import Asked
from hatang.portal.map.stations import stations_in_communes
from hatang.territory.models import Area

_BUILT = [StateName.BUILT, StateName.ON_AIR]
_PLANNED = [StateName.PROPOSED, StateName.PERMITTED]


@dataclass(frozen=True)
class AreaRow:
    """A commune, or all of them together, with its masts on a day."""

    name: str
    code: str
    people: int | None
    km2: float | None
    n_built: int
    n_on_air: int
    n_planned: int
    n_off: int
    n_newest: int
    n_shared: int

    @property
    def density(self) -> float | None:
        """People per km2."""
        return self.people / self.km2 if self.people is not None and self.km2 else None

    @property
    def shared_percent(self) -> float | None:
        """Masts with two operators or more, of those on air [%]."""
        return 100 * self.n_shared / self.n_on_air if self.n_on_air else None

    @property
    def radius_km(self) -> float | None:
        """The average service radius of masts on air: sqrt(area / (pi n)) [km]."""
        return math.sqrt(self.km2 / (math.pi * self.n_on_air)) if self.km2 and self.n_on_air else None


def area_rows(user: User, asked: Asked) -> list[AreaRow]:
    """Communes with their figures on the day, in Vietnamese order."""
    counts = {row["commune"]: row for row in _counts(user, asked)}
    stations = stations_in_communes(asked.n_months, operator=asked.operator, technology=asked.technology)
    for commune, by_technology in stations.items():
        counts.setdefault(commune, {})["n_newest"] = by_technology[-1]
    found = [area for area in communes(user) if asked.area in ("", area.code)]
    return [_row(area, counts.get(area.pk, {}), asked) for area in found]


def total(rows: Iterable[AreaRow]) -> AreaRow:
    """All rows together; people and size only where every commune has them."""
    found = list(rows)
    people = [row.people for row in found]
    sizes = [row.km2 for row in found]
    counts = {
        name: sum(getattr(row, name) for row in found)
        for name in ("n_built", "n_on_air", "n_planned", "n_off", "n_newest", "n_shared")
    }
    return AreaRow(
        name=_("Together"),
        code="",
        people=None if None in people else sum(one for one in people if one is not None),
        km2=None if None in sizes else sum(one for one in sizes if one is not None),
        **counts,
    )


def columns() -> Sequence[Column[AreaRow]]:
    """How the rows stand in a file."""
    return [
        Column(_("Commune"), lambda row: row.name, 28),
        Column(_("Code"), lambda row: row.code, 10),
        Column(_("Population"), lambda row: row.people, 14),
        Column(_("Area (km²)"), lambda row: row.km2, 14),
        Column(_("People per km²"), lambda row: _rounded(row.density, 1), 14),
        Column(_("Built"), lambda row: row.n_built, 12),
        Column(_("On air"), lambda row: row.n_on_air, 12),
        Column(_("Planned"), lambda row: row.n_planned, 12),
        Column(_("Switched off"), lambda row: row.n_off, 12),
        Column(_("5G stations"), lambda row: row.n_newest, 12),
        Column(_("Shared sites"), lambda row: row.n_shared, 14),
        Column(_("Share of shared sites (%)"), lambda row: _rounded(row.shared_percent, 1), 14),
        Column(_("Average service radius (km)"), lambda row: _rounded(row.radius_km, 3), 14),
    ]


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _counts(user: User, asked: Asked) -> Iterable[dict[str, Any]]:
    """Counts by commune, with the filters as the map has them: what is planned has its operators before."""
    day = asked.day
    state = SiteStatePeriod.objects.filter(existing(day), site=OuterRef("pk")).values("state")[:1]
    there = Tenancy.objects.filter(existing(day), site=OuterRef("pk")).order_by()
    n_operators = there.values("site").annotate(n=Count("operator", distinct=True)).values("n")
    sites = visible_sites(user).annotate(
        now=Subquery(state),
        n_operators=Coalesce(Subquery(n_operators, output_field=IntegerField()), 0),
    )
    on_air = Q(now=StateName.ON_AIR)
    found: Iterable[dict[str, Any]] = (
        _narrowed(user, sites, asked)
        .order_by()
        .values("commune")
        .annotate(
            n_built=Count("pk", filter=Q(now__in=_BUILT)),
            n_on_air=Count("pk", filter=on_air),
            n_planned=Count("pk", filter=Q(now__in=_PLANNED)),
            n_off=Count("pk", filter=Q(now=StateName.OFF)),
            n_shared=Count("pk", filter=on_air & Q(n_operators__gte=2)),
        )
    )
    return found


def _narrowed(user: User, sites: Any, asked: Asked) -> Any:
    """Only masts of the operator and the technology; planned ones by what will be there.

    A technology is that of stations which the person may see one by one.
    """
    not_ended = Q(valid_to__isnull=True) | Q(valid_to__gt=asked.day)
    is_planned = Q(now__in=_PLANNED)
    if asked.operator is not None:
        who = Tenancy.objects.filter(site=OuterRef("pk"), operator=asked.operator)
        is_there, comes = Exists(who.filter(existing(asked.day))), Exists(who.filter(not_ended))
        sites = sites.filter(Q(is_there) | (is_planned & Q(comes)))
    if asked.technology:
        what = visible_services(user).filter(tenancy__site=OuterRef("pk"), technology=asked.technology)
        if asked.operator is not None:
            what = what.filter(tenancy__operator=asked.operator)
        is_there, comes = Exists(what.filter(existing(asked.day))), Exists(what.filter(not_ended))
        sites = sites.filter(Q(is_there) | (is_planned & Q(comes)))
    return sites


def _row(area: Area, counts: dict[str, Any], asked: Asked) -> AreaRow:
    def shown(name: str, word: str) -> int:
        return counts.get(name, 0) if word in asked.shows else 0

    return AreaRow(
        name=area.name,
        code=area.code,
        people=area.population,
        km2=float(area.area_km2) if area.area_km2 else None,
        n_built=shown("n_built", "da-xay"),
        n_on_air=shown("n_on_air", "da-xay"),
        n_planned=shown("n_planned", "ke-hoach"),
        n_off=shown("n_off", "da-tat"),
        n_newest=shown("n_newest", "da-xay"),
        n_shared=shown("n_shared", "da-xay"),
    )
