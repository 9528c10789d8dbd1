"""Every role against what can be done with a unit's work: in the unit that owes it, beside it, and above."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.access import asks_leader
from hatang.accounts.models import UNIT_ROLES, Role, User
from hatang.base.refusal import Conflict, NotAllowed
from hatang.notices.models import Notice
from hatang.portal.desks import desk
from hatang.programme import access
from hatang.programme.actions import (
    WrongMove,
    ask_deadline,
    ask_for_acceptance,
    name_responsible,
    record_progress,
    remind_of_deadlines,
    set_follower,
    take_step,
)
from hatang.programme.models import Obligation, Plan, Task
from hatang.programme.queries.batches import preview
from hatang.programme.rules import Step

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
HALTING = {Step.PAUSE, Step.WITHDRAW, Step.RESUME}
JUDGING = {Step.ACCEPT, Step.RETURN}


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    result["tasks"][0]["due"]["end"] = "2026-06-08"
    return publish(result)


@pytest.fixture
def owed(plan: Plan) -> Obligation:
    """What the department of science owes by 8/6/2026."""
    return plan.tasks.get(path="PL2.1.1").obligations.select_related("task__plan", "unit").get()


# What a role may do with the work of its own unit: record, submit, name anybody, take on, release, pass on.
OWN = {
    Role.OFFICER: "record submit take",
    Role.REVIEWER: "record submit take name pass",
    Role.APPROVER: "record submit take name release",
    Role.CLERK: "",
    Role.FOCAL: "record submit take name",
}
# What those may do whose role is not one of a unit.
ABOVE = {
    Role.ADMINISTRATOR: "record submit name judge halt decide",
    Role.OFFICE: "record submit name judge halt decide",
    Role.LEADER: "judge decide",
    Role.READER: "",
}


def _may(user: User, owed: Obligation, handed: Any) -> set[str]:
    steps = {step for step in Step if access.may_take_step(user, owed, step)}
    rights = {
        "record": access.may_record_progress(user, owed),
        "submit": Step.SUBMIT in steps,
        "judge": steps >= JUDGING,
        "halt": steps >= HALTING,
        "decide": access.may_decide_requests(user, owed),
        "name": access.names_responsible(user, owed),
        "take": access.may_take_on(user, owed),
        "release": access.may_release(user, handed),
        "pass": access.may_pass_on(user, handed),
    }
    return {name for name, has_it in rights.items() if has_it}


@pytest.fixture
def handed(owed: Obligation, make_user: Callable[..., User], agencies: Any, at: datetime) -> Any:
    """A result that an officer of the unit handed in to its leader."""
    unit = agencies.units["skhcn"]
    make_user("giam-doc", "approver", unit)
    take_step(obligation=owed, step="submit", words="Xong", by=make_user("tac-gia", "officer", unit), at=at)
    return owed.hand_ins.get()


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("where", ["owner", "outsider"])
def test_each_role_may_do_what_it_is_for(
    where: str, role: str, owed: Obligation, handed: Any, make_user: Callable[..., User], agencies: Any
) -> None:
    unit = agencies.units["skhcn" if where == "owner" else "sxd"]
    user = make_user("nguoi", role, unit)
    words = ABOVE.get(Role(role)) if role not in UNIT_ROLES else OWN[Role(role)] if where == "owner" else ""
    assert _may(user, owed, handed) == set((words or "").split())
    assert asks_leader(user, owed.unit_id) == (
        where == "owner" and role in (Role.OFFICER, Role.REVIEWER, Role.FOCAL)
    )


@pytest.mark.parametrize("role", UNIT_ROLES)
def test_a_unit_that_follows_the_plan_judges_others_and_never_itself(
    role: str,
    plan: Plan,
    owed: Obligation,
    handed: Any,
    make_user: Callable[..., User],
    agencies: Any,
    office: User,
    at: datetime,
) -> None:
    follower = make_user("theo-doi", role, agencies.units["sxd"])
    own = make_user("nguoi-lam", role, agencies.units["skhcn"])
    set_follower(plan=plan, unit=agencies.units["sxd"], by=office, at=at)
    owed = access.get_obligation(office, owed.pk)
    rights = "record submit name judge halt decide" if role != Role.CLERK else ""
    assert _may(follower, owed, handed) == set(rights.split())
    set_follower(plan=plan, unit=agencies.units["skhcn"], by=office, at=at)
    owed = access.get_obligation(office, owed.pk)
    assert not _may(own, owed, handed) & {"judge", "halt", "decide"}
    assert _may(office, owed, handed) >= {"judge", "halt", "decide"}


@pytest.fixture
def own_plan(plan: Plan, agencies: Any, office: User, at: datetime) -> Plan:
    """Followed by the very unit that leads its work, and accepted before it counts."""
    set_follower(plan=plan, unit=agencies.units["skhcn"], by=office, at=at)
    return ask_for_acceptance(plan=plan, needs_acceptance=True, by=office, at=at)


def test_who_follows_its_own_work_is_told_who_judges_it(
    client: Client,
    own_plan: Plan,
    owed: Obligation,
    office: User,
    make_user: Any,
    agencies: Any,
    at: datetime,
) -> None:
    own = make_user("can-bo", "officer", agencies.units["skhcn"])
    owed = access.get_obligation(own, owed.pk)
    with pytest.raises(WrongMove):
        record_progress(obligation=owed, state="done", by=own, at=at)
    take_step(obligation=owed, step="submit", words="Đã xong", by=own, at=at)
    # It is told and shown to those who may accept it.
    assert [one.sentence for one in Notice.objects.filter(user=office)] == [
        "Sở Khoa học và Công nghệ đã trình kết quả."
    ]
    assert (desk(own, today=TODAY).submitted.n, desk(office, today=TODAY).submitted.n) == (0, 1)
    owed.refresh_from_db()
    with pytest.raises(NotAllowed) as told:
        access.require_step(own, owed, "accept")
    assert told.value.sentence == (
        "Đơn vị của bạn chủ trì việc này: Cơ quan thường trực chương trình hoặc lãnh đạo tỉnh quyết định."
    )
    assert preview(own, [owed], "accept").refused[0].why_not == told.value.sentence
    client.force_login(own)
    assert 'value="nhan"' not in client.get(f"/nghia-vu/{owed.pk}/").content.decode()
    refused = client.post(reverse("programme:step", args=[owed.pk]), {"buoc": "nhan"})
    assert (refused.status_code, "chủ trì việc này" in refused.content.decode()) == (403, True)
    address = f"/api/v1/obligations/{owed.pk}/steps"
    body = {"step": "accept", "words": ""}
    assert client.post(address, body, content_type="application/json").status_code == 403
    client.force_login(office)
    assert client.post(reverse("programme:step", args=[owed.pk]), {"buoc": "nhan"}).status_code == 302


def test_a_unit_that_follows_its_own_work_does_not_say_what_is_asked_of_it(
    client: Client,
    own_plan: Plan,
    owed: Obligation,
    office: User,
    make_user: Any,
    agencies: Any,
    at: datetime,
) -> None:
    """What is issued above, begun by an event or waived moves the unit's own clock (ADR 0070)."""
    own = make_user("can-bo", "officer", agencies.units["skhcn"])
    owed = access.get_obligation(own, owed.pk)
    task, other = owed.task, own_plan.tasks.exclude(pk=owed.task_id).latest("pk")
    other.obligations.update(withdrawn_at=at)
    address = reverse("programme:set_responsibility", args=[task.pk])
    client.force_login(own)
    refused = client.post(address, {"cach": "cung", "ban-hanh": "1"})
    assert (refused.status_code, "Đơn vị của bạn" in refused.content.decode()) == (403, True)
    assert f'action="{address}"' not in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert not access.may_tell_events(own, task)
    assert not access.may_waive_parts(own, owed)
    # Of work that others lead it says so, and the office says it of both.
    elsewhere = reverse("programme:set_responsibility", args=[other.pk])
    assert client.post(elsewhere, {"cach": "cung"}).status_code == 302
    assert access.may_tell_events(own, other)
    client.force_login(office)
    assert client.post(address, {"cach": "cung", "ban-hanh": "1"}).status_code == 302


