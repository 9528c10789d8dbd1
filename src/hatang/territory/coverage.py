"""How outlines fit together: what was repaired, gaps, overlaps, and sizes beside the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from hatang.territory.geometry import Floats, Shape, on_plane, plane_areas_km2

# Slivers between outlines that were simplified are no finding: 100 m².
LEAST_KM2 = 0.0001
# A polygon may differ from the register's area by this share.
MOST_DIFFERENCE = 0.005


@dataclass(frozen=True)
class Patch:
    """A gap or overlap: the places of the outlines at it, its size, and a point in it."""

    between: tuple[int, ...]
    area_km2: float
    longitude: float
    latitude: float


def repaired(polygon: Shape) -> tuple[Shape, str]:
    """The polygon as one that is valid, and why it was not; empty where it was.

    What is no area of it (lines, points) is left away; nothing else is moved.
    """
    if polygon.is_valid:
        return polygon, ""
    reason = str(shapely.is_valid_reason(polygon))
    made = shapely.make_valid(polygon, method="structure", keep_collapsed=False)
    parts = [one for one in shapely.get_parts([made]) if one.geom_type in ("Polygon", "MultiPolygon")]
    return (shapely.union_all(parts) if len(parts) != 1 else parts[0]), reason


def overlaps(polygons: Sequence[Shape]) -> list[Patch]:
    """Where two valid polygons have more than a sliver in common, the largest first."""
    shapes = np.array(polygons, dtype=object)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    common = shapely.intersection(shapes[left], shapes[right])
    areas = plane_areas_km2(on_plane(common))
    found = [
        _patch((int(left[at]), int(right[at])), common[at], areas[at])
        for at in np.flatnonzero(areas > LEAST_KM2)
    ]
    return sorted(found, key=lambda one: -one.area_km2)


def gaps(polygons: Sequence[Shape]) -> list[Patch]:
    """Holes between polygons, the largest first; what is open to the outside cannot be told from it."""
    shapes = np.array(polygons, dtype=object)
    whole = shapely.union_all(shapes)
    rings = [ring for part in shapely.get_parts([whole]) for ring in getattr(part, "interiors", ())]
    if not rings:
        return []
    holes = shapely.polygons(rings)
    areas = plane_areas_km2(on_plane(holes))
    tree = shapely.STRtree(shapes)
    found = []
    for at in np.flatnonzero(areas > LEAST_KM2):
        beside = tuple(sorted(int(one) for one in tree.query(holes[at], predicate="intersects")))
        found.append(_patch(beside, holes[at], areas[at]))
    return sorted(found, key=lambda one: -one.area_km2)


def differences(areas_km2: Floats, official_km2: Floats) -> Floats:
    """By how much polygons are larger (+) or smaller (-) than the register says, as a share.

    Args:
        areas_km2: geodesic areas [km²], shape (n,).
        official_km2: areas of the register [km²], nan where there is none, shape (n,).
    Returns:
        Shape (n,), 0.01 is one per cent, nan where the register has none.
    """
    return np.asarray(areas_km2 / official_km2 - 1, dtype=np.float64)


def _patch(between: tuple[int, ...], shape: Any, area_km2: float) -> Patch:
    point = shapely.point_on_surface(shape)
    return Patch(between, round(float(area_km2), 6), round(point.x, 5), round(point.y, 5))
