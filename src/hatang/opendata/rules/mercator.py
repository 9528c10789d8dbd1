"""Tiles of the web: squares of the Mercator plane, numbered from the north-west (WebMercatorQuad)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DEEPEST_ZOOM = 18
# Beyond it the plane has no place (arctan(sinh(pi))).
HIGHEST_LATITUDE = 85.0511287798066


class Tile(NamedTuple):
    """One tile; at zoom z there are 2**z columns and rows."""

    zoom: int
    column: int
    row: int

    @property
    def is_there(self) -> bool:
        """Whether there is such a tile."""
        n = 2**self.zoom if 0 <= self.zoom <= DEEPEST_ZOOM else 0
        return 0 <= self.column < n and 0 <= self.row < n


def projected(longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    """Positions on the plane, from 0 to 1 eastwards and southwards.

    Args:
        longitude: [°], -180..180, any shape.
        latitude: [°], -90..90, the same shape; what lies beyond HIGHEST_LATITUDE is put there.
    Source:
        OGC 17-083r4, annex D.1.
    """
    bound = np.radians(np.clip(latitude, -HIGHEST_LATITUDE, HIGHEST_LATITUDE))
    x = (np.asarray(longitude) + 180.0) / 360.0
    y = 0.5 - np.arcsinh(np.tan(bound)) / (2 * np.pi)
    # The eastern edge of the world is its western one's neighbour, not a column of its own.
    return np.clip(x, 0.0, np.nextafter(1.0, 0.0)), np.clip(y, 0.0, np.nextafter(1.0, 0.0))


def within(x: Floats, y: Floats, tile: Tile) -> NDArray[np.bool_]:
    """Which positions lie in a tile; each lies in exactly one of a zoom."""
    n = 2.0**tile.zoom
    # Multiplying by a power of two is exact, so that neighbours agree about the edge.
    found: NDArray[np.bool_] = (np.floor(x * n) == tile.column) & (np.floor(y * n) == tile.row)
    return found


def in_units(x: Floats, y: Floats, tile: Tile, extent: int) -> tuple[Floats, Floats]:
    """Positions in the units of a tile, from 0 to `extent` within it."""
    n = 2.0**tile.zoom
    return (x * n - tile.column) * extent, (y * n - tile.row) * extent


def thinned(x: Floats, y: Floats, extent: int, n_cells: int) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """One point for each square of a grid that holds any: their middle, and how many they are.

    Args:
        x, y: positions in units of the tile, 0..extent.
        extent: units of the tile.
        n_cells: squares of the grid along one side.
    """
    place = np.minimum(x * n_cells / extent, n_cells - 1).astype(np.int64)
    place += n_cells * np.minimum(y * n_cells / extent, n_cells - 1).astype(np.int64)
    counts = np.bincount(place, minlength=n_cells * n_cells)
    full = counts.nonzero()[0]
    n = counts[full]
    middle_x = np.bincount(place, weights=x, minlength=n_cells * n_cells)[full] / n
    middle_y = np.bincount(place, weights=y, minlength=n_cells * n_cells)[full] / n
    return middle_x, middle_y, n
