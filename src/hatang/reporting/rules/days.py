"""Periods of reports, and until when one is on time.

The closing window of Decree 09/2019/NĐ-CP runs from the 15th to the 14th; statistics keep to the calendar.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_ONE_DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    FREE = "free"


class Bounds(StrEnum):
    """Where periods begin and end: with the calendar, or from the 15th to the 14th."""

    CALENDAR = "calendar"
    CLOSING = "closing"


class Timeliness(StrEnum):
    """How a report stands to its day."""

    AWAITED = "awaited"
    LATE = "late"
    ON_TIME = "on_time"
    CAME_LATE = "came_late"


# The months at whose end a period ends.
_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}


@dataclass(frozen=True)
class Period:
    """A span of days, both of them in it."""

    starts_on: date
    ends_on: date


def period_around(day: date, kind: PeriodKind, bounds: Bounds) -> Period:
    """The period of a kind in which a day lies; for nine months the one that begins with its year.

    Raises:
        ValueError: a free period has no bounds of its own.
    """
    if kind is PeriodKind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    if kind not in _MONTHS:
        raise ValueError(kind)
    # In a closing window the days from the 15th on belong to the next month.
    month = _month_after(day) if bounds is Bounds.CLOSING and day.day >= 15 else day
    n_months = _MONTHS[kind]
    first = 1 if kind is PeriodKind.NINE_MONTHS else (month.month - 1) // n_months * n_months + 1
    last = first + n_months - 1
    if bounds is Bounds.CLOSING:
        start = date(month.year - (first == 1), 12 if first == 1 else first - 1, 15)
        return Period(start, date(month.year, last, 14))
    return Period(
        date(month.year, first, 1), date(month.year, last, calendar.monthrange(month.year, last)[1])
    )


def last_day(due_on: date, *, is_before: bool, is_strict: bool) -> date:
    """The last day on which a report is on time: X itself, or the day before where "trước X" is strict."""
    return due_on - _ONE_DAY if is_before and is_strict else due_on


def timeliness(arrived_on: date | None, last: date, today: date) -> Timeliness:
    """How a report stands that arrived on a day, or has not arrived; a day is over when it has ended."""
    if arrived_on is None:
        return Timeliness.LATE if today > last else Timeliness.AWAITED
    return Timeliness.ON_TIME if arrived_on <= last else Timeliness.CAME_LATE


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
