"""Which periods reports are asked for, by when units and consolidators are due, and what a period is called.

When who is due is counted in days from the last day of the period: below 0 before it ends. The usual days are
those of Circular 02/2023/TT-BTTTT (reference standards, section 3); the office may set others.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hatang.reporting.rules.days import Bounds, Period, PeriodKind, period_around

MOST_DAYS = 120
_YEAR = 12


@dataclass(frozen=True)
class Term:
    """How a kind of period is bounded, and the days from its end to the units' and the consolidators' day."""

    bounds: Bounds
    unit_days: int
    gather_days: int | None = None


# A closing window ends on the 14th, so the days of the circular always lie as far from its end.
USUAL_TERMS: Mapping[PeriodKind, Term] = {
    PeriodKind.WEEK: Term(Bounds.CALENDAR, -2, 1),
    PeriodKind.MONTH: Term(Bounds.CLOSING, 1, 2),
    PeriodKind.QUARTER: Term(Bounds.CLOSING, -8, -6),
    PeriodKind.HALF_YEAR: Term(Bounds.CLOSING, -8, -6),
    PeriodKind.NINE_MONTHS: Term(Bounds.CLOSING, -8, -6),
    PeriodKind.YEAR: Term(Bounds.CLOSING, -19, -17),
}
# How many periods of a kind a year has; weeks are counted as ISO 8601 does.
_N_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6}
_ROMAN = ("I", "II", "III", "IV")


def n_periods(kind: PeriodKind, year: int) -> int:
    """How many periods of a kind belong to a year."""
    if kind is PeriodKind.WEEK:
        return date(year, 12, 28).isocalendar().week
    return _YEAR // _N_MONTHS[kind] if kind in _N_MONTHS else 1


def period_of(kind: PeriodKind, year: int, number: int, bounds: Bounds) -> Period:
    """The period of a kind by its number in a year, from 1.

    Raises:
        ValueError: the year has no such period.
    """
    if kind is PeriodKind.FREE or not 1 <= number <= n_periods(kind, year):
        raise ValueError(number)
    if kind is PeriodKind.WEEK:
        return period_around(date.fromisocalendar(year, number, 1), kind, bounds)
    month = (number - 1) * _N_MONTHS.get(kind, _YEAR) + 1
    return period_around(date(year, month, 1), kind, bounds)


def kind_of(period: Period) -> tuple[PeriodKind, Bounds] | None:
    """Which kind of period some days are, and how it is bounded; None where they are of no kind."""
    for kind in USUAL_TERMS:
        for bounds in Bounds:
            if period_around(period.ends_on, kind, bounds) == period:
                return kind, bounds
    return None


def next_period(period: Period) -> Period:
    """The period of the same kind that follows; nine months are followed by those of the next year."""
    after = period.ends_on + timedelta(days=1)
    known = kind_of(period)
    if known is None:
        return Period(after, after + (period.ends_on - period.starts_on))
    kind, bounds = known
    if kind is PeriodKind.NINE_MONTHS:
        return period_of(kind, period.ends_on.year + 1, 1, bounds)
    return period_around(after, kind, bounds)


def period_words(period: Period) -> str:
    """What a period is called in a title: "quý III năm 2026"; titles are Vietnamese, as all that is asked."""
    name, year = _name_and_year(period)
    return f"{name} năm {year}".strip() if year else name


def renamed(title: str, former: Period, following: Period) -> str:
    """The title of a campaign for the following period: its words exchanged, else added.

    "quý III/2026" and "tháng 02 năm 2026" are such words too. A year alone is the period only where it is one
    of years; that of a number or day, "94/2026", is not.
    """
    (old, old_year), (name, year) = _name_and_year(former), _name_and_year(following)
    found = _written(old, old_year).search(title)
    if found is None:
        return f"{title} ({period_words(following)})"
    said = found["name"]
    if name != old:
        # A capital that begins the words stays one, and so does the nought of "02".
        words = re.sub(r"\b\d$", r"0\g<0>", name) if re.search(r"\b0\d$", said) else name
        said = words[0].upper() + words[1:] if said[0].isupper() else words
    return title[: found.start()] + said + found["between"] + year + title[found.end() :]


def _name_and_year(period: Period) -> tuple[str, str]:
    """What a period is called, and of which year: "quý III", "2026"; days of no kind are of no year."""
    known, year = kind_of(period), str(period.ends_on.year)
    if known is None:
        return f"từ {period.starts_on:%d/%m/%Y} đến {period.ends_on:%d/%m/%Y}", ""
    kind, month = known[0], period.ends_on.month
    if kind is PeriodKind.WEEK:
        of = period.ends_on.isocalendar()
        return f"tuần {of.week}", str(of.year)
    names = {
        PeriodKind.MONTH: f"tháng {month}",
        PeriodKind.QUARTER: f"quý {_ROMAN[(month - 1) // 3]}",
        PeriodKind.HALF_YEAR: "6 tháng đầu" if month <= 6 else "6 tháng cuối",
        PeriodKind.NINE_MONTHS: "9 tháng",
    }
    return names.get(kind, ""), year


def _written(name: str, year: str) -> "re.Pattern[str]":
    """How people write a period: `name` and what stands `between` it and its year."""
    words = re.sub(r"(?<= )\d+$", r"0?\g<0>", re.escape(name))
    if name == "9 tháng":
        words += r"(?:\s+đầu)?"
    between = r"\s+năm\s+|\s*/\s*" if name and year else ""
    return re.compile(rf"(?<![\w/])(?P<name>{words})(?P<between>{between}){year}(?![\w/])", re.IGNORECASE)
