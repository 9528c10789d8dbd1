"""What a click on the map says, and what its search finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import h3.api.numpy_int as h3
from django.http import Http404
from django.shortcuts import get_object_or_404

from hatang.accounts.models import Unit, User
from hatang.docparse.normalise import fold
from hatang.network.access import (
    sees_cells_of,
    visible_routes,
    visible_services,
    visible_sites,
    visible_tenancies,
)
from hatang.network.models import PassiveSite, Route, SiteStatePeriod, Technology
from hatang.portal.map.areas import communes
from hatang.portal.map.hexagons import RESOLUTION
from hatang.territory.access import visible_areas
from hatang.territory.models import Area, Hexagon, Place
from hatang.territory.queries import commune_of

_MOST_FOUND = 8


@dataclass(frozen=True)
class Stander:
    """An operator on a mast today, and with which generations; None where these are its own."""

    operator: Unit
    since: date | None
    technologies: Sequence[str] | None


@dataclass(frozen=True)
class SiteCard:
    """A mast as the person may know it."""

    site: PassiveSite
    states: Sequence[SiteStatePeriod]
    standers: Sequence[Stander]
    today: date

    @property
    def now(self) -> SiteStatePeriod | None:
        """The state it is in today."""
        is_now = (one for one in self.states if one.valid_from <= self.today)
        return next((one for one in is_now if one.valid_to is None or one.valid_to > self.today), None)


def site_card(user: User, site_id: int, *, today: date) -> SiteCard:
    """One mast with its states and who stands on it today."""
    found = visible_sites(user).select_related("commune", "owner")
    site = get_object_or_404(found, pk=site_id)
    tenancies = visible_tenancies(user).existing(today).filter(site=site).select_related("operator")
    cells = visible_services(user).existing(today).filter(tenancy__in=tenancies).order_by()
    there = set(cells.values_list("tenancy_id", "technology"))
    standers = [
        Stander(
            one.operator,
            one.valid_from,
            [name.label for name in Technology if (one.pk, name.value) in there]
            if sees_cells_of(user, one.operator_id)
            else None,
        )
        for one in tenancies
    ]
    return SiteCard(site, list(site.states.all()), standers, today)


@dataclass(frozen=True)
class PointCard:
    """A point: its commune and its hexagon, where there are any."""

    longitude: float
    latitude: float
    area: Area | None
    hexagon: Hexagon | None


def point_card(user: User, longitude: float, latitude: float) -> PointCard:
    """What lies at a point [degrees]."""
    inside = commune_of(longitude, latitude)
    area = visible_areas(user).filter(pk=inside).first() if inside else None
    index = int(h3.latlng_to_cell(latitude, longitude, RESOLUTION))
    return PointCard(longitude, latitude, area, Hexagon.objects.filter(pk=index).first())


def place_card(user: User, place_id: int) -> Place:
    """One place; whoever may see areas may see places."""
    place = get_object_or_404(Place.objects.select_related("area"), pk=place_id)
    if not visible_areas(user).exists():
        raise Http404
    return place


def route_card(user: User, route_id: int) -> Route:
    """One line of plant the user may see."""
    found: Route = get_object_or_404(visible_routes(user).select_related("owner", "parent"), pk=route_id)
    return found


def find(user: User, text: str) -> tuple[list[Area], list[Any]]:
    """Communes by name, without regard to tones, and masts by the beginning of their code."""
    if not text:
        return [], []
    key = fold(text)
    areas = [area for area in communes(user) if key in fold(area.name) or text == area.code]
    sites = visible_sites(user).filter(code__istartswith=text).select_related("commune")
    return areas[:_MOST_FOUND], list(sites[:_MOST_FOUND])
