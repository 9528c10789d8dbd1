"""How far people and places are from what serves them: by distance only, until coverage is computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from django.db.models import QuerySet
from numpy.typing import NDArray
from pyproj import Geod

from hatang.accounts.models import existing
from hatang.base.kept import kept
from hatang.network.models import (
    Cell,
    Node,
    NodeKind,
    PassiveSite,
    PlantState,
    Route,
    RouteKind,
    SiteStatePeriod,
    Tenancy,
)
from hatang.network.queries.registry import SiteThen, registry_on
from hatang.network.rules.figures import Distances, as_floats, distances_of
from hatang.territory.geometry import on_plane, shape_of
from hatang.territory.models import AreaPopulation, Boundary, BoundaryImport, Hexagon, Place, PlaceKind

Floats = NDArray[np.float64]
_EARTH = Geod(ellps="WGS84")
_REGISTRY = (PassiveSite, SiteStatePeriod, Tenancy, Cell)
# Hexagons are renewed with the boundaries and are not tracked themselves.
_PEOPLE = (Boundary, AreaPopulation, BoundaryImport)
RESOLUTION = 9


@dataclass(frozen=True)
class FarPlace:
    """A place that is farther from 5G or from fibre than the rule allows; None where there is none at all."""

    place: Place
    to_5g_km: float | None
    to_fibre_km: float | None


def stations_at(technology: str, day: date) -> list[SiteThen]:
    """Sites on air with a technology; with any where none is named."""
    registry = registry_on(day)
    if not technology:
        return registry.on_air
    return list({station.site.pk: station.site for station in registry.stations_of(technology)}.values())


def people_reach(technology: str, day: date) -> Distances:
    """Distances of people, by hexagons of resolution 9, to the nearest station of a technology."""

    def make() -> Distances:
        rows = Hexagon.objects.filter(resolution=RESOLUTION, population__gt=0)
        found = as_floats(list(rows.values_list("longitude", "latitude", "population")))
        if not len(found):
            return distances_of(as_floats([]), as_floats([]))
        distances = nearest_km(found[:, :2], _positions(stations_at(technology, day)))
        return distances_of(distances, found[:, 2])

    return kept(("people reach", technology, day), make, of=(*_REGISTRY, *_PEOPLE))


def place_reach(kinds: Sequence[str], technology: str, day: date) -> Distances:
    """Distances of places of some kinds to the nearest station of a technology."""

    def make() -> Distances:
        rows = list(places_on(day, kinds).values_list("longitude", "latitude"))
        if not rows:
            return distances_of(as_floats([]), as_floats([]))
        distances = nearest_km(as_floats(rows), _positions(stations_at(technology, day)))
        return distances_of(distances, np.ones(len(rows)))

    return kept(("place reach", tuple(kinds), technology, day), make, of=(*_REGISTRY, Place))


def far_places(
    kinds: Sequence[str], day: date, *, limit_5g_km: float, limit_fibre_km: float, commune_id: int | None
) -> list[FarPlace]:
    """Places that are too far from 5G or from fibre by the rule of distance, by commune and name."""
    places = places_on(day, kinds).select_related("area").order_by("area__sort_key", "sort_key")
    if commune_id:
        places = places.filter(area=commune_id)
    rows = list(places)
    if not rows:
        return []
    at = as_floats([(place.longitude, place.latitude) for place in rows])
    to_5g = nearest_km(at, _positions(stations_at("5G", day)))
    to_fibre = fibre_km(at, day)
    return [
        FarPlace(place, _known(fifth), _known(fibre))
        for place, fifth, fibre in zip(rows, to_5g, to_fibre, strict=True)
        if fifth > limit_5g_km or fibre > limit_fibre_km
    ]


def places_on(day: date, kinds: Sequence[str]) -> "QuerySet[Place]":
    """Places of some kinds that exist on a day; priority places of every kind where none is named."""
    places = Place.objects.filter(existing(day))
    return places.filter(kind__in=kinds) if kinds else places.filter(is_priority=True)


def nearest_km(points: Floats, others: Floats) -> Floats:
    """Geodesic distance of each point to the nearest of the others [km]; infinite where there is none.

    Args:
        points: longitudes and latitudes [degrees], shape (n, 2).
        others: the same, shape (m, 2).
    Returns:
        Distances [km], shape (n,). The nearest is looked for on a plane that is true to 0.2 % here.
    """
    if not len(others):
        return np.full(len(points), np.inf)
    tree = shapely.STRtree(on_plane(shapely.points(others)))
    found = others[tree.nearest(on_plane(shapely.points(points)))]
    _there, _back, metres = _EARTH.inv(points[:, 0], points[:, 1], found[:, 0], found[:, 1])
    return as_floats(metres) / 1000


def fibre_km(points: Floats, day: date) -> Floats:
    """Distance of each point to the nearest fibre line or point of presence [km], on the plane."""
    lines = Route.objects.existing(day).filter(
        kind__in=[RouteKind.FIBRE, RouteKind.AERIAL], state=PlantState.IN_USE
    )
    shapes = [shape_of(wkb) for wkb in lines.values_list("wkb", flat=True)]
    nodes = Node.objects.existing(day).filter(
        kind__in=[NodeKind.POP, NodeKind.CABINET], state=PlantState.IN_USE
    )
    shapes += [shapely.Point(at) for at in nodes.values_list("longitude", "latitude")]
    if not shapes:
        return np.full(len(points), np.inf)
    tree = shapely.STRtree(on_plane(np.asarray(shapes, dtype=object)))
    _pairs, metres = tree.query_nearest(
        on_plane(shapely.points(points)), all_matches=False, return_distance=True
    )
    return as_floats(metres) / 1000


def _positions(sites: Sequence[SiteThen]) -> Floats:
    return as_floats([(site.longitude, site.latitude) for site in sites]).reshape(-1, 2)


def _known(distance_km: float) -> float | None:
    return float(distance_km) if np.isfinite(distance_km) else None


KINDS_SERVED = (
    PlaceKind.VILLAGE,
    PlaceKind.INDUSTRIAL_ZONE,
    PlaceKind.INDUSTRIAL_CLUSTER,
    PlaceKind.SCHOOL,
    PlaceKind.CLINIC,
)
