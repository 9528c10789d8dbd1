"""Progress and the clock together: how an obligation stands, and how it may go on."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, Refusal
from hatang.programme import access, queries, rules
from hatang.programme.actions import WrongMove, ask_for_acceptance, record_progress, take_step
from hatang.programme.horizon import deadline_of, horizon
from hatang.programme.models import Obligation, Plan, Progress
from hatang.programme.queries import TaskFilter
from hatang.programme.queries.states import with_standing
from hatang.programme.rules import Standing, Step

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
MOVES = {
    "not_started": {"in_progress", "done", "submitted", "paused", "withdrawn"},
    "in_progress": {"not_started", "done", "submitted", "paused", "withdrawn"},
    "done": {"not_started", "in_progress"},
    "submitted": {"done", "in_progress", "paused", "withdrawn"},
    "paused": {"in_progress", "withdrawn"},
    "withdrawn": {"in_progress"},
}


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan whose first task was due yesterday, the second is due at the end of the year."""
    result["tasks"][0]["due"]["end"] = "2026-05-31"
    result["tasks"][1]["lead"] = ["UBND các xã, phường"]
    return publish(result)


@pytest.fixture
def owed(plan: Plan) -> Obligation:
    """What the department owes for the late task."""
    return plan.tasks.get(path="PL2.1.1").obligations.get()


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the unit that owes it."""
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


@pytest.fixture
def committee(make_user: Callable[..., User], agencies: Any) -> User:
    """A leader of the people's committee."""
    return make_user("lanh-dao", "leader", agencies.units["ubnd-tinh"])


@pytest.mark.parametrize(("start", "end"), [*product(Progress.values, repeat=2)])
def test_only_these_moves_are_allowed(start: str, end: str) -> None:
    assert rules.may_move(start, end) == (end in MOVES[start])


@pytest.mark.parametrize(("start", "end"), [*product(Progress.values, repeat=2)])
def test_the_actions_move_as_the_rules_say(
    owed: Obligation, office: User, at: datetime, start: str, end: str
) -> None:
    ask_for_acceptance(plan=owed.task.plan, needs_acceptance=True, by=office, at=at)
    days = {"done_on": TODAY if start == "done" else None, "submitted_on": TODAY}
    Obligation.objects.filter(pk=owed.pk).update(state=start, note="Lý do", **days)
    ways: list[Callable[[], Obligation]] = [
        *(
            lambda step=step: take_step(obligation=owed, step=step, words="Vì vậy", by=office, at=at)
            for step in Step
            if rules.STEPS[step][1] == end
        ),
        *([lambda: record_progress(obligation=owed, state=end, by=office, at=at)] * (end in rules.RECORDED)),
    ]
    moved = False
    for way in ways:
        try:
            moved = moved or (way().state == end and start != end)
        except WrongMove:
            continue
    assert moved == (end in MOVES[start])


@pytest.mark.parametrize(
    ("progress", "is_overdue", "has_request", "found"),
    [
        ("not_started", False, False, "not_started"),
        ("not_started", True, False, "overdue"),
        ("in_progress", False, False, "in_time"),
        ("in_progress", True, False, "overdue"),
        ("in_progress", True, True, "requested"),
        ("not_started", False, True, "requested"),
        ("done", False, True, "done_in_time"),
        ("done", True, False, "done_late"),
        ("submitted", True, True, "submitted"),
        ("paused", True, True, "paused"),
        ("withdrawn", True, False, "withdrawn"),
    ],
)
def test_progress_and_the_clock_give_a_standing(
    progress: str, is_overdue: bool, has_request: bool, found: str
) -> None:
    assert rules.standing(progress, is_overdue=is_overdue, has_open_request=has_request) == Standing(found)


@pytest.mark.parametrize(("state", "done_on"), [*((one, TODAY) for one in Progress.values), ("done", None)])
def test_the_database_finds_the_same_standing(plan: Plan, state: str, done_on: date | None) -> None:
    day = done_on or date(2026, 5, 31)
    Obligation.objects.update(
        state=state, note="Lý do", submitted_on=TODAY, done_on=day if state == "done" else None
    )
    for owed in with_standing(Obligation.objects.select_related("task"), horizon(TODAY)):
        found: Any = owed
        deadline = deadline_of(owed.task)
        missed = (
            not rules.is_on_time(deadline, day)
            if state == "done"
            else rules.is_late(deadline, is_done=False, today=TODAY)
        )
        assert found.standing == rules.standing(state, is_overdue=missed, has_open_request=False)


