"""When a deadline is and when it has been missed."""

from datetime import date

import pytest
from django.utils import translation

from hatang.programme.models import DueKind
from hatang.programme.rules import (
    Deadline,
    cycle_start,
    is_late,
    is_on_time,
    last_day,
    next_due,
    past_dues,
)
from hatang.programme.timeline import span_of
from hatang.programme.wording_of_periods import recurrence_words

X = date(2025, 10, 20)
BEFORE_X = Deadline("by", end=X, before=True)
BY_X = Deadline("by", end=X)


def _late(deadline: Deadline, today: date, *, is_done: bool = False, is_strict: bool = False) -> bool:
    return is_late(deadline, is_done=is_done, today=today, is_strict=is_strict)


def test_a_day_is_late_only_when_it_has_ended() -> None:
    assert not _late(BY_X, X)
    assert _late(BY_X, date(2025, 10, 21))


def test_before_a_day_includes_it_unless_the_house_reads_it_strictly() -> None:
    assert last_day(BEFORE_X) == X
    assert last_day(BEFORE_X, is_strict=True) == date(2025, 10, 19)
    assert not _late(BEFORE_X, X)
    assert _late(BEFORE_X, X, is_strict=True)
    assert not _late(BEFORE_X, date(2025, 10, 19), is_strict=True)


def test_the_strict_reading_changes_nothing_without_before() -> None:
    assert last_day(BY_X, is_strict=True) == X


def test_what_is_done_is_not_late() -> None:
    assert not _late(BY_X, date(2030, 1, 1), is_done=True)


@pytest.mark.parametrize(
    ("done_on", "days", "strict_days"),
    [
        (date(2025, 10, 10), 0, 0),
        (date(2025, 12, 1), 42, 43),
        (date(2025, 12, 21), 62, 63),
        (date(2026, 1, 8), 80, 81),
        (date(2026, 1, 26), 98, 99),
    ],
)
def test_the_five_plans_due_before_20_10_2025(done_on: date, days: int, strict_days: int) -> None:
    # reference/province.md, section 8: one of five on time, and the days of delay under both readings.
    for is_strict, expected in ((False, days), (True, strict_days)):
        last = last_day(BEFORE_X, is_strict=is_strict)
        assert last is not None
        assert max(0, (done_on - last).days) == expected
        assert is_on_time(BEFORE_X, done_on, is_strict=is_strict) == (expected == 0)


def test_a_period_is_late_after_its_end() -> None:
    year = Deadline("within", start=date(2026, 1, 1), end=date(2026, 12, 31))
    assert not _late(year, date(2026, 12, 31))
    assert _late(year, date(2027, 1, 1))
    assert next_due(year, date(2026, 3, 1)) == date(2026, 12, 31)


@pytest.mark.parametrize("kind", ["continuous", "on_event", "none"])
def test_what_has_no_day_is_never_late_by_itself(kind: str) -> None:
    deadline = Deadline(kind, start=date(2020, 1, 1), end=date(2021, 1, 1))
    assert not _late(deadline, date(2030, 1, 1))
    assert next_due(deadline, date(2020, 6, 1)) is None
    assert cycle_start(deadline, date(2020, 6, 1)) is None


def test_a_yearly_report_falls_due_on_its_day_every_year() -> None:
    yearly = Deadline("yearly", at="11-20", before=True)
    assert next_due(yearly, date(2026, 6, 1)) == date(2026, 11, 20)
    assert next_due(yearly, date(2026, 11, 20)) == date(2026, 11, 20)
    assert next_due(yearly, date(2026, 11, 21)) == date(2027, 11, 20)
    assert cycle_start(yearly, date(2026, 6, 1)) == date(2025, 11, 21)
    assert not _late(yearly, date(2026, 11, 21))


def test_a_yearly_report_read_strictly_falls_due_the_day_before() -> None:
    yearly = Deadline("yearly", at="11-20", before=True)
    assert next_due(yearly, date(2026, 6, 1), is_strict=True) == date(2026, 11, 19)
    assert next_due(yearly, date(2026, 11, 20), is_strict=True) == date(2027, 11, 19)


@pytest.mark.parametrize(
    ("kind", "at", "today", "due"),
    [
        ("yearly", "", date(2026, 6, 1), date(2026, 12, 31)),
        ("half_yearly", "", date(2026, 6, 1), date(2026, 6, 30)),
        ("half_yearly", "", date(2026, 7, 1), date(2026, 12, 31)),
        ("half_yearly", "06-15", date(2026, 6, 16), date(2026, 12, 15)),
        ("quarterly", "", date(2026, 6, 1), date(2026, 6, 30)),
        ("quarterly", "20", date(2026, 6, 21), date(2026, 9, 20)),
        ("monthly", "", date(2026, 2, 1), date(2026, 2, 28)),
        ("monthly", "25", date(2026, 6, 26), date(2026, 7, 25)),
        ("monthly", "31", date(2028, 2, 10), date(2028, 2, 29)),
        ("weekly", "", date(2026, 6, 1), date(2026, 6, 7)),
        ("weekly", "", date(2026, 6, 7), date(2026, 6, 7)),
        ("yearly", "02-29", date(2026, 1, 1), date(2026, 2, 28)),
    ],
)
def test_a_recurring_duty_falls_due_at_the_end_of_its_period_or_on_its_day(
    kind: str, at: str, today: date, due: date
) -> None:
    assert next_due(Deadline(kind, at=at), today) == due


