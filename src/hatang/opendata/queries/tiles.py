"""Vector tiles of collections; what is too dense to be drawn one by one is counted, nothing is left out."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.db.models import Model
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from hatang.accounts.access import is_reader, units_of
from hatang.accounts.models import User
from hatang.base.kept import kept
from hatang.base.refusal import NotFound
from hatang.network.access import sees_every_cell
from hatang.network.models import PassiveSite, Route
from hatang.opendata.access import visible_rows
from hatang.opendata.collections import COLLECTIONS
from hatang.opendata.queries.drawn import Drawn, drawn
from hatang.opendata.rules import Days
from hatang.opendata.rules.mercator import Tile, in_units, thinned, within
from hatang.opendata.rules.vector_tile import EXTENT, LINE, POINT, LayerWriter, line, point

# More points than this in a tile are drawn as one for each square of a grid, with their count.
MOST_ALONE = 2000
GRID = 64
# Lines stick out of their tile so far [units], else their ends are seen.
MARGIN = 64
# A line shorter than this [units] is less than a pixel: it is counted as a point.
SHORTEST = 16.0
# How far a drawn line may lie beside the real one [units].
TOLERANCE = 2.0


@dataclass(frozen=True)
class Layer:
    """A collection as tiles: what each feature says, the rows it is made of, and who sees the same ones.

    What `is_secret` is for the operator it belongs to, and never kept in a browser.
    """

    name: str
    properties: tuple[str, ...]
    made_of: tuple[type[Model], ...]
    sharing: Callable[[User], Hashable]
    is_secret: bool = False


LAYERS = {
    one.name: one
    for one in (
        Layer("sites", ("code", "mast_type"), (PassiveSite,), is_reader),
        Layer(
            "routes",
            ("code", "kind", "state"),
            (Route,),
            lambda user: sees_every_cell(user) or frozenset(units_of(user)),
            is_secret=True,
        ),
    )
}


def get_layer(name: str) -> Layer:
    """The layer of this name.

    Raises:
        NotFound: there is none.
    """
    found = LAYERS.get(name)
    if found is None:
        known = ", ".join(LAYERS)
        raise NotFound(_("There is no layer of this name; there are: %(known)s.") % {"known": known})
    return found


def tile_of(user: User, layer: Layer, tile: Tile, days: Days | None) -> bytes:
    """What the user may see of a layer in a tile; each row is counted in exactly one tile of a zoom.

    Raises:
        NotFound: there is no such tile.
    """
    if not tile.is_there:
        raise NotFound(_("There is no such tile."))
    collection = COLLECTIONS[layer.name]
    rows = kept(
        ("drawn on tiles", layer.name, layer.sharing(user)),
        lambda: drawn(visible_rows(user, collection), collection, layer.properties),
        of=layer.made_of,
    )
    writer = LayerWriter(layer.name)
    if collection.shape == "Point":
        _draw_points(writer, rows, rows.alive(days) & within(rows.x, rows.y, tile), tile)
    else:
        _draw_lines(writer, rows, rows.alive(days), tile)
    return writer.tile()


def _draw_points(writer: LayerWriter, rows: Drawn, chosen: NDArray[np.bool_], tile: Tile) -> None:
    places = chosen.nonzero()[0]
    x, y = in_units(rows.x[places], rows.y[places], tile, EXTENT)
    if len(places) > MOST_ALONE:
        _draw_counts(writer, x, y)
        return
    for place, at_x, at_y in zip(places.tolist(), _whole(x), _whole(y), strict=True):
        writer.add(POINT, point((at_x, at_y)), _said(rows, place, 1), int(rows.keys[place]))


def _draw_counts(writer: LayerWriter, x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
    middle_x, middle_y, counts = thinned(x, y, EXTENT, GRID)
    for at_x, at_y, n in zip(_whole(middle_x), _whole(middle_y), counts.tolist(), strict=True):
        writer.add(POINT, point((at_x, at_y)), {"count": n})


def _draw_lines(writer: LayerWriter, rows: Drawn, chosen: NDArray[np.bool_], tile: Tile) -> None:
    """Lines that can be seen as lines, and a count for those that are less than a pixel long."""
    if not len(rows.keys):
        return
    unit = 1.0 / (2.0**tile.zoom * EXTENT)
    west, north = tile.column * EXTENT * unit, tile.row * EXTENT * unit
    box = (
        west - MARGIN * unit,
        north - MARGIN * unit,
        west + (EXTENT + MARGIN) * unit,
        north + (EXTENT + MARGIN) * unit,
    )
    left, top, right, bottom = rows.boxes.T
    size = np.maximum(right - left, bottom - top)
    is_counted = within(rows.x, rows.y, tile)
    is_near = (left <= box[2]) & (right >= box[0]) & (top <= box[3]) & (bottom >= box[1])
    is_long = size >= SHORTEST * unit
    short = (chosen & is_counted & ~is_long).nonzero()[0]
    if len(short):
        _draw_counts(writer, *in_units(rows.x[short], rows.y[short], tile, EXTENT))
    places = (chosen & is_near & is_long).nonzero()[0]
    parts = shapely.simplify(shapely.clip_by_rect(rows.lines[places], *box), TOLERANCE * unit)
    for place, part in zip(places.tolist(), parts, strict=True):
        _draw_line(writer, rows, place, part, tile, is_counted=bool(is_counted[place]))


def _draw_line(
    writer: LayerWriter, rows: Drawn, place: int, part: Any, tile: Tile, *, is_counted: bool
) -> None:
    """One line, in as many pieces as the tile cuts it into; the first of them carries its count."""
    count, key = int(is_counted), int(rows.keys[place])
    for piece in shapely.get_parts(part):
        if piece.geom_type != "LineString":
            continue
        corners = shapely.get_coordinates(piece)
        x, y = in_units(corners[:, 0], corners[:, 1], tile, EXTENT)
        steps = _without_repeats(list(zip(_whole(x), _whole(y), strict=True)))
        if len(steps) > 1:
            writer.add(LINE, line(steps), _said(rows, place, count), key)
            count = 0
    if count:
        # Nothing of it is left to draw as a line, but it is here.
        x, y = in_units(rows.x[place : place + 1], rows.y[place : place + 1], tile, EXTENT)
        writer.add(POINT, point((_whole(x)[0], _whole(y)[0])), _said(rows, place, count), key)


def _said(rows: Drawn, place: int, count: int) -> dict[str, str | int]:
    return {**dict(zip(rows.names, rows.said[place], strict=True)), "count": count}


def _whole(units: NDArray[np.float64]) -> list[int]:
    found: list[int] = np.round(units).astype(np.int64).tolist()
    return found


def _without_repeats(steps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [step for n, step in enumerate(steps) if n == 0 or step != steps[n - 1]]
