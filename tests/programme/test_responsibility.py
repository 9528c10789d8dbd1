"""Who answers for a task, a later deadline, milestones, products that are issued above, periods."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.models import Notice
from hatang.programme import access, queries
from hatang.programme.actions import (
    AlreadyAsked,
    NoFixedDay,
    WrongDay,
    WrongMove,
    acknowledge,
    add_milestone,
    ask_deadline,
    decide_request,
    name_responsible,
    publish_plan,
    reach_milestone,
    record_progress,
    remind_of_deadlines,
    remove_milestone,
    set_follower,
    set_responsibility,
    take_back_request,
    take_step,
)
from hatang.programme.actions.requests import AlreadyDecided
from hatang.programme.models import DeadlineRequest, Obligation, Plan, Task
from hatang.programme.queries import TaskFilter
from hatang.programme.queries.obligations import (
    fields_left_out,
    obligation_page,
    open_requests,
    without_milestone,
)
from hatang.programme.responsibility import answers_for_own_part, fields_of, is_issued_above
from hatang.programme.rules import Step, quarter_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """Tasks due in nine days, at the year's end (product issued above), without a day, every quarter."""
    first, second, third = result["tasks"]
    first["due"]["end"] = "2026-06-10"
    first["text"] += " cho lĩnh vực nông nghiệp và môi trường"
    first["support"] = ["Sở Xây dựng"]
    second["text"] = "Tham mưu UBND tỉnh ban hành quy định dùng chung hạ tầng"
    second["lead"] = ["Sở Khoa học và Công nghệ", "Sở Xây dựng"]
    third["due"] = {**third["due"], "kind": "continuous", "end": None}
    result["tasks"].append({**third, "path": "PL2.3.1", "text": "Báo cáo tình hình mạng 5G"})
    result["tasks"][3]["due"] = {**third["due"], "kind": "quarterly", "end": None}
    return publish(result)


@pytest.fixture
def owed(plan: Plan) -> Obligation:
    """What the department owes by 10/6/2026."""
    return plan.tasks.get(path="PL2.1.1").obligations.get()


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("can-bo-khac", "officer", agencies.units["sxd"])


def _standing(user: User, path: str, today: date = TODAY) -> Any:
    return queries.task_list(user, TaskFilter(), today=today).get(path=path)


def _ask(owed: Obligation, by: User, at: datetime, until: str = "2026-07-31") -> DeadlineRequest:
    day = date.fromisoformat(until)
    return ask_deadline(obligation=owed, until=day, reason="Chờ hướng dẫn", by=by, at=at)


# --- a later deadline


def test_a_request_made_in_time_stops_the_clock_until_it_is_decided(
    owed: Obligation, owner: User, office: User, at: datetime
) -> None:
    asked = _ask(owed, owner, at)
    after = date(2026, 6, 20)
    assert (_standing(office, "PL2.1.1", after).standing, _standing(office, "PL2.1.1", after).urgency) == (
        "requested",
        "",
    )
    assert queries.overview(office, today=after).tasks.n_late == 0
    with pytest.raises(AlreadyAsked):
        _ask(owed, owner, at)
    decide_request(request=asked, is_granted=True, answer="", by=office, at=at)
    found = _standing(office, "PL2.1.1", after)
    assert (found.standing, found.due_on) == ("not_started", date(2026, 7, 31))
    late = _standing(office, "PL2.1.1", date(2026, 8, 1))
    assert (late.standing, late.urgency, late.n_days_late) == ("overdue", "late", 1)
    with pytest.raises(AlreadyDecided):
        decide_request(request=asked, is_granted=False, answer="Không", by=office, at=at)
    record_progress(
        obligation=owed, state="done", done_on=date(2026, 7, 20), by=owner, at=at + timedelta(days=60)
    )
    assert _standing(office, "PL2.1.1", after).standing == "done_in_time"


