"""Deadlines of several parts: all of them count."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base import kept as keeping
from hatang.base.refusal import Conflict, NotFound, Refusal
from hatang.docparse.dues import read_due
from hatang.programme import access, queries
from hatang.programme.actions import (
    WrongDay,
    ask_deadline,
    decide_request,
    meet_part,
    publish_plan,
    record_progress,
    remind_of_deadlines,
    reopen_part,
    take_step,
)
from hatang.programme.models import DuePart, Obligation, Occurrence, Plan, Task
from hatang.programme.queries import todays_book
from hatang.programme.queries.chosen import task_rows
from hatang.programme.queries.parts import states_of

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 6, 30), date(2026, 12, 31)


def due(text: str) -> dict[str, Any]:
    """A deadline as the parser reads it."""
    found = read_due(text)
    parts = [
        {"kind": p.kind, "start": p.start, "end": p.end, "at": p.at, "before": p.before, "text": p.text}
        for p in found.parts or []
    ]
    names = ("kind", "start", "end", "at", "before", "text")
    return {**{name: getattr(found, name) for name in names}, "parts": parts}


@pytest.fixture
def put(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Callable[..., Task]:
    """Publishes a plan whose first task has a deadline in these words."""

    def run(words: str, **more: Any) -> Task:
        result["tasks"][0] |= {"due": due(words), **more}
        return publish(result).tasks.get(path="PL2.1.1")

    return run


@pytest.fixture
def task(put: Callable[..., Task]) -> Task:
    """A task that is submitted in one quarter and done in another."""
    return put("quý II/2026 trình; quý IV/2026 hoàn thành")


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the unit that owes it."""
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


def _at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T08:00+07:00")


def _owed(task: Task, user: User, today: date) -> Any:
    return queries.obligation_detail(user, task.obligations.get().pk, today=today)


def _meet(task: Task, ordinal: int, by: User, day: str, **more: Any) -> Occurrence:
    part = task.parts.get(ordinal=ordinal)
    return meet_part(obligation=task.obligations.get(), part=part, by=by, at=_at(day), **more)


def test_a_task_is_late_when_any_part_is(task: Task, owner: User) -> None:
    assert (_owed(task, owner, FIRST).due_on, _owed(task, owner, FIRST).standing) == (FIRST, "not_started")
    late = _owed(task, owner, date(2026, 7, 1))
    assert (late.due_on, late.standing) == (FIRST, "overdue")
    seen: Any = queries.task_detail(owner, task.pk, today=date(2026, 7, 1))
    assert (seen.due_on, seen.urgency, seen.n_days_late) == (FIRST, "late", 1)
    _meet(task, 0, owner, "2026-07-01")
    after = _owed(task, owner, date(2026, 7, 2))
    assert (after.due_on, after.standing) == (LAST, "in_time")
    assert _owed(task, owner, date(2027, 1, 1)).standing == "overdue"


def test_lists_follow_a_part_that_is_met(task: Task, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "writers", frozenset)
    todays_book.forget()

    def listed() -> Any:
        rows = task_rows(owner, queries.TaskFilter(), today=date(2026, 7, 2))
        return next(row for row in rows if row.pk == task.pk)

    assert (listed().due_on, listed().urgency) == (FIRST, "late")
    _meet(task, 0, owner, "2026-07-01")
    assert (listed().due_on, listed().urgency) == (LAST, "")
    reopen_part(
        obligation=task.obligations.get(), part=task.parts.get(ordinal=0), by=owner, at=_at("2026-07-02")
    )
    assert (listed().due_on, listed().urgency) == (FIRST, "late")


