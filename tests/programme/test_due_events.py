"""Deadlines that wait for an event, until somebody tells that it has happened."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hatang.accounts.models import User
from hatang.base import kept as keeping
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, Refusal
from hatang.documents.actions import set_audience
from hatang.programme import access, queries
from hatang.programme.actions import (
    Happening,
    NoFixedDay,
    ToldAlready,
    ask_deadline,
    publish_plan,
    take_back_event,
    tell_event,
)
from hatang.programme.models import DueEvent, Plan, Task
from hatang.programme.queries import todays_book
from hatang.programme.queries.chosen import task_rows
from hatang.programme.queries.obligations import without_milestone
from hatang.programme.queries.parts import waits_for_events

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
WORDS = "Trong 10 ngày kể từ ngày Quyết định số 12/2026/QĐ-TTg được ban hành"
TOLD = Happening(date(2026, 5, 4), "Quyết định 12/2026/QĐ-TTg", 10, "day")
EVENT = {
    "kind": "on_event",
    "start": None,
    "end": None,
    "at": None,
    "before": False,
    "text": WORDS,
    "parts": [],
}


@pytest.fixture
def task(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Task:
    """A task whose deadline waits for an event."""
    result["tasks"][0] |= {"due": EVENT, "gaps": ["time", "product"]}
    return publish(result).tasks.get(path="PL2.1.1")


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the unit that owes it."""
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


def _seen(user: User, task: Task, today: date = TODAY) -> Any:
    return queries.task_detail(user, task.pk, today=today)


def test_a_told_event_lets_the_deadline_run(task: Task, office: User, at: datetime) -> None:
    assert _seen(office, task).due_on is None
    assert task.obligations.get() in without_milestone(office, today=TODAY)
    event = tell_event(task=task, part=None, told=TOLD, by=office, at=at)
    assert (event.due_on, event.told_by) == (date(2026, 5, 14), office)
    seen = _seen(office, task)
    assert (seen.due_on, seen.urgency, seen.standing) == (date(2026, 5, 14), "late", "overdue")
    assert _seen(office, task, date(2026, 5, 14)).urgency == "week"
    assert task.obligations.get() not in without_milestone(office, today=TODAY)
    chosen = queries.TaskFilter()
    days = queries.tasks_due(office, chosen, first=date(2026, 5, 1), last=date(2026, 5, 31), today=TODAY)
    assert days == {date(2026, 5, 14): [task.pk]}


def test_lists_follow_a_told_event(
    task: Task, office: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "writers", frozenset)
    todays_book.forget()

    def due_on() -> Any:
        rows: Any = task_rows(office, queries.TaskFilter(), today=TODAY)
        return next(row.due_on for row in rows if row.pk == task.pk)

    assert due_on() is None
    event = tell_event(task=task, part=None, told=TOLD, by=office, at=at)
    assert due_on() == event.due_on


def test_the_time_is_clear_once_told_and_stays_so_when_published_anew(
    task: Task, keep: Callable[..., Any], result: dict[str, Any], office: User, at: datetime
) -> None:
    tell_event(task=task, part=None, told=TOLD, by=office, at=at)
    task.refresh_from_db()
    assert task.gaps == ["product"]
    result["tasks"][0] |= {"due": EVENT, "gaps": ["time", "product"], "note": "mới"}
    publish_plan(version=keep(result, "khác").version, by=office, at=at)
    task.refresh_from_db()
    assert (task.note, task.gaps) == ("mới", ["product"])
    take_back_event(event=task.due_events.get(), because="chưa ban hành", by=office, at=at)
    task.refresh_from_db()
    assert task.gaps == ["product", "time"]