def test_a_recurring_duty_begins_and_ends_with_its_years() -> None:
    duty = Deadline("yearly", start=date(2026, 1, 1), end=date(2030, 12, 31), at="11-20")
    assert next_due(duty, date(2025, 6, 1)) == date(2026, 11, 20)
    assert next_due(duty, date(2030, 11, 20)) == date(2030, 11, 20)
    assert next_due(duty, date(2030, 11, 21)) is None


def test_each_day_of_ten_years_has_a_next_day_not_before_it_and_within_one_period() -> None:
    longest = {"yearly": 366, "half_yearly": 184, "quarterly": 92, "monthly": 31, "weekly": 7}
    day = date(2024, 1, 1).toordinal()
    for today in (date.fromordinal(day + shift) for shift in range(3650)):
        for kind, n_days in longest.items():
            due = next_due(Deadline(kind), today)
            assert due is not None
            assert 0 <= (due - today).days < n_days
            start = cycle_start(Deadline(kind), today)
            assert start is not None
            assert start <= today


def test_a_deadline_without_an_end_has_no_last_day() -> None:
    assert last_day(Deadline("within", start=date(2026, 1, 1))) is None
    assert is_on_time(Deadline("none"), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("kind", "at", "today", "due", "start"),
    [
        ("quarterly", "M1-05", date(2026, 1, 6), date(2026, 4, 5), date(2026, 1, 6)),
        ("quarterly", "M4-05", date(2026, 4, 5), date(2026, 4, 5), date(2026, 1, 6)),
        ("quarterly", "M4-05", date(2026, 4, 6), date(2026, 7, 5), date(2026, 4, 6)),
        ("quarterly", "M6-31", date(2026, 4, 1), date(2026, 6, 30), date(2026, 3, 31)),
        ("half_yearly", "M7-10", date(2026, 1, 11), date(2026, 7, 10), date(2026, 1, 11)),
        ("monthly", "M2-05", date(2026, 12, 6), date(2027, 1, 5), date(2026, 12, 6)),
        ("yearly", "M13-15", date(2026, 6, 1), date(2027, 1, 15), date(2026, 1, 16)),
        # What fits no period is no day: the last one of the period stands.
        ("quarterly", "M0-05", date(2026, 4, 6), date(2026, 6, 30), date(2026, 3, 31)),
    ],
)
def test_a_month_of_the_period_is_counted_on_into_the_next(
    kind: str, at: str, today: date, due: date, start: date
) -> None:
    deadline = Deadline(kind, at=at)
    assert (next_due(deadline, today), cycle_start(deadline, today)) == (due, start)


def test_years_bound_the_periods_that_are_reported_not_the_days_of_the_reports() -> None:
    duty = Deadline("quarterly", date(2026, 1, 1), date(2030, 12, 31), "M4-05", before=True)
    assert next_due(duty, date(2025, 6, 1)) == date(2026, 4, 5)
    assert next_due(duty, date(2030, 12, 31)) == date(2031, 1, 5)
    assert next_due(duty, date(2030, 12, 31), is_strict=True) == date(2031, 1, 4)
    assert next_due(duty, date(2031, 1, 6)) is None
    assert past_dues(duty, date(2030, 8, 1), date(2032, 1, 1)) == [date(2030, 10, 5), date(2031, 1, 5)]
    span = span_of(duty, issued_on=None, due_on=date(2026, 4, 5))
    assert (span.start, span.end) == (date(2026, 1, 1), date(2031, 3, 31))


def test_a_day_in_the_next_period_is_said_in_words() -> None:
    said = [
        (DueKind.QUARTERLY, "M4-05", "Hằng quý, hạn ngày 05 của tháng thứ 1 quý sau"),
        (DueKind.QUARTERLY, "M2-15", "Hằng quý, hạn ngày 15 của tháng thứ 2 trong quý"),
        (DueKind.HALF_YEARLY, "M7-10", "Sáu tháng một lần, hạn ngày 10 của tháng thứ 1 kỳ sau"),
        (DueKind.MONTHLY, "M2-05", "Hằng tháng, hạn ngày 05 tháng sau"),
        (DueKind.YEARLY, "M13-15", "Hằng năm, hạn 15/01 năm sau"),
        (DueKind.QUARTERLY, "20", "Hằng quý, hạn ngày 20"),
        (DueKind.YEARLY, "11-20", "Hằng năm, hạn 20/11"),
    ]
    with translation.override("vi"):
        for kind, at, words in said:
            assert recurrence_words(kind, at) == words