def test_work_is_done_once_every_part_is(task: Task, owner: User) -> None:
    owed = task.obligations.get()
    with pytest.raises(Conflict, match="quý II/2026 trình"):
        record_progress(obligation=owed, state="done", by=owner, at=_at("2026-06-01"))
    _meet(task, 0, owner, "2026-06-10")
    with pytest.raises(Conflict, match="quý IV/2026 hoàn thành"):
        record_progress(obligation=owed, state="done", by=owner, at=_at("2026-10-01"))
    _meet(task, 1, owner, "2026-10-05", done_on=date(2026, 10, 2))
    with pytest.raises(WrongDay):
        record_progress(
            obligation=owed, state="done", done_on=date(2026, 9, 1), by=owner, at=_at("2026-10-06")
        )
    done = record_progress(obligation=owed, state="done", by=owner, at=_at("2026-10-06"))
    assert done.done_on == date(2026, 10, 2)
    assert _owed(task, owner, date(2027, 2, 1)).standing == "done_in_time"
    with pytest.raises(Conflict):
        reopen_part(obligation=owed, part=task.parts.get(ordinal=0), by=owner, at=_at("2026-10-07"))


def test_a_part_met_late_makes_the_work_done_late(task: Task, owner: User) -> None:
    _meet(task, 0, owner, "2026-07-20")
    _meet(task, 1, owner, "2026-10-05")
    record_progress(obligation=task.obligations.get(), state="done", by=owner, at=_at("2026-10-06"))
    assert _owed(task, owner, date(2026, 10, 7)).standing == "done_late"


def test_a_part_is_waived_with_a_reason(task: Task, office: User, owner: User) -> None:
    _meet(task, 0, office, "2026-07-20", waived_because="UBND tỉnh cho phép không trình riêng")
    _meet(task, 1, owner, "2026-10-05")
    done = record_progress(obligation=task.obligations.get(), state="done", by=owner, at=_at("2026-10-06"))
    assert done.done_on == date(2026, 10, 5)
    assert _owed(task, owner, date(2026, 10, 7)).standing == "done_in_time"


def test_a_part_is_open_again_and_corrected(task: Task, owner: User) -> None:
    _meet(task, 0, owner, "2026-06-10")
    assert _meet(task, 0, owner, "2026-06-12", done_on=date(2026, 6, 9)).done_on == date(2026, 6, 9)
    assert Occurrence.objects.count() == 1
    owed = task.obligations.get()
    reopen_part(obligation=owed, part=task.parts.get(ordinal=0), by=owner, at=_at("2026-06-12"))
    assert not Occurrence.objects.exists()
    with pytest.raises(Conflict):
        reopen_part(obligation=owed, part=task.parts.get(ordinal=0), by=owner, at=_at("2026-06-12"))
    with pytest.raises(Refusal):
        _meet(task, 0, owner, "2026-06-10", done_on=date(2026, 6, 11))


def test_the_calendar_has_every_part(put: Callable[..., Task], owner: User) -> None:
    task = put("trước 30/6/2026 và trước 30/11/2026")
    days = queries.tasks_due(
        owner, queries.TaskFilter(), first=FIRST, last=date(2026, 11, 30), today=date(2026, 6, 1)
    )
    assert [day for day, pks in days.items() if task.pk in pks] == [FIRST, date(2026, 11, 30)]


def test_recurring_parts_come_back(put: Callable[..., Task], owner: User) -> None:
    task = put("hằng năm, trước 15/12; báo cáo quý trước ngày 20")
    assert _owed(task, owner, date(2026, 6, 1)).due_on == date(2026, 6, 20)
    _meet(task, 1, owner, "2026-06-18")
    # Of what is left, the year's part comes after the next quarter's, which is not due yet.
    assert _owed(task, owner, date(2026, 6, 19)).due_on == date(2026, 12, 15)
    assert _owed(task, owner, date(2026, 6, 21)).due_on == date(2026, 9, 20)
    _meet(task, 1, owner, "2026-12-10")
    _meet(task, 0, owner, "2026-12-10")
    record_progress(obligation=task.obligations.get(), state="done", by=owner, at=_at("2026-12-11"))
    assert _owed(task, owner, date(2026, 12, 12)).standing == "done_in_time"
    again = _owed(task, owner, date(2026, 12, 21))
    assert (again.due_on, again.standing) == (date(2027, 3, 20), "not_started")


