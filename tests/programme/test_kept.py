"""What is kept is right after every change, and made once while nothing changes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from hatang.accounts.models import Unit, User
from hatang.base import kept as keeping
from hatang.base.looks import one_look
from hatang.documents.models import Document
from hatang.programme.horizon import Horizon, horizon
from hatang.programme.kept import kept_of_days as kept
from hatang.programme.models import Obligation, Plan, Task
from hatang.programme.queries import TaskFilter, board, overview, todays_book

TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Every test begins without results."""
    keeping.forget()
    todays_book.forget()


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan with three tasks of one department."""
    return publish(result)


@pytest.fixture
def always_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other databases of the server may write meanwhile; here this must not matter."""
    monkeypatch.setattr(keeping, "_is_somebody_writing", lambda: False)


def test_is_made_once_while_nothing_changes(plan: Plan, always_quiet: None) -> None:
    made: list[int] = []
    assert [kept("x", lambda: made.append(1) or len(made)) for _ in range(3)] == [1, 1, 1]
    assert kept("y", lambda: made.append(1) or len(made)) == 2


CHANGES: dict[str, Callable[[], Any]] = {
    "progress": lambda: Obligation.objects.update(state="done", done_on=TODAY),
    "a later day": lambda: Obligation.objects.update(extended_to=TODAY + timedelta(days=300)),
    "a deadline": lambda: Task.objects.update(due_end=TODAY - timedelta(days=3)),
    "a withdrawn task": lambda: Task.objects.update(withdrawn_at="2026-06-01T00:00Z"),
    "an ended document": lambda: Document.objects.update(validity="expired", valid_to=TODAY),
    "a closed unit": lambda: Unit.objects.filter(obligations__isnull=False).update(valid_to=TODAY),
    "one row gone": lambda: Obligation.objects.order_by("pk").first().delete(),  # type: ignore[union-attr]
}


@pytest.mark.parametrize("change", list(CHANGES))
def test_says_after_a_change_what_a_fresh_look_says(
    plan: Plan, reader: User, always_quiet: None, change: str
) -> None:
    before = _seen(reader)
    assert _seen(reader) == before
    CHANGES[change]()
    after = _seen(reader)
    keeping.forget()
    todays_book.forget()
    assert after == _seen(reader)
    assert after != before


def test_is_not_kept_while_somebody_writes(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_is_somebody_writing", lambda: True)
    assert [kept("x", lambda value=value: value) for value in (1, 2)] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_an_open_transaction_is_seen_as_under_way() -> None:
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        assert keeping._is_somebody_writing()
        other.rollback()
    finally:
        other.close()


def test_is_not_kept_when_something_changes_while_it_is_made(plan: Plan, always_quiet: None) -> None:
    def make() -> int:
        Task.objects.update(note="khác")
        return 1

    assert kept("x", make) == 1
    assert kept("x", lambda: 2) == 2


def test_the_horizon_of_a_look_is_the_one_made_alone(plan: Plan, always_quiet: None) -> None:
    alone = horizon(TODAY)
    with one_look():
        shared = horizon(TODAY)
        assert horizon(TODAY) is shared
    assert isinstance(shared, Horizon)
    assert (shared.moved, shared.outdated, shared.cycles) == (alone.moved, alone.outdated, alone.cycles)


def test_keeps_only_so_many(plan: Plan, always_quiet: None) -> None:
    for about in range(keeping.MOST_RESULTS + 5):
        kept(about, lambda: 0)
    assert len(keeping._results) == keeping.MOST_RESULTS


def _seen(user: User) -> Any:
    """What the home page counts and what the board shows."""
    with one_look():
        view = overview(user, today=TODAY)
        columns = board(user, TaskFilter(), today=TODAY)
    return view, [(one.standing, one.n, [card.pk for card in one.cards]) for one in columns]
