"""What an example document is made of before it becomes a file, and what a reader must find in it."""

from calendar import monthrange
from dataclasses import dataclass, field
from typing import Any, Literal

Style = Literal["basis", "body", "h1", "h2", "h3", "bold", "bullet", "plain"]

Expected = dict[str, Any]

LEFT = "<"  # this cell is merged with the one on its left
UP = "^"  # this cell is merged with the one above


@dataclass(frozen=True)
class Para:
    """One paragraph; `[^1]` in it is the mark of footnote 1."""

    text: str
    style: Style = "body"


@dataclass(frozen=True)
class Table:
    """A ruled table: header rows, then rows of cells; `LEFT` and `UP` are parts of a merged cell."""

    header: list[list[str]]
    widths_cm: list[float]
    rows: list[list[str]]


@dataclass(frozen=True)
class PageFootnote:
    """A footnote printed where it stands, so that it cuts the sentence around it."""

    text: str


@dataclass(frozen=True)
class Annex:
    """One annex: its label, title and table."""

    label: str
    title: str
    reference: str
    table: Table


Block = Para | Table | PageFootnote


@dataclass(frozen=True)
class Example:
    """One example document: the words of every part of decree 30/2020 and the expected reading."""

    name: str
    superior: str
    issuer: list[str]
    number_line: str
    date_line: str
    kind_line: str
    title: list[str]
    blocks: list[Block]
    recipients: list[str]
    signature: list[str]
    annexes: list[Annex] = field(default_factory=list)
    footnotes: dict[int, str] = field(default_factory=dict)
    addressees: list[str] = field(default_factory=list)
    expected: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Due:
    """A deadline: the printed words and how they must be understood."""

    text: str
    kind: str = "none"
    start: str | None = None
    end: str | None = None
    at: str | None = None
    before: bool = False

    def expected(self) -> dict[str, Any]:
        """The deadline as the expected result writes it."""
        due: dict[str, Any] = {"kind": self.kind, "start": self.start, "end": self.end}
        if self.at:
            due["at"] = self.at
        if self.before:
            due["before"] = True
        return due


NOT_STATED = Due("")
ANY = Due("", "any")


def by_month(text: str) -> Due:
    """A month as a deadline, "12/2030"."""
    month, year = (int(part) for part in text.split("/"))
    return Due(text, "by", end=f"{year}-{month:02d}-{monthrange(year, month)[1]}")


def by_year(text: str) -> Due:
    """A bare year in a completion column, or "Năm 2026" after "Thời gian hoàn thành"."""
    return Due(text, "by", end=f"{text[-4:]}-12-31")


def within(text: str, first: int, last: int | None = None) -> Due:
    """A period of work of whole years."""
    return Due(text, "within", start=f"{first}-01-01", end=f"{last or first}-12-31")


def yearly(text: str = "Hằng năm", at: str | None = None, before: bool = False) -> Due:
    """Every year."""
    return Due(text, "yearly", at=at, before=before)


CONTINUOUS = Due("Thường xuyên", "continuous")


def agencies_cell(names: list[str]) -> str:
    """How agencies are printed in a cell: one plainly, several as dashes."""
    return names[0] if len(names) == 1 else "\n".join(f"- {name}" for name in names)


def task(
    path: str,
    text: str,
    lead: list[str],
    support: list[str] | None = None,
    due: Due = NOT_STATED,
    *,
    product: str | None = None,
    direct: list[str] | None = None,
    optional: bool = False,
) -> dict[str, Any]:
    """An expected task."""
    found: dict[str, Any] = {
        "path": path,
        "text": text,
        "lead": lead,
        "support": support or [],
        "direct": direct or [],
        "product": product,
        "due": due.expected(),
    }
    return found | ({"optional": True} if optional else {})


def target(
    path: str,
    text: str,
    comparator: str = "none",
    value: float | None = None,
    unit: str | None = None,
    due: Due = NOT_STATED,
    *,
    value_max: float | None = None,
    lead: list[str] | None = None,
    support: list[str] | None = None,
    optional: bool = False,
) -> dict[str, Any]:
    """An expected target."""
    return {
        "path": path,
        "text": text,
        "comparator": comparator,
        "value": value,
        "value_max": value_max,
        "unit": unit,
        "due": due.expected(),
        "lead": lead or [],
        "support": support or [],
        "optional": optional,
    }