def test_a_request_after_the_deadline_does_not_stop_the_clock(
    owed: Obligation, owner: User, office: User, at: datetime
) -> None:
    _ask(owed, owner, at + timedelta(days=20))
    found = _standing(office, "PL2.1.1", date(2026, 6, 21))
    assert (found.standing, found.urgency) == ("overdue", "late")
    assert [one.obligation for one in open_requests(office)] == [owed]


def test_a_refused_request_says_why_and_the_old_day_counts(
    owed: Obligation, owner: User, office: User, at: datetime
) -> None:
    asked = _ask(owed, owner, at)
    with pytest.raises(Refusal) as told:
        decide_request(request=asked, is_granted=False, answer=" ", by=office, at=at)
    assert told.value.field == "tra-loi"
    decide_request(request=asked, is_granted=False, answer="Phải xong trước hè", by=office, at=at)
    assert _standing(office, "PL2.1.1", date(2026, 6, 11)).standing == "overdue"
    again = _ask(owed, owner, at)
    take_back_request(request=again, by=owner, at=at)
    assert not open_requests(office).exists()


@pytest.mark.parametrize("until", ["2026-06-10", "2026-05-01"])
def test_a_day_that_is_not_later_is_refused(owed: Obligation, owner: User, at: datetime, until: str) -> None:
    with pytest.raises(Refusal) as told:
        _ask(owed, owner, at, until)
    assert told.value.field == "den-ngay"


def test_only_running_work_with_one_day_can_be_moved(plan: Plan, owner: User, at: datetime) -> None:
    for path in ("PL2.2.1", "PL2.3.1"):
        with pytest.raises(NoFixedDay):
            _ask(plan.tasks.get(path=path).obligations.get(), owner, at)
    owed = plan.tasks.get(path="PL2.1.1").obligations.get()
    record_progress(obligation=owed, state="done", by=owner, at=at)
    with pytest.raises(Conflict):
        _ask(owed, owner, at)


def test_both_sides_are_told(owed: Obligation, owner: User, office: User, at: datetime) -> None:
    asked = _ask(owed, owner, at)
    assert [one.sentence for one in Notice.objects.filter(user=office)] == [
        "Sở Khoa học và Công nghệ xin lùi hạn đến 31/07/2026."
    ]
    decide_request(request=asked, is_granted=True, answer="", until=date(2026, 7, 1), by=office, at=at)
    assert [one.sentence for one in Notice.objects.filter(user=owner)] == ["Đồng ý lùi hạn đến 01/07/2026."]


# --- who follows a plan


def test_the_unit_that_follows_a_plan_decides_like_the_office(
    plan: Plan, owed: Obligation, outsider: User, owner: User, office: User, agencies: Any, at: datetime
) -> None:
    owed = access.get_obligation(owner, owed.pk)
    assert not access.may_decide_requests(outsider, owed)
    set_follower(plan=plan, unit=agencies.units["sxd"], by=office, at=at)
    owed = access.get_obligation(owner, owed.pk)
    assert access.may_decide_requests(outsider, owed) and access.may_take_step(outsider, owed, Step.PAUSE)
    assert not access.may_decide_requests(owner, owed)
    assert access.may_decide_requests(office, owed)
    _ask(owed, owner, at)
    assert Notice.objects.filter(user=outsider).count() == 1
    assert not Notice.objects.filter(user=office).exists()


# --- products that are issued above


