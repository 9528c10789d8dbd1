"""The text of a document with what its file format knows: tables, pages, bold runs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from hatang.docparse.normalise import normalise

Progress = Callable[[int, int], None]
"""Called with (pages done, pages in all); may raise to stop the reading."""


class Unreadable(Exception):
    """The file cannot be read; the message is one sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, as offsets into the text; `row` and `col` are its upper left place."""

    start: int
    end: int
    row: int
    col: int
    n_rows: int = 1
    n_cols: int = 1


@dataclass(slots=True)
class Table:
    """A table whose structure the file kept; empty cells are present with start == end."""

    start: int
    end: int
    cells: list[Cell]


@dataclass(slots=True)
class Source:
    """Normalised text and its structure; every offset counts characters of `text`."""

    text: str
    tables: list[Table] = field(default_factory=list)
    page_starts: list[int] = field(default_factory=list)  # empty: the format has no pages
    bold: list[tuple[int, int]] = field(default_factory=list)
    warnings: list[tuple[str, str, int]] = field(default_factory=list)  # code, message, offset
    word_confidence: list[tuple[int, int, float]] = field(default_factory=list)  # OCR only, 0..1


@dataclass(slots=True)
class SourceBuilder:
    """Collects paragraphs and tables in reading order and keeps their offsets."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    source: Source = field(default_factory=lambda: Source(text=""))

    def paragraph(self, text: str, *, bold: bool = False) -> tuple[int, int]:
        """Append one paragraph (may hold line breaks); returns its offsets."""
        clean = normalise(text).strip("\n")
        start = self.size
        end = start + len(clean)
        self._append(clean + "\n")
        if bold and clean.strip():
            self.source.bold.append((start, end))
        return start, end

    def table(self, rows: Iterable[Sequence[tuple[str, int, int] | None]]) -> Table:
        """Append a table, one cell a line.

        Args:
            rows: for each row its cells as (text, n_rows, n_cols); None where a merged cell
                from above or from the left already covers the place.
        """
        start, cells = self.size, []
        for row_index, row in enumerate(rows):
            for col_index, cell in enumerate(row):
                if cell is None:
                    continue
                text, n_rows, n_cols = cell
                clean = normalise(text).strip()
                cell_start = self.size
                if clean:
                    self._append(clean + "\n")
                cells.append(Cell(cell_start, cell_start + len(clean), row_index, col_index, n_rows, n_cols))
        table = Table(start, self.size, cells)
        if cells:
            self.source.tables.append(table)
        return table

    def page(self) -> None:
        """Say that a new page begins here."""
        self.source.page_starts.append(self.size)

    def warn(self, code: str, message: str) -> None:
        """Keep a remark about the reading itself, at the present offset."""
        self.source.warnings.append((code, message, self.size))

    def build(self) -> Source:
        """The finished source."""
        self.source.text = "".join(self.parts)
        return self.source

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)
