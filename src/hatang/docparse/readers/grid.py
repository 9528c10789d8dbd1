"""Ruling lines -> tables: the same for the vectors of a pdf and the strokes of a scan."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

Stroke = tuple[float, float, float]
"""A straight line: its position across, its start and its end along."""

MAX_STROKES = 4_000
_MIN_LENGTH = 6.0


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of a lattice: its upper left row and column, and how many it covers."""

    row: int
    col: int
    n_rows: int
    n_cols: int


@dataclass(slots=True)
class Lattice:
    """A table drawn with lines: column edges, row edges, and its cells in reading order."""

    xs: list[float]
    ys: list[float]
    places: list[Place]
    is_open_above: bool  # no line closes the first row: it goes on from the page before
    is_open_below: bool
    _index: dict[tuple[int, int], int]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def place_of(self, x: float, y: float) -> int | None:
        """Which cell (index in `places`) a point lies in, None when outside."""
        col, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= col < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return None
        return self._index.get((row, col))


def find_lattices(horizontal: list[Stroke], vertical: list[Stroke], *, snap: float = 3.0) -> list[Lattice]:
    """The tables that ruling lines draw, from top to bottom; frames of one column are none."""
    across = _merged(horizontal, snap)[:MAX_STROKES]
    down = _merged(vertical, snap)[:MAX_STROKES]
    lattices = (_lattice(*group, snap) for group in _connected(across, down, snap))
    found = [lattice for lattice in lattices if lattice is not None]
    return _without_inner(sorted(found, key=lambda lattice: (lattice.top, lattice.xs[0])))


def _merged(strokes: list[Stroke], snap: float) -> list[Stroke]:
    """Strokes in one line that touch become one; crumbs are dropped."""
    merged: list[Stroke] = []
    for group in _clusters(sorted(strokes), snap):
        position = sum(stroke[0] for stroke in group) / len(group)
        spans = sorted((min(start, end), max(start, end)) for _, start, end in group)
        low, high = spans[0]
        for start, end in spans[1:]:
            if start <= high + snap:
                high = max(high, end)
            else:
                merged.append((position, low, high))
                low, high = start, end
        merged.append((position, low, high))
    return [stroke for stroke in merged if stroke[2] - stroke[1] >= _MIN_LENGTH]


def _clusters(strokes: list[Stroke], snap: float) -> list[list[Stroke]]:
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        if groups and stroke[0] - groups[-1][0][0] <= snap:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return groups


def _connected(
    across: list[Stroke], down: list[Stroke], snap: float
) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Groups of lines that cross or touch each other."""
    parent = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    tops = [stroke[0] for stroke in across]
    for offset, (x, top, bottom) in enumerate(down):
        node = len(across) + offset
        for index in range(bisect_right(tops, top - snap), bisect_right(tops, bottom + snap)):
            _, left, right = across[index]
            if left - snap <= x <= right + snap:
                parent[root(node)] = root(index)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for index, stroke in enumerate(across):
        groups.setdefault(root(index), ([], []))[0].append(stroke)
    for offset, stroke in enumerate(down):
        groups.setdefault(root(len(across) + offset), ([], []))[1].append(stroke)
    return [group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 1]


def _lattice(across: list[Stroke], down: list[Stroke], snap: float) -> Lattice | None:
    xs = _edges([stroke[0] for stroke in down], [end for stroke in across for end in stroke[1:]], snap)
    ys = _edges([stroke[0] for stroke in across], [end for stroke in down for end in stroke[1:]], snap)
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    if n_rows < 1 or n_cols < 2 or n_rows * n_cols > 40_000:
        return None
    regions = _regions(n_rows, n_cols, _walls(down, xs, ys, snap), _walls(across, ys, xs, snap))
    places: list[Place] = []
    index: dict[tuple[int, int], int] = {}
    for cells in sorted(regions, key=min):
        for place in _rectangles(cells):
            for row in range(place.row, place.row + place.n_rows):
                for col in range(place.col, place.col + place.n_cols):
                    index[row, col] = len(places)
            places.append(place)
    if len(places) < 2:
        return None
    is_open_above, is_open_below = ys[0] < across[0][0] - snap, ys[-1] > across[-1][0] + snap
    return Lattice(xs, ys, places, is_open_above, is_open_below, index)


def _edges(positions: list[float], ends: list[float], snap: float) -> list[float]:
    """Positions of the lines, and the far ends of the crossing ones where a side is open."""
    edges = [
        group[0][0] for group in _clusters([(position, 0.0, 0.0) for position in sorted(positions)], snap)
    ]
    if min(ends) < edges[0] - 4 * snap:
        edges.insert(0, min(ends))
    if max(ends) > edges[-1] + 4 * snap:
        edges.append(max(ends))
    return edges


def _walls(
    strokes: list[Stroke], edges: list[float], along: list[float], snap: float
) -> set[tuple[int, int]]:
    """(edge, interval) pairs where a line really stands on the edge along the interval."""
    walls: set[tuple[int, int]] = set()
    middles = [(low + high) / 2 for low, high in pairwise(along)]
    for position, start, end in strokes:
        edge = bisect_right(edges, position + snap) - 1
        first, last = bisect_right(middles, start), bisect_right(middles, end)
        walls.update((edge, interval) for interval in range(first, last))
    return walls


def _regions(
    n_rows: int, n_cols: int, vertical: set[tuple[int, int]], horizontal: set[tuple[int, int]]
) -> list[list[tuple[int, int]]]:
    """Elementary cells that no wall separates, together."""
    seen: set[tuple[int, int]] = set()
    regions = []
    for row in range(n_rows):
        for col in range(n_cols):
            if (row, col) in seen:
                continue
            region, waiting = [], [(row, col)]
            seen.add((row, col))
            while waiting:
                here, there = waiting.pop()
                region.append((here, there))
                neighbours = (
                    ((here, there + 1), (there + 1, here) not in vertical),
                    ((here, there - 1), (there, here) not in vertical),
                    ((here + 1, there), (here + 1, there) not in horizontal),
                    ((here - 1, there), (here, there) not in horizontal),
                )
                for cell, is_open in neighbours:
                    if is_open and cell not in seen and 0 <= cell[0] < n_rows and 0 <= cell[1] < n_cols:
                        seen.add(cell)
                        waiting.append(cell)
            regions.append(region)
    return regions


def _rectangles(cells: list[tuple[int, int]]) -> list[Place]:
    """A region as one cell, or row by row when it is no rectangle."""
    rows, cols = [row for row, _ in cells], [col for _, col in cells]
    height, width = max(rows) - min(rows) + 1, max(cols) - min(cols) + 1
    if height * width == len(cells):
        return [Place(min(rows), min(cols), height, width)]
    places: list[Place] = []
    for row, col in sorted(cells):
        last = places[-1] if places else None
        if last is not None and last.row == row and last.col + last.n_cols == col:
            places[-1] = Place(row, last.col, 1, last.n_cols + 1)
        else:
            places.append(Place(row, col, 1, 1))
    return places


def _without_inner(lattices: list[Lattice]) -> list[Lattice]:
    """A table inside a cell of another stays words of that cell."""
    kept: list[Lattice] = []
    for lattice in lattices:
        inside = any(
            outer.top <= lattice.top
            and lattice.bottom <= outer.bottom
            and outer.xs[0] <= lattice.xs[0]
            and lattice.xs[-1] <= outer.xs[-1]
            for outer in kept
        )
        if not inside:
            kept.append(lattice)
    return kept