def test_what_is_prepared_for_the_committee_is_submitted_then_issued(
    plan: Plan, owner: User, office: User, at: datetime, agencies: Any
) -> None:
    task = plan.tasks.get(path="PL2.1.2")
    assert task.needs_issue
    owed = task.obligations.get(unit=agencies.units["skhcn"])
    with pytest.raises(WrongMove):
        record_progress(obligation=owed, state="done", by=owner, at=at)
    sent = take_step(obligation=owed, step="submit", words="Đã trình", number="12/TTr-SKHCN", by=owner, at=at)
    assert (sent.submitted_number, sent.submitted_on) == ("12/TTr-SKHCN", TODAY)
    later = at + timedelta(days=30)
    for number, on, error in (("", None, Refusal), ("9/QĐ-UBND", date(2026, 5, 1), WrongDay)):
        with pytest.raises(error):
            take_step(obligation=owed, step="accept", words="", number=number, on=on, by=office, at=later)
    with pytest.raises(WrongDay):
        take_step(
            obligation=owed,
            step="accept",
            words="",
            number="9/QĐ-UBND",
            on=date(2026, 12, 31),
            by=office,
            at=later,
        )
    done = take_step(
        obligation=owed,
        step="accept",
        words="",
        number="9/QĐ-UBND",
        on=date(2026, 6, 25),
        by=office,
        at=later,
    )
    assert (done.state, done.done_on, done.issued_on) == ("done", TODAY, date(2026, 6, 25))
    assert done.n_days_above == 24


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Tham mưu UBND tỉnh ban hành Quyết định", True),
        ("Xây dựng dự thảo, trình HĐND tỉnh thông qua", True),
        ("Hoàn thiện hồ sơ trình Ủy ban nhân dân tỉnh phê duyệt", True),
        ("Trình diễn công nghệ 5G", False),
        ("Xây dựng chương trình đào tạo", False),
        ("Lắp đặt trạm BTS", False),
    ],
)
def test_words_say_whether_a_product_is_issued_above(text: str, is_so: bool) -> None:
    assert is_issued_above(text, "") == is_so


# --- milestones, periods


def test_work_without_a_day_asks_for_a_milestone_each_quarter(
    plan: Plan, owner: User, office: User, at: datetime
) -> None:
    owed = plan.tasks.get(path="PL2.2.1").obligations.get()
    assert list(without_milestone(office, today=TODAY)) == [owed]
    made = add_milestone(obligation=owed, title="50 trạm", due_on=date(2026, 6, 30), by=owner, at=at)
    assert add_milestone(obligation=owed, title="50  trạm", due_on=date(2026, 6, 30), by=owner, at=at) == made
    assert not without_milestone(office, today=TODAY).exists()
    assert list(without_milestone(office, today=date(2026, 7, 1))) == [owed]
    with pytest.raises(Refusal):
        reach_milestone(milestone=made, reached_on=date(2026, 6, 2), by=owner, at=at)
    reach_milestone(milestone=made, reached_on=TODAY, by=owner, at=at)
    with pytest.raises(Conflict):
        remove_milestone(milestone=made, by=owner, at=at)
    reach_milestone(milestone=made, reached_on=None, by=owner, at=at)
    remove_milestone(milestone=made, by=owner, at=at)
    owed.refresh_from_db()
    assert owed.updated_at == at and not owed.milestones.exists()


@pytest.mark.parametrize("title", ["", "  ", "x" * 301])
def test_a_milestone_is_named(owed: Obligation, owner: User, at: datetime, title: str) -> None:
    with pytest.raises(Refusal):
        add_milestone(obligation=owed, title=title, due_on=TODAY, by=owner, at=at)


def test_each_period_of_a_recurring_duty_is_kept(plan: Plan, owner: User, at: datetime) -> None:
    owed = plan.tasks.get(path="PL2.3.1").obligations.get()
    record_progress(obligation=owed, state="done", by=owner, at=at)
    later = at + timedelta(days=100)
    record_progress(obligation=owed, state="done", by=owner, at=later)
    assert [one.due_on for one in owed.occurrences.all()] == [date(2026, 9, 30), date(2026, 6, 30)]
    record_progress(obligation=owed, state="in_progress", by=owner, at=later)
    assert [one.due_on for one in owed.occurrences.all()] == [date(2026, 6, 30)]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [("2026-01-01", "2026-01-01", "2026-03-31"), ("2026-12-31", "2026-10-01", "2026-12-31")],
)
def test_a_quarter_begins_and_ends(day: str, first: str, last: str) -> None:
    assert [one.isoformat() for one in quarter_of(date.fromisoformat(day))] == [first, last]


# --- who answers


