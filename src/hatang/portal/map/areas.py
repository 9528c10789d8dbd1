"""Outlines of communes as the map draws them."""

import json
from typing import Any

import shapely

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.kept import kept
from hatang.territory.access import visible_areas
from hatang.territory.models import Area, Boundary

MADE_OF = (Boundary,)
# About a metre; a finer place cannot be seen.
_DIGITS = 5
# Whole Vietnam, where no outline says more.
_ANYWHERE = (102.0, 8.0, 110.0, 23.5)


def communes(user: User) -> list[Area]:
    """The communes that exist today, in Vietnamese order."""
    return list(visible_areas(user).communes().existing(clock.today()))


def areas_json(found: list[Area]) -> bytes:
    """Communes with their figures and outlines; those without an outline have no pieces."""
    outlines = kept("outlines of the map", _outlines, of=MADE_OF)
    rows = [_row(area, outlines.get(area.pk)) for area in found]
    is_approximate = any(outlines[area.pk]["is_approximate"] for area in found if area.pk in outlines)
    said = {"areas": rows, "isApproximate": is_approximate}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def is_approximate() -> bool:
    """Whether an outline of the map was drawn and not surveyed."""
    return any(one["is_approximate"] for one in kept("outlines of the map", _outlines, of=MADE_OF).values())


def has_outlines() -> bool:
    """Whether there is anything to draw."""
    return bool(kept("outlines of the map", _outlines, of=MADE_OF))


def extent() -> tuple[float, float, float, float]:
    """West, south, east and north of all outlines [degrees]."""
    boxes = [one["box"] for one in kept("outlines of the map", _outlines, of=MADE_OF).values()]
    if not boxes:
        return _ANYWHERE
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _row(area: Area, outline: dict[str, Any] | None) -> dict[str, Any]:
    size = area.area_km2 or (outline or {}).get("km2")
    return {
        "id": area.pk,
        "code": area.code,
        "name": area.name,
        "km2": float(size) if size else 0,
        "people": area.population,
        "lon": outline["lon"] if outline else 0,
        "lat": outline["lat"] if outline else 0,
        "pieces": outline["pieces"] if outline else [],
    }


def _outlines() -> dict[int, dict[str, Any]]:
    rows = Boundary.objects.filter(valid_to__isnull=True)
    return {row.area_id: _outline(row) for row in rows}


def _outline(row: Boundary) -> dict[str, Any]:
    shape = shapely.from_wkb(bytes(row.wkb))
    middle = shape.representative_point()
    return {
        "km2": row.area_km2,
        "is_approximate": row.is_approximate,
        "box": (row.west, row.south, row.east, row.north),
        "lon": round(middle.x, _DIGITS),
        "lat": round(middle.y, _DIGITS),
        "pieces": pieces_of(shape),
    }


def pieces_of(shape: Any) -> list[list[list[float]]]:
    """The polygons of a shape: rings of degrees in a row, the outer one first."""
    parts = getattr(shape, "geoms", [shape])
    return [
        [_ring(ring) for ring in (part.exterior, *part.interiors)]
        for part in parts
        if part.geom_type == "Polygon"
    ]


def _ring(ring: Any) -> list[float]:
    flat: list[float] = shapely.get_coordinates(ring).round(_DIGITS).ravel().tolist()
    return flat
