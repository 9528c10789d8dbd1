"""Later deadlines that are asked for, decided and taken back; what falls due is chased in time."""

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
    ask_deadline,
    decide_request,
    record_progress,
    remind_of_deadlines,
    set_follower,
    take_back_request,
)
from hatang.programme.actions.requests import AlreadyDecided
from hatang.programme.models import DeadlineRequest, Obligation, Plan
from hatang.programme.queries import TaskFilter
from hatang.programme.queries.obligations import open_requests
from hatang.programme.rules import Step

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def _standing(user: User, path: str, today: date = TODAY) -> Any:
    return queries.task_list(user, TaskFilter(), today=today).get(path=path)


def _ask(owed: Obligation, by: User, at: datetime, until: str = "2026-07-31") -> DeadlineRequest:
    day = date.fromisoformat(until)
    return ask_deadline(obligation=owed, until=day, reason="Chờ hướng dẫn", by=by, at=at)


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