def test_a_field_whose_department_has_no_part_is_shown(plan: Plan, agencies: Any) -> None:
    task = plan.tasks.get(path="PL2.1.1")
    assert [unit for _words, unit in fields_left_out(task)] == [agencies.units["snnmt"]]
    assert fields_left_out(plan.tasks.get(path="PL2.2.1")) == []
    assert fields_of("Sở Nông nghiệp và Môi trường") == ["nong nghiep", "moi truong"]
    assert fields_of("Sở Xây dựng") == [] and fields_of("Viettel Bắc Ninh") == []


def test_own_parts_are_read_from_groups_and_words() -> None:
    assert answers_for_own_part("Triển khai", ["Các sở"], has_group=True)
    assert answers_for_own_part("Theo chức năng, nhiệm vụ được giao", ["A", "B"], has_group=False)
    assert not answers_for_own_part("Theo chức năng", ["A"], has_group=False)


def test_only_a_named_unit_is_focal_and_only_its_people_are_in_charge(
    plan: Plan, owed: Obligation, owner: User, outsider: User, office: User, agencies: Any, at: datetime
) -> None:
    with pytest.raises(Refusal):
        set_responsibility(
            task=owed.task,
            is_distributed=True,
            focal_unit=agencies.units["vnpt"],
            needs_issue=False,
            by=office,
            at=at,
        )
    set_responsibility(
        task=owed.task,
        is_distributed=True,
        focal_unit=agencies.units["skhcn"],
        needs_issue=True,
        by=office,
        at=at,
    )
    with pytest.raises(Refusal):
        name_responsible(obligation=owed, person=outsider, by=owner, at=at)
    assert name_responsible(obligation=owed, person=owner, by=owner, at=at).responsible == owner
    # A newer publication keeps what people decided.
    publish_plan(version=plan.version, by=office, at=at)
    task = Task.objects.get(pk=owed.task_id)
    assert (task.is_distributed, task.focal_unit, task.needs_issue) == (True, agencies.units["skhcn"], True)


def test_a_supporting_unit_takes_note_once(
    owed: Obligation, outsider: User, owner: User, agencies: Any, at: datetime
) -> None:
    said = acknowledge(task=owed.task, unit=agencies.units["sxd"], by=outsider, at=at)
    assert acknowledge(task=owed.task, unit=agencies.units["sxd"], by=outsider, at=at) == said
    with pytest.raises(Conflict):
        acknowledge(task=owed.task, unit=agencies.units["vnpt"], by=outsider, at=at)


# --- through the door


def test_the_page_of_an_obligation_for_owner_colleague_and_outsider(
    owed: Obligation, owner: User, outsider: User, office: User, reader: User, client: Client
) -> None:
    page = reverse("programme:obligation", args=[owed.pk])
    ask = reverse("programme:ask_deadline", args=[owed.pk])
    milestone = reverse("programme:add_milestone", args=[owed.pk])
    person = reverse("programme:name_responsible", args=[owed.pk])
    for stranger in (reader, outsider):
        client.force_login(stranger)
        shown = client.get(page)
        assert shown.status_code == 200 and ask not in shown.content.decode()
        assert [client.post(address, {}).status_code for address in (ask, milestone, person)] == [403] * 3
    client.force_login(owner)
    assert ask in client.get(page).content.decode()
    refused = client.post(ask, {"den-ngay": "2020-01-01", "ly-do": "Lý do <b>dài</b>"})
    assert refused.status_code == 400 and "Lý do &lt;b&gt;dài" in refused.content.decode()
    assert client.post(ask, {"den-ngay": "hôm qua", "ly-do": "x"}).status_code == 400
    assert client.post(milestone, {"ket-qua": "Dự thảo", "ngay": "2026-06-05"}).status_code == 302
    assert client.post(person, {"nguoi-phu-trach": owner.pk}).status_code == 302
    assert client.post(person, {"nguoi-phu-trach": 999999}).status_code == 400
    change = reverse("programme:change_milestone", args=[owed.milestones.get().pk])
    assert client.post(change, {"viec": "dat"}).status_code == 302
    assert client.post(change, {"viec": "xoa"}).status_code == 409
    client.force_login(outsider)
    assert client.post(change, {"viec": "xoa"}).status_code == 403
    shown = client.get(page).content.decode()
    assert "Dự thảo" in shown and str(owner) in shown


