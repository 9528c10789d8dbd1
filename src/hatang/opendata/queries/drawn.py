"""What is drawn on tiles, in columns: read once, kept in the memory of the process until a row changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from django.db.models import QuerySet
from numpy.typing import NDArray

from hatang.opendata.collections import Collection
from hatang.opendata.rules import Days
from hatang.opendata.rules.mercator import Floats, projected

ALWAYS, EVER = date.min.toordinal(), date.max.toordinal() + 1
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Lives:
    """From which day until the day before which other each row exists, as ordinals of days."""

    first: Ints
    end: Ints

    @classmethod
    def of(cls, pairs: Sequence[tuple[date | None, date | None]]) -> "Lives":
        """Of begin and end; without one it always was or ever will be."""
        first = [ALWAYS if begin is None else begin.toordinal() for begin, _end in pairs]
        end = [EVER if end is None else end.toordinal() for _begin, end in pairs]
        return cls(np.array(first, dtype=np.int64), np.array(end, dtype=np.int64))

    def on(self, days: Days) -> NDArray[np.bool_]:
        """Which rows exist on one of the days at least."""
        begin = ALWAYS if days.first is None else days.first.toordinal()
        last = EVER if days.last is None else days.last.toordinal()
        return (self.first <= last) & (self.end > begin)


@dataclass(frozen=True)
class Drawn:
    """Rows of a collection: keys, lives, place on the Mercator plane (of lines their middle), what each says.

    `lines` are their shapes on that plane with the boxes around them; empty for points.
    """

    keys: Ints
    lives: Lives
    x: Floats
    y: Floats
    names: tuple[str, ...]
    said: list[tuple[str | int, ...]]
    lines: NDArray[Any]
    boxes: Floats

    def alive(self, days: Days | None) -> NDArray[np.bool_]:
        """Which rows exist on the days; all of them where none are asked for."""
        return np.ones(len(self.keys), dtype=bool) if days is None else self.lives.on(days)


def drawn(rows: "QuerySet[Any]", collection: Collection, names: tuple[str, ...]) -> Drawn:
    """Rows of a collection in columns, with some of their properties."""
    place = ("longitude", "latitude") if collection.shape == "Point" else ("wkb",)
    said = [collection.properties[name] for name in names]
    columns = ("pk", "valid_from", "valid_to", *map(collection.path, place), *said)
    found = list(rows.alias(**collection.joins()).order_by("pk").values_list(*columns))
    n_before = 3 + len(place)
    if collection.shape == "Point":
        flat = np.array([row[3:5] for row in found], dtype=float).reshape(-1, 2)
        x, y = projected(flat[:, 0], flat[:, 1])
        lines, boxes = np.array([], dtype=object), np.empty((0, 4))
    else:
        lines = on_plane(shapely.from_wkb([bytes(row[3]) for row in found]))
        middles = shapely.line_interpolate_point(lines, 0.5, normalized=True)
        x, y, boxes = shapely.get_x(middles), shapely.get_y(middles), shapely.bounds(lines)
    return Drawn(
        keys=np.array([row[0] for row in found], dtype=np.int64),
        lives=Lives.of([(row[1], row[2]) for row in found]),
        x=x,
        y=y,
        names=names,
        said=[tuple("" if one is None else one for one in row[n_before:]) for row in found],
        lines=lines,
        boxes=boxes,
    )


def on_plane(shapes: NDArray[Any]) -> NDArray[Any]:
    """Shapes of degrees as shapes on the plane, from 0 to 1 eastwards and southwards."""
    moved: NDArray[Any] = shapely.transform(
        shapes, lambda corners: np.column_stack(projected(corners[:, 0], corners[:, 1]))
    )
    return moved