def test_an_event_is_corrected_and_taken_back_with_a_reason(task: Task, office: User, at: datetime) -> None:
    first = tell_event(task=task, part=None, told=TOLD, by=office, at=at)
    other = Happening(date(2026, 5, 20), "Quyết định 12/2026/QĐ-TTg", 5, "working_day")
    with pytest.raises(ToldAlready, match="04/05/2026"):
        tell_event(task=task, part=None, told=other, by=office, at=at)
    second = tell_event(task=task, part=None, told=other, because="nhầm ngày", by=office, at=at)
    first.refresh_from_db()
    assert (first.taken_back_because, first.taken_back_by) == ("nhầm ngày", office)
    assert _seen(office, task).due_on == second.due_on == date(2026, 5, 27)
    with pytest.raises(Refusal):
        take_back_event(event=second, because=" ", by=office, at=at)
    take_back_event(event=second, because="chưa ban hành", by=office, at=at)
    assert _seen(office, task).due_on is None
    with pytest.raises(Conflict):
        take_back_event(event=second, because="lần nữa", by=office, at=at)
    assert [entry.label for entry in history_of(second)] == ["insert", "update"]


def test_telling_and_taking_back_lock_in_one_order(task: Task, office: User, at: datetime) -> None:
    with CaptureQueriesContext(connection) as telling:
        event = tell_event(task=task, part=None, told=TOLD, by=office, at=at)
    with CaptureQueriesContext(connection) as taking_back:
        take_back_event(event=event, because="Nhầm văn bản", by=office, at=at)
    first = [
        next(one["sql"] for one in queries_ if "FOR UPDATE" in one["sql"]).split(" FROM ")[1].split()[0]
        for queries_ in (telling.captured_queries, taking_back.captured_queries)
    ]
    # Two people at once would else wait for each other for ever.
    assert first == ['"programme_task"'] * 2


@pytest.mark.parametrize(
    "odd",
    [
        {"happened_on": date(2026, 6, 2)},
        {"happened_on": date(1899, 1, 1)},
        {"ground": " "},
        {"ground": "x" * 301},
        {"term_unit": "hour"},
        {"n_units": 1000},
    ],
)
def test_what_cannot_be_told_is_refused(task: Task, office: User, at: datetime, odd: dict[str, Any]) -> None:
    told = Happening(**{**vars(TOLD), **odd})
    with pytest.raises(Refusal):
        tell_event(task=task, part=None, told=told, by=office, at=at)
    assert not DueEvent.objects.exists()


def test_only_a_deadline_after_an_event_waits_for_one(task: Task, office: User, at: datetime) -> None:
    other = task.plan.tasks.get(path="PL2.1.2")
    with pytest.raises(Conflict):
        tell_event(task=other, part=None, told=TOLD, by=office, at=at)


def test_a_later_deadline_can_be_asked_for_once_it_runs(
    task: Task, office: User, owner: User, at: datetime
) -> None:
    asking: dict[str, Any] = {"until": date(2026, 7, 1), "reason": "Chờ kinh phí", "by": owner, "at": at}
    with pytest.raises(NoFixedDay):
        ask_deadline(obligation=task.obligations.get(), **asking)
    tell_event(task=task, part=None, told=TOLD, by=office, at=at)
    assert ask_deadline(obligation=task.obligations.get(), **asking).former_on == date(2026, 5, 14)


def test_a_document_of_the_house_that_the_words_name_is_proposed(
    task: Task, keep: Callable[..., Any], result: dict[str, Any], office: User
) -> None:
    (wait,) = waits_for_events(office, task)
    assert (wait.document, wait.term and wait.term.n_units, wait.told) == (None, 10, None)
    result["document"] |= {"number": "12/2026/QĐ-TTg", "kind": "decision", "date": "2026-03-05"}
    kept = keep(result, "Quyết định")
    (wait,) = waits_for_events(office, task)
    assert wait.document is not None
    assert (wait.document, wait.document.issued_on) == (kept.version.document, date(2026, 3, 5))