def test_a_request_is_decided_through_the_page(
    owed: Obligation, owner: User, outsider: User, office: User, client: Client, at: datetime
) -> None:
    asked = _ask(owed, owner, at)
    decide = reverse("programme:decide_request", args=[asked.pk])
    back = reverse("programme:take_back_request", args=[asked.pk])
    client.force_login(owner)
    assert client.post(decide, {"quyet-dinh": "dong-y"}).status_code == 403
    client.force_login(outsider)
    assert client.post(back).status_code == 403
    client.force_login(office)
    assert decide in client.get(reverse("programme:obligation", args=[owed.pk])).content.decode()
    assert client.post(decide, {"quyet-dinh": "tu-choi", "tra-loi": ""}).status_code == 400
    assert client.post(decide, {"quyet-dinh": "dong-y", "den-ngay": "2026-08-01"}).status_code == 302
    assert client.post(decide, {"quyet-dinh": "dong-y"}).status_code == 409
    owed.refresh_from_db()
    assert owed.extended_to == date(2026, 8, 1)


def test_responsibility_is_set_and_taken_note_of_through_the_task(
    plan: Plan,
    owed: Obligation,
    owner: User,
    outsider: User,
    office: User,
    reader: User,
    agencies: Any,
    client: Client,
) -> None:
    page = reverse("programme:task", args=[owed.task_id])
    set_ = reverse("programme:set_responsibility", args=[owed.task_id])
    note = reverse("programme:acknowledge", args=[owed.task_id])
    follower = reverse("programme:set_follower", args=[plan.pk])
    form = {"cach": "tung-don-vi", "dau-moi": agencies.units["skhcn"].pk}
    for person in (reader, owner):
        client.force_login(person)
        assert client.post(set_, form).status_code == 403
        assert client.post(follower, {"don-vi": agencies.units["sxd"].pk}).status_code == 403
        assert client.post(note, {"don-vi": agencies.units["sxd"].pk}).status_code == 403
    client.force_login(outsider)
    assert note in client.get(page).content.decode()
    assert client.post(note, {"don-vi": agencies.units["sxd"].pk}).status_code == 302
    client.force_login(office)
    assert client.post(set_, form).status_code == 302
    assert (
        client.post(follower, {"don-vi": agencies.units["sxd"].pk, "nhiem-vu": owed.task_id}).status_code
        == 302
    )
    shown = client.get(page).content.decode()
    assert "Mỗi đơn vị chủ trì chịu trách nhiệm phần việc của mình" in shown
    assert "Sở Nông nghiệp và Môi trường" in shown
    plan.refresh_from_db()
    assert plan.followed_by == agencies.units["sxd"]


def test_the_api_asks_decides_and_promises(
    owed: Obligation, owner: User, outsider: User, office: User, client: Client
) -> None:
    base = f"/api/v1/obligations/{owed.pk}"

    def send(verb: str, address: str, body: dict[str, Any]) -> Any:
        return getattr(client, verb)(address, body, content_type="application/json")

    ask = {"until": "2030-01-31", "reason": "Chờ vốn"}
    milestone = {"title": "Dự thảo", "due_on": "2026-06-05"}
    client.force_login(outsider)
    assert send("post", f"{base}/deadline-requests", ask).status_code == 403
    assert send("post", f"{base}/milestones", milestone).status_code == 403
    client.force_login(owner)
    asked = send("post", f"{base}/deadline-requests", ask).json()
    assert (asked["decision"], asked["former_on"]) == ("", "2026-06-10")
    assert send("post", f"{base}/deadline-requests", ask).status_code == 409
    made = send("post", f"{base}/milestones", milestone).json()
    reached = send("put", f"/api/v1/milestones/{made['id']}", {"reached_on": "2026-06-04"})
    assert reached.json()["reached_on"] == "2026-06-04"
    assert client.get(f"{base}/milestones").json() == [reached.json()]
    decision = f"/api/v1/deadline-requests/{asked['id']}"
    assert send("put", decision, {"is_granted": True}).status_code == 403
    client.force_login(office)
    assert [one["id"] for one in client.get("/api/v1/deadline-requests").json()] == [asked["id"]]
    assert send("put", decision, {"is_granted": True}).json()["granted_until"] == "2030-01-31"
    assert client.get("/api/v1/deadline-requests").json() == []


