"""Deadlines that run from an event: how long, as the words say, and on which day they end.

Pure. Days are counted from the day after the event; an end on a day that is not worked moves to the next one
(Civil Code 2015, articles 147 and 148).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from hatang.base.workdays import WorkDays

_LENGTH = re.compile(
    r"(?<![\d/.])(?P<n>\d{1,3})\s*(?:\([^)]{1,30}\)\s*)?"
    r"(?P<unit>ngày\s+làm\s+việc|ngày|tuần|tháng|quý|năm)(?!\s*\d)",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(r"\bngay\s+(?:sau|khi)|\bkhi có\b", re.IGNORECASE)
_DAYS = {"ngày": 1, "tuần": 7}
_MONTHS = {"tháng": 1, "quý": 3, "năm": 12}
MOST_UNITS = 999


@dataclass(frozen=True)
class Term:
    """How long after an event: a number of days, working days or months."""

    n_units: int
    unit: str


def term_of(text: str) -> Term | None:
    """What the words say: "trong 10 ngày làm việc kể từ …" is 10 working days, "ngay sau khi" none at all.

    None where they name no length.
    """
    found = _LENGTH.search(text)
    if found is None:
        return Term(0, "day") if _AT_ONCE.search(text) else None
    n_units, unit = int(found["n"]), " ".join(found["unit"].lower().split())
    if unit == "ngày làm việc":
        return Term(n_units, "working_day")
    if unit in _DAYS:
        return Term(n_units * _DAYS[unit], "day")
    return Term(n_units * _MONTHS[unit], "month")


def term_end(term: Term, happened_on: date, days: WorkDays) -> date:
    """The last day of a term that begins with an event; `days` says which are worked."""
    if not term.n_units and term.unit != "month":
        return happened_on
    if term.unit == "working_day":
        return days.after(happened_on, term.n_units)
    if term.unit == "month":
        return days.after(_months_after(happened_on, term.n_units), 0)
    return days.after(happened_on + timedelta(days=term.n_units), 0)


def _months_after(day: date, n_months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + n_months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
