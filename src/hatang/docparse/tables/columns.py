"""Tables set in columns of white space, as a plain-text dump of a pdf prints them."""

import re
from dataclasses import dataclass

from hatang.docparse.lines import Line
from hatang.docparse.passages import Passage, joined
from hatang.docparse.tables import roles
from hatang.docparse.tables.align import fill
from hatang.docparse.tables.grid import Grid, Row, is_label
from hatang.docparse.tables.roles import Column, kind_of, read_column

_CHUNK = re.compile(r"\S+(?: \S+)*")
_FIRST = re.compile(r"\s*(?:STT|TT|Số TT)\s{2,}\S")
_END = re.compile(r"\s*(?:PHỤ LỤC|Phụ lục|Nơi nhận|TM\.|KT\.)")


@dataclass(slots=True)
class _Field:
    title: str
    start: int
    end: int


def find_column_tables(lines: list[Line], text: str) -> tuple[list[Grid], list[tuple[int, int]]]:
    """All tables whose header line sets STT and further titles apart by white space."""
    grids: list[Grid] = []
    ranges: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        raw, _ = _raw(lines[index], text)
        if not _FIRST.match(raw):
            index += 1
            continue
        found = _read(lines, index, text)
        if found is None:
            index += 1
            continue
        grid, end = found
        grids.append(grid)
        ranges.append((index, end))
        index = end
    return grids, ranges


def _raw(line: Line, text: str) -> tuple[str, int]:
    """The whole physical line with its indentation, and its offset."""
    start = text.rfind("\n", 0, line.passage.start) + 1
    end = text.find("\n", line.passage.start)
    return text[start : end if end >= 0 else len(text)], start


def _read(lines: list[Line], first: int, text: str) -> tuple[Grid, int] | None:
    fields = [
        _Field(match.group(), match.start(), match.end())
        for match in _CHUNK.finditer(_raw(lines[first], text)[0])
    ]
    if len(fields) < 3:
        return None
    at = first + 1
    while at < len(lines) and at < first + 4:
        chunks = list(_CHUNK.finditer(_raw(lines[at], text)[0]))
        if any(is_label(chunk.group()) for chunk in chunks[:1]) or not chunks or len(lines[at].text) > 140:
            break
        for chunk in chunks:
            field = _nearest(fields, chunk.start(), chunk.end())
            field.title = f"{field.title} {chunk.group()}"
            field.start, field.end = min(field.start, chunk.start()), max(field.end, chunk.end())
        at += 1
    columns = [read_column(field.title) for field in fields]
    if kind_of(columns) is None:
        return None
    rows, end = _rows(lines, at, fields, columns, text)
    if not rows:
        return None
    grid = Grid(kind_of(columns), columns, rows, lines[first].passage.start, lines[end - 1].passage.end)
    return grid, end


def _nearest(fields: list[_Field], start: int, end: int) -> _Field:
    return max(fields, key=lambda field: min(field.end, end) - max(field.start, start))


def _rows(
    lines: list[Line], first: int, fields: list[_Field], columns: list[Column], text: str
) -> tuple[list[Row], int]:
    rows: list[Row] = []
    cells: list[list[Passage]] = [[] for _ in fields]
    label: str | None = None

    def close() -> None:
        joined_cells = [joined(pieces) if pieces else None for pieces in cells]
        present = [cell for cell in joined_cells if cell is not None]
        if present:
            row = Row(label, start=present[0].start)
            fill(row, joined_cells, columns)
            if row.cells:
                rows.append(row)

    index = first
    while index < len(lines):
        raw, offset = _raw(lines[index], text)
        if _END.match(raw) or lines[index].is_bar:
            break
        chunks = list(_CHUNK.finditer(raw))
        if (
            columns[0].role == roles.NUMBER
            and is_label(chunks[0].group())
            and chunks[0].start() <= fields[0].end + 2
        ):
            close()
            cells, label = [[] for _ in fields], chunks[0].group().strip(" .)")
            chunks = chunks[1:]
        for chunk in chunks:
            place = fields.index(_nearest(fields, chunk.start(), chunk.end()))
            cells[place].append(Passage.of(chunk.group(), offset + chunk.start()))
        index += 1
    close()
    return rows, index
