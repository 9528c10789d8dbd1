"""One sheet of a filing as columns of values, and what is found wrong in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from hatang.base.refusal import Refusal
from hatang.network.filing.catalogue import RULES, Severity
from hatang.network.filing.columns import ROW, SheetKind


@dataclass(frozen=True)
class Finding:
    """What a rule found in one cell; `row` is the row's number in its file, `place` in the table."""

    place: int
    rule: str
    field: str
    value: str
    params: dict[str, Any]

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return RULES[self.rule].severity


@dataclass
class Table:
    """The rows of one sheet: numbers of the rows in their file, raw cells and read values by column.

    Every column is as long as `rows`; an empty cell is None. `raw` keeps what was written, for the workbook
    that goes back. `is_numbered`: the file itself says which row of the first file each stands for.
    """

    kind: SheetKind
    rows: list[int]
    raw: dict[str, list[Any]]
    values: dict[str, list[Any]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_numbered: bool = False

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def find(self, place: int, rule: str, column: str, **params: Any) -> None:
        """Note a finding about a cell."""
        written = self.raw.get(column)
        value = "" if written is None or written[place] is None else str(written[place])[:200]
        self.findings.append(Finding(place, rule, column, value, params))

    def of(self, column: str) -> list[Any]:
        """The read values of a column; all None where the file has no such column."""
        return self.values.get(column) or [None] * len(self)

    def numbers(self, column: str) -> NDArray[np.float64]:
        """The values of a column as numbers, NaN where there is none."""
        return np.array([np.nan if value is None else value for value in self.of(column)], dtype=np.float64)

    def set_aside(self) -> NDArray[np.bool_]:
        """Which rows have an error."""
        found = np.zeros(len(self), dtype=bool)
        places = [one.place for one in self.findings if one.severity is Severity.ERROR]
        found[places] = True
        return found

    def corrected(self) -> NDArray[np.bool_]:
        """Which rows are read otherwise than written."""
        found = np.zeros(len(self), dtype=bool)
        places = [one.place for one in self.findings if one.severity is Severity.CORRECTION]
        found[places] = True
        return found

    def key(self, place: int) -> str:
        """What names a row: its code, below its site for a cell."""
        return " / ".join(str(self.of(one)[place] or "") for one in self.kind.code)


def joined(tables: Sequence[Table]) -> Table:
    """Tables of one kind below each other; the later one stands for the rows of the same number before it.

    Raises:
        Refusal: a later table does not say which rows its own stand for.
    """
    kind = tables[0].kind
    taken: dict[int, tuple[Table, int]] = {}
    for table in tables:
        if table is not tables[0] and not table.is_numbered:
            said = _(
                "The sheet “%(sheet)s” of the last file has no column “%(column)s”. Put the rows right in "
                "the workbook “Rows to put right”, which has it."
            )
            raise Refusal(said % {"sheet": kind.vi, "column": ROW.vi}, field="tep")
        added = min([0, *taken])
        for place, row in enumerate(table.rows):
            # A row without a number is a new one, whichever file it came in.
            taken[row if row > 0 else added + row] = (table, place)
    keys = {key for table in tables for key in table.raw}
    raw = {
        key: [table.raw[key][place] if key in table.raw else None for table, place in taken.values()]
        for key in keys
    }
    return Table(kind, list(taken), raw)
