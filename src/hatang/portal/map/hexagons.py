"""The grid as columns: where each hexagon lies, once, and how many people live in it."""

import h3.api.numpy_int as h3
import numpy as np
from numpy.typing import NDArray

from hatang.portal.map.columns import pack
from hatang.territory.models import AreaPopulation, Boundary, BoundaryImport, Hexagon

RESOLUTION = 9
# Hexagons are not tracked themselves: they are renewed with what these are.
MADE_OF = (Boundary, AreaPopulation, BoundaryImport)
# Metres of a degree of latitude, and of longitude at the equator.
_METRES = 111_320.0


def shapes_columns() -> bytes:
    """Indexes and centres, and the corners of the middle one, which all the others resemble within 1 %."""
    rows = _grid("pk", "longitude", "latitude")
    ids = rows[:, 0].astype(np.int64)
    columns = {"id": ("u8", ids.astype(np.uint64)), "position": ("f4", rows[:, 1:])}
    return pack({"corners": _corners(ids), "resolution": RESOLUTION}, columns)


def people_columns() -> bytes:
    """People of each hexagon, in the order of the shapes."""
    return pack({}, {"people": ("f4", _grid("population"))})


def _grid(*fields: str) -> NDArray[np.object_]:
    rows = Hexagon.objects.filter(resolution=RESOLUTION).order_by("pk").values_list(*fields)
    return np.array(list(rows), dtype=object).reshape(-1, len(fields))


def _corners(ids: NDArray[np.int64]) -> list[tuple[float, float]]:
    """Corners of a hexagon [m] east and north of its centre; a plain one where there is no grid."""
    if not ids.size:
        angles = np.radians(np.arange(0, 360, 60))
        return [(float(200 * np.cos(a)), float(200 * np.sin(a))) for a in angles]
    middle = np.uint64(ids[ids.size // 2])
    lat, lon = h3.cell_to_latlng(middle)
    squeeze = np.cos(np.radians(lat))
    return [
        (round(float((x - lon) * _METRES * squeeze), 2), round(float((y - lat) * _METRES), 2))
        for y, x in h3.cell_to_boundary(middle)
    ]
