"""Paragraphs and tables as a reader finds them, before they become offsets in a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from rapidfuzz.fuzz import ratio

from hatang.docparse.normalise import fold, normalise
from hatang.docparse.source import SourceBuilder

Run = tuple[str, bool]
"""Words and whether they are bold."""

MAX_COLUMNS = 200
_DRAWN_LINE = re.compile(r"[\s\-–—_=*.~]*")
_STATE_NAMES = ("cong hoa xa hoi chu nghia viet nam", "dang cong san viet nam", "doc lap tu do hanh phuc")
_SIGNATURE = re.compile(r"\s*(?:Nơi nhận|(?:TM|KT|TL|TUQ|Q)\. ?[A-ZĐÀ-Ỹ])")
_ROW_NUMBER = re.compile(r"\d+(?:\.\d+)*[.)]?|[ivxl]+\.?|[a-zđ][.)]|[-–+•]")
_DIGITS = re.compile(r"\d+")
_COLUMN_NUMBER = re.compile(r"\(?[1-9]\d?\)?")


@dataclass(slots=True)
class Paragraph:
    """One paragraph as its runs; places of page breaks and recognised words where there are any."""

    runs: list[Run]
    page_breaks: list[int] = field(default_factory=list)  # offsets into `text`
    confidences: list[tuple[str, float]] = field(default_factory=list)  # words in order

    @property
    def text(self) -> str:
        """The words without their boldness."""
        return "".join(text for text, _ in self.runs)

    @property
    def is_bold(self) -> bool:
        """True when every visible word is bold."""
        visible = [bold for text, bold in self.runs if text.strip()]
        return bool(visible) and all(visible)


@dataclass(slots=True)
class PageStart:
    """A new page begins between two blocks."""


@dataclass(slots=True)
class Box:
    """One cell of a grid: what it holds and how many places it covers."""

    blocks: list["Block"]
    n_rows: int = 1
    n_cols: int = 1
    begins_page: bool = False

    @property
    def text(self) -> str:
        """All words of the cell, nested tables flattened to one cell a line."""
        return "\n".join(line for block in self.blocks for line in _lines(block))

    @property
    def is_bold(self) -> bool:
        """True when every word of the cell is bold."""
        worded = [block for block in self.blocks if not isinstance(block, Paragraph) or block.text.strip()]
        return bool(worded) and all(isinstance(block, Paragraph) and block.is_bold for block in worded)


Row: TypeAlias = list[Box | None]


@dataclass(slots=True)
class Grid:
    """A table: None where a merged cell from above or from the left covers the place."""

    rows: list[Row] = field(default_factory=list)
    has_borders: bool = True

    def boxes(self) -> Iterable[tuple[int, int, Box]]:
        """Every cell with its row and column."""
        for row_index, row in enumerate(self.rows):
            for col_index, box in enumerate(row):
                if box is not None:
                    yield row_index, col_index, box

    @property
    def n_cols(self) -> int:
        """The widest row's number of places."""
        return max((len(row) for row in self.rows), default=0)


Block: TypeAlias = Paragraph | Grid | PageStart


def box(text: str, *, bold: bool = False, n_rows: int = 1, n_cols: int = 1) -> Box:
    """A cell of plain words; each line is a paragraph."""
    return Box([Paragraph([(line, bold)]) for line in text.split("\n")], n_rows, n_cols)


def emit(builder: SourceBuilder, blocks: Iterable[Block]) -> None:
    """Append paragraphs and tables to the text; letterheads and signatures column by column."""
    for block in blocks:
        if isinstance(block, PageStart):
            builder.page()
        elif isinstance(block, Paragraph):
            if not _DRAWN_LINE.fullmatch(block.text):
                add_paragraph(builder, block)
        elif _is_layout(block):
            for _, _, cell in sorted(block.boxes(), key=lambda place: (place[1], place[0])):
                emit(builder, _without_drawn_lines(cell.blocks))
        else:
            add_table(builder, block)


def add_paragraph(builder: SourceBuilder, paragraph: Paragraph) -> None:
    """Append one paragraph and remember its bold words, page breaks and confidences."""
    raw = paragraph.text
    text = raw.strip()
    if not text:
        builder.source.page_starts.extend(builder.size for _ in paragraph.page_breaks)
        return
    start, end = builder.paragraph(text, bold=paragraph.is_bold)
    lead = len(raw) - len(raw.lstrip())
    for place in paragraph.page_breaks:
        builder.source.page_starts.append(min(start + len(normalise(raw[lead:place])), end))
    if not paragraph.is_bold and any(bold for _, bold in paragraph.runs):
        _mark_bold(builder, start, paragraph.runs)
    if paragraph.confidences:
        _mark_confidences(builder, start, builder.parts[-1], paragraph.confidences)


def add_table(builder: SourceBuilder, grid: Grid) -> None:
    """Append a table, its repeated header rows dropped, and remember its bold cells."""
    grid = without_repeated_headers(grid)
    first_part = len(builder.parts)
    table = builder.table([[_cell(box_) for box_ in row] for row in grid.rows])
    parts = iter(builder.parts[first_part:])
    for place, (_, _, box_) in zip(table.cells, grid.boxes(), strict=True):
        if box_.begins_page:
            builder.source.page_starts.append(place.start)
        if place.start == place.end:
            continue
        part = next(parts)
        if box_.is_bold:
            builder.source.bold.append((place.start, place.end))
        words = [word for block in box_.blocks if isinstance(block, Paragraph) for word in block.confidences]
        if words:
            _mark_confidences(builder, place.start, part, words)


def _cell(box_: Box | None) -> tuple[str, int, int] | None:
    return None if box_ is None else (box_.text, box_.n_rows, box_.n_cols)