def test_a_day_printed_since_stays_clear_when_the_event_is_taken_back(
    task: Task, keep: Callable[..., Any], result: dict[str, Any], office: User, at: datetime
) -> None:
    event = tell_event(task=task, part=None, told=TOLD, by=office, at=at)
    fixed = {**EVENT, "kind": "by", "end": "2026-12-31", "text": "31/12/2026"}
    result["tasks"][0] |= {"due": fixed, "gaps": ["product"]}
    publish_plan(version=keep(result, "bản hai").version, by=office, at=at)
    take_back_event(event=event, because="Đã có thời hạn cụ thể", by=office, at=at)
    task.refresh_from_db()
    assert task.gaps == ["product"]


def test_a_hidden_document_is_not_led_to_by_the_event_it_is_the_ground_of(
    task: Task, agencies: Any, publish: Callable[..., Plan], result: dict[str, Any],
    office: User, reader: User, client: Client, at: datetime,
) -> None:  # fmt: skip
    result["document"]["number"] = "95/KH-UBND"
    document = publish(result).document
    told = Happening(date(2026, 5, 4), "Văn bản nội bộ", 10, "day", document)
    tell_event(task=task, part=None, told=told, by=office, at=at)
    hide = {"is_restricted": True, "reason": "Nội bộ", "units": [], "groups": []}
    set_audience(document=document, by=office, at=at, **hide)  # type: ignore[arg-type]
    for user, is_seen in ((office, True), (reader, False)):
        client.force_login(user)
        page = client.get(f"/nhiem-vu/{task.pk}/").content.decode()
        assert (f'href="/van-ban/{document.pk}/"' in page) is is_seen
        [event] = client.get(f"/api/v1/tasks/{task.pk}/events").json()
        assert event["document_id"] == (document.pk if is_seen else None)


def test_who_follows_the_plan_tells_events_others_do_not(
    client: Client, task: Task, office: User, owner: User, make_user: Callable[..., User], agencies: Any
) -> None:
    outsider = make_user("can-bo-khac", "officer", agencies.units["sxd"])
    assert [access.may_tell_events(one, task) for one in (office, owner, outsider)] == [True, False, False]
    form = {
        "ngay": "2026-05-04", "can-cu": "12/2026/QĐ-TTg", "thoi-han": "10", "don-vi-tinh": "day",
    }  # fmt: skip
    address = f"/nhiem-vu/{task.pk}/su-kien/"
    assert client.post(address, form).status_code == 302
    for person in (owner, outsider):
        client.force_login(person)
        assert client.post(address, form).status_code == 403
    assert not DueEvent.objects.exists()
    client.force_login(office)
    refused = client.post(address, {**form, "can-cu": ""})
    assert refused.status_code == 400
    assert "2026-05-04" in refused.content.decode()
    assert client.post(address, {**form, "thoi-han": ""}).status_code == 400
    assert client.post(address, form).status_code == 302
    event = DueEvent.objects.get()
    taking = f"/nhiem-vu/su-kien/{event.pk}/rut/"
    client.force_login(owner)
    assert client.post(taking, {"ly-do": "x"}).status_code == 403
    client.force_login(office)
    assert client.post(taking, {"ly-do": "nhầm"}).status_code == 302
    event.refresh_from_db()
    assert event.taken_back_because == "nhầm"


def test_pages_say_what_a_deadline_waits_for(
    client: Client, task: Task, office: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-01")
    client.force_login(office)
    for address in (f"/nhiem-vu/{task.pk}/", "/nhiem-vu/", "/nhiem-vu/bang/"):
        assert "chờ sự kiện: Trong 10 ngày" in client.get(address).content.decode(), address
    tell_event(task=task, part=None, told=TOLD, by=office, at=at)
    for address in (f"/nhiem-vu/{task.pk}/", "/nhiem-vu/", "/nhiem-vu/bang/", "/nhiem-vu/thoi-gian/"):
        page = client.get(address).content.decode()
        assert "chờ sự kiện" not in page, address
        assert "14/05/2026" in page, address