def test_the_api_issues_with_a_number(plan: Plan, office: User, agencies: Any, client: Client) -> None:
    owed = plan.tasks.get(path="PL2.1.2").obligations.get(unit=agencies.units["skhcn"])
    client.force_login(office)
    for body, state in (
        ({"step": "submit", "words": "Đã trình", "number": "1/TTr", "on": "2026-06-01"}, "submitted"),
        ({"step": "accept", "number": "2/QĐ-UBND", "on": "2026-06-09"}, "done"),
    ):
        sent = client.post(f"/api/v1/obligations/{owed.pk}/steps", body, content_type="application/json")
        assert sent.json()["state"] == state
    assert (sent.json()["issued_number"], sent.json()["done_on"]) == ("2/QĐ-UBND", "2026-06-01")


# --- chased in time


def test_a_unit_is_told_a_week_and_a_day_before_and_once_when_it_is_late(
    plan: Plan, owed: Obligation, owner: User, office: User, at: datetime
) -> None:
    told = []
    for n_days in range(14):
        moment = at + timedelta(days=n_days)
        remind_of_deadlines(at=moment)
        # The worker that starts again on the same day tells nothing twice.
        remind_of_deadlines(at=moment)
        fresh = Notice.objects.filter(user=owner, kind="reminder", created_at=moment)
        told += [(n_days, one.sentence.split(": ")[1]) for one in fresh]
    assert told == [
        (2, "việc này đến hạn ngày 10/06/2026."),
        (8, "việc này đến hạn ngày 10/06/2026."),
        (10, "việc này đã quá hạn ngày 10/06/2026 và chưa hoàn thành."),
    ]
    record_progress(obligation=owed, state="not_started", by=office, at=at)


def test_what_is_done_or_asked_to_be_moved_is_not_chased(owed: Obligation, owner: User, at: datetime) -> None:
    asked = _ask(owed, owner, at)
    day = at + timedelta(days=8)
    assert remind_of_deadlines(at=day) == 0
    take_back_request(request=asked, by=owner, at=at)
    record_progress(obligation=owed, state="done", by=owner, at=at)
    assert remind_of_deadlines(at=day) == 0


def test_periods_nobody_spoke_of_are_shown(plan: Plan, owner: User, at: datetime) -> None:
    owed = plan.tasks.get(path="PL2.3.1").obligations.get()
    assert obligation_page(owner, owed.pk, today=TODAY).missed == [date(2026, 3, 31), date(2025, 12, 31)]
    record_progress(obligation=owed, state="done", done_on=date(2026, 3, 20), by=owner, at=at)
    assert obligation_page(owner, owed.pk, today=TODAY).missed == [date(2025, 12, 31)]


def test_a_compound_deadline_shows_its_parts(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], reader: User, client: Client
) -> None:
    due = result["tasks"][0]["due"]
    due["parts"] = [
        {**due, "end": "2026-06-30", "text": "Quý II/2026"},
        {**due, "kind": "yearly", "end": None, "text": "hằng năm"},
    ]
    task = publish(result).tasks.get(path="PL2.1.1")
    client.force_login(reader)
    page = client.get(reverse("programme:task", args=[task.pk])).content.decode()
    assert "30/06/2026 (Quý II/2026)" in page and "Hằng năm" in page
