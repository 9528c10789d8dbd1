"""The home page counts what changed from the last meeting, and gathers what others wait for."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.notices.actions import Raised, raise_obstacle, write_comment
from hatang.notices.subjects import subject_of
from hatang.portal.desks import News, UnitDesk, desk
from hatang.programme.actions import (
    Call,
    ask_deadline,
    call_meeting,
    close_meeting,
    decide_request,
    open_meeting,
    record_progress,
)
from hatang.programme.models import Meeting, Plan
from hatang.programme.queries import since_last_meeting

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
DAY = timedelta(days=1)


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """Work of the department of science: due on 27/5, at the year's end, and without a day."""
    result["tasks"][0]["due"]["end"] = "2026-05-27"
    result["tasks"][2]["due"] = {**result["tasks"][2]["due"], "kind": "continuous", "end": None}
    return publish(result)


@pytest.fixture
def officer(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


@pytest.fixture
def leader(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("lanh-dao", "leader", agencies.units["ubnd-tinh"])


@pytest.fixture
def meet(office: User, at: datetime) -> Callable[..., Meeting]:
    """Holds a meeting so many days before the test's day."""

    def run(n_days: int, *, unit: Any = None, is_closed: bool = True) -> Meeting:
        when = at - n_days * DAY
        call = Call(TODAY - n_days * DAY, None, "", "Chủ tịch UBND tỉnh", unit)
        meeting = call_meeting(call=call, by=office, at=when)
        open_meeting(meeting=meeting, by=office, at=when)
        told: dict[str, Any] = {"kept": [], "is_given_out": True, "by": office, "at": when}
        return close_meeting(meeting=meeting, **told) if is_closed else meeting

    return run


def news(user: User) -> News:
    found = desk(user, today=TODAY).news
    assert found is not None
    return found


def asked(user: User) -> UnitDesk:
    found = desk(user, today=TODAY).unit
    assert found is not None
    return found


def paths(rows: Any) -> list[str]:
    return [row.task.path for row in rows]


def test_without_a_meeting_seven_days_count_and_the_page_says_so(
    plan: Plan, leader: User, client: Client
) -> None:
    found = news(leader)
    assert (found.since.meeting, found.since.on, paths(found.newly_late.rows)) == (
        None,
        TODAY - 7 * DAY,
        ["PL2.1.1"],
    )
    client.force_login(leader)
    assert "Chưa có cuộc giao ban nào" in client.get("/").content.decode()


def test_changes_count_from_the_last_meeting_that_was_held(
    plan: Plan, leader: User, meet: Callable[..., Meeting], client: Client
) -> None:
    meet(12)
    last = meet(3)
    call_meeting(call=Call(TODAY + DAY, None, "", "Chủ tịch", None), by=leader, at=last.created_at)
    found = news(leader)
    # Late since 28/5, the day before that meeting: no news any more.
    assert (found.since.meeting, found.since.on, found.newly_late.n) == (last, date(2026, 5, 29), 0)
    client.force_login(leader)
    page = client.get("/").content.decode()
    assert "Thay đổi từ cuộc giao ban" in page and f"/giao-ban/{last.pk}/" in page


def test_a_meeting_that_goes_on_today_still_looks_at_the_one_before(
    plan: Plan, leader: User, meet: Callable[..., Meeting]
) -> None:
    before = meet(6)
    meet(0, is_closed=False)
    assert news(leader).since.meeting == before


def test_what_is_said_after_the_meeting_is_news_though_it_was_done_before(
    plan: Plan, leader: User, office: User, meet: Callable[..., Meeting], at: datetime
) -> None:
    meet(3)
    early, late = (plan.tasks.get(path=path).obligations.get() for path in ("PL2.1.1", "PL2.1.2"))
    told: dict[str, Any] = {"state": "done", "done_on": TODAY - 5 * DAY, "by": office}
    record_progress(obligation=early, at=at - 4 * DAY, **told)
    record_progress(obligation=late, at=at - 1 * DAY, **told)
    assert paths(news(leader).done.rows) == ["PL2.1.2"]


def test_granted_deadlines_are_news(
    plan: Plan, leader: User, office: User, officer: User, at: datetime
) -> None:
    owed = plan.tasks.get(path="PL2.1.2").obligations.get()
    asked_for = ask_deadline(obligation=owed, until=date(2027, 3, 1), reason="Chờ vốn", by=officer, at=at)
    assert news(leader).moved.n == 0
    decide_request(request=asked_for, is_granted=True, answer="", by=office, at=at)
    assert [one.granted_until for one in news(leader).moved.rows] == [date(2027, 3, 1)]


def test_the_meeting_of_another_unit_does_not_count(
    plan: Plan, make_user: Callable[..., User], agencies: Any, meet: Callable[..., Meeting]
) -> None:
    meet(2, unit=agencies.units["sxd"])
    approver = make_user("giam-doc-so", "approver", agencies.units["skhcn"])
    assert since_last_meeting(approver, today=TODAY).meeting is None
    own = meet(1, unit=agencies.units["skhcn"])
    assert since_last_meeting(approver, today=TODAY).meeting == own


def test_a_unit_finds_who_waits_for_its_answer_its_reminders_and_its_own_requests(
    plan: Plan,
    officer: User,
    office: User,
    make_user: Callable[..., User],
    agencies: Any,
    at: datetime,
    client: Client,
) -> None:
    assert asked(officer).asked.n_all == 0
    asker = make_user("cv-sxd", "officer", agencies.units["sxd"])
    said = Raised("Thiếu mặt bằng", "Chưa có mặt bằng", "", agencies.units["skhcn"], TODAY + 5 * DAY)
    obstacle = raise_obstacle(said=said, mark=uuid4(), by=asker, at=at)
    task = plan.tasks.get(path="PL2.1.2")
    words = f"Nhờ @{officer.username} cập nhật."
    write_comment(subject=subject_of("task", task), text=words, mark=uuid4(), by=office, at=at)
    owed = task.obligations.get()
    waiting = ask_deadline(obligation=owed, until=date(2027, 3, 1), reason="Chờ vốn", by=officer, at=at)
    found = asked(officer).asked
    assert list(found.obstacles.rows) == [obstacle]
    assert [line.subject.pk for line in found.calls.rows if line.subject] == [task.pk]
    assert list(found.requests.rows) == [waiting]
    # The one who asks, and people of other units, find none of it.
    others = asked(asker).asked
    assert (others.n_all, others.requests.n) == (0, 0)
    client.force_login(officer)
    page = client.get("/").content.decode()
    assert "Thiếu mặt bằng" in page and "Đơn vị đang chờ quyết định" in page


def test_the_home_costs_the_same_whatever_it_shows(
    plan: Plan,
    officer: User,
    leader: User,
    office: User,
    make_user: Callable[..., User],
    agencies: Any,
    at: datetime,
    n_queries: Any,
) -> None:
    asker = make_user("cv-sxd", "officer", agencies.units["sxd"])
    clients = {}
    for person in (officer, leader, office):
        clients[person.username] = client = Client()
        client.force_login(person)

    def say(n: int) -> None:
        for place in range(n):
            said = Raised(f"Vướng {place}", "Chưa có", "", agencies.units["skhcn"], TODAY + 999 * DAY)
            raise_obstacle(said=said, mark=uuid4(), by=asker, at=at)
            words = f"Nhờ @{officer.username} cập nhật."
            subject = subject_of("task", plan.tasks.get(path="PL2.1.2"))
            write_comment(subject=subject, text=words, mark=uuid4(), by=office, at=at)

    say(1)
    before = {name: n_queries(client, "/") for name, client in clients.items()}
    say(4)
    assert {name: n_queries(client, "/") for name, client in clients.items()} == before