def test_a_unit_does_not_decide_about_its_own_later_deadline(
    client: Client,
    own_plan: Plan,
    owed: Obligation,
    make_user: Any,
    agencies: Any,
    office: User,
    at: datetime,
) -> None:
    own = make_user("can-bo", "officer", agencies.units["skhcn"])
    asked: Any = ask_deadline(obligation=owed, until=date(2026, 7, 1), reason="Chờ", by=own, at=at)
    assert (desk(own, today=TODAY).requests.n, desk(office, today=TODAY).requests.n) == (0, 1)
    client.force_login(own)
    assert "tra-loi" not in client.get(f"/nghia-vu/{owed.pk}/").content.decode()
    address = reverse("programme:decide_request", args=[asked.pk])
    refused = client.post(address, {"quyet-dinh": "dong-y"})
    assert (refused.status_code, "chủ trì việc này" in refused.content.decode()) == (403, True)
    body = {"is_granted": True}
    api = client.put(f"/api/v1/deadline-requests/{asked.pk}", body, content_type="application/json")
    assert api.status_code == 403


# --- the person in charge


def test_anybody_takes_what_nobody_has_and_only_some_name_others(
    client: Client, owed: Obligation, make_user: Callable[..., User], agencies: Any
) -> None:
    unit = agencies.units["skhcn"]
    officer, colleague = make_user("can-bo", "officer", unit), make_user("dong-nghiep", "officer", unit)
    focal, outsider = make_user("dau-moi", "focal", unit), make_user("khac", "focal", agencies.units["sxd"])

    def name(user: User, person: User | None) -> int:
        client.force_login(user)
        value = "" if person is None else str(person.pk)
        address = reverse("programme:name_responsible", args=[owed.pk])
        return int(client.post(address, {"nguoi-phu-trach": value}).status_code)

    assert [name(officer, colleague), name(outsider, outsider), name(outsider, officer)] == [403, 403, 403]
    page = client.get(f"/nghia-vu/{owed.pk}/").content.decode()
    assert "Tôi nhận việc này" not in page
    client.force_login(officer)
    assert "Tôi nhận việc này" in client.get(f"/nghia-vu/{owed.pk}/").content.decode()
    assert name(officer, officer) == 302
    assert [name(colleague, colleague), name(officer, None)] == [403, 403]
    assert name(focal, colleague) == 302
    owed.refresh_from_db()
    assert owed.responsible == colleague


