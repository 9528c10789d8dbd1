"""What documents leave open of tasks: who must fill it in, asking, filling in, confirming, counting."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import Unit, User
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, Refusal
from hatang.documents.models import Document
from hatang.notices.models import Notice
from hatang.programme import access
from hatang.programme.actions import (
    AnswerDecided,
    AnsweredMeanwhile,
    add_milestone,
    answer_gap,
    ask_for_gap,
    confirm_gap_answer,
    name_responsible,
    publish_plan,
    return_gap_answer,
    set_follower,
    set_leader,
    set_responsibility,
    take_back_gap_request,
)
from hatang.programme.clearing import FILLERS, Filler, GapFacts, GapState, who_fills
from hatang.programme.models import Gap, GapAnswer, GapRequest, Milestone, Obligation, Plan, Task
from hatang.programme.queries import (
    GapFilter,
    clarity,
    gap_lines,
    gap_tasks,
    gaps,
    gaps_by_filler,
    left_out_list,
    task_gap_lines,
)
from hatang.programme.queries.obligations import fields_left_out

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
SOON = date(2026, 6, 15)


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """One task open in four questions, led by two departments; one in time; one in nothing."""
    first, second, _third = result["tasks"]
    first |= {"gaps": ["product", "authority", "responsibility", "people"]}
    first["lead"] = ["Sở Khoa học và Công nghệ", "Sở Xây dựng"]
    second |= {"gaps": ["time"], "lead": ["Sở Xây dựng"]}
    second["due"] = {**second["due"], "kind": "none", "end": None}
    return publish(result)


@pytest.fixture
def task(plan: Plan) -> Task:
    return plan.tasks.get(path="PL2.1.1")


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """Works for a unit that owes the first task."""
    return make_user("can-bo-sxd", "officer", agencies.units["sxd"])


@pytest.fixture
def colleague(make_user: Callable[..., User], agencies: Any) -> User:
    """Works for the other unit that owes it."""
    return make_user("can-bo-skhcn", "officer", agencies.units["skhcn"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("can-bo-nong-nghiep", "officer", agencies.units["snnmt"])


@pytest.fixture
def vice(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("pho-chu-tich", "leader", agencies.units["ubnd-tinh"])


def _answer(task: Task, by: User, at: datetime, gap: str = "product", **more: Any) -> GapAnswer:
    is_final = more.pop("is_final", False)
    said: dict[str, Any] = {"text": "Quyết định", "ground": "Công văn 12/SXD", "seen": 0, **more}
    unit = None if is_final else by.unit
    return answer_gap(task=task, gap=gap, unit=unit, is_final=is_final, by=by, at=at, **said)


def _ask(task: Task, asked: Any, by: User, at: datetime, gap: str = "product", **more: Any) -> GapRequest:
    said: dict[str, Any] = {"due_on": SOON, "words": "", **more}
    return ask_for_gap(task=task, gap=gap, asked=asked, by=by, at=at, **said)


def _state(user: User, task: Task, gap: str = "product", today: date = TODAY) -> str:
    [line] = [one for one in task_gap_lines(user, task, today=today) if one.gap == gap]
    return line.facts.state(today)


# --- the rule


@pytest.mark.parametrize(
    ("gap", "is_owed", "has_leader", "filler"),
    [
        (Gap.PEOPLE, True, True, Filler.LEAD),
        (Gap.PEOPLE, False, True, Filler.OFFICE),
        (Gap.WORK, True, True, Filler.OFFICE),
        (Gap.TIME, True, False, Filler.LEAD),
        (Gap.TIME, False, False, Filler.FOLLOWER),
        (Gap.RESPONSIBILITY, True, True, Filler.FOLLOWER),
        (Gap.PRODUCT, True, False, Filler.LEAD),
        (Gap.PRODUCT, False, False, Filler.FOLLOWER),
        (Gap.AUTHORITY, True, True, Filler.LEADER),
        (Gap.AUTHORITY, True, False, Filler.OFFICE),
    ],
)
def test_the_rule_says_who_must_fill_it_in(gap: Gap, is_owed: bool, has_leader: bool, filler: Filler) -> None:
    assert who_fills(gap, is_owed=is_owed, has_leader=has_leader) == filler


def test_every_question_ends_with_somebody_who_is_always_there() -> None:
    assert set(FILLERS) == set(Gap.values)
    assert all(one[-1] in (Filler.OFFICE, Filler.FOLLOWER) for one in FILLERS.values())


def test_what_somebody_must_do_something_about_goes_first() -> None:
    day = date(2026, 6, 1)
    assert GapFacts(False, False).state(day) == GapState.OPEN
    assert GapFacts(False, False, day).state(day) == GapState.ASKED
    assert GapFacts(False, False, day).state(day + timedelta(days=1)) == GapState.LATE
    assert GapFacts(False, True, day).state(day + timedelta(days=1)) == GapState.WAITING
    assert GapFacts(True, False, day).state(day + timedelta(days=1)) == GapState.FILLED
    assert GapFacts(True, True).state(day) == GapState.WAITING


# --- asking


def test_a_unit_that_is_asked_is_told_and_answers_until_it_is_confirmed(
    task: Task, office: User, owner: User, agencies: Any, at: datetime
) -> None:
    request = _ask(task, agencies.units["sxd"], office, at, words="Nêu rõ sản phẩm")
    [notice] = Notice.objects.filter(user=owner)
    assert "Nêu rõ sản phẩm" in notice.sentence
    assert "15/06/2026" in notice.sentence
    assert (_state(office, task), _state(office, task, today=date(2026, 6, 16))) == ("asked", "late")
    answer = _answer(task, owner, at)
    assert _state(office, task) == "waiting"
    assert GapRequest.objects.get().closed_at is None
    assert Notice.objects.filter(user=office).count() == 1
    confirm_gap_answer(answer=answer, by=office, at=at)
    assert _state(office, task) == "filled"
    request.refresh_from_db()
    assert request.closed_by == office
    assert Notice.objects.filter(user=owner).count() == 2


def test_the_same_request_sent_twice_is_one_and_another_one_takes_its_place(
    task: Task, office: User, owner: User, agencies: Any, at: datetime
) -> None:
    first = _ask(task, agencies.units["sxd"], office, at)
    assert _ask(task, agencies.units["sxd"], office, at) == first
    second = _ask(task, owner, office, at)
    first.refresh_from_db()
    assert first.closed_by == office
    assert (second.unit, second.person) == (None, owner)
    take_back_gap_request(request=second, by=office, at=at)
    assert _state(office, task) == "open"
    with pytest.raises(Conflict):
        take_back_gap_request(request=second, by=office, at=at)


def test_what_makes_no_sense_is_not_asked(
    task: Task, office: User, reader: User, agencies: Any, at: datetime
) -> None:
    unit = agencies.units["sxd"]
    with pytest.raises(Refusal) as told:
        _ask(task, unit, office, at, due_on=date(2026, 5, 31))
    assert told.value.field == "han"
    with pytest.raises(Refusal):
        _ask(task, unit, office, at, words="x" * 2001)
    with pytest.raises(Conflict):
        _ask(task, unit, office, at, gap="work")
    ended = agencies.units["snnmt"]
    Unit.objects.filter(pk=ended.pk).update(valid_to=date(2026, 5, 1))
    with pytest.raises(Refusal) as told:
        _ask(task, ended, office, at)
    assert told.value.field == "hoi"
    Document.objects.update(
        is_restricted=True, audience_reason="Nội bộ", audience_set_at=at, audience_set_by=office
    )
    with pytest.raises(Refusal) as told:
        _ask(task, reader, office, at)
    assert told.value.field == "hoi"
    Task.objects.update(withdrawn_at=at)
    with pytest.raises(Conflict):
        _ask(task, unit, office, at)


# --- answering


def test_a_new_answer_replaces_the_former_one_and_the_history_stays(
    task: Task, office: User, owner: User, at: datetime
) -> None:
    first = _answer(task, office, at, is_final=True)
    assert _state(office, task) == "filled"
    second = _answer(task, owner, at, text="Chỉ thị", seen=first.pk)
    [line] = [one for one in task_gap_lines(office, task, today=TODAY) if one.gap == "product"]
    assert (line.answer, line.waiting) == (first, second)  # the former counts until the new one does
    confirm_gap_answer(answer=second, by=office, at=at)
    [line] = [one for one in task_gap_lines(office, task, today=TODAY) if one.gap == "product"]
    assert (line.answer, line.waiting, line.former) == (second, None, [first])
    third = _answer(task, office, at, is_final=True, text="Kế hoạch", seen=second.pk)
    decisions = GapAnswer.objects.order_by("pk").values_list("decision", flat=True)
    assert list(decisions) == ["replaced", "replaced", "confirmed"]
    assert third.decided_by == office
    assert [entry.action for entry in history_of(second)] == [
        "programme.answer_gap", "programme.confirm_gap_answer", "programme.answer_gap",
    ]  # fmt: skip


def test_an_answer_sent_twice_is_one_and_an_old_form_is_told_so(
    task: Task, office: User, owner: User, colleague: User, at: datetime
) -> None:
    first = _answer(task, owner, at)
    assert _answer(task, owner, at) == first
    with pytest.raises(AnsweredMeanwhile):
        _answer(task, office, at, is_final=True, text="Khác")
    with pytest.raises(Conflict) as told:
        _answer(task, colleague, at, text="Khác", seen=first.pk)
    assert "Sở Xây dựng" in told.value.sentence
    assert _answer(task, owner, at, text="Sửa lại", seen=first.pk).decision == ""
    assert GapAnswer.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": " "}, "tra-loi"),
        ({"ground": ""}, "can-cu"),
        ({"text": "x" * 2001}, "tra-loi"),
        ({"ground": "x" * 301}, "can-cu"),
    ],
)
def test_an_answer_needs_words_and_a_ground(
    task: Task, owner: User, at: datetime, more: dict[str, str], field: str
) -> None:
    with pytest.raises(Refusal) as told:
        _answer(task, owner, at, **more)
    assert told.value.field == field


def test_a_returned_answer_says_why_and_the_question_is_open_again(
    task: Task, office: User, owner: User, at: datetime
) -> None:
    answer = _answer(task, owner, at)
    with pytest.raises(Refusal) as told:
        return_gap_answer(answer=answer, reason=" ", by=office, at=at)
    assert told.value.field == "ly-do"
    return_gap_answer(answer=answer, reason="Chưa rõ loại văn bản", by=office, at=at)
    assert _state(office, task) == "open"
    assert "Chưa rõ loại văn bản" in Notice.objects.get(user=owner).sentence
    with pytest.raises(AnswerDecided):
        confirm_gap_answer(answer=answer, by=office, at=at)
    counted = _answer(task, office, at, is_final=True, seen=answer.pk)
    return_gap_answer(answer=counted, reason="Nhầm nhiệm vụ", by=office, at=at)
    assert _state(office, task) == "open"


# --- what is said elsewhere


def test_fields_that_exist_fill_in_three_of_the_questions(
    plan: Plan, task: Task, office: User, owner: User, colleague: User, agencies: Any, at: datetime
) -> None:
    for obligation, person in zip(task.obligations.order_by("unit__code"), (colleague, owner), strict=True):
        assert _state(office, task, "people") == "open"
        name_responsible(obligation=obligation, person=person, by=office, at=at)
    assert _state(office, task, "people") == "filled"
    assert _state(office, task, "responsibility") == "open"
    set_responsibility(
        task=task, is_distributed=False, focal_unit=agencies.units["sxd"], needs_issue=False, by=office, at=at
    )
    assert _state(office, task, "responsibility") == "filled"
    second = plan.tasks.get(path="PL2.1.2")
    assert _state(office, second, "time") == "open"
    add_milestone(obligation=second.obligations.get(), title="Dự thảo", due_on=SOON, by=owner, at=at)
    assert _state(office, second, "time") == "filled"


def test_a_newer_version_that_answers_the_question_leaves_nothing_to_fill_in(
    task: Task, keep: Any, result: dict[str, Any], office: User, owner: User, at: datetime
) -> None:
    _answer(task, office, at, is_final=True)
    result["tasks"][0]["gaps"] = ["authority"]
    result["tasks"][0]["product"] = "Quyết định"
    publish_plan(version=keep(result).version, by=office, at=at)
    assert [line.gap for line in task_gap_lines(office, task, today=TODAY)] == ["authority"]
    assert clarity(office).whole.n_filled == 0
    with pytest.raises(Conflict):
        _answer(task, owner, at, text="Khác")


# --- counting and listing


def test_the_score_counts_what_was_filled_in_beside_the_document(
    plan: Plan, task: Task, office: User, owner: User, at: datetime
) -> None:
    _answer(task, office, at, is_final=True)
    _answer(task, owner, at, gap="authority")  # waits: does not count
    second = plan.tasks.get(path="PL2.1.2")
    add_milestone(obligation=second.obligations.get(), title="Dự thảo", due_on=SOON, by=owner, at=at)
    view = clarity(office)
    whole = view.whole
    assert (whole.n_asked, whole.n_answered, whole.n_filled, whole.n_open) == (18, 13, 2, 3)
    assert (whole.n_whole, whole.n_clear) == (1, 2)
    assert (whole.percent, whole.percent_now) == (72, 83)
    counts = {one.gap: (one.n_missing, one.n_filled, one.n_open) for one in whole.cells}
    assert counts["product"] == (1, 1, 0)
    assert counts["authority"] == (1, 0, 1)
    by_unit = {unit.code: (one.n_answered, one.n_filled, one.n_clear) for unit, one in view.by_unit}
    assert by_unit == {"skhcn": (8, 1, 1), "sxd": (7, 2, 1)}
    assert [(found, one.n_filled) for found, one in view.by_plan] == [(plan, 2)]


@pytest.fixture
def mixed(plan: Plan, task: Task, office: User, owner: User, vice: User, agencies: Any, at: datetime) -> Plan:
    """Every state there is, among the questions of two tasks."""
    _answer(task, office, at, is_final=True)
    _answer(task, owner, at, gap="authority")
    _ask(task, agencies.units["sxd"], office, at, gap="people")
    _ask(task, vice, office, at - timedelta(days=20), gap="responsibility", due_on=date(2026, 5, 20))
    return plan


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, {"1": "people responsibility product authority", "2": "time"}),
        ({"state": "open"}, {"1": "people responsibility authority", "2": "time"}),
        ({"state": "asked"}, {"1": "people responsibility"}),
        ({"state": "late"}, {"1": "responsibility"}),
        ({"state": "waiting"}, {"1": "authority"}),
        ({"state": "filled"}, {"1": "product"}),
        ({"gap": "time"}, {"2": "time"}),
        ({"gap": "time", "state": "filled"}, {}),
        ({"filler": "lead"}, {"1": "people product", "2": "time"}),
        ({"filler": "follower"}, {"1": "responsibility"}),
        ({"filler": "office"}, {"1": "authority"}),
        ({"filler": "leader"}, {}),
        ({"filler": "lead", "state": "open"}, {"1": "people", "2": "time"}),
        ({"plan_id": 0}, {}),
        ({"unit": "skhcn"}, {"1": "people responsibility product authority"}),
        ({"unit": "snnmt"}, {}),
    ],
)
def test_the_database_and_the_lines_agree_about_what_fits(
    mixed: Plan, office: User, agencies: Any, chosen: dict[str, Any], found: dict[str, str]
) -> None:
    if "unit" in chosen:
        chosen = {**chosen, "unit": agencies.units[chosen["unit"]]}
    wanted = GapFilter(**chosen)
    tasks = list(gap_tasks(office, wanted, today=TODAY))
    lines = gap_lines(tasks, wanted, today=TODAY)
    assert {one.path[-1]: " ".join(line.gap for line in lines[one.pk]) for one in tasks} == found


def test_questions_still_open_are_counted_by_who_must_fill_them_in(
    mixed: Plan, vice: User, office: User, at: datetime, django_assert_num_queries: Any
) -> None:
    set_leader(item=mixed, person=vice, by=office, at=at)
    counts = dict(gaps_by_filler(office, today=TODAY))
    # The last changes of what the book of the day, and of what the counts are made of.
    with django_assert_num_queries(2):
        assert dict(gaps_by_filler(office, today=TODAY)) == counts
    assert len(counts) > 1
    for filler in Filler:
        wanted = GapFilter(state="open", filler=filler)
        lines = gap_lines(gap_tasks(office, wanted, today=TODAY), wanted, today=TODAY)
        assert counts.get(filler, 0) == sum(len(one) for one in lines.values()), filler


DECIDING: dict[str, Callable[[], Any]] = {
    "a person named": lambda: Obligation.objects.update(responsible=User.objects.first()),
    "work done": lambda: Obligation.objects.update(state="done", done_on=TODAY),
    "work withdrawn": lambda: Obligation.objects.filter(task__path="PL2.1.1").update(
        state="withdrawn", note="Thôi"
    ),
    "work deleted": lambda: Obligation.objects.filter(pk=Obligation.objects.first().pk).delete(),  # type: ignore[union-attr]
    "a focal unit": lambda: Task.objects.update(focal_unit=Unit.objects.first()),
    "a question less": lambda: Task.objects.update(gaps=["time"]),
    "an answer gone": lambda: GapAnswer.objects.all().delete(),
    "a promise": lambda: Milestone.objects.create(
        obligation=Obligation.objects.first(),
        title="Dự thảo",
        due_on=TODAY,
        added_by=User.objects.first(),
        added_at="2026-06-01T00:00Z",
    ),
}


@pytest.mark.parametrize("change", DECIDING)
def test_open_questions_are_counted_anew_once_what_decides_them_changes(
    mixed: Plan, office: User, change: str
) -> None:
    gaps_by_filler(office, today=TODAY)
    DECIDING[change]()
    assert dict(gaps_by_filler(office, today=TODAY)) == dict(gaps._count_by_filler(office))


def test_a_leader_is_asked_about_authority_once_one_directs(
    plan: Plan, task: Task, office: User, vice: User, at: datetime
) -> None:
    set_leader(item=plan, person=vice, by=office, at=at)
    wanted = GapFilter(filler="leader")
    [found] = gap_tasks(office, wanted, today=TODAY)
    [line] = gap_lines([found], wanted, today=TODAY)[found.pk]
    assert (line.gap, line.task.leader) == ("authority", vice)


def test_the_list_and_its_sheet_show_what_is_open(
    mixed: Plan, task: Task, reader: User, client: Client, n_queries: Callable[[Any, str], int]
) -> None:
    client.force_login(reader)
    page = client.get("/nhiem-vu/6-ro/").content.decode()
    address = f"/nhiem-vu/6-ro/con-thieu/?ke-hoach={mixed.pk}&amp;ro=nguoi&amp;tinh-trang=con-thieu"
    assert address in page
    assert f"ke-hoach={mixed.pk}&amp;ro=san-pham&amp;tinh-trang=da-bo-sung" in page
    listed = client.get(address.replace("&amp;", "&")).content.decode()
    assert "Xây dựng kế hoạch phát triển trạm 5G" in listed
    assert "Triển khai nền tảng IoT dùng chung" not in listed
    few = n_queries(client, "/nhiem-vu/6-ro/con-thieu/")
    for one in Task.objects.filter(gaps__len__gt=0):
        one.pk, one.key = None, f"{one.key}-2"
        one.save()
    assert n_queries(client, "/nhiem-vu/6-ro/con-thieu/") == few
    assert "4 nhiệm vụ" in client.get("/nhiem-vu/6-ro/con-thieu/").content.decode()
    sheet: Any = client.get("/nhiem-vu/6-ro/con-thieu/?dinh-dang=csv&tinh-trang=da-bo-sung")
    said = b"".join(sheet.streaming_content).decode("utf-8-sig")
    assert "Công văn 12/SXD" in said
    assert len(said.strip().splitlines()) == 2


def test_a_restricted_plan_shows_nothing_to_who_may_not_read_it(
    mixed: Plan, task: Task, reader: User, office: User, client: Client, at: datetime
) -> None:
    Document.objects.update(
        is_restricted=True, audience_reason="Nội bộ", audience_set_at=at, audience_set_by=office
    )
    assert list(gap_tasks(reader, GapFilter(), today=TODAY)) == []
    assert gap_tasks(office, GapFilter(), today=TODAY).count() == 2
    assert left_out_list(reader) == []
    client.force_login(reader)
    answer = GapAnswer.objects.get(decision="")
    request = GapRequest.objects.first()
    assert request is not None
    assert client.get(f"/nhiem-vu/{task.pk}/6-ro/").status_code == 404
    assert client.post(f"/nhiem-vu/6-ro/tra-loi/{answer.pk}/").status_code == 404
    assert client.post(f"/nhiem-vu/6-ro/yeu-cau/{request.pk}/rut/").status_code == 404
    assert client.get(f"/api/v1/tasks/{task.pk}/gaps").status_code == 404


# --- through the door


@pytest.mark.parametrize(
    ("who", "asks", "fills", "decides"),
    [
        ("office", 302, 302, 302),
        ("vice", 302, 302, 403),
        ("owner", 403, 302, 403),
        ("colleague", 403, 302, 403),
        ("outsider", 403, 403, 403),
        ("reader", 403, 403, 403),
    ],
)
def test_who_may_ask_fill_in_and_confirm(
    task: Task,
    client: Client,
    request: pytest.FixtureRequest,
    agencies: Any,
    owner: User,
    at: datetime,
    who: str,
    asks: int,
    fills: int,
    decides: int,
) -> None:
    user = request.getfixturevalue(who)
    client.force_login(user)
    asked = {"hoi": f"dv-{agencies.units['sxd'].pk}", "han": "2099-06-15", "noi-dung": "Nêu rõ"}
    assert client.post(f"/nhiem-vu/{task.pk}/6-ro/nguoi/yeu-cau/", asked).status_code == asks
    said = {"tra-loi": "Quyết định", "can-cu": "Công văn 12", "da-xem": "0"}
    assert client.post(f"/nhiem-vu/{task.pk}/6-ro/san-pham/", said).status_code == fills
    waiting = _answer(task, owner, at, gap="authority")
    address = f"/nhiem-vu/6-ro/tra-loi/{waiting.pk}/"
    assert client.post(address, {"quyet-dinh": "xac-nhan"}).status_code == decides
    page = client.get(f"/nhiem-vu/{task.pk}/6-ro/").content.decode()
    assert (f'action="/nhiem-vu/{task.pk}/6-ro/nguoi/yeu-cau/#people"' in page) is (asks == 302)
    assert (f'action="/nhiem-vu/{task.pk}/6-ro/san-pham/#product"' in page) is (fills == 302)
    if fills == 302:
        found = GapAnswer.objects.get(gap="product")
        assert (found.decision == "confirmed") is (who in ("office", "vice"))


def test_a_unit_asked_from_outside_answers_and_a_person_by_name(
    task: Task, client: Client, office: User, outsider: User, reader: User, agencies: Any, at: datetime
) -> None:
    _ask(task, agencies.units["snnmt"], office, at)
    _ask(task, reader, office, at, gap="authority")
    said = {"tra-loi": "Quyết định", "can-cu": "Công văn 12", "da-xem": "0"}
    for user, word in ((outsider, "san-pham"), (reader, "tham-quyen")):
        client.force_login(user)
        assert client.post(f"/nhiem-vu/{task.pk}/6-ro/nguoi/", said).status_code == 403
        assert client.post(f"/nhiem-vu/{task.pk}/6-ro/{word}/", said).status_code == 302
    assert set(GapAnswer.objects.values_list("unit__code", "decision")) == {("snnmt", ""), (None, "")}


def test_a_unit_that_follows_the_plan_does_not_confirm_what_it_said_itself(
    plan: Plan, task: Task, office: User, owner: User, colleague: User, agencies: Any, at: datetime
) -> None:
    set_follower(plan=plan, unit=agencies.units["sxd"], by=office, at=at)
    task = access.get_task(owner, task.pk)
    assert not access.fills_finally(owner, task)
    own, other = _answer(task, owner, at), _answer(task, colleague, at, gap="authority")
    own, other = access.get_gap_answer(owner, own.pk), access.get_gap_answer(owner, other.pk)
    assert (access.may_decide_gap(owner, own), access.may_decide_gap(owner, other)) == (False, True)
    third = access.get_task(owner, plan.tasks.get(path="PL2.2.1").pk)
    assert access.fills_finally(owner, third)


def test_what_was_refused_is_told_beside_what_was_typed(task: Task, client: Client, office: User) -> None:
    client.force_login(office)
    sent = {"tra-loi": "<script>x</script>", "can-cu": " ", "da-xem": "0"}
    answer = client.post(f"/nhiem-vu/{task.pk}/6-ro/san-pham/", sent)
    page = answer.content.decode()
    assert (answer.status_code, GapAnswer.objects.count()) == (400, 0)
    assert "Hãy ghi căn cứ" in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    asked = client.post(
        f"/nhiem-vu/{task.pk}/6-ro/san-pham/yeu-cau/", {"hoi": "dv-999999", "han": "2099-01-01"}
    )
    assert asked.status_code == 404
    for body in ({"hoi": "", "han": "2099-01-01"}, {"hoi": "ng-x", "han": "2099-01-01"}, {"han": "mai"}):
        assert client.post(f"/nhiem-vu/{task.pk}/6-ro/san-pham/yeu-cau/", body).status_code == 400
    assert client.post(f"/nhiem-vu/{task.pk}/6-ro/mau-sac/", sent).status_code == 404
    assert client.post(f"/nhiem-vu/{task.pk}/6-ro/viec/", {**sent, "can-cu": "x"}).status_code == 409


def test_a_task_without_gaps_says_so(plan: Plan, client: Client, reader: User) -> None:
    client.force_login(reader)
    task = plan.tasks.get(path="PL2.2.1")
    page = client.get(f"/nhiem-vu/{task.pk}/6-ro/").content.decode()
    assert "Văn bản đã nêu rõ cả sáu nội dung" in page
    assert "sau-ro" not in client.get(f"/nhiem-vu/{task.pk}/").content.decode()


def test_the_task_page_says_what_is_open_and_by_whom(
    task: Task, client: Client, reader: User, office: User, at: datetime
) -> None:
    _answer(task, office, at, is_final=True)
    client.force_login(reader)
    page = client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Phải bổ sung: SKHCN, SXD" in page
    assert "Đã bổ sung" in page


def test_the_api_says_what_is_open(mixed: Plan, task: Task, client: Client, reader: User) -> None:
    client.force_login(reader)
    found = {row["gap"]: row for row in client.get(f"/api/v1/tasks/{task.pk}/gaps").json()}
    assert found["product"]["answer"] == "Quyết định"
    assert (found["product"]["state"], found["authority"]["state"]) == ("filled", "waiting")
    assert found["people"]["filler"] == "lead"
    assert found["people"]["asked_unit_id"] is not None


# --- fields of work without their department


@pytest.fixture
def fields(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """Fields named with and without their department."""
    first, second, third = result["tasks"]
    first["text"] += " cho lĩnh vực nông nghiệp"
    second["text"] += " trong giáo dục"
    second["support"] = ["Sở Giáo dục và Đào tạo"]
    third["text"] += " về môi trường, du lịch"
    third["lead"] = []
    return publish(result)


def test_fields_without_their_department_are_listed_with_a_proposal(
    fields: Plan, reader: User, client: Client, agencies: Any
) -> None:
    rows = [(row.task.path, row.words, row.unit.code, row.has_lead) for row in left_out_list(reader)]
    assert rows == [
        ("PL2.1.1", "Nông nghiệp", "snnmt", True),
        ("PL2.2.1", "Môi trường", "snnmt", False),
        ("PL2.2.1", "Du lịch", "svhttdl", False),
    ]
    client.force_login(reader)
    unit = agencies.units["svhttdl"]
    page = client.get(f"/nhiem-vu/6-ro/linh-vuc/?don-vi={unit.pk}").content.decode()
    assert "Đề xuất hỏi Sở Văn hóa, Thể thao và Du lịch về việc chủ trì" in page
    assert "Nông nghiệp</span>" not in page
    assert "Nông nghiệp</span>" in client.get("/nhiem-vu/6-ro/linh-vuc/").content.decode()
    sheet: Any = client.get("/nhiem-vu/6-ro/linh-vuc/?dinh-dang=csv")
    said = b"".join(sheet.streaming_content).decode("utf-8-sig")
    assert "Đề xuất bổ sung Sở Nông nghiệp và Môi trường phối hợp" in said


def test_the_list_and_the_page_of_the_task_find_the_same(fields: Plan, reader: User) -> None:
    for task in fields.tasks.all():
        listed = [(row.words, row.unit) for row in left_out_list(reader) if row.task == task]
        assert fields_left_out(task) == listed