def _paths(user: User, **chosen: Any) -> list[str]:
    return [task.path for task in queries.task_list(user, TaskFilter(**chosen), today=TODAY)]


@pytest.mark.parametrize("step", [Step.PAUSE, Step.WITHDRAW])
def test_what_is_paused_or_withdrawn_never_counts_as_late(
    owed: Obligation, office: User, at: datetime, agencies: Any, step: Step
) -> None:
    unit = agencies.units["skhcn"]
    assert _paths(office, state="late") == _paths(office, state="overdue") == ["PL2.1.1"]
    take_step(obligation=owed, step=step, words="Chờ Trung ương hướng dẫn", by=office, at=at)
    assert _paths(office, state="late") == _paths(office, state="late", unit=unit) == []
    assert _paths(office, state=rules.STEPS[step][1]) == ["PL2.1.1"]
    view = queries.overview(office, today=TODAY)
    assert (view.tasks.n_late, view.obligations.n_late) == (0, 0)
    is_open = step == Step.PAUSE
    assert ("PL2.1.1" in _paths(office, state="open")) == is_open
    assert view.tasks.n_open == len(_paths(office, state="open"))
    assert view.obligations.n_all == Obligation.objects.count() - (not is_open)
    take_step(obligation=owed, step=Step.RESUME, words="Đã có hướng dẫn", by=office, at=at)
    assert _paths(office, state="late") == ["PL2.1.1"]


def test_a_task_of_many_units_stands_as_the_one_to_be_asked_first(
    plan: Plan, office: User, at: datetime
) -> None:
    def standing() -> str:
        found: Any = queries.task_list(office, TaskFilter(), today=TODAY).get(path="PL2.1.2")
        return str(found.standing)

    first, second = plan.tasks.get(path="PL2.1.2").obligations.all()
    assert standing() == "not_started"
    record_progress(obligation=first, state="done", by=office, at=at)
    assert standing() == "in_time"
    take_step(obligation=second, step="withdraw", words="Không còn trạm", by=office, at=at)
    assert standing() == "done_in_time"
    assert _paths(office, state="done") == ["PL2.1.2"]


def test_work_is_submitted_and_accepted_from_the_day_it_was_submitted(
    owed: Obligation, owner: User, office: User, committee: User, at: datetime
) -> None:
    with pytest.raises(WrongMove):
        take_step(obligation=owed, step="submit", words="Đã trình", by=owner, at=at)
    ask_for_acceptance(plan=owed.task.plan, needs_acceptance=True, by=office, at=at)
    owed.refresh_from_db()
    with pytest.raises(WrongMove):
        record_progress(obligation=owed, state="done", by=owner, at=at)
    sent = take_step(obligation=owed, step="submit", words="Kế hoạch số 12", by=owner, at=at)
    assert (sent.state, sent.submitted_on, sent.note) == ("submitted", TODAY, "Kế hoạch số 12")
    with pytest.raises(WrongMove):
        record_progress(obligation=owed, state="done", by=owner, at=at)
    back = take_step(obligation=owed, step="return", words="Thiếu phụ lục", by=committee, at=at)
    assert (back.state, back.submitted_on, back.note) == ("in_progress", None, "Thiếu phụ lục")
    take_step(obligation=owed, step="submit", words="Đã bổ sung", by=owner, at=at)
    later = at.replace(day=20)
    done = take_step(obligation=owed, step="accept", words="", by=committee, at=later)
    assert (done.state, done.done_on) == ("done", TODAY)


@pytest.mark.parametrize("words", ["", "  ", "x" * 2001])
def test_a_step_needs_words_of_bearable_length(
    owed: Obligation, office: User, at: datetime, words: str
) -> None:
    with pytest.raises(Refusal) as told:
        take_step(obligation=owed, step="pause", words=words, by=office, at=at)
    assert told.value.field == "words"
    with pytest.raises(Refusal):
        take_step(obligation=owed, step="forget", words="Vì vậy", by=office, at=at)


