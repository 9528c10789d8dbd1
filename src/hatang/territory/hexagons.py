"""Hexagons of the H3 grid, without a database.

A hexagon is known by its index as a signed 64-bit number. Areas are geodesic on the WGS 84 ellipsoid:
`h3.cell_area` counts on a sphere, and is 0.27 % larger here (ADR 0093).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import h3.api.numpy_int as h3
import numpy as np
import shapely
from numpy.typing import NDArray

from hatang.territory.geometry import Floats, Shape, Shapes, on_plane, plane_areas_km2

RESOLUTIONS = (9, 10)
Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Grid:
    """The hexagons that touch some polygons, and how much of each lies in which.

    `ids`, `areas_km2`, `longitudes` and `latitudes` have shape (n,). `hexagons` (places in `ids`), `polygons`
    (places in what was asked) and `shares` (0..1 of the hexagon's area) have shape (m,).
    """

    ids: Ids
    areas_km2: Floats
    longitudes: Floats
    latitudes: Floats
    hexagons: NDArray[np.int64]
    polygons: NDArray[np.int64]
    shares: Floats


@dataclass(frozen=True)
class Peopled:
    """Hexagons of one resolution with the people in each; `populations` has shape (n,)."""

    resolution: int
    grid: Grid
    populations: Floats


def hexagon_of(longitude: float, latitude: float, resolution: int) -> int:
    """The hexagon with this point.

    Args:
        longitude: -180..180 [degrees].
        latitude: -90..90 [degrees].
        resolution: 0..15; 9 has about 0.114 km² here.
    """
    return int(h3.latlng_to_cell(latitude, longitude, resolution))


def hexagons_of(polygon: Shape, resolution: int) -> Ids:
    """Every hexagon that shares some area with a polygon, in order."""
    shape = h3.geo_to_h3shape(polygon)
    found = h3.h3shape_to_cells_experimental(shape, resolution, contain="overlap")
    # A hexagon that two parts of a polygon touch is found twice.
    return np.unique(np.asarray(found, dtype=np.uint64).astype(np.int64))


def hexagon_polygons(ids: Ids) -> Shapes:
    """The outlines of hexagons in EPSG:4326; shape (n,)."""
    rings = [h3.cell_to_boundary(one) for one in ids.astype(np.uint64)]
    sizes = np.fromiter(map(len, rings), dtype=np.int64, count=len(rings))
    points = np.array([point for ring in rings for point in ring], dtype=np.float64).reshape(-1, 2)
    lines = shapely.linearrings(points[:, ::-1], indices=np.repeat(np.arange(len(rings)), sizes))
    return np.asarray(shapely.polygons(lines))


def hexagon_areas_km2(ids: Ids) -> Floats:
    """Geodesic areas [km²] of hexagons; shape (n,)."""
    return plane_areas_km2(on_plane(hexagon_polygons(ids)))


def grid_of(polygons: Sequence[Shape], resolution: int) -> Grid:
    """The hexagons of some polygons with the share of each one's area that lies in each polygon."""
    found = [hexagons_of(polygon, resolution) for polygon in polygons]
    ids = np.unique(np.concatenate(found)) if found else np.array([], dtype=np.int64)
    outlines = on_plane(hexagon_polygons(ids))
    areas = plane_areas_km2(outlines)
    parts = [
        _shares(on_plane(polygon), outlines, areas, np.searchsorted(ids, one))
        for polygon, one in zip(polygons, found, strict=True)
    ]
    centres = np.array([h3.cell_to_latlng(one) for one in ids.astype(np.uint64)]).reshape(-1, 2)
    sizes = [len(places) for places, _shares_found in parts]
    return Grid(
        ids=ids,
        areas_km2=areas,
        longitudes=centres[:, 1],
        latitudes=centres[:, 0],
        hexagons=np.concatenate([places for places, _shares_found in parts]),
        polygons=np.repeat(np.arange(len(parts)), sizes),
        shares=np.concatenate([shares for _places, shares in parts]),
    )


def people_of(grid: Grid, totals: Sequence[int], densities: Floats | None = None) -> Floats:
    """People of each hexagon, so that those of each polygon have its total as their sum.

    Args:
        grid: the hexagons, with their shares of the polygons.
        totals: persons of each polygon, >= 0.
        densities: people per km² of each hexagon by another source, >= 0, shape (n,); without, or where a
            polygon has none of it, people are spread by area.
    Returns:
        Persons, >= 0, shape (n,).
    """
    areas = grid.shares * grid.areas_km2[grid.hexagons]
    weights = areas if densities is None else areas * densities[grid.hexagons]
    n_polygons = len(totals)
    sums = np.bincount(grid.polygons, weights, minlength=n_polygons)
    is_empty = sums[grid.polygons] <= 0
    weights = np.where(is_empty, areas, weights)
    sums = np.bincount(grid.polygons, weights, minlength=n_polygons)
    parts = weights / sums[grid.polygons] * np.asarray(totals, dtype=np.float64)[grid.polygons]
    return np.bincount(grid.hexagons, parts, minlength=len(grid.ids)).astype(np.float64)


def _shares(
    polygon: Shape, outlines: Shapes, areas: Floats, places: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Floats]:
    """Places of hexagons with the share of each in a polygon; those that only touch it are left out."""
    shapely.prepare(polygon)
    shares = np.ones(len(places))
    # Only the hexagons on the edge have to be cut.
    is_cut = ~shapely.contains_properly(polygon, outlines[places])
    cut = places[is_cut]
    shares[is_cut] = plane_areas_km2(shapely.intersection(polygon, outlines[cut])) / areas[cut]
    is_there = shares > 0
    return places[is_there], np.minimum(shares[is_there], 1.0)