def test_a_later_deadline_moves_the_next_part_only(task: Task, office: User, owner: User) -> None:
    owed = task.obligations.get()
    asked = ask_deadline(
        obligation=owed, until=date(2026, 8, 31), reason="Chờ thẩm định", by=owner, at=_at("2026-06-20")
    )
    assert asked.former_on == FIRST
    decide_request(request=asked, is_granted=True, answer="", by=office, at=_at("2026-06-21"))
    assert _owed(task, owner, date(2026, 8, 1)).due_on == date(2026, 8, 31)
    _meet(task, 0, owner, "2026-08-30")
    assert _owed(task, owner, date(2026, 9, 1)).due_on == LAST
    assert not Occurrence.objects.get().is_late


def test_units_are_reminded_of_each_part(task: Task, owner: User) -> None:
    assert remind_of_deadlines(at=_at("2026-06-29")) == 1
    _meet(task, 0, owner, "2026-06-29")
    assert remind_of_deadlines(at=_at("2026-07-01")) == 0
    remind_of_deadlines(at=_at("2026-12-30"))
    assert task.obligations.get().reminded_on == date(2026, 12, 30)


def test_accepting_asks_for_every_part(put: Callable[..., Task], office: User, owner: User) -> None:
    task = put("quý II/2026 trình; quý IV/2026 hoàn thành", text="Tham mưu trình UBND tỉnh ban hành quy chế")
    owed = task.obligations.get()
    take_step(
        obligation=owed, step="submit", words="Đã trình", number="1/TTr", by=owner, at=_at("2026-06-10")
    )
    accept: dict[str, Any] = {"step": "accept", "words": "", "number": "9/QĐ", "by": office}
    with pytest.raises(Conflict, match="quý II/2026 trình"):
        take_step(obligation=owed, **accept, at=_at("2026-06-20"))
    for ordinal in (0, 1):
        _meet(task, ordinal, owner, "2026-06-21")
    assert take_step(obligation=owed, **accept, at=_at("2026-06-22")).state == "done"


def test_many_at_once_leaves_out_what_has_open_parts(task: Task, office: User, owner: User) -> None:
    owed = task.obligations.select_related("task__plan", "unit")
    refused = queries.batch_preview(office, owed, "finish").refused
    assert [one.obligation for one in refused] == list(owed)
    for ordinal in (0, 1):
        _meet(task, ordinal, owner, "2026-06-10")
    assert not queries.batch_preview(office, owed.all(), "finish").refused


def test_what_goes_on_is_no_part_to_be_met(put: Callable[..., Task], owner: User) -> None:
    task = put("trước 30/6/2026; sau đó thực hiện thường xuyên")
    assert [part.counts for part in task.parts.all()] == [True, False]
    with pytest.raises(Conflict):
        _meet(task, 1, owner, "2026-06-10")
    _meet(task, 0, owner, "2026-06-10")
    assert record_progress(
        obligation=task.obligations.get(), state="done", by=owner, at=_at("2026-06-11")
    ).done_on == date(2026, 6, 10)


def test_publishing_anew_keeps_what_was_met_and_withdraws_what_is_gone(
    task: Task, keep: Callable[..., Any], result: dict[str, Any], office: User, owner: User, at: datetime
) -> None:
    _meet(task, 0, owner, "2026-06-10")
    result["tasks"][0]["due"] = due("quý II/2026 trình; quý III/2026 hoàn thành; quý IV/2026 tổng kết")
    publish_plan(version=keep(result, "bản hai").version, by=office, at=at)
    parts = list(task.parts.all())
    assert [part.due_end for part in parts] == [FIRST, date(2026, 9, 30), LAST]
    assert states_of(task.obligations.get(), today=FIRST)[0].met is not None
    result["tasks"][0]["due"] = due("31/12/2026")
    publish_plan(version=keep(result, "bản ba").version, by=office, at=at)
    assert not DuePart.objects.filter(withdrawn_at__isnull=True).exists()
    assert _owed(task, owner, FIRST).due_on == LAST