def test_a_stale_form_and_a_withdrawn_task_are_told(owed: Obligation, office: User, at: datetime) -> None:
    record_progress(obligation=owed, state="in_progress", by=office, at=at)
    with pytest.raises(WrongMove):
        take_step(obligation=owed, step="pause", words="Chờ", by=office, at=at, seen="not_started")
    with pytest.raises(WrongMove):
        record_progress(obligation=owed, state="done", by=office, at=at, seen="not_started")
    Obligation.objects.update(withdrawn_at=at)
    with pytest.raises(Conflict):
        take_step(obligation=owed, step="pause", words="Chờ", by=office, at=at)


def test_a_unit_submits_the_office_halts_and_a_leader_accepts(
    owed: Obligation,
    owner: User,
    office: User,
    committee: User,
    reader: User,
    make_user: Callable[..., User],
    agencies: Any,
) -> None:
    outsider = make_user("can-bo-khac", "officer", agencies.units["sxd"])
    head = make_user("giam-doc", "approver", agencies.units["sxd"])
    allowed = {
        office: set(Step),
        owner: {Step.SUBMIT},
        committee: {Step.ACCEPT, Step.RETURN},
        head: set(),
        outsider: set(),
        reader: set(),
        AnonymousUser(): set(),
    }
    for user, steps in allowed.items():
        assert {step for step in Step if access.may_take_step(user, owed, step)} == steps
        assert access.may_ask_for_acceptance(user) == (user == office)


def test_the_page_takes_the_steps_and_keeps_the_words_of_a_refused_one(
    client: Client, owed: Obligation, owner: User, office: User
) -> None:
    address, page = reverse("programme:step", args=[owed.pk]), f"/nhiem-vu/{owed.task_id}/"
    client.force_login(owner)
    assert client.post(address, {"buoc": "tam-dung", "ly-do": "Chờ"}).status_code == 403
    client.force_login(office)
    plan = reverse("programme:acceptance", args=[owed.task.plan_id])
    assert client.post(plan, {"can-duyet": "1", "nhiem-vu": str(owed.task_id)}).status_code == 302
    client.force_login(owner)
    assert client.post(plan, {"can-duyet": "0"}).status_code == 403
    assert client.post(address, {"buoc": "trinh", "ly-do": "Đã xong, kèm kế hoạch"}).status_code == 302
    assert "Đã xong, kèm kế hoạch" in client.get(page).content.decode()
    stale = client.post(address, {"buoc": "trinh", "ly-do": "Gửi lần nữa", "thay": "not_started"})
    assert stale.status_code == 409
    client.force_login(office)
    lost = client.post(address, {"buoc": "tra-lai", "ly-do": "Thiếu phụ lục", "thay": "in_progress"})
    assert (lost.status_code, "Thiếu phụ lục" in lost.content.decode()) == (409, True)
    assert client.post(address, {"buoc": "nhan", "thay": "submitted"}).status_code == 302
    owed.refresh_from_db()
    assert owed.state == "done"


def test_the_api_takes_steps_and_lists_by_standing(client: Client, owed: Obligation, office: User) -> None:
    client.force_login(office)
    address = f"/api/v1/obligations/{owed.pk}/steps"

    def post(**body: str) -> Any:
        return client.post(address, body, content_type="application/json")

    assert post(step="pause", words="").status_code == 400
    assert post(step="pause", words="Chờ").json()["standing"] == "paused"
    assert post(step="pause", words="Chờ").status_code == 409
    assert post(step="forget", words="Chờ").status_code == 422
    found = client.get("/api/v1/tasks?state=paused").json()["items"]
    assert [(task["path"], task["standing"]) for task in found] == [("PL2.1.1", "paused")]


def test_the_list_offers_the_standings_and_the_sheet_says_them(
    client: Client, owed: Obligation, office: User, at: datetime
) -> None:
    take_step(obligation=owed, step="pause", words="Chờ", by=office, at=at)
    client.force_login(office)
    page = client.get("/nhiem-vu/?tinh-trang=tam-dung").content.decode()
    assert 'value="tam-dung" selected' in page
    sheet: Any = client.get("/nhiem-vu/?dinh-dang=csv")
    assert "Tạm dừng" in b"".join(sheet.streaming_content).decode("utf-8-sig")


def test_counts_of_queries_do_not_grow_with_the_list(
    plan: Plan, office: User, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(9):
        for task in queries.task_list(office, TaskFilter(state="not_started"), today=TODAY):
            assert task.standing  # type: ignore[attr-defined]
    assert not Obligation.objects.filter(done_on__lt=F("submitted_on")).exists()
