"""Which days are worked: weekends, holidays, days moved by the Government and by the administrator."""

from datetime import date

import pytest

from hatang.base.workdays import WorkDays


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 6, 1), True),
        (date(2026, 6, 6), False),
        # Tết 2026 is from 16/2 to 20/2; the Hùng Kings' day falls on a Sunday and is made up for on Monday.
        (date(2026, 2, 17), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),
        (date(2026, 4, 30), False),
        # 31/8/2026 is off, and Saturday 22/8/2026 is worked for it.
        (date(2026, 8, 31), False),
        (date(2026, 8, 22), True),
    ],
)
def test_holidays_and_moved_days_are_known(day: date, is_worked: bool) -> None:
    assert WorkDays().is_worked(day) == is_worked


def test_what_is_set_by_hand_goes_first() -> None:
    days = WorkDays({date(2026, 6, 2): (False, "Nghỉ bão"), date(2026, 6, 6): (True, "Làm bù")})
    assert not days.is_worked(date(2026, 6, 2)) and days.is_worked(date(2026, 6, 6))
    assert (days.why_off(date(2026, 6, 2)), days.why_off(date(2026, 6, 6))) == ("Nghỉ bão", "")
    assert days.why_off(date(2026, 9, 2)) == "Quốc khánh"


@pytest.mark.parametrize(
    ("day", "n_days", "end"),
    [
        (date(2026, 6, 5), 1, date(2026, 6, 8)),
        (date(2026, 8, 28), 3, date(2026, 9, 7)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        (date(2026, 6, 1), 0, date(2026, 6, 1)),
        (date(2026, 6, 6), 0, date(2026, 6, 8)),
        # A Sunday before a holiday moves over both.
        (date(2026, 4, 26), 0, date(2026, 4, 28)),
    ],
)
def test_a_limit_is_counted_in_worked_days(day: date, n_days: int, end: date) -> None:
    assert WorkDays().after(day, n_days) == end


def test_a_limit_across_a_day_that_was_moved() -> None:
    days = WorkDays({date(2026, 6, 2): (False, "Nghỉ bão"), date(2026, 6, 6): (True, "Làm bù")})
    assert days.after(date(2026, 6, 1), 4) == date(2026, 6, 6)