def header_height(grid: Grid) -> int:
    """How many rows the header takes: its merged cells, and a row of column numbers under it.

    None when the first row is numbered: the table has no header, its rows may be alike.
    """
    if not grid.rows or _ROW_NUMBER.fullmatch(next((key for key in row_key(grid.rows[0])), "")):
        return 0
    height = max((cell.n_rows for cell in grid.rows[0] if cell), default=1)
    if height < len(grid.rows) and _is_column_numbers(grid.rows[height]):
        height += 1
    return min(height, 4)


def without_repeated_headers(grid: Grid) -> Grid:
    """Drop later rows that say again what the header says (a header printed on every page)."""
    height = header_height(grid)
    header = [row_key(row) for row in grid.rows[:height]]
    if not header or sum(1 for text in header[0] if text) < 2:
        return grid
    drop: set[int] = set()
    index = height
    while index < len(grid.rows):
        same = same_rows([row_key(row) for row in grid.rows[index : index + height]], header)
        drop.update(range(index, index + height) if same else ())
        index += height if same else 1
    return _without_rows(grid, drop) if drop else grid


def row_key(row: Row) -> tuple[str, ...]:
    """The words of a row for comparison with another."""
    return tuple(" ".join(cell.text.split()).casefold() for cell in row if cell is not None)


def same_rows(rows: list[tuple[str, ...]], header: list[tuple[str, ...]]) -> bool:
    """Do rows say what the header says? A recognised scan may err in a letter or a short cell."""
    if rows == header:
        return True
    if [len(row) for row in rows] != [len(row) for row in header]:
        return False
    words, expected = (" ".join(text for row in side for text in row) for side in (rows, header))
    if _DIGITS.findall(words) != _DIGITS.findall(expected):
        return False
    return len(expected) >= 25 and ratio(words, expected) >= 88


def _without_rows(grid: Grid, drop: set[int]) -> Grid:
    for row_index, _, cell in grid.boxes():
        if cell.n_rows > 1 and row_index not in drop:
            cell.n_rows -= sum(1 for row in range(row_index, row_index + cell.n_rows) if row in drop)
    return Grid([row for index, row in enumerate(grid.rows) if index not in drop], grid.has_borders)


def _is_column_numbers(row: Row) -> bool:
    words = [cell.text.strip() for cell in row if cell is not None]
    return len(words) > 1 and all(_COLUMN_NUMBER.fullmatch(word) for word in words)


def _is_layout(grid: Grid) -> bool:
    """True for a table that only places words on the page: letterhead, signature, frame."""
    n_cols = sum(1 for column in _columns(grid) if column)
    if n_cols <= 1:
        return len(grid.rows) <= 3 or not grid.has_borders
    if n_cols > 4 or len(grid.rows) > 12:
        return False
    if any(_SIGNATURE.match(cell.text) for _, _, cell in grid.boxes()):
        return not _is_column_titles(grid)
    top = fold(" ".join(cell.text for row, _, cell in grid.boxes() if row < 3))
    if any(name in top for name in _STATE_NAMES):
        return True
    return not grid.has_borders and n_cols == 2 and len(grid.rows) <= 3


def _is_column_titles(grid: Grid) -> bool:
    return bool(grid.rows) and any(
        cell is not None and fold(cell.text) in ("tt", "stt", "so tt") for cell in grid.rows[0]
    )


def _columns(grid: Grid) -> list[bool]:
    """For each column whether a cell with words begins there."""
    worded = [False] * grid.n_cols
    for _, col, cell in grid.boxes():
        worded[col] = worded[col] or bool(cell.text.strip())
    return worded


def _without_drawn_lines(blocks: list[Block]) -> list[Block]:
    kept = (_trimmed(block) if isinstance(block, Paragraph) else block for block in blocks)
    return [block for block in kept if not isinstance(block, Paragraph) or block.text.strip()]


def _trimmed(paragraph: Paragraph) -> Paragraph:
    """The paragraph without the lines of dashes that underline a name."""
    if not any(_DRAWN_LINE.fullmatch(line) for line in paragraph.text.split("\n")):
        return paragraph
    kept = [line for line in paragraph.text.split("\n") if not _DRAWN_LINE.fullmatch(line)]
    return Paragraph([("\n".join(kept), paragraph.is_bold)])


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text.strip()] if block.text.strip() else []
    if isinstance(block, PageStart):
        return []
    words = (cell.text for _, _, cell in block.boxes())
    return [text for text in words if text]


def _mark_bold(builder: SourceBuilder, start: int, runs: list[Run]) -> None:
    """Find the bold words again in the repaired paragraph; what repair changed is left out."""
    text, position = builder.parts[-1], 0
    for words, bold in _joined(runs):
        piece = normalise(words).strip()
        if not piece:
            continue
        found = text.find(piece, position, position + len(piece) + 16)
        if found < 0:
            continue
        position = found + len(piece)
        if bold:
            builder.source.bold.append((start + found, start + position))


def _mark_confidences(builder: SourceBuilder, start: int, text: str, words: list[tuple[str, float]]) -> None:
    """Find the recognised words again in the repaired text."""
    position = 0
    for word, confidence in words:
        piece = normalise(word).strip()
        found = text.find(piece, position, position + len(piece) + 16) if piece else -1
        if found >= 0:
            position = found + len(piece)
            builder.source.word_confidence.append((start + found, start + position, confidence))


def _joined(runs: list[Run]) -> list[Run]:
    """Neighbouring runs of the same weight as one; a blank run takes its neighbour's weight."""
    joined: list[tuple[list[str], bool]] = []
    for text, bold in runs:
        if joined and (joined[-1][1] == bold or not text.strip()):
            joined[-1][0].append(text)
        else:
            joined.append(([text], bold))
    return [("".join(texts), bold) for texts, bold in joined]
