"""Documents as a drawing: the centre at the left, the departments at the right, lines for what follows.

Pure: documents as points with a level and a day, pairs of them, and out come boxes and lines. Lengths are
whole points of the drawing, so that a page never depends on how a language writes decimals.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hatang.documents.references import Level

WIDTH, HEIGHT = 196, 48
GAP_X, GAP_Y = 64, 16
HEAD = 34
_MARGIN = 2
# Longer chains of one level than this are drawn in the last of its columns.
_MOST_STEPS = 4
_ROUNDS = 4


@dataclass(frozen=True)
class Point:
    """A document that is drawn; `shown` is whatever the page says of it."""

    key: Hashable
    level: Level
    issued_on: date | None
    shown: Any = field(compare=False, default=None)


@dataclass(frozen=True)
class Box:
    """Where a document stands: its upper left corner."""

    point: Point
    x: int
    y: int


@dataclass(frozen=True)
class Strip:
    """The columns of one level, from `x` on."""

    level: Level
    x: int
    width: int


@dataclass(frozen=True)
class Graph:
    """Boxes and the lines between them, each as the path of a curve."""

    boxes: Sequence[Box]
    lines: Sequence[str]
    strips: Sequence[Strip]
    width: int
    height: int


def draw(points: Sequence[Point], pairs: Iterable[tuple[Hashable, Hashable]]) -> Graph:
    """Boxes in columns by level, and within a level what follows right of what it follows.

    Args:
        points: documents, each key once.
        pairs: keys of what is followed and of what follows it; pairs against the levels or with themselves
            are left out.
    """
    known = {point.key: point for point in points}
    sources = _sources(known, pairs)
    columns = _columns(known, sources)
    places = _ordered(known, sources, columns)
    most = max((len(keys) for keys in places), default=0)
    boxes = {
        key: Box(known[key], _MARGIN + column * (WIDTH + GAP_X), HEAD + top + row * (HEIGHT + GAP_Y))
        for column, keys in enumerate(places)
        for top in [(most - len(keys)) * (HEIGHT + GAP_Y) // 2]
        for row, key in enumerate(keys)
    }
    lines = [_line(boxes[source], boxes[key]) for key in boxes for source in sources.get(key, ())]
    return Graph(
        boxes=list(boxes.values()),
        lines=lines,
        strips=_strips([known[keys[0]].level for keys in places]),
        width=max(len(places) * (WIDTH + GAP_X) - GAP_X + 2 * _MARGIN, 0),
        height=HEAD + most * (HEIGHT + GAP_Y),
    )


def _sources(
    known: Mapping[Hashable, Point], pairs: Iterable[tuple[Hashable, Hashable]]
) -> dict[Hashable, list[Hashable]]:
    """What each document follows, each once: of a higher level, or of its own and not of a later day."""
    sources: dict[Hashable, list[Hashable]] = defaultdict(list)
    for source, key in pairs:
        if source not in known or key not in known or source == key or source in sources[key]:
            continue
        above, below = known[source], known[key]
        if above.level < below.level or (above.level == below.level and _day(above) < _day(below)):
            sources[key].append(source)
    return sources


def _day(point: Point) -> tuple[date, str]:
    return point.issued_on or date.min, str(point.key)


def _columns(
    known: Mapping[Hashable, Point], sources: Mapping[Hashable, Sequence[Hashable]]
) -> list[list[Hashable]]:
    """The keys of each column: by level, and by how many steps of the same level a document stands on."""
    steps: dict[Hashable, int] = {}
    for key in sorted(known, key=lambda one: (known[one].level, _day(known[one]))):
        own = [steps[one] for one in sources.get(key, ()) if known[one].level == known[key].level]
        steps[key] = min(max(own, default=-1) + 1, _MOST_STEPS)
    columns: dict[tuple[Level, int], list[Hashable]] = defaultdict(list)
    for key, step in steps.items():
        columns[known[key].level, step].append(key)
    return [columns[place] for place in sorted(columns)]


def _ordered(
    known: Mapping[Hashable, Point],
    sources: Mapping[Hashable, Sequence[Hashable]],
    columns: list[list[Hashable]],
) -> list[list[Hashable]]:
    """The columns with each document as near as may be to what it follows and what follows it."""
    joined: dict[Hashable, list[Hashable]] = defaultdict(list)
    for key, above in sources.items():
        for one in above:
            joined[key].append(one)
            joined[one].append(key)
    rows = {key: row for keys in columns for row, key in enumerate(keys)}
    for _round in range(_ROUNDS):
        for keys in columns:
            middle = {key: _mean([rows[one] for one in joined[key]], rows[key]) for key in keys}
            keys.sort(key=lambda one: (middle[one], _day(known[one])))
            rows |= {key: row for row, key in enumerate(keys)}
    return columns


def _mean(rows: Sequence[int], own: int) -> float:
    return sum(rows) / len(rows) if rows else float(own)


def _strips(levels: Sequence[Level]) -> list[Strip]:
    strips = []
    for level in dict.fromkeys(levels):
        first, n_columns = levels.index(level), levels.count(level)
        width = n_columns * (WIDTH + GAP_X) - GAP_X
        strips.append(Strip(level, _MARGIN + first * (WIDTH + GAP_X), width))
    return strips


def _line(source: Box, box: Box) -> str:
    """A curve from the right edge of what is followed to the left edge of what follows."""
    x, y = source.x + WIDTH, source.y + HEIGHT // 2
    to_x, to_y = box.x, box.y + HEIGHT // 2
    bend = GAP_X // 2
    return f"M{x} {y}C{x + bend} {y} {to_x - bend} {to_y} {to_x} {to_y}"
