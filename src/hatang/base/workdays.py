"""Which days are worked in Vietnam, and the end of a time limit that is counted in them.

Monday to Friday but the public holidays of the Labour Code 2019, article 112, with the days off in lieu and
the days that the Government moved, as the library `holidays` knows them; then what an administrator set.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

# An answer is asked for within three working days ("03 ngày làm việc") unless another day is chosen.
ANSWER_DAYS = 3


class WorkDays:
    """The days that are worked; `own` says of single days that they are worked, or not, and why."""

    def __init__(self, own: Mapping[date, tuple[bool, str]] | None = None) -> None:
        """Know the public holidays of every year, and what is `own` before them."""
        self._known = _holidays()
        self._own = dict(own or {})

    def is_worked(self, day: date) -> bool:
        """Whether offices work on a day."""
        own = self._own.get(day)
        return own[0] if own is not None else bool(self._known.is_working_day(day))

    def why_off(self, day: date) -> str:
        """The holiday or ground for which a day is not worked; empty for worked days and plain weekends."""
        own = self._own.get(day)
        if own is not None:
            return "" if own[0] else own[1]
        return "" if self.is_worked(day) else str(self._known.get(day, ""))

    def after(self, day: date, n_days: int) -> date:
        """The day that is `n_days` worked days after another; for 0 the day itself, or the next worked one.

        Args:
            day: from where it is counted; it does not count itself.
            n_days: how many, 0 to 999.
        """
        if n_days == 0:
            while not self.is_worked(day):
                day = _next(day)
            return day
        for _place in range(n_days):
            day = self.after(_next(day), 0)
        return day

    def before(self, day: date) -> date:
        """The day itself where it is worked, else the worked day before it."""
        while not self.is_worked(day):
            day = date.fromordinal(day.toordinal() - 1)
        return day

    def holidays_of(self, year: int) -> list[tuple[date, str]]:
        """The holidays of a year that are known, without what is set by hand, in order."""
        return sorted(_holidays(years=year).items())


def _holidays(**more: Any) -> Any:
    """The holidays of Vietnam, in Vietnamese, by day."""
    # Reading the holidays of all countries takes a while; most commands count no days.
    from holidays import country_holidays

    return country_holidays("VN", language="vi", **more)


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
