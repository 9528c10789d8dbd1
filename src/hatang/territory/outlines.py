"""Outlines as small drawings: paths of an SVG, without a map."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely

from hatang.territory.geometry import Shape

# Side of the drawing; a line of the outline is moved by half a unit at most.
SIZE = 320
_MARGIN = 8


@dataclass(frozen=True)
class Drawing:
    """An outline in a box of `width` by `height`, and points in it."""

    path: str
    width: int
    height: int
    points: list[tuple[float, float, str]]


def drawing_of(polygon: Shape, places: Iterable[tuple[float, float, str]] = ()) -> Drawing:
    """The outline with places (longitude, latitude [degrees], a word) in it, north above.

    Degrees are drawn as long as they are in the middle of the polygon.
    """
    west, south, east, north = polygon.bounds
    narrow = float(np.cos(np.radians((south + north) / 2)))
    scale = (SIZE - 2 * _MARGIN) / max((east - west) * narrow, north - south)

    def turned(x: float, y: float) -> tuple[float, float]:
        return (
            round(_MARGIN + (x - west) * narrow * scale, 1),
            round(_MARGIN + (north - y) * scale, 1),
        )

    flat = shapely.simplify(polygon, 0.5 / scale)
    rings = [ring for part in shapely.get_parts([flat]) for ring in (part.exterior, *part.interiors)]
    paths = [
        "M" + "L".join("{},{}".format(*turned(x, y)) for x, y in ring.coords[:-1]) + "Z" for ring in rings
    ]
    width, height = turned(east, south)
    return Drawing(
        path="".join(paths),
        width=round(width + _MARGIN),
        height=round(height + _MARGIN),
        points=[(*turned(x, y), word) for x, y, word in places],
    )
