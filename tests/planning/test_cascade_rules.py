"""Days and figures of activities against those of the plan above, without the database."""

from datetime import date
from decimal import Decimal

import pytest

from hatang.planning.rules.cascade import (
    Taken,
    is_later,
    is_of_year,
    is_same_measure,
    is_short,
    taken_by,
    taken_together,
    together,
)
from hatang.planning.rules.rows import Became, changes

SEPTEMBER = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("ends_on", "due_on", "later"),
    [
        (date(2026, 10, 1), SEPTEMBER, True),
        (SEPTEMBER, SEPTEMBER, False),
        (None, SEPTEMBER, False),
        (date(2026, 10, 1), None, False),
        # Work that is late already cannot be planned in time.
        (date(2026, 10, 1), date(2025, 12, 31), False),
    ],
)
def test_an_activity_is_later_than_its_task_by_the_day(
    ends_on: date | None, due_on: date | None, later: bool
) -> None:
    assert is_later(ends_on, due_on, year=2026) is later


def test_a_task_is_taken_up_in_whole_by_one_activity_that_says_so() -> None:
    assert taken_by([]) is Taken.NOBODY
    assert taken_by(["part", "part"]) is Taken.PART
    assert taken_by(["part", "whole"]) is Taken.WHOLE
    assert taken_together([]) is Taken.NOBODY
    assert taken_together([Taken.WHOLE, Taken.NOBODY]) is Taken.PART
    assert taken_together([Taken.WHOLE, Taken.WHOLE]) is Taken.WHOLE


def test_results_are_added_and_shares_are_not() -> None:
    assert together([Decimal(40), Decimal(20)], "trạm") == 60
    assert together([Decimal(40), Decimal(20)], "%") == 40
    assert is_short(Decimal(60), Decimal(80)) and not is_short(Decimal(80), Decimal(80))
    assert is_short(Decimal(9), Decimal(8), is_down=True)
    assert is_same_measure("Trạm", "trạm") and not is_same_measure("trạm", "%")


def test_a_year_asks_what_has_begun_and_was_not_done_before() -> None:
    assert is_of_year(None, None, year=2026)
    assert not is_of_year(date(2027, 1, 1), None, year=2026)
    assert not is_of_year(None, date(2025, 12, 31), year=2026)
    assert is_of_year(None, date(2026, 1, 2), year=2026)
    assert not is_of_year(None, None, year=2026, ends_by=date(2025, 12, 31))


def test_two_versions_say_what_was_added_changed_and_taken_out() -> None:
    former = [{"id": "1", "title": "A", "lead": "X"}, {"id": "2", "title": "B"}]
    latter = [{"id": "1", "title": "A", "lead": "Y"}, {"id": "3", "title": "C"}]
    found = changes(former, latter)
    assert [(one.title, one.became) for one in found] == [
        ("A", Became.CHANGED),
        ("C", Became.ADDED),
        ("B", Became.DROPPED),
    ]
    assert [(one.field, one.before, one.after) for one in found[0].fields] == [("lead", "X", "Y")]
