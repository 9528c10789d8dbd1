"""Areas and outlines on the ellipsoid, without a database.

Polygons are shapely geometries in EPSG:4326, longitude first.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer

Shape = Any
Shapes = NDArray[np.object_]
Floats = NDArray[np.float64]

# A plane on which areas are those of the ellipsoid; its middle parallel runs through the province.
_EQUAL_AREA = "+proj=cea +lat_ts=21.3 +lon_0=106.3 +ellps=WGS84 +units=m +no_defs"
_GEOD = Geod(ellps="WGS84")


def geodesic_area_km2(polygon: Shape) -> float:
    """Area of a polygon with geodesic sides on the WGS 84 ellipsoid.

    Args:
        polygon: Polygon or MultiPolygon in EPSG:4326.
    Returns:
        Area [km²], >= 0.
    """
    area, _length = _GEOD.geometry_area_perimeter(shapely.orient_polygons(polygon))
    return abs(float(area)) / 1e6


def distance_m(longitude: float, latitude: float, longitudes: Floats, latitudes: Floats) -> Floats:
    """Geodesic distances from one point to many [m], in the shape of `longitudes`."""
    from_x, from_y = np.full_like(longitudes, longitude), np.full_like(latitudes, latitude)
    _there, _back, found = _GEOD.inv(from_x, from_y, longitudes, latitudes)
    return np.asarray(found, dtype=np.float64)


def on_plane(shapes: Any) -> Any:
    """Shapes on a plane in metres on which areas are true on the ellipsoid, one or an array of them.

    Sides are straight on the plane and not geodesic: at 10 km that is less than a metre.
    """
    return shapely.transform(shapes, _to_plane)


def plane_areas_km2(shapes: Any) -> Floats:
    """Areas [km²] of shapes on the plane, in their shape."""
    return np.asarray(shapely.area(shapes) / 1e6, dtype=np.float64)


def shape_of(wkb: bytes | memoryview) -> Shape:
    """The shape that a database row keeps."""
    return shapely.from_wkb(bytes(wkb))


class Locator:
    """Finds in which of some polygons a point lies."""

    def __init__(self, keys: Sequence[int], polygons: Sequence[Shape]) -> None:
        """Index the polygons; `keys` are what is found, one for each."""
        self._keys = np.asarray(keys, dtype=np.int64)
        self._tree = shapely.STRtree(list(polygons))
        for polygon in polygons:
            shapely.prepare(polygon)

    def find(self, longitude: float, latitude: float) -> int | None:
        """The key of the polygon with this point; the first one where several have it."""
        found = self.find_many(np.array([longitude]), np.array([latitude]))
        return int(found[0]) if found[0] >= 0 else None

    def find_many(self, longitudes: Floats, latitudes: Floats) -> NDArray[np.int64]:
        """The keys of the polygons with these points, -1 where there is none.

        Args:
            longitudes: [degrees], shape (n,).
            latitudes: [degrees], shape (n,).
        """
        found = np.full(len(longitudes), -1, dtype=np.int64)
        points, polygons = self._tree.query(shapely.points(longitudes, latitudes), predicate="intersects")
        # Written backwards, so that of several the first one stays.
        order = np.argsort(polygons, kind="stable")[::-1]
        found[points[order]] = self._keys[polygons[order]]
        return found


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs("EPSG:4326", _EQUAL_AREA, always_xy=True)


def _to_plane(points: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y = _transformer().transform(points[:, 0], points[:, 1])
    return np.column_stack([x, y])
