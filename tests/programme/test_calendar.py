"""The calendar of deadlines: a month on the page, and secret addresses for calendar programs."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from hatang.accounts.actions import close_account
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, NotFound, Refusal
from hatang.documents.actions import set_audience
from hatang.notices.models import Notice
from hatang.programme import access, queries
from hatang.programme.actions import (
    add_milestone,
    open_feed,
    record_progress,
    remind_of_deadlines,
    revoke_feed,
    use_feed,
)
from hatang.programme.models import CalendarFeed, Plan, Task
from hatang.programme.queries import TaskFilter
from hatang.programme.rules import Deadline, days_due

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
ADDRESS = "/nhiem-vu/lich/"
FEEDS = "/nhiem-vu/lich/dang-ky/"


@pytest.fixture(autouse=True)
def first_of_june(own_files: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 01/6/2026."""
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-01")


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan with a late task, one due monthly and one of the communes at the end of the year."""
    due = result["tasks"][1]["due"]
    result["tasks"][0]["due"]["end"] = "2026-05-31"
    result["tasks"][1]["due"] = {**due, "kind": "monthly", "end": None, "at": "25"}
    result["tasks"][2]["lead"] = ["UBND các xã, phường"]
    return publish(result)


@pytest.mark.parametrize(
    ("deadline", "days"),
    [
        (Deadline("by", end=date(2026, 6, 5)), [date(2026, 6, 5)]),
        (Deadline("by", end=date(2026, 5, 31)), []),
        (Deadline("by", end=date(2026, 7, 1)), []),
        (Deadline("monthly", at="25"), [date(2026, 6, 25)]),
        (Deadline("weekly"), [date(2026, 6, day) for day in (7, 14, 21, 28)]),
        (Deadline("monthly", end=date(2026, 6, 10), at="25"), []),
        (Deadline("quarterly"), [date(2026, 6, 30)]),
        (Deadline("continuous"), []),
        (Deadline("none"), []),
    ],
)
def test_the_days_of_a_month_on_which_something_is_due(deadline: Deadline, days: list[date]) -> None:
    assert days_due(deadline, date(2026, 6, 1), date(2026, 6, 30)) == days


def test_the_calendar_narrows_as_the_table_does(plan: Plan, office: User, agencies: Any) -> None:
    def days(first: date = TODAY, n_days: int = 60, **chosen: Any) -> list[date]:
        last = first + timedelta(days=n_days)
        found = queries.calendar_days(office, TaskFilter(**chosen), first=first, last=last, today=TODAY)
        return list(found)

    assert days() == [date(2026, 6, 25), date(2026, 7, 25)]
    assert days(n_days=220)[-1] == date(2026, 12, 31)
    assert days(date(2026, 5, 30), 2) == [date(2026, 5, 31)]
    assert days(date(2026, 5, 30), 2, state="late") == [date(2026, 5, 31)]
    assert days(text="iot") == []
    assert days(date(2026, 12, 1), 30, unit=agencies.units["xa-09193"]) == [date(2026, 12, 31)]


def test_a_day_of_the_next_quarter_is_that_of_list_calendar_and_reminders(
    agencies: Any,
    publish: Callable[..., Plan],
    make_user: Callable[..., User],
    result: dict[str, Any],
    office: User,
    at: datetime,
) -> None:
    make_user("can-bo-so", "officer", agencies.units["skhcn"])
    one, other = result["tasks"][:2]
    again = {**one["due"], "kind": "quarterly", "end": None, "at": "M4-05"}
    one["due"] = again
    other["due"] = {**again, "parts": [again, {**again, "kind": "yearly", "at": "M13-15"}]}
    plan = publish(result)
    pks = list(plan.tasks.order_by("ordinal").values_list("pk", flat=True)[:2])
    today = date(2026, 7, 4)
    rows = queries.task_rows(office, TaskFilter(), today=today)
    assert {row.pk: row.due_on for row in rows if row.pk in pks} == dict.fromkeys(pks, date(2026, 7, 5))
    found = queries.calendar_days(office, TaskFilter(), first=today, last=date(2027, 1, 31), today=today)
    quarters = [date(2026, 7, 5), date(2026, 10, 5), date(2027, 1, 5)]
    assert [on for on in found if on.day in (5, 15)] == [*quarters, date(2027, 1, 15)]
    # On the Friday before, a working day within the last rung.
    assert remind_of_deadlines(at=at.replace(month=7, day=3)) >= 2
    told = Notice.objects.filter(kind="reminder", sentence__contains="05/07/2026")
    assert {(one.subject_kind, one.subject_id) for one in told} == {("task", pk) for pk in pks}


def test_the_page_shows_a_month_and_a_day(client: Client, plan: Plan, office: User) -> None:
    client.force_login(office)
    page = client.get(ADDRESS).content.decode()
    assert "Tháng 06/2026" in page
    assert "Ban hành quy định dùng chung hạ tầng viễn thông" in page
    assert 'href="?thang=2026-05"' in page
    day = client.get(f"{ADDRESS}?ngay=2026-12-31&ke-hoach={plan.pk}")
    assert [task.path for task in day.context["page"]] == ["PL2.2.1"]
    assert f"/nhiem-vu/bang/?ngay=2026-12-31&amp;ke-hoach={plan.pk}" in day.content.decode()
    for wrong in ("thang=2026-13", "thang=0001-01", "ngay=9999-99-99", "ngay=x", "thang=%00"):
        assert client.get(f"{ADDRESS}?{wrong}").status_code == 200


def test_a_crowded_day_shows_four_and_says_how_many_more(
    client: Client,
    plan: Plan,
    office: User,
    publish: Callable[..., Plan],
    result: dict[str, Any],
    make_row: Any,
    n_queries: Any,
) -> None:
    client.force_login(office)
    address = f"{ADDRESS}?thang=2026-12"
    before = n_queries(client, address)
    result["document"]["number"] = "95/KH-UBND"
    result["tasks"] = [make_row(str(one), f"Việc {one}", lead=["Sở Xây dựng"]) for one in range(30)]
    publish(result)
    assert n_queries(client, address) == before
    assert "Xem thêm 27 nhiệm vụ" in client.get(address).content.decode()


def _subscribe(user: User, query: str = "", name: str = "Hạn của Sở") -> tuple[CalendarFeed, str]:
    return open_feed(name=name, query=query, by=user, at=clock.now())


def _entries(answer: Any) -> list[Any]:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def _read(secret: str) -> list[Any]:
    return _entries(Client().get(f"/lich/{secret}.ics"))


def test_a_program_reads_the_deadlines_without_a_session(
    plan: Plan, office: User, reader: User, at: datetime
) -> None:
    _feed, secret = _subscribe(reader)
    entries = _read(secret)
    by_uid = {str(entry["uid"]): entry for entry in entries}
    assert len(by_uid) == len(entries)
    late, monthly, yearly = Task.objects.order_by("ordinal")
    first = by_uid[f"nhiem-vu-{late.pk}@hatang"]
    assert (first["dtstart"].dt, first["dtend"].dt) == (date(2026, 5, 31), TODAY)
    assert first["dtstamp"].dt == clock.now()
    assert str(first["summary"]) == f"Quá hạn: {late.text}"
    assert str(first["url"]) == f"http://testserver/nhiem-vu/{late.pk}/"
    assert "Sở Khoa học và Công nghệ" in str(first["description"])
    assert f"nhiem-vu-{monthly.pk}-20260625@hatang" in by_uid
    assert f"nhiem-vu-{yearly.pk}@hatang" in by_uid
    record_progress(obligation=late.obligations.get(), state="done", by=office, at=at)
    Task.objects.filter(pk=late.pk).update(due_end=date(2026, 5, 30))
    again = {str(entry["uid"]): entry for entry in _read(secret)}
    assert set(again) == set(by_uid)
    assert again[f"nhiem-vu-{late.pk}@hatang"]["dtstart"].dt == date(2026, 5, 30)
    assert str(again[f"nhiem-vu-{late.pk}@hatang"]["summary"]).startswith("Đã xong: ")


def test_an_address_keeps_its_filters_and_the_page_gives_the_same_file(
    client: Client, plan: Plan, reader: User
) -> None:
    _feed, secret = _subscribe(reader, query="tinh-trang=qua-han")
    assert len(_read(secret)) == 1
    client.force_login(reader)
    assert len(_entries(client.get(f"{ADDRESS}?tinh-trang=qua-han&dinh-dang=ics"))) == 1


def test_milestones_stand_beside_the_deadlines_of_whoever_may_see_the_work(
    client: Client, plan: Plan, office: User, reader: User, agencies: Any, at: datetime
) -> None:
    owed = plan.tasks.get(path="PL2.2.1").obligations.order_by("pk").first()
    assert owed is not None
    said: dict[str, Any] = {"obligation": owed, "by": office, "at": at}
    first = add_milestone(title="Xong khảo sát", due_on=date(2026, 6, 20), **said)
    add_milestone(title="Nghiệm thu", due_on=date(2026, 7, 20), **said)
    _feed, secret = _subscribe(reader)
    [entry] = [one for one in _read(secret) if str(one["uid"]) == f"moc-{first.pk}@hatang"]
    assert (entry["dtstart"].dt, str(entry["url"])) == (
        date(2026, 6, 20),
        f"http://testserver/nghia-vu/{owed.pk}/",
    )
    assert "Xong khảo sát" in str(entry["summary"])
    client.force_login(reader)
    page = client.get(ADDRESS).content.decode()
    assert "Xong khảo sát" in page and "Nghiệm thu" not in page
    # A filter leaves the milestones of its work and of the chosen unit.
    for query, is_there in ((f"don-vi={owed.unit_id}", True), ("tinh-trang=qua-han", False)):
        assert ("Xong khảo sát" in client.get(f"{ADDRESS}?{query}").content.decode()) == is_there
    other = agencies.units["sxd"]
    assert not queries.milestones_due(
        reader, TaskFilter(unit=other), first=TODAY, last=date(2026, 6, 30), today=TODAY
    )
    kept = {"units": [], "groups": [], "is_restricted": True, "reason": "Nội bộ", "by": office, "at": at}
    set_audience(document=plan.document, **kept)
    assert not [one for one in _read(secret) if str(one["uid"]).startswith("moc-")]


def test_a_closed_address_and_a_closed_account_give_nothing(
    plan: Plan, make_user: Callable[..., User], administrator: User, at: datetime
) -> None:
    owner = make_user("chu-lich", "reader")
    first, secret = _subscribe(owner)
    _second, other = _subscribe(owner)
    revoke_feed(feed=first, by=owner, at=clock.now())
    revoke_feed(feed=first, by=owner, at=clock.now())
    assert Client().get(f"/lich/{secret}.ics").status_code == 404
    assert len(_read(other)) > 1
    close_account(user=owner, by=administrator, at=at)
    assert Client().get(f"/lich/{other}.ics").status_code == 404
    for wrong in ("sai", "a" * 43, "%00"):
        assert Client().get(f"/lich/{wrong}.ics").status_code == 404
    with pytest.raises(NotFound):
        use_feed(secret=secret, at=at)


def test_a_feed_shows_only_what_the_person_may_see(
    plan: Plan, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    _feed, secret = _subscribe(reader)
    monkeypatch.setattr(
        access, "visible_tasks", lambda user: Task.objects.filter(path="PL2.1.1") if user == reader else 1 / 0
    )
    assert [str(entry["uid"]) for entry in _read(secret)] == [
        f"nhiem-vu-{Task.objects.get(path='PL2.1.1').pk}@hatang"
    ]


def test_only_the_hash_is_kept_and_use_is_noted_once_an_hour(plan: Plan, reader: User) -> None:
    found, secret = _subscribe(reader)
    assert found.digest == sha256(secret.encode()).hexdigest()
    assert secret not in str(CalendarFeed.objects.values().get())
    _read(secret)
    found.refresh_from_db()
    assert found.last_used_at == clock.now()
    later = clock.now() + timedelta(minutes=30)
    assert use_feed(secret=secret, at=later).pk == found.pk
    found.refresh_from_db()
    assert found.last_used_at == clock.now()
    assert [entry.action for entry in history_of(found)] == ["programme.open_feed"]


@pytest.mark.parametrize("values", [{"name": " "}, {"name": "x" * 81}, {"query": "x" * 2501}])
def test_a_calendar_that_makes_no_sense_is_refused(reader: User, values: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        _subscribe(reader, **values)


def test_a_person_has_no_more_than_twenty_calendars(reader: User) -> None:
    for _one in range(20):
        last, _secret = _subscribe(reader)
    with pytest.raises(Conflict):
        _subscribe(reader)
    revoke_feed(feed=last, by=reader, at=clock.now())
    _subscribe(reader)


def test_the_page_shows_the_address_once_and_closes_it(client: Client, plan: Plan, reader: User) -> None:
    client.force_login(reader)
    made = client.post(f"{FEEDS}?tinh-trang=qua-han&la=1", {"ten": "<b>Lịch</b>"})
    assert "no-store" in made["Cache-Control"]
    assert len(_entries(Client().get(made.context["address"]))) == 1
    page = client.get(FEEDS).content.decode()
    assert made.context["address"] not in page
    assert "<b>Lịch</b>" not in page
    assert "Quá hạn" in page
    wrong = client.post(FEEDS, {"ten": ""})
    assert (wrong.status_code, "Hãy đặt tên lịch" in wrong.content.decode()) == (400, True)
    found = CalendarFeed.objects.get()
    assert client.post(reverse("programme:revoke_feed", args=[found.pk])).status_code == 302
    assert Client().get(made.context["address"]).status_code == 404


def test_only_the_owner_sees_and_closes_a_calendar(
    administrator: User, make_user: Callable[..., User], agencies: Any
) -> None:
    owner = make_user("chu-lich", "officer", agencies.units["sxd"])
    colleague = make_user("dong-nghiep", "officer", agencies.units["sxd"])
    found, _secret = _subscribe(owner, name="Lịch của Sở")
    address = reverse("programme:revoke_feed", args=[found.pk])
    for other in (colleague, administrator):
        client = Client()
        client.force_login(other)
        assert "Lịch của Sở" not in client.get(FEEDS).content.decode()
        assert client.post(address).status_code == 404
    assert Client().post(address).status_code == 302
    found.refresh_from_db()
    assert found.revoked_at is None


def test_the_page_of_calendars_asks_as_little_for_many_as_for_one(
    client: Client, reader: User, n_queries: Any
) -> None:
    _subscribe(reader)
    client.force_login(reader)
    before = n_queries(client, FEEDS)
    for one in range(5):
        _subscribe(reader, query=f"don-vi={one}")
    assert n_queries(client, FEEDS) == before
