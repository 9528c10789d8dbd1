"""Tables set in columns of white space, as a plain-text dump of a pdf prints them.

A column is what stands between two gutters: places that are blank in every line of a block. A
page break shifts the columns, so a table is cut into the longest blocks that keep their gutters.
"""

import re
from dataclasses import dataclass

from hatang.docparse.lines import Line
from hatang.docparse.passages import Passage, joined
from hatang.docparse.tables import roles
from hatang.docparse.tables.align import align, fill
from hatang.docparse.tables.grid import Grid, Row, is_label
from hatang.docparse.tables.roles import Column, kind_of, read_column

_CHUNK = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_FIRST = re.compile(r"\s*(?:STT|TT|Số TT)\s{2,}\S.*\S\s{2,}\S")
_END = re.compile(r"\s*(?:PHỤ LỤC|Phụ lục|Nơi nhận|TM\.|KT\.|\(Ban hành kèm|\(Kèm theo|\[\d{1,2}\]\s)")
_MOST_HEADER_LINES = 7
_FEWEST_LINES = 6
_MOST_COLUMNS = 9


@dataclass(frozen=True, slots=True)
class _Raw:
    """One physical line with its white space."""

    text: str
    offset: int

    def cut(self, start: int, end: int) -> Passage:
        """The words between two places."""
        return Passage.of(self.text, self.offset).cut(start, min(end, len(self.text)))


def find_column_tables(lines: list[Line], text: str) -> tuple[list[Grid], list[tuple[int, int]]]:
    """All tables whose header line sets STT and further titles apart by white space."""
    grids: list[Grid] = []
    ranges: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        found = _read(lines, index, text) if _FIRST.match(_raw(lines[index], text).text) else None
        if found is None:
            index += 1
            continue
        grid, end = found
        grids.append(grid)
        ranges.append((index, end))
        index = end
    return grids, ranges


def _raw(line: Line, text: str) -> _Raw:
    start = text.rfind("\n", 0, line.passage.start) + 1
    end = text.find("\n", line.passage.start)
    return _Raw(text[start : end if end >= 0 else len(text)], start)


def _read(lines: list[Line], first: int, text: str) -> tuple[Grid, int] | None:
    end = _region_end(lines, first, text)
    raws = [_raw(line, text) for line in lines[first:end]]
    n_header = next((at for at, raw in enumerate(raws) if at and _leading_label(raw)), 0)
    if not 0 < n_header <= _MOST_HEADER_LINES:
        return None
    found = _header(raws, n_header)
    if found is None:
        return None
    stop, segments, columns = found
    rows = _Rows(columns)
    rows.add(raws[n_header:stop], segments)
    while stop < len(raws):
        start = stop
        stop, segments = _block(raws, start, len(columns))
        rows.add(raws[start:stop], segments)
    rows.close()
    grid = Grid(kind_of(columns), columns, rows.rows, lines[first].passage.start, lines[end - 1].passage.end)
    return (grid, end) if rows.rows else None


def _header(raws: list[_Raw], n_header: int) -> tuple[int, list[tuple[int, int]], list[Column]] | None:
    """The first block, cut into as many columns as its titles make sense of."""
    best: tuple[int, int, list[tuple[int, int]], list[Column]] | None = None
    for n_columns in range(_MOST_COLUMNS, 2, -1):
        stop, segments = _run(raws, 0, n_columns)
        if len(segments) != n_columns or stop < min(len(raws), n_header + 3):
            continue
        columns = [read_column(_title(raws[:n_header], segment)) for segment in segments]
        named = len({column.role for column in columns if column.role != roles.OTHER})
        worth = 2 * named - sum(column.role == roles.OTHER for column in columns)
        if kind_of(columns) is not None and (best is None or worth > best[0]):
            best = (worth, stop, segments, columns)
    return best[1:] if best else None


def _region_end(lines: list[Line], first: int, text: str) -> int:
    """The table goes on until another part begins or a line of prose fills the page."""
    for index in range(first + 1, len(lines)):
        raw = _raw(lines[index], text).text
        is_prose = len(raw.strip()) > 100 and len(_CHUNK.findall(raw)) == 1
        if lines[index].is_bar or _END.match(raw) or is_prose:
            return index
    return len(lines)


