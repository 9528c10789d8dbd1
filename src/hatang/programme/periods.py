"""On which day of its periods a recurring deadline falls (docs/contracts/han.md)."""

import calendar
import re
from datetime import date, timedelta

PERIOD_MONTHS = {"yearly": 12, "half_yearly": 6, "quarterly": 3, "monthly": 1}
# "M4-05": day 5 of the fourth month, counted from the beginning of the period.
_COUNTED = re.compile(r"M(\d{1,2})-(\d{1,2})", re.ASCII)


def counted_month(at: str) -> tuple[int, int] | None:
    """Month, 1 to 24 from the beginning of the period, and day of "M4-05"; None for all that is not so."""
    found = _COUNTED.fullmatch(at)
    month, day = (int(found[1]), int(found[2])) if found else (0, 0)
    return (month, day) if 1 <= month <= 24 and 1 <= day <= 31 else None


def lag_months(kind: str, at: str) -> int:
    """How many months behind its period a deadline lies, in whole periods; 0 where it lies in it."""
    months, counted = PERIOD_MONTHS.get(kind, 0), counted_month(at)
    return (counted[0] - 1) // months * months if months and counted else 0


def occurrence_from(kind: str, at: str, first: date) -> date | None:
    """First day, `first` or later, on which a recurring deadline falls."""
    if kind == "weekly":
        return first + timedelta(days=6 - first.weekday())
    if kind not in PERIOD_MONTHS:
        return None
    months = PERIOD_MONTHS[kind]
    behind = lag_months(kind, at) // months
    # One period back and two ahead are enough: some occurrence of these is the next one.
    candidates = (_fall(at, months, first, shift - behind) for shift in (-1, 0, 1, 2))
    return min((day for day in candidates if day >= first), default=None)


def _fall(at: str, months: int, around: date, shift: int) -> date:
    """Day of the period `shift` periods from the one `around` lies in; without `at` the period's last day."""
    month, dash, day = at.partition("-")
    count = around.year * 12 + around.month - 1
    first = count // months * months + shift * months
    if counted := counted_month(at):
        return day_in_month(first + counted[0] - 1, counted[1])
    if dash and month.isdigit() and day.isdigit():
        # A day of the year; shorter periods repeat from it.
        phase = (int(month) - 1) % months
        place = (count - phase) // months * months + phase + shift * months
        return day_in_month(place, int(day))
    return day_in_month(first + months - 1, int(at) if at.isdigit() and int(at) else 31)


def day_in_month(count: int, day: int) -> date:
    """A day of the month counted from year 0, the last one where the month is shorter."""
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day, calendar.monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """The same day some months before, or after where `months` is negative."""
    return day_in_month(day.year * 12 + day.month - 1 - months, day.day)
