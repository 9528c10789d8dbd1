"""What stands around a point: masts and places, with their distance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from hatang.accounts.models import existing
from hatang.network.models import PassiveSite
from hatang.network.queries.sites import sites_on
from hatang.network.rules.siting import Near
from hatang.network.rules.states import SiteState
from hatang.network.rules.windows import window
from hatang.territory.geometry import distance_m
from hatang.territory.models import Place


@dataclass(frozen=True)
class Neighbour:
    """A mast nearby, its state on the day, and how far it is [m]."""

    site: PassiveSite
    state: str
    distance_m: float

    @property
    def near(self) -> Near:
        """The same as rules take it."""
        return Near(self.site.pk, self.site.code, self.distance_m)


def neighbours(
    user: object, longitude: float, latitude: float, *, within_m: float, on: date, but: int | None = None
) -> list[Neighbour]:
    """Masts that stand, or are to stand, within a distance on a day, the nearest first.

    Args:
        user: who asks.
        longitude: of the point [degrees].
        latitude: of the point [degrees].
        within_m: how far is looked [m].
        on: the day.
        but: a site that is left out.
    """
    west, south, east, north = window(longitude, latitude, within_m)
    rows = sites_on(user, on).existing(on).exclude(state=SiteState.DISMANTLED.value).exclude(pk=but)
    rows = rows.filter(longitude__range=(west, east), latitude__range=(south, north))
    found: Sequence[PassiveSite] = list(rows.select_related("commune").order_by())
    return [
        Neighbour(found[place], found[place].state or "", metres)  # type: ignore[attr-defined]
        for place, metres in _nearest(found, longitude, latitude, within_m)
    ]


def places_near(kind: str, longitude: float, latitude: float, *, within_m: float, on: date) -> list[Near]:
    """Places of one kind whose point lies within a distance on a day, the nearest first."""
    west, south, east, north = window(longitude, latitude, within_m)
    rows = Place.objects.filter(existing(on), kind=kind)
    rows = rows.filter(longitude__range=(west, east), latitude__range=(south, north)).order_by()
    found = list(rows.defer("wkb"))
    return [
        Near(found[place].pk, found[place].name, metres)
        for place, metres in _nearest(found, longitude, latitude, within_m)
    ]


def _nearest(
    things: Sequence[PassiveSite] | Sequence[Place], longitude: float, latitude: float, within_m: float
) -> list[tuple[int, float]]:
    """Places in the sequence of things within a distance, with it, the nearest first."""
    if not things:
        return []
    metres = distance_m(
        longitude,
        latitude,
        np.array([one.longitude for one in things]),
        np.array([one.latitude for one in things]),
    )
    order = [int(place) for place in np.argsort(metres, kind="stable") if metres[place] <= within_m]
    return [(place, float(metres[place])) for place in order]