def _leading_label(raw: _Raw) -> str | None:
    word = _WORD.search(raw.text)
    rest = raw.text[word.end() :] if word else ""
    if word is None or not is_label(word.group()) or (rest and not rest.startswith(" ")):
        return None
    return word.group().strip(" .)")


def _block(raws: list[_Raw], start: int, n_wanted: int) -> tuple[int, list[tuple[int, int]]]:
    """The longest run of lines from `start` that still has the wanted number of columns, or nearly.

    Returns:
        Where the run ends, and the columns as (first place, place behind).
    """
    for n_columns in range(n_wanted, 2, -1):
        stop, segments = _run(raws, start, n_columns)
        if stop == len(raws) or stop - start >= _FEWEST_LINES or n_columns == 3:
            return max(stop, start + 1), segments
    return len(raws), []


def _run(raws: list[_Raw], start: int, n_columns: int) -> tuple[int, list[tuple[int, int]]]:
    width = max(len(raw.text) for raw in raws) + 1
    used = bytearray(width)
    best: list[tuple[int, int]] = []
    for index in range(start, len(raws)):
        trial = bytearray(used)
        for word in _CHUNK.finditer(raws[index].text):
            for inner in _WORD.finditer(word.group()):
                low = word.start() + inner.start()
                trial[low : low + len(inner.group())] = b"\1" * len(inner.group())
        segments = _segments(trial)
        if index - start >= 3 and len(segments) < n_columns:
            return index, _merge(best, n_columns)
        used, best = trial, segments
    return len(raws), _merge(best, n_columns)


def _segments(used: bytearray) -> list[tuple[int, int]]:
    """Runs of used places."""
    return [match.span() for match in re.finditer(rb"\x01+", bytes(used))]


def _merge(segments: list[tuple[int, int]], n_columns: int) -> list[tuple[int, int]]:
    """Join the segments with the narrowest gutters until only the wanted columns are left."""
    kept = list(segments)
    while len(kept) > n_columns:
        at = min(range(1, len(kept)), key=lambda place: kept[place][0] - kept[place - 1][1])
        kept[at - 1 : at + 1] = [(kept[at - 1][0], kept[at][1])]
    return kept


def _title(raws: list[_Raw], segment: tuple[int, int]) -> str:
    pieces = (raw.text[segment[0] : segment[1]].strip() for raw in raws)
    return " ".join(piece for piece in pieces if piece)


class _Rows:
    """Collects the pieces of each row over lines and blocks."""

    def __init__(self, columns: list[Column]) -> None:
        self.columns = columns
        self.rows: list[Row] = []
        self.label: str | None = None
        self.cells: dict[int, list[Passage]] = {}
        self.is_aligned = True

    def add(self, raws: list[_Raw], segments: list[tuple[int, int]]) -> None:
        """Take the lines of one block; a row may go on from the block before."""
        if not segments:
            return
        for raw in raws:
            label = _leading_label(raw) if self.columns[0].role == roles.NUMBER else None
            if label is not None:
                self.close()
                self.label = label
            if len(segments) != len(self.columns):
                self.is_aligned = False
            for number, (low, high) in enumerate(segments):
                piece = raw.cut(low, high)
                if piece.text and not (number == 0 and label is not None):
                    self.cells.setdefault(number, []).append(piece)

    def close(self) -> None:
        """End the row that is being read."""
        cells = {number: _whole(pieces) for number, pieces in self.cells.items()}
        present = [cells[number] for number in sorted(cells)]
        if present:
            row = Row(self.label, start=present[0].start)
            if self.is_aligned:
                fill(row, [cells.get(number) for number in range(len(self.columns))], self.columns)
            else:
                bare = [column for column in self.columns if column.role != roles.NUMBER]
                row.cells = align(present, bare)
            if row.cells:
                self.rows.append(row)
        self.label, self.cells, self.is_aligned = None, {}, True


def _whole(pieces: list[Passage]) -> Passage:
    """The lines of one cell; a bullet begins a new line."""
    cell = pieces[0]
    for piece in pieces[1:]:
        cell = joined([cell, piece], "\n" if re.match(r"[-–•+]\s", piece.text) else " ")
    return cell