def test_a_new_first_part_does_not_take_what_another_has_met(
    task: Task, keep: Callable[..., Any], result: dict[str, Any], office: User, owner: User, at: datetime
) -> None:
    _meet(task, 0, owner, "2026-06-10")
    result["tasks"][0]["due"] = due("15/3/2026 khảo sát; quý II/2026 trình; quý IV/2026 hoàn thành")
    publish_plan(version=keep(result, "bản hai").version, by=office, at=at)
    states = states_of(task.obligations.get(), today=FIRST)
    assert [one.part.due_end for one in states] == [date(2026, 3, 15), FIRST, LAST]
    assert [one.met is not None for one in states] == [False, True, False]
    # And back again: the one that goes leaves its place to the others.
    result["tasks"][0]["due"] = due("quý IV/2026 hoàn thành; quý II/2026 trình")
    publish_plan(version=keep(result, "bản ba").version, by=office, at=at)
    states = states_of(task.obligations.get(), today=FIRST)
    assert [(one.part.due_end, one.met is not None) for one in states] == [(LAST, False), (FIRST, True)]


def test_the_unit_meets_parts_and_who_follows_the_plan_waives_them(
    client: Client, task: Task, office: User, owner: User, make_user: Callable[..., User], agencies: Any
) -> None:
    owed, part = task.obligations.get(), task.parts.get(ordinal=0)
    outsider = make_user("can-bo-khac", "officer", agencies.units["sxd"])
    assert [access.may_waive_parts(one, owed) for one in (office, owner, outsider)] == [True, False, False]
    address, form = f"/nghia-vu/{owed.pk}/phan-han/", {"phan": str(part.pk), "viec": "xong"}
    client.force_login(outsider)
    assert client.post(address, form).status_code == 403
    client.force_login(owner)
    assert client.post(address, {**form, "viec": "mien", "ly-do": "x"}).status_code == 403
    assert client.post(address, {**form, "phan": "0"}).status_code == 404
    assert client.post(address, form).status_code == 302
    assert client.post(address, {**form, "viec": "mo-lai"}).status_code == 302
    client.force_login(office)
    assert client.post(address, {**form, "viec": "mien"}).status_code == 400
    assert client.post(address, {**form, "viec": "mien", "ly-do": "Không còn cần"}).status_code == 302
    assert "Không còn cần" in client.get(f"/nghia-vu/{owed.pk}/").content.decode()
    other = task.plan.tasks.get(path="PL2.1.2")
    with pytest.raises(NotFound):
        access.get_part(office, other, part.pk)


def test_pages_with_parts_ask_as_much_for_many_as_for_one(
    client: Client,
    publish: Callable[..., Plan],
    make_row: Callable[..., dict[str, Any]],
    agencies: Any,
    result: dict[str, Any],
    reader: User,
    n_queries: Callable[[Any, str], int],
) -> None:
    words = due("quý II/2026 trình; quý IV/2026 hoàn thành")
    result["tasks"][0]["due"] = words
    publish(result)
    client.force_login(reader)
    addresses = ["/nhiem-vu/", "/nhiem-vu/lich/?thang=2026-06", "/nhiem-vu/thoi-gian/", "/nhiem-vu/bang/"]
    for address in addresses:
        client.get(address)
    few = [n_queries(client, address) for address in addresses]
    result["document"]["number"] = "95/KH-UBND"
    result["tasks"] = [make_row(f"PL2.1.{n}", f"Nhiệm vụ số {n}", due=words) for n in range(30)]
    publish(result)
    for address in addresses:
        client.get(address)
    assert [n_queries(client, address) for address in addresses] == few
    assert Obligation.objects.count() > 30


def test_the_file_of_a_units_part_has_the_parts(client: Client, task: Task, owner: User) -> None:
    _meet(task, 0, owner, "2026-06-10")
    client.force_login(owner)
    answer: Any = client.get(f"/nghia-vu/{task.obligations.get().pk}/?dinh-dang=csv")
    words = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8-sig")
    assert "quý II/2026 trình" in words
    assert "quý IV/2026 hoàn thành" in words
    assert "10/06/2026" in words or "2026-06-10" in words
