"""Sums that do not add up in a table: a row or a column of totals against the figures it stands for.

Upper rows (I, II, A, B) may hold the sums of the rows below them, and several rows of totals may follow each
other, so every sensible way of adding is tried; only where none fits something is found.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hatang.docparse.goals import to_number
from hatang.docparse.model import Warning as Finding
from hatang.docparse.normalise import fold
from hatang.docparse.source import Source
from hatang.docparse.sums import finding_of, is_even
from hatang.docparse.tables.grid import Grid, Row
from hatang.docparse.tables.kept import spread

_TOTAL = re.compile(r"(?:tong so\b.{0,30}|tong cong(?! ty)\b.{0,30}|tong|cong)")
_FIGURE = re.compile(r"\**(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\**")
_NOTHING = re.compile(r"[\s\-–*.]*")
_YEAR = re.compile(r"20[1-5]\d")
_PERIOD = re.compile(r"(?:nam )?20[1-5]\d|quy (?:i{1,3}|iv|[1-4])(?:[ /].{0,12})?")
_RATE = re.compile(r"%|\bty le\b|\bbinh quan\b|\btrung binh\b|\bdon gia\b")
_UPPER = re.compile(r"[IVX]+|[A-ZĐ]")
_DEEP = re.compile(r"\d+(?:\.\d+)+")
_MOST_CELLS = 20_000


@dataclass(frozen=True)
class _Cell:
    text: str
    start: int
    end: int

    @property
    def figure(self) -> float | None:
        found = _FIGURE.fullmatch(self.text)
        return to_number(found[1]) if found else None

    @property
    def is_words(self) -> bool:
        return self.figure is None and not _NOTHING.fullmatch(self.text)


_Row = dict[int, _Cell]
Place = tuple[float, tuple[int, int]]


def uneven_tables(source: Source, grids: Sequence[Grid]) -> list[Finding]:
    """Every total of a table whose figures do not add up to it, whether the file or the text kept the table."""
    found: list[Finding] = []
    for rows in _tables(source, grids):
        titles, body = _parted(rows)
        found += _columns(titles, body)
        found += _rows(titles, body)
    return found


def _tables(source: Source, grids: Sequence[Grid]) -> Iterator[list[_Row]]:
    kept = {table.start for table in source.tables}
    for table in source.tables:
        if len(table.cells) > _MOST_CELLS:
            continue
        rows: dict[int, _Row] = {}
        for (row, col), cell in spread(table.cells).items():
            if (cell.row == row or cell.n_cols == 1) and (cell.col == col or cell.n_rows == 1):
                words = " ".join(source.text[cell.start : cell.end].split())
                rows.setdefault(row, {})[col] = _Cell(words, cell.start, cell.end)
        yield [rows[row] for row in sorted(rows)]
    for grid in grids:
        if grid.start not in kept:
            places = {id(column): place for place, column in enumerate(grid.columns)}
            titles = {place: _Cell(column.title, 0, 0) for place, column in enumerate(grid.columns)}
            yield [titles, *(_of_grid(row, places) for row in grid.rows)]


def _of_grid(row: Row, places: dict[int, int]) -> _Row:
    cells: _Row = {0: _Cell(row.label, row.start, row.start)} if row.label else {}
    for column, cell in row.cells:
        cells[places[id(column)]] = _Cell(" ".join(cell.text.split()), cell.start, cell.end)
    return cells


def _parted(rows: list[_Row]) -> tuple[dict[int, str], list[_Row]]:
    """Titles of the columns, and the rows below them; years and counted columns are titles too."""
    titles: dict[int, str] = {}
    for place, row in enumerate(rows):
        figures = [cell for cell in row.values() if cell.figure is not None]
        is_counted = len(figures) > 2 and [one.figure for one in figures] == list(range(1, len(figures) + 1))
        if place and not is_counted and any(not _YEAR.fullmatch(cell.text) for cell in figures):
            return titles, rows[place:]
        if not is_counted:
            titles |= {col: fold(cell.text) for col, cell in row.items() if cell.text}
    return titles, []


def _columns(titles: dict[int, str], body: list[_Row]) -> Iterator[Finding]:
    """Rows of totals against the rows above them, or below one that stands first."""
    totals = [place for place, row in enumerate(body) if _is_total(row)]
    for number, place in enumerate(totals):
        after = totals[number + 1] if number + 1 < len(totals) else len(body)
        first = totals[number - 1] + 1 if number else 0
        added = body[place + 1 : after] if place == 0 else body[first:place]
        every = [row for row in body[:place] if not _is_total(row)] if place else added
        former = [body[one] for one in totals[:number]]
        for col, cell in body[place].items():
            if cell.figure is None or not col or _RATE.search(titles.get(col, "")):
                continue
            if any(row[col].is_words for row in added if col in row):
                continue
            ways = [way for rows in (added, every, former) for way in _ways(rows, col)]
            if (finding := _compared(cell, ways)) is not None:
                yield finding


def _rows(titles: dict[int, str], body: list[_Row]) -> Iterator[Finding]:
    """A column of totals against the columns of years or quarters beside it."""
    for total in [col for col, title in titles.items() if _TOTAL.fullmatch(title)]:
        parts: list[int] = []
        while _PERIOD.fullmatch(titles.get(total + len(parts) + 1, "")):
            parts.append(total + len(parts) + 1)
        for row in body if len(parts) > 1 else ():
            cell = row.get(total)
            if cell is None or cell.figure is None or any(row[col].is_words for col in parts if col in row):
                continue
            ways = [_figures(row[col] for col in parts if col in row)]
            if (finding := _compared(cell, ways, least=1)) is not None:
                yield finding


def _ways(rows: Sequence[_Row], col: int) -> Iterator[list[Place]]:
    """Ways of adding a column: the upper rows, the whole numbers among the labels, the lower rows, all."""
    labelled = [(row[0].text.strip(" .)*") if 0 in row else "", row) for row in rows if col in row]
    upper = [row for label, row in labelled if _UPPER.fullmatch(label)]
    lower = [row for label, row in labelled if not _UPPER.fullmatch(label)]
    shallow = [row for label, row in labelled if not _UPPER.fullmatch(label) and not _DEEP.fullmatch(label)]
    for some in (upper, shallow, lower, [row for _label, row in labelled]):
        yield _figures(row[col] for row in some)


def _figures(cells: Iterable[_Cell]) -> list[Place]:
    return [(cell.figure, (cell.start, cell.end)) for cell in cells if cell.figure is not None]


def _compared(cell: _Cell, ways: Sequence[list[Place]], *, least: int = 2) -> Finding | None:
    """What is found where no way of adding gives the total; the first way is told."""
    ways = [way for way in ways if len(way) >= least]
    total = cell.figure
    if total is None or not ways or any(is_even(total, sum(one for one, _at in way)) for way in ways):
        return None
    places = [(cell.start, cell.end), *(at for _one, at in ways[0])]
    return finding_of(total, sum(one for one, _at in ways[0]), places)


def _is_total(row: _Row) -> bool:
    words = next((cell.text for _col, cell in sorted(row.items()) if cell.is_words), "")
    return _TOTAL.fullmatch(fold(words.strip("* :"))) is not None
