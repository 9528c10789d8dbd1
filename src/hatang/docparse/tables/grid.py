"""A table with typed columns, however it was found."""

import re
from dataclasses import dataclass, field

from hatang.docparse.passages import Passage
from hatang.docparse.tables.roles import Column

LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}(?:\.\d{1,2})*|[A-ZĐ](?:\.\d{1,2}|\.[IVX]+)?)[.)]?")
LABEL_TEXT = re.compile(rf"({LABEL.pattern})\s+(?=\S)")


@dataclass(slots=True)
class Row:
    """One row: its printed number and its cells with their columns; empty cells are absent."""

    label: str | None
    cells: list[tuple[Column, Passage]] = field(default_factory=list)
    start: int = 0

    def of(self, *roles: str) -> list[Passage]:
        """The cells of these roles, in order."""
        return [cell for column, cell in self.cells if column.role in roles]


@dataclass(slots=True)
class Grid:
    """A table: columns by role, rows in order; `kind` is what its rows are."""

    kind: str | None
    columns: list[Column]
    rows: list[Row]
    start: int  # offsets in the source
    end: int
    annex: str | None = None


def is_label(text: str) -> bool:
    """True when a cell can be a row number."""
    return len(text) <= 9 and LABEL.fullmatch(text.strip()) is not None
