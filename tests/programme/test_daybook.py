"""The book of the day says what the database says, after every change, and reads only what has changed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hatang.accounts.models import Unit, UnitGroup, User
from hatang.base import clock
from hatang.base import kept as keeping
from hatang.base.looks import one_look
from hatang.documents.models import Document
from hatang.programme.access import hidden_plans, visible_obligations, visible_targets, visible_tasks
from hatang.programme.horizon import Horizon, horizon
from hatang.programme.models import Assignment, DeadlineRequest, Obligation, Plan, Task
from hatang.programme.queries import (
    STATES,
    Since,
    TaskFilter,
    done_since,
    lacking_milestone,
    newly_done,
    owed_list,
    task_list,
)
from hatang.programme.queries import todays_book as keeper
from hatang.programme.queries.chosen import owed_days, owed_rows, task_days, task_rows
from hatang.programme.queries.daybook import read_book
from hatang.programme.queries.obligations import without_milestone
from hatang.programme.rules import Standing
from hatang.programme.showing import shown_of_task

TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test begins without a book; other databases of the server may write meanwhile."""
    monkeypatch.setattr(keeping, "writers", frozenset)
    keeper.forget()


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan with three tasks of one department."""
    return publish(result)


def _first() -> Any:
    return Obligation.objects.order_by("pk").first()


def _ask_later_day() -> None:
    owed = _first()
    DeadlineRequest.objects.create(
        obligation=owed,
        former_on=TODAY + timedelta(days=5),
        until=TODAY + timedelta(days=50),
        reason="Chờ mặt bằng",
        asked_on=TODAY,
        asked_at="2026-06-01T01:00Z",
        asked_by=User.objects.first(),
    )


CHANGES: dict[str, Callable[[], Any]] = {
    "progress": lambda: Obligation.objects.update(state="done", done_on=TODAY),
    "progress of one": lambda: Obligation.objects.filter(pk=_first().pk).update(
        state="submitted", submitted_on=TODAY, note="x"
    ),
    "a later day": lambda: Obligation.objects.update(extended_to=TODAY + timedelta(days=300)),
    "a deadline": lambda: Task.objects.update(due_end=TODAY - timedelta(days=3)),
    "a withdrawn task": lambda: Task.objects.update(withdrawn_at="2026-06-01T00:00Z"),
    "a withdrawn part": lambda: Obligation.objects.update(state="withdrawn", note="x"),
    "an ended document": lambda: Document.objects.update(validity="expired", valid_to=TODAY),
    "a closed unit": lambda: Unit.objects.filter(obligations__isnull=False).update(valid_to=TODAY),
    "one row gone": lambda: _first().delete(),
    "a request": _ask_later_day,
}


@pytest.mark.parametrize("change", list(CHANGES))
def test_is_after_a_change_what_is_read_anew(plan: Plan, change: str) -> None:
    before = _pages(keeper.book_of(TODAY))
    CHANGES[change]()
    after = _pages(keeper.book_of(TODAY))
    assert after == _pages(read_book(Horizon(TODAY, is_strict=False)))
    assert after != before


def test_a_request_that_goes_to_another_task_is_missed_where_it_was(plan: Plan) -> None:
    _ask_later_day()
    asked = DeadlineRequest.objects.get()
    assert _pages(keeper.book_of(TODAY)) == _pages(read_book(Horizon(TODAY, is_strict=False)))
    asked.obligation = Obligation.objects.exclude(task=asked.obligation.task).order_by("pk")[0]
    asked.save()
    assert _pages(keeper.book_of(TODAY)) == _pages(read_book(Horizon(TODAY, is_strict=False)))


_SPAN = {"due_from": TODAY - timedelta(days=90), "due_to": TODAY + timedelta(days=90)}
FILTERS: list[dict[str, Any]] = [
    *({"state": str(state)} for state in ("", *STATES, *Standing)),
    {"role": "support"},
    {"state": "open", "sort": "path", **_SPAN},
    {"state": "open", "sort": "due"},
]


@pytest.mark.parametrize("change", ["nothing", "progress of one", "a deadline"])
def test_finds_for_every_filter_what_the_database_finds(plan: Plan, reader: User, change: str) -> None:
    CHANGES.get(change, lambda: None)()
    owing = Unit.objects.filter(obligations__isnull=False).first()
    for asked in (*FILTERS, *({**one, "unit": owing} for one in FILTERS)):
        one = TaskFilter(**asked)
        with one_look():
            tasks = [task.pk for task in task_list(reader, one, today=TODAY)]
            owed = [row.pk for row in owed_list(reader, one, today=TODAY)]
            assert [task.pk for task in task_rows(reader, one, today=TODAY)] == tasks, one
            assert sorted(row.pk for row in owed_days(reader, one, today=TODAY)) == sorted(owed), one


def test_says_of_a_task_what_the_database_says(plan: Plan, reader: User) -> None:
    [row, *_rest] = task_rows(reader, TaskFilter(), today=TODAY)
    one: Any = task_list(reader, TaskFilter(), today=TODAY)[0]
    for name in ("due_on", "urgency", "standing", "n_obligations", "n_done", "n_days_late", "n_days_left"):
        assert getattr(row, name) == getattr(one, name), name
    assert [lead.pk for lead in row.leads] == [lead.pk for lead in one.leads]  # type: ignore[attr-defined]


def test_a_hidden_plan_is_in_no_list(plan: Plan, reader: User, office: User) -> None:
    keeper.book_of(TODAY)
    told = {"audience_reason": "Nội bộ", "audience_set_at": "2026-06-01T00:00Z", "audience_set_by": office}
    Document.objects.update(is_restricted=True, **told)
    assert not task_days(reader, TaskFilter(), today=TODAY)
    assert not owed_days(reader, TaskFilter(), today=TODAY)
    assert len(task_days(office, TaskFilter(), today=TODAY)) == plan.tasks.count()
    # Which documents and which plans are hidden is asked once a look, for however many lists.
    with one_look():
        assert hidden_plans(reader) == {plan.pk}
    with one_look(), CaptureQueriesContext(connection) as queries:
        assert not [*visible_tasks(reader), *visible_targets(reader), *visible_obligations(reader)]
        assert not visible_tasks(reader).filter(withdrawn_at__isnull=True).count()
        assert hidden_plans(reader) == {plan.pk}
    assert len(queries) == 1 + 4


SHOWN: dict[str, Callable[[], Any]] = {
    "words of a task": lambda: Task.objects.update(text="Làm việc khác"),
    "title of a plan": lambda: Plan.objects.update(number="99/KH-UBND"),
    "name of a unit": lambda: Unit.objects.update(short_name="Sở mới"),
    "another lead": lambda: Assignment.objects.filter(role="lead").update(printed_name="Sở khác"),
    "who leads": lambda: Assignment.objects.filter(role="lead").update(
        unit=Unit.objects.filter(obligations__isnull=True).first()
    ),
    "a lead less": lambda: Assignment.objects.filter(role="lead").delete(),
    "name of a group": lambda: UnitGroup.objects.update(name="Các tổ khác"),
    "a note": lambda: Obligation.objects.update(note="Đã họp"),
}


@pytest.mark.parametrize("change", list(SHOWN))
def test_rows_and_cards_show_every_change(plan: Plan, reader: User, change: str) -> None:
    if change == "name of a group":
        group = UnitGroup.objects.create(code="to", name="Các tổ", sort_key="cac to")
        Assignment.objects.filter(role="lead").update(unit=None, group=group)
    before = _shown(reader)
    assert _shown(reader) == before
    SHOWN[change]()
    after = _shown(reader)
    keeper.forget()
    assert after == _shown(reader)
    assert after != before


def test_who_sets_something_of_a_row_sets_it_of_no_other(plan: Plan, reader: User) -> None:
    [task, *_] = task_rows(reader, TaskFilter(), today=TODAY)
    [card, *_] = owed_rows(reader, TaskFilter(), today=TODAY)
    task.own = task.plan = card.note = card.task.text = None  # type: ignore
    [again, *_] = task_rows(reader, TaskFilter(), today=TODAY)
    [other, *_] = owed_rows(reader, TaskFilter(), today=TODAY)
    assert not hasattr(again, "own") and again.plan == plan
    assert other.note is not None and other.task.text


def test_rows_read_once_are_not_asked_again(plan: Plan, reader: User) -> None:
    for _ in range(2):
        with one_look():
            hidden_plans(reader)
            _shown(reader)
    with one_look():
        hidden_plans(reader)
        with CaptureQueriesContext(connection) as queries:
            assert len(_shown(reader)) == 2
    assert not queries.captured_queries


@pytest.mark.parametrize("change", ["nothing", "progress of one", "an ended document", "a closed unit"])
def test_panels_find_what_the_database_finds(plan: Plan, reader: User, change: str) -> None:
    Task.objects.filter(path="PL2.2.1").update(due_kind="continuous", due_start=None, due_end=None)
    first = Obligation.objects.exclude(task__path="PL2.2.1").order_by("pk")[1]
    Obligation.objects.filter(pk=first.pk).update(
        state="done", done_on=TODAY - timedelta(days=2), updated_at="2026-05-30T03:00Z"
    )
    CHANGES.get(change, lambda: None)()
    since = Since(TODAY - timedelta(days=7), clock.day_start(TODAY - timedelta(days=7)))
    with one_look():
        asked = list(without_milestone(reader, today=TODAY))
        assert list(lacking_milestone(reader, today=TODAY)) == asked
        for unit in Unit.objects.filter(obligations__isnull=False):
            own = [one for one in asked if one.unit == unit]
            assert list(lacking_milestone(reader, today=TODAY, unit=unit)) == own
        done = done_since(visible_obligations(reader), since)
        assert set(newly_done(reader, since, today=TODAY)) == set(done)
    assert asked or change not in ("nothing", "progress of one")


def test_nothing_new_takes_one_query(plan: Plan) -> None:
    for _ in range(3):
        keeper.book_of(TODAY)
    with CaptureQueriesContext(connection) as queries:
        keeper.book_of(TODAY)
    assert len(queries) == 1


def test_one_change_reads_one_task(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    book = keeper.book_of(TODAY)
    monkeypatch.setattr(keeper, "_read_anew", lambda _view: pytest.fail("all was read"))
    owed = _first()
    Obligation.objects.filter(pk=owed.pk).update(state="in_progress")
    former = {one.pk: one for one in book.tasks}
    changed = [one.pk for one in keeper.book_of(TODAY).tasks if one is not former[one.pk]]
    assert changed == [owed.task_id]


def test_what_was_taken_back_is_forgotten(plan: Plan) -> None:
    before = _pages(keeper.book_of(TODAY))
    with pytest.raises(RuntimeError), transaction.atomic():
        Obligation.objects.update(state="done", done_on=TODAY)
        assert _pages(keeper.book_of(TODAY)) != before
        raise RuntimeError
    assert _pages(keeper.book_of(TODAY)) == before


def test_an_event_committed_after_later_ones_is_found(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper.book_of(TODAY)
    first, second = Obligation.objects.order_by("pk")[:2]
    everything = keeper._events_from
    # The first change is under way: its event has a number, and nobody else sees it yet.
    Obligation.objects.filter(pk=first.pk).update(state="in_progress")
    early = set(everything(keeper._keeping[0].seen))
    Obligation.objects.filter(pk=second.pk).update(state="in_progress")
    monkeypatch.setattr(keeping, "writers", lambda: frozenset({"7"}))
    hidden = early - keeper._anchors(keeper._keeping[0].seen)
    unseen = lambda seen: {event: task for event, task in everything(seen).items() if event not in hidden}  # noqa: E731
    with monkeypatch.context() as patch:
        patch.setattr(keeper, "_events_from", unseen)
        for _ in range(3):
            keeper.book_of(TODAY)
        assert not hidden & keeper._keeping[0].applied
    monkeypatch.setattr(keeping, "writers", frozenset)
    for _ in range(4):
        assert _pages(keeper.book_of(TODAY)) == _pages(read_book(Horizon(TODAY, is_strict=False)))
    assert not keeper._keeping[0].applied


def test_is_not_kept_while_somebody_writes(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "writers", lambda: frozenset({"7"}))
    keeper.book_of(TODAY)
    assert not keeper._keeping


def test_another_day_has_another_book(plan: Plan) -> None:
    assert keeper.book_of(TODAY).view.today == TODAY
    assert keeper.book_of(TODAY + timedelta(days=1)).view.today == TODAY + timedelta(days=1)


def test_the_horizon_of_some_tasks_says_of_them_what_the_whole_one_says(plan: Plan) -> None:
    Obligation.objects.update(extended_to=TODAY + timedelta(days=9))
    task = plan.tasks.order_by("pk")[0]
    whole, part = horizon(TODAY), horizon(TODAY).of_tasks([task.pk])
    assert part.moved == {task.pk: whole.moved[task.pk]}
    with one_look():
        assert keeper.book_of(TODAY) is keeper.book_of(TODAY)


def _shown(user: User) -> Any:
    """All that rows and cards show."""
    tasks = [shown_of_task(task) for task in task_rows(user, TaskFilter(), today=TODAY)]
    cards = owed_rows(user, TaskFilter(), today=TODAY)
    return tasks, [(one.pk, one.note, one.unit.label, one.task.text, str(one.task.plan)) for one in cards]


def _pages(book: Any) -> Any:
    """All that a book says."""
    groups = (book.owed_by_task, book.owed_by_unit, book.owed_by_standing, book.done, book.mark)
    return book.tasks, book.owed, +book.by_unit, +book.by_plan, groups
