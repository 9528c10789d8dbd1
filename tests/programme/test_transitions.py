"""Work whose document or unit has ended is late for nobody, and goes on by decision."""

import copy
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.actions import close_unit
from hatang.accounts.models import Unit, User
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, Refusal
from hatang.documents.actions import Effect, set_validity
from hatang.notices.models import Notice
from hatang.programme import queries, rules
from hatang.programme.actions import (
    DecidedAlready,
    NobodyTakesOver,
    TooLateToUndo,
    decide_transition,
    publish_plan,
    record_progress,
    take_step,
    undo_transition,
)
from hatang.programme.horizon import horizon
from hatang.programme.models import DeadlineRequest, Obligation, Plan, Progress, Transition
from hatang.programme.queries import TaskFilter, obligations
from hatang.programme.queries.contradictions import contradictions
from hatang.programme.queries.states import with_standing

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
SCIENCE, BUILDING = "Sở Khoa học và Công nghệ", "Sở Xây dựng"


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan of three late tasks, the second of which the department of building leads."""
    for row in result["tasks"]:
        row["due"]["end"] = "2026-05-31"
    result["tasks"][1]["lead"] = [BUILDING]
    return publish(copy.deepcopy(result))


@pytest.fixture
def newer(plan: Plan, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """The plan that replaces it: it has the first task in nearly the same words, and one of its own."""
    first = {**result["tasks"][0], "path": "PL1.7", "text": "Xây dựng kế hoạch phát triển các trạm 5G"}
    first["due"] = {**first["due"], "end": "2027-12-31"}
    other = {**first, "path": "PL1.8", "text": "Rà soát cột ăng ten trên địa bàn"}
    result["document"] |= {"number": "12/KH-UBND", "date": "2026-04-01"}
    result["tasks"] = [first, other]
    return publish(result)


def replace(plan: Plan, newer: Plan, by: User, at: datetime) -> None:
    effect = Effect("replaced", valid_to=date(2026, 5, 1), replaced_by=newer.document)
    set_validity(document=plan.document, effect=effect, reason="Có kế hoạch mới", by=by, at=at)


def expire(plan: Plan, by: User, at: datetime) -> None:
    effect = Effect("expired", valid_to=date(2026, 5, 1))
    set_validity(document=plan.document, effect=effect, reason="Hết giai đoạn", by=by, at=at)


def owed(plan: Plan, path: str) -> Obligation:
    return Obligation.objects.get(task__plan=plan, task__path=path, withdrawn_at__isnull=True)


def late(user: User) -> set[str]:
    return {task.path for task in queries.task_list(user, TaskFilter(state="late"), today=TODAY)}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_document_that_ended_turns_nothing_red(plan: Plan, newer: Plan, office: User, at: datetime) -> None:
    assert late(office) == {"PL2.1.1", "PL2.1.2", "PL2.2.1"}
    before = queries.overview(office, today=TODAY)
    assert (before.tasks.n_late, before.obligations.n_late) == (3, 3)
    replace(plan, newer, office, at)
    after = queries.overview(office, today=TODAY)
    assert (after.tasks.n_late, after.obligations.n_late, late(office)) == (0, 0, set())
    assert after.obligations.n_all == before.obligations.n_all
    waiting = queries.waiting_obligations(office, today=TODAY)
    assert {one.standing for one in waiting} == {"in_transition"}  # type: ignore[attr-defined]
    assert queries.n_waiting(office, today=TODAY) == 3
    # The day before it ends it is as it was.
    assert queries.n_waiting(office, today=date(2026, 4, 30)) == 0
    found = queries.task_list(office, TaskFilter(state="in_transition"), today=TODAY)
    assert {task.path for task in found} == {"PL2.1.1", "PL2.1.2", "PL2.2.1"}


@pytest.mark.parametrize("state", Progress.values)
def test_the_database_finds_the_standing_of_the_rules(
    state: str, plan: Plan, office: User, at: datetime
) -> None:
    expire(plan, office, at)
    Obligation.objects.update(
        state=state, note="Lý do", submitted_on=TODAY, done_on=TODAY if state == "done" else None
    )
    said = rules.standing(state, is_overdue=True, has_open_request=False, is_in_transition=True)
    found: Any = with_standing(Obligation.objects.all(), horizon(TODAY))
    assert {one.standing for one in found} == {said}


def test_a_task_nobody_owes_is_not_late_either(
    publish: Callable[..., Plan], result: dict[str, Any], office: User, at: datetime
) -> None:
    result["tasks"] = [{**result["tasks"][0], "lead": ["Viện Mưa Đá"]}]
    result["tasks"][0]["due"]["end"] = "2026-05-31"
    plan = publish(result)
    assert late(office) == {"PL2.1.1"}
    expire(plan, office, at)
    assert late(office) == set()


def test_recurring_work_done_once_is_not_owed_again_after_the_end(
    publish: Callable[..., Plan], result: dict[str, Any], agencies: Any, office: User, at: datetime
) -> None:
    result["tasks"][0]["due"] = {**result["tasks"][0]["due"], "kind": "monthly", "end": None}
    plan = publish(result)
    one = owed(plan, "PL2.1.1")
    record_progress(obligation=one, state="done", done_on=date(2026, 2, 1), by=office, at=at)
    assert queries.obligation_detail(office, one.pk, today=TODAY).standing != "done_in_time"  # type: ignore[attr-defined]
    expire(plan, office, at)
    assert queries.obligation_detail(office, one.pk, today=TODAY).standing == "done_in_time"  # type: ignore[attr-defined]
    assert queries.n_waiting(office, today=TODAY) == 2


def test_work_of_a_replaced_plan_moves_to_the_task_with_the_same_words(
    plan: Plan, newer: Plan, office: User, at: datetime
) -> None:
    one = owed(plan, "PL2.1.1")
    record_progress(obligation=one, state="in_progress", by=office, at=at)
    replace(plan, newer, office, at)
    [row] = queries.handovers([one], today=TODAY)
    assert (row.task, row.unit) == (newer.tasks.get(path="PL1.7"), one.unit)
    made = decide_transition(obligations=[one], way="move", reason="Kế hoạch mới", by=office, at=at)
    one.refresh_from_db()
    successor = owed(newer, "PL1.7")
    assert (one.state, one.note, one.withdrawn_at) == ("withdrawn", "Kế hoạch mới", None)
    assert successor.state == "in_progress"
    assert made.parts.get().successor == successor
    assert queries.n_waiting(office, today=TODAY) == 2
    # What the unit had done before is still told.
    assert [entry.action for entry in history_of(one)][-2:] == [
        "programme.record_progress",
        "programme.decide_transition",
    ]
    page = signed_in(office).get(f"/nhiem-vu/{one.task_id}/").content.decode()
    assert f'href="/nhiem-vu/{successor.task_id}/"' in page
    assert (
        f'href="/nhiem-vu/{one.task_id}/"'
        in signed_in(office).get(f"/nhiem-vu/{successor.task_id}/").content.decode()
    )


def test_what_has_no_successor_is_told_closed_kept_or_given_one(
    plan: Plan, newer: Plan, office: User, at: datetime
) -> None:
    replace(plan, newer, office, at)
    first, second, third = (owed(plan, path) for path in ("PL2.1.1", "PL2.1.2", "PL2.2.1"))
    with pytest.raises(NobodyTakesOver) as told:
        decide_transition(obligations=[first, second], way="move", reason="Vì vậy", by=office, at=at)
    assert "PL2.1.2" in told.value.sentence
    assert not Transition.objects.exists()
    task = newer.tasks.get(path="PL1.8")
    decide_transition(obligations=[second], way="move", task=task, reason="Gộp", by=office, at=at)
    taken = Obligation.objects.get(task=task, unit=second.unit)
    assert (taken.state, taken.withdrawn_at) == ("not_started", None)
    decide_transition(obligations=[first], way="close", reason="Không còn cần", by=office, at=at)
    first.refresh_from_db()
    assert (first.state, first.note) == ("withdrawn", "Không còn cần")
    decide_transition(obligations=[third], way="keep", reason="Vẫn phải làm", by=office, at=at)
    assert queries.n_waiting(office, today=TODAY) == 0
    assert late(office) == {"PL2.2.1"}


def test_a_closed_units_work_goes_to_its_heir_through_further_closings(
    plan: Plan, agencies: Any, make_unit: Callable[..., Unit], office: User, at: datetime
) -> None:
    units = agencies.units
    between = make_unit("tam", "Sở Xây dựng và Giao thông")
    close_unit(unit=units["sxd"], on=date(2026, 3, 1), successors={between: 1}, by=None, at=at)
    shares = {units["snnmt"]: 0.3, units["skhcn"]: 0.7}
    close_unit(unit=between, on=date(2026, 5, 1), successors=shares, by=None, at=at)
    one = owed(plan, "PL2.1.2")
    assert late(office) == {"PL2.1.1", "PL2.2.1"}
    found = queries.transition_sources(office, today=TODAY)
    [source] = found.units
    assert (source.named, source.n_open, found.n_open) == (units["sxd"], 1, 1)
    assert list(source.successors) == [units["skhcn"], units["snnmt"]]
    with pytest.raises(Refusal) as told:
        decide_transition(obligations=[one], way="keep", reason="Vẫn làm", by=office, at=at)
    assert told.value.field == "cach"
    made = decide_transition(
        obligations=[one], way="move", unit=units["snnmt"], reason="Theo đề án", by=office, at=at
    )
    successor = made.parts.get().successor
    assert successor is not None
    assert (successor.unit, successor.task) == (units["snnmt"], one.task)
    assert late(office) == {"PL2.1.1", "PL2.1.2", "PL2.2.1"}


def test_a_later_deadline_goes_along_and_the_new_unit_is_told(
    plan: Plan, agencies: Any, make_user: Callable[..., User], office: User, at: datetime
) -> None:
    units = agencies.units
    heir = make_user("can-bo-tiep-nhan", "officer", units["snnmt"])
    close_unit(unit=units["sxd"], on=date(2026, 5, 1), successors={units["snnmt"]: 1}, by=None, at=at)
    one = owed(plan, "PL2.1.2")
    Obligation.objects.filter(pk=one.pk).update(extended_to=date(2026, 12, 1))
    made = decide_transition(obligations=[one], way="move", reason="Sáp nhập", by=office, at=at)
    successor = made.parts.get().successor
    assert successor is not None
    assert successor.extended_to == date(2026, 12, 1)
    assert "PL2.1.2" not in late(office)
    told = Notice.objects.get(user=heir)
    assert (told.kind, told.subject_id) == ("assignment", one.task_id)
    assert "Sáp nhập" in told.sentence
    undo_transition(transition=made, by=office, at=at)
    one.refresh_from_db()
    assert one.extended_to == date(2026, 12, 1)


def test_nobody_is_asked_to_plan_or_decide_for_what_has_ended(
    publish: Callable[..., Plan], result: dict[str, Any], agencies: Any, office: User, at: datetime
) -> None:
    result["tasks"][0]["due"] = {**result["tasks"][0]["due"], "kind": "continuous", "end": None}
    plan = publish(result)
    one = owed(plan, "PL2.1.1")
    assert one in obligations.without_milestone(office, today=TODAY)
    expire(plan, office, at)
    assert one not in obligations.without_milestone(office, today=TODAY)
    assert not obligations.obligation_page(office, one.pk, today=TODAY).lacks_milestone
    DeadlineRequest.objects.create(
        obligation=one, former_on=TODAY, until=date(2027, 1, 1), reason="Chờ", asked_at=at, asked_on=TODAY,
        asked_by=office,
    )  # fmt: skip
    assert obligations.open_requests(office).count() == 1
    decide_transition(obligations=[one], way="close", reason="Thôi", by=office, at=at)
    assert obligations.open_requests(office).count() == 0


def test_what_has_ended_contradicts_nobody(
    publish: Callable[..., Plan], result: dict[str, Any], agencies: Any, office: User, at: datetime
) -> None:
    target = {
        "path": "PL1.1", "text": "Tỷ lệ dân số được phủ sóng 5G", "comparator": "ge", "value": 90,
        "value_max": None, "unit": "%", "due": None, "lead": [], "support": [], "direct": [],
        "note": None, "same_as": [], "spans": {}, "confidence": {},
    }  # fmt: skip
    result["targets"] = [target]
    plan = publish(copy.deepcopy(result))
    result["document"] |= {"number": "12/KH-UBND", "date": "2026-04-01"}
    result["targets"] = [{**target, "value": 99}]
    publish(result)

    def kinds() -> list[str]:
        return [one.kind for one in contradictions(today=TODAY)]

    assert "two_plans" in kinds()
    expire(plan, office, at)
    assert "two_plans" not in kinds()


def test_a_new_wording_keeps_what_was_moved(
    plan: Plan,
    agencies: Any,
    keep: Callable[..., Any],
    result: dict[str, Any],
    office: User,
    at: datetime,
) -> None:
    units = agencies.units
    close_unit(unit=units["sxd"], on=date(2026, 5, 1), successors={units["snnmt"]: 1}, by=None, at=at)
    one = owed(plan, "PL2.1.2")
    made = decide_transition(obligations=[one], way="move", reason="Sáp nhập", by=office, at=at)
    successor = made.parts.get().successor
    assert successor is not None
    result["tasks"][1]["lead"] = [BUILDING]
    result["tasks"][2]["text"] += " của tỉnh"
    publish_plan(version=keep(result).version, by=office, at=at)
    for row in (one, successor):
        row.refresh_from_db()
    assert (successor.withdrawn_at, one.state, one.withdrawn_at) == (None, "withdrawn", None)
    # Once the task is led by others, nobody owes it through the closed unit.
    result["tasks"][1]["lead"] = [SCIENCE]
    publish_plan(version=keep(result).version, by=office, at=at)
    successor.refresh_from_db()
    assert successor.withdrawn_at is not None


def test_work_that_meets_its_successors_own_is_one(
    publish: Callable[..., Plan], result: dict[str, Any], agencies: Any, office: User, at: datetime
) -> None:
    units = agencies.units
    result["tasks"][0]["lead"] = [SCIENCE, BUILDING, "Sở Nông nghiệp và Môi trường"]
    plan = publish(result)
    rows = {one.unit: one for one in plan.tasks.get(path="PL2.1.1").obligations.all()}
    record_progress(obligation=rows[units["sxd"]], state="in_progress", by=office, at=at)
    for code in ("sxd", "snnmt"):
        close_unit(unit=units[code], on=date(2026, 5, 1), successors={units["skhcn"]: 1}, by=None, at=at)
    gone = [rows[units[code]] for code in ("sxd", "snnmt")]
    made = decide_transition(obligations=gone, way="move", reason="Sáp nhập", by=office, at=at)
    heir = Obligation.objects.get(pk=rows[units["skhcn"]].pk)
    assert heir.state == "in_progress"
    undo_transition(transition=made, by=office, at=at)
    states = {one.unit: one.state for one in plan.tasks.get(path="PL2.1.1").obligations.all()}
    assert states == {
        units["skhcn"]: "not_started",
        units["sxd"]: "in_progress",
        units["snnmt"]: "not_started",
    }


def test_a_decision_is_taken_back_within_its_day_only(
    plan: Plan, newer: Plan, office: User, at: datetime
) -> None:
    one = owed(plan, "PL2.2.1")
    take_step(obligation=one, step="pause", words="Chờ vốn", by=office, at=at)
    replace(plan, newer, office, at)
    task = newer.tasks.get(path="PL1.8")
    Obligation.objects.filter(task=task).delete()

    def decide() -> Transition:
        rows = Obligation.objects.filter(pk=one.pk)
        return decide_transition(obligations=rows, way="move", task=task, reason="Gộp", by=office, at=at)

    made = decide()
    successor = Obligation.objects.get(task=task)
    assert (successor.state, successor.note) == ("paused", "Chờ vốn")
    with pytest.raises(TooLateToUndo):
        undo_transition(transition=made, by=office, at=at + timedelta(days=1))
    undo_transition(transition=made, by=office, at=at + timedelta(hours=15, minutes=59))
    one.refresh_from_db()
    successor.refresh_from_db()
    assert (one.state, one.note) == ("paused", "Chờ vốn")
    assert successor.withdrawn_at is not None
    with pytest.raises(TooLateToUndo):
        undo_transition(transition=made, by=office, at=at)
    again = decide()
    successor.refresh_from_db()
    assert (successor.withdrawn_at, successor.state) == (None, "paused")
    take_step(obligation=successor, step="resume", words="Có vốn", by=office, at=at)
    with pytest.raises(TooLateToUndo):
        undo_transition(transition=again, by=office, at=at)


@pytest.mark.parametrize(
    ("way", "reason", "field"),
    [("lose", "Vì vậy", "cach"), ("close", " ", "ly-do"), ("close", "x" * 2001, "ly-do")],
)
def test_a_decision_has_a_way_and_a_reason(
    way: str, reason: str, field: str, plan: Plan, office: User, at: datetime
) -> None:
    expire(plan, office, at)
    with pytest.raises(Refusal) as told:
        decide_transition(obligations=[owed(plan, "PL2.1.1")], way=way, reason=reason, by=office, at=at)
    assert told.value.field == field
    with pytest.raises(Refusal) as told:
        decide_transition(obligations=[], way="close", reason="Vì vậy", by=office, at=at)
    assert told.value.field == "nghia-vu"


def test_more_than_a_page_is_refused_as_a_whole(
    plan: Plan, office: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hatang.programme.actions.transitions.MOST_AT_ONCE", 2)
    expire(plan, office, at)
    rows = Obligation.objects.filter(task__plan=plan)
    with pytest.raises(Refusal) as told:
        decide_transition(obligations=rows, way="close", reason="Thôi", by=office, at=at)
    assert (told.value.field, Transition.objects.count()) == ("nghia-vu", 0)


def test_work_is_not_moved_to_what_has_ended_itself(
    plan: Plan, newer: Plan, agencies: Any, office: User, at: datetime
) -> None:
    replace(plan, newer, office, at)
    work, of_ended = owed(plan, "PL2.1.1"), plan.tasks.get(path="PL2.1.2")
    gone = newer.tasks.get(path="PL1.8")
    gone.withdrawn_at = at
    gone.save()
    closed = agencies.units["snnmt"]
    close_unit(unit=closed, on=date(2026, 5, 1), successors={agencies.units["sxd"]: 1}, by=None, at=None)  # type: ignore[arg-type]
    closed.refresh_from_db()
    for goal in ({"task": gone}, {"task": of_ended}, {"unit": closed}):
        with pytest.raises(Refusal):
            decide_transition(obligations=[work], way="move", reason="Sáp nhập", by=office, at=at, **goal)  # type: ignore[arg-type]
    assert not Transition.objects.exists()


def test_work_in_effect_and_work_decided_about_is_refused_as_a_whole(
    plan: Plan, office: User, at: datetime
) -> None:
    first, second = owed(plan, "PL2.1.1"), owed(plan, "PL2.1.2")
    with pytest.raises(DecidedAlready):
        decide_transition(obligations=[first], way="close", reason="Vì vậy", by=office, at=at)
    expire(plan, office, at)
    decide_transition(obligations=[first], way="close", reason="Vì vậy", by=office, at=at)
    with pytest.raises(DecidedAlready):
        decide_transition(obligations=[first, second], way="close", reason="Vì vậy", by=office, at=at)
    second.refresh_from_db()
    assert second.state == "not_started"
    assert issubclass(DecidedAlready, Conflict)


def test_the_office_decides_on_the_page(plan: Plan, newer: Plan, office: User, at: datetime) -> None:
    replace(plan, newer, office, at)
    client = signed_in(office)
    home = client.get("/").content.decode()
    assert "/chuyen-tiep/" in home
    assert f"?van-ban={plan.pk}" in client.get("/chuyen-tiep/").content.decode()
    page = client.get(f"/chuyen-tiep/?van-ban={plan.pk}")
    assert len(page.context["handovers"]) == 3
    rows = {path: owed(plan, path).pk for path in ("PL2.1.1", "PL2.1.2", "PL2.2.1")}
    address = f"/chuyen-tiep/quyet-dinh/?van-ban={plan.pk}"
    refused = client.post(
        address, {"nghia-vu": list(rows.values()), "cach": "chuyen", "ly-do": "Kế hoạch mới"}
    )
    assert refused.status_code == 400
    text = refused.content.decode()
    assert 'value="Kế hoạch mới"' in text
    assert "PL2.1.2" in text
    done = client.post(address, {"nghia-vu": rows["PL2.1.1"], "cach": "chuyen", "ly-do": "Kế hoạch mới"})
    assert done["Location"] == f"/chuyen-tiep/?van-ban={plan.pk}"
    twice = client.post(address, {"nghia-vu": rows["PL2.1.1"], "cach": "chuyen", "ly-do": "Kế hoạch mới"})
    assert twice.status_code == 409
    task = newer.tasks.get(path="PL1.8").pk
    body = {"nghia-vu": rows["PL2.1.2"], "cach": "chuyen", "ly-do": "Gộp", "cho-nhiem-vu": task}
    assert client.post(address, body).status_code == 302
    rest = {"nghia-vu": rows["PL2.2.1"], "cach": "dong", "ly-do": "Thôi"}
    assert client.post(address, rest).status_code == 302
    assert client.post(address, rest, follow=True).status_code == 409
    made = Transition.objects.get(way="close")
    assert "Thôi" in client.get("/chuyen-tiep/").content.decode()
    assert client.post(f"/chuyen-tiep/{made.pk}/hoan-tac/").status_code in (302, 409)


def test_only_the_office_sees_and_decides(
    plan: Plan, office: User, make_user: Callable[..., User], agencies: Any, at: datetime
) -> None:
    expire(plan, office, at)
    one = owed(plan, "PL2.1.1")
    made = decide_transition(obligations=[one], way="close", reason="Thôi", by=office, at=at)
    people = [
        make_user("can-bo", "officer", agencies.units["skhcn"]),
        make_user("nguoi-khac", "officer", agencies.units["sxd"]),
        make_user("doc", "reader"),
    ]
    for user in people:
        client = signed_in(user)
        assert client.get("/chuyen-tiep/").status_code == 403
        assert client.post("/chuyen-tiep/quyet-dinh/", {}).status_code == 403
        assert client.post(f"/chuyen-tiep/{made.pk}/hoan-tac/").status_code == 403
        assert "/chuyen-tiep/" not in client.get("/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_sheet_holds_what_waits(plan: Plan, office: User, at: datetime) -> None:
    expire(plan, office, at)
    answer: Any = signed_in(office).get("/chuyen-tiep/", {"dinh-dang": "csv"})
    sheet = b"".join(answer.streaming_content).decode()
    answer.close()
    assert sheet.count("94/KH-UBND") == 3


@pytest.mark.parametrize("many", [False, True])
def test_the_page_costs_the_same_for_many(
    many: bool,
    plan: Plan,
    newer: Plan,
    agencies: Any,
    make_row: Callable[..., dict[str, Any]],
    publish: Callable[..., Plan],
    result: dict[str, Any],
    office: User,
    at: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    replace(plan, newer, office, at)
    if many:
        result["document"]["number"] = "20/KH-UBND"
        result["tasks"] = [make_row(f"I.{n}", f"Việc thứ {n} của năm", lead=[BUILDING]) for n in range(30)]
        publish(result)
        units = agencies.units
        close_unit(unit=units["sxd"], on=date(2026, 5, 1), successors={units["skhcn"]: 1}, by=None, at=at)
    client = signed_in(office)
    client.get("/chuyen-tiep/")
    for address in ("/chuyen-tiep/", f"/chuyen-tiep/?van-ban={plan.pk}"):
        with django_assert_max_num_queries(36):
            client.get(address)
