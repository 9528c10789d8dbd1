"""The only clock."""

from datetime import UTC, date, datetime

import pytest

from hatang.base import clock


def test_a_frozen_clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HATANG_FREEZE", "2026-05-05T23:30:00+07:00")
    assert clock.now() == datetime(2026, 5, 5, 16, 30, tzinfo=UTC)
    assert clock.today() == date(2026, 5, 5)


def test_a_frozen_day_begins_at_work_in_vietnam(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HATANG_FREEZE", "2026-05-05")
    assert clock.now() == datetime(2026, 5, 5, 1, 0, tzinfo=UTC)


def test_the_day_is_vietnams_when_utc_is_still_in_yesterday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HATANG_FREEZE", "2026-05-05T18:00:00+00:00")
    assert clock.today() == date(2026, 5, 6)


def test_a_day_ends_at_midnight_in_vietnam() -> None:
    assert clock.day_end(date(2026, 12, 31)) == datetime(2026, 12, 31, 17, 0, tzinfo=UTC)


def test_a_running_clock_is_aware() -> None:
    assert clock.now().tzinfo is not None


def test_a_wrong_frozen_time_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HATANG_FREEZE", "soon")
    with pytest.raises(ValueError, match="soon"):
        clock.now()