def test_two_who_take_the_same_work_at_once_are_told(
    owed: Obligation, make_user: Callable[..., User], agencies: Any, at: datetime
) -> None:
    first, second = (make_user(name, "officer", agencies.units["skhcn"]) for name in ("mot", "hai"))
    seen = Obligation.objects.get(pk=owed.pk)
    name_responsible(obligation=seen, person=first, by=first, at=at)
    with pytest.raises(Conflict):
        name_responsible(obligation=seen, person=second, by=second, at=at)


def test_reminders_go_to_the_person_else_the_focal_point_else_everybody(
    owed: Obligation, make_user: Callable[..., User], agencies: Any, at: datetime
) -> None:
    unit = agencies.units["skhcn"]
    officer = make_user("can-bo", "officer", unit)
    Plan.objects.update(published_at=at - timedelta(days=60))

    def told() -> set[int]:
        Notice.objects.all().delete()
        Obligation.objects.update(reminded_on=None)
        remind_of_deadlines(at=at)
        return set(Notice.objects.values_list("user_id", flat=True))

    assert told() == {officer.pk}
    focal = make_user("dau-moi", "focal", unit)
    assert told() == {focal.pk}
    name_responsible(obligation=owed, person=officer, by=focal, at=at)
    assert told() == {officer.pk}


# --- the number of a submission


def test_the_clerk_enters_the_number_and_others_are_told_whose_it_is(
    client: Client, plan: Plan, owed: Obligation, make_user: Any, agencies: Any, office: User, at: datetime
) -> None:
    unit = agencies.units["skhcn"]
    Task.objects.filter(pk=owed.task_id).update(needs_issue=True)
    officer, clerk = make_user("can-bo", "officer", unit), make_user("van-thu", "clerk", unit)
    outsider = make_user("van-thu-khac", "clerk", agencies.units["sxd"])
    take_step(obligation=owed, step="submit", words="Đã xong", by=officer, at=at)
    assert [one.sentence for one in Notice.objects.filter(user=clerk, anchor="so-trinh")] == [
        "Sở Khoa học và Công nghệ đã trình nhưng chưa có số văn bản: nhập số tại đây."
    ]
    address = reverse("programme:enter_number", args=[owed.pk])

    def enter(user: User, number: str, on: str = "2026-06-01") -> Any:
        client.force_login(user)
        return client.post(address, {"so": number, "ngay": on})

    told = enter(officer, "7/TTr")
    assert (told.status_code, "Văn thư của đơn vị" in told.content.decode()) == (403, True)
    assert enter(outsider, "7/TTr").status_code == 403
    assert [enter(clerk, " ").status_code, enter(clerk, "7/TTr", "2999-01-01").status_code] == [400, 400]
    assert enter(clerk, "7/TTr", "hôm qua").status_code == 400
    assert enter(clerk, "7/TTr-SKHCN", "2026-05-30").status_code == 302
    owed.refresh_from_db()
    assert (owed.submitted_number, owed.submitted_on) == ("7/TTr-SKHCN", date(2026, 5, 30))
    take_step(obligation=owed, step="accept", words="", number="9/QĐ-UBND", by=office, at=at)
    assert enter(clerk, "8/TTr").status_code == 409


def test_where_there_is_no_clerk_the_unit_enters_the_number_itself(
    plan: Plan, owed: Obligation, make_user: Any, agencies: Any, office: User
) -> None:
    officer = make_user("can-bo", "officer", agencies.units["skhcn"])
    assert access.may_enter_number(officer, owed) and access.may_enter_number(office, owed)
    assert not access.may_enter_number(make_user("khac", "officer", agencies.units["sxd"]), owed)
