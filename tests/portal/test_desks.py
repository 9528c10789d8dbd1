"""The home page of leaders, office, a unit's people and readers: each finds what waits for them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import opened
import pytest
from django.test import Client

from hatang.accounts.actions import give_role
from hatang.accounts.models import User
from hatang.base import clock
from hatang.portal.desks import desk, unit_of
from hatang.programme.actions import (
    acknowledge,
    add_milestone,
    ask_deadline,
    ask_for_acceptance,
    record_progress,
    take_step,
)
from hatang.programme.models import Plan

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """Due yesterday, at the year's end, and without a day; one department leads, another supports."""
    result["tasks"][0]["due"]["end"] = "2026-05-31"
    result["tasks"][1]["support"] = ["Sở Xây dựng"]
    result["tasks"][2]["due"] = {**result["tasks"][2]["due"], "kind": "continuous", "end": None}
    return publish(result)


@pytest.fixture
def officer(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


@pytest.fixture
def leader(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("lanh-dao", "leader", agencies.units["ubnd-tinh"])


def _paths(rows: Any) -> list[str]:
    return [row.task.path for row in rows]


def test_a_units_people_find_their_work_by_day_and_what_is_asked(
    plan: Plan, officer: User, agencies: Any, at: datetime
) -> None:
    found = desk(officer, today=TODAY).unit
    assert found is not None
    assert _paths(found.owed.rows) == ["PL2.1.1", "PL2.1.2", "PL2.2.1"]
    assert (found.tally.n_late, found.to_note.n, found.without_milestone.n) == (1, 3, 1)
    assert [task.path for task in found.to_note.rows] == ["PL2.1.1", "PL2.1.2", "PL2.2.1"]
    task = plan.tasks.get(path="PL2.2.1")
    acknowledge(task=task, unit=agencies.units["skhcn"], by=officer, at=at)
    owed = task.obligations.get()
    add_milestone(obligation=owed, title="Khung", due_on=date(2026, 6, 20), by=officer, at=at)
    found = desk(officer, today=TODAY).unit
    assert found is not None and (found.to_note.n, found.without_milestone.n) == (2, 0)


def test_a_supporting_unit_is_asked_to_take_note_of_its_part_only(
    plan: Plan, make_user: Callable[..., User], agencies: Any
) -> None:
    found = desk(make_user("cv-sxd", "officer", agencies.units["sxd"]), today=TODAY).unit
    assert found is not None
    assert [task.path for task in found.to_note.rows] == ["PL2.1.2"]
    assert found.owed.n == 0


def test_a_leader_finds_what_waits_for_a_word_and_what_changed(
    plan: Plan, officer: User, office: User, leader: User, at: datetime
) -> None:
    late, later, undated = (
        plan.tasks.get(path=path).obligations.get() for path in ("PL2.1.1", "PL2.1.2", "PL2.2.1")
    )
    ask_for_acceptance(plan=plan, needs_acceptance=True, by=office, at=at)
    ask_deadline(obligation=later, until=date(2027, 3, 1), reason="Chờ vốn", by=officer, at=at)
    take_step(obligation=undated, step="submit", words="Báo cáo", by=officer, at=at)
    for person in (leader, office):
        found = desk(person, today=TODAY)
        assert found.unit is None
        assert [one.obligation for one in found.requests.rows] == [later]
        assert list(found.submitted.rows) == [undated]
        assert found.news is not None and list(found.news.newly_late.rows) == [late]
        assert found.n_waiting == 2
    record_progress(obligation=late, state="done", by=office, at=at)
    found = desk(leader, today=TODAY)
    assert found.news is not None
    assert (list(found.news.done.rows), found.news.newly_late.n) == ([late], 0)
    later_on = desk(leader, today=TODAY + timedelta(days=8)).news
    assert later_on is not None and later_on.is_empty


def test_a_reader_has_no_desk_and_a_further_role_gives_one(
    plan: Plan, reader: User, administrator: User, agencies: Any
) -> None:
    assert desk(reader, today=TODAY).unit is None and unit_of(reader) is None
    unit = agencies.units["sxd"]
    give_role(user=reader, role="focal", unit=unit, by=administrator, at=clock.now())
    assert unit_of(User.objects.get(pk=reader.pk)) == unit


def test_each_home_shows_its_own_parts(
    plan: Plan, officer: User, office: User, leader: User, reader: User, client: Client
) -> None:
    for person, shown, hidden in (
        (officer, "Việc của", "thay đổi trong 7 ngày"),
        (office, "Quý này chưa có mốc", "Việc của"),
        (office, "Nội dung 6 rõ còn thiếu", "Kế hoạch mới giao"),
        (leader, "thay đổi trong 7 ngày", "Nội dung 6 rõ còn thiếu"),
        (reader, "Kế hoạch mới giao", "Quý này chưa có mốc"),
    ):
        client.force_login(person)
        page = client.get("/").content.decode()
        assert shown in page and hidden not in page, person


def test_each_home_is_a_file_with_what_its_reader_finds(
    plan: Plan, officer: User, leader: User, office: User, reader: User, client: Client
) -> None:
    heads = {}
    for person in (officer, leader, office, reader):
        client.force_login(person)
        assert "?dinh-dang=pdf" in client.get("/").content.decode()
        heads[person] = set(opened.workbook(client.get("/?dinh-dang=xlsx")))
        said = str(opened.pages(client.get("/?dinh-dang=pdf")))
        assert "Tình hình nhiệm vụ Quá hạn 1" in said
    assert {"Quá hạn", "Theo kế hoạch"} <= heads[office] & heads[leader] & heads[reader]
    assert heads[officer] >= {"Việc của đơn vị theo thời hạn", "Chưa xác nhận tiếp nhận"}
    assert "Quá hạn" not in heads[officer]
    assert (
        "Quý này chưa có mốc" in heads[office] & heads[leader] and "Quý này chưa có mốc" not in heads[reader]
    )
    assert "Kế hoạch mới giao" in heads[reader]
    client.force_login(officer)
    _paragraphs, tables = opened.document(client.get("/?dinh-dang=docx"))
    [row] = [row for table in tables for row in table if "31/05/2026" in row]
    assert row[1] == "SKHCN"
