"""Values of a filing as columns of the registry."""

from collections.abc import Iterable
from typing import Any

import shapely

from hatang.territory.hexagons import hexagon_of

_CHUNK = 1000


def in_bulk(rows: Iterable[Any]) -> None:
    """Add rows of one model, many at once."""
    made = list(rows)
    if made:
        model: Any = type(made[0])
        model.objects.bulk_create(made, batch_size=_CHUNK)


def said(model: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The values that are said; an empty one leaves the model's own."""
    return {name: value for name, value in values.items() if value is not None}


def hexagon(values: dict[str, Any]) -> int:
    """The hexagon of a point at resolution 9."""
    return hexagon_of(values["longitude"], values["latitude"], 9)


def shape(points: list[tuple[float, float]]) -> dict[str, Any]:
    """A line as a route keeps it: WKB and box."""
    line = shapely.LineString(points)
    west, south, east, north = line.bounds
    return {"wkb": shapely.to_wkb(line), "west": west, "south": south, "east": east, "north": north}


def free_code(operator: str, code: str, taken: set[str]) -> str:
    """A code of the registry for a mast that came with a filing, which nothing else has."""
    first = f"{operator[:12].upper()}-{code}"[:40]
    found, n = first, 1
    while found in taken:
        n += 1
        found = f"{first[:36]}-{n}"
    taken.add(found)
    return found
