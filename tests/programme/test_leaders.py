"""Who directs a plan and a task, and the page of a leader."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.refusal import NotFound, Refusal
from hatang.documents.actions import set_audience
from hatang.documents.models import Document
from hatang.notices.actions import Raised, raise_obstacle
from hatang.notices.models import Notice
from hatang.notices.subjects import subject_of
from hatang.programme import access, queries
from hatang.programme.actions import ask_deadline, publish_plan, set_leader, take_step
from hatang.programme.leading import is_meant, position_of
from hatang.programme.models import Plan, Task
from hatang.programme.queries import TaskFilter, leader_page, leaders, proposed_leaders, proposed_plan_leaders

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """Three tasks: one late, one of the building department, one that names who directs it."""
    result["tasks"][0]["due"]["end"] = "2026-05-01"
    result["tasks"][1]["lead"] = ["Sở Xây dựng"]
    result["tasks"][2]["direct"] = ["Phó Giám đốc phụ trách chuyển đổi số"]
    return publish(result)


@pytest.fixture
def vice(make_user: Callable[..., User], agencies: Any) -> User:
    """Leads the province."""
    user = make_user("pho-chu-tich", "leader", agencies.units["ubnd-tinh"])
    User.objects.filter(pk=user.pk).update(full_title="Phó Chủ tịch UBND tỉnh")
    return User.objects.get(pk=user.pk)


@pytest.fixture
def head(make_user: Callable[..., User], agencies: Any) -> User:
    """Leads a department."""
    user = make_user("pho-giam-doc", "approver", agencies.units["skhcn"])
    User.objects.filter(pk=user.pk).update(full_title="Phó Giám đốc Sở Khoa học và Công nghệ")
    return User.objects.get(pk=user.pk)


def _paths(user: User, leader: User) -> list[str]:
    chosen = TaskFilter(leader_id=leader.pk, sort="path")
    return [task.path for task in queries.task_list(user, chosen, today=TODAY)]


def _all(plan: Plan) -> list[str]:
    return [task.path for task in plan.tasks.order_by("ordinal")]


# --- which words mean whom


@pytest.mark.parametrize(
    ("words", "position"),
    [
        ("Phó Chủ tịch UBND tỉnh", "pho chu tich"),
        ("PHÓ CHỦ TỊCH", "pho chu tich"),
        ("Đồng chí Giám đốc Sở", "giam doc"),
        ("Chủ tịch UBND các xã, phường", "chu tich"),
        ("Sở Khoa học và Công nghệ", ""),
        ("Lãnh đạo Sở", ""),
        ("", ""),
    ],
)
def test_an_office_is_read_from_the_beginning_of_the_words(words: str, position: str) -> None:
    assert position_of(words) == position


def test_words_mean_who_holds_the_office_in_the_place_they_name() -> None:
    title = "Phó Chủ tịch UBND tỉnh"
    assert is_meant("Phó Chủ tịch Ủy ban nhân dân tỉnh phụ trách", title, is_of_the_issuer=False)
    assert not is_meant("Chủ tịch UBND tỉnh", title, is_of_the_issuer=True)
    assert not is_meant("Phó Chủ tịch UBND xã", title, is_of_the_issuer=False)
    assert not is_meant("Phó Chủ tịch", title, is_of_the_issuer=False)
    assert is_meant("Phó Chủ tịch", title, is_of_the_issuer=True)
    assert not is_meant("Sở Xây dựng", "Sở Xây dựng", is_of_the_issuer=True)


def test_whom_the_document_names_is_only_proposed(plan: Plan, vice: User, head: User) -> None:
    known = list(access.who_may_direct())
    assert [one.person for one in proposed_plan_leaders(plan, known)] == [vice]
    third = plan.tasks.get(path="PL2.2.1")
    assert proposed_leaders(third, known) == []  # the department did not issue it
    Document.objects.filter(pk=plan.document_id).update(issuer_unit=head.unit_id)
    third = Task.objects.select_related("plan__document").get(pk=third.pk)
    assert [(one.person, one.words) for one in proposed_leaders(third, known)] == [
        (head, "Phó Giám đốc phụ trách chuyển đổi số")
    ]
    assert plan.directed_by is None
    assert third.leader is None


# --- naming


def test_the_leader_of_a_task_goes_before_that_of_its_plan(
    plan: Plan, office: User, vice: User, head: User, at: datetime
) -> None:
    set_leader(item=plan, person=vice, by=office, at=at)
    assert _paths(office, vice) == _all(plan)
    first = plan.tasks.get(path="PL2.1.1")
    set_leader(item=first, person=head, by=office, at=at)
    assert _paths(office, head) == ["PL2.1.1"]
    assert _paths(office, vice) == ["PL2.1.2", "PL2.2.1"]
    assert list(leaders(office)) == [vice, head]
    set_leader(item=first, person=None, by=office, at=at)
    assert _paths(office, vice) == _all(plan)


def test_a_new_version_of_the_plan_keeps_who_directs_it(
    plan: Plan, keep: Any, result: dict[str, Any], office: User, vice: User, at: datetime
) -> None:
    set_leader(item=plan, person=vice, by=office, at=at)
    set_leader(item=plan.tasks.get(path="PL2.1.1"), person=vice, by=office, at=at)
    result["tasks"][0]["product"] = "Kế hoạch"
    publish_plan(version=keep(result).version, by=office, at=at)
    assert Plan.objects.get().directed_by == vice
    assert Task.objects.get(path="PL2.1.1").directed_by == vice


def test_only_who_leads_can_be_named_and_is_told_once(
    plan: Plan, office: User, reader: User, vice: User, at: datetime
) -> None:
    with pytest.raises(Refusal) as told:
        set_leader(item=plan, person=reader, by=office, at=at)
    assert told.value.field == "lanh-dao"
    set_leader(item=plan, person=vice, by=office, at=at)
    set_leader(item=plan, person=vice, by=office, at=at)
    assert Notice.objects.filter(user=vice, subject_kind="document").count() == 1
    User.objects.filter(pk=vice.pk).update(is_active=False)
    with pytest.raises(Refusal):
        set_leader(item=plan.tasks.all()[0], person=User.objects.get(pk=vice.pk), by=office, at=at)


@pytest.mark.parametrize(
    ("who", "status"), [("office", 302), ("vice", 302), ("head", 403), ("officer", 403), ("reader", 403)]
)
def test_office_and_leaders_of_the_province_name_them(
    plan: Plan,
    client: Client,
    office: User,
    reader: User,
    vice: User,
    head: User,
    make_user: Callable[..., User],
    agencies: Any,
    who: str,
    status: int,
) -> None:
    officer = make_user("can-bo", "officer", agencies.units["skhcn"])
    people = {"office": office, "vice": vice, "head": head, "officer": officer, "reader": reader}
    client.force_login(people[who])
    task = plan.tasks.get(path="PL2.1.1")
    body = {"lanh-dao": vice.pk}
    assert client.post(f"/nhiem-vu/{task.pk}/chi-dao/", body).status_code == status
    assert client.post(f"/nhiem-vu/ke-hoach/{plan.pk}/chi-dao/", body).status_code == status
    plan.refresh_from_db()
    assert (plan.directed_by == vice) is (status == 302)
    page = client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert (f'action="/nhiem-vu/{task.pk}/chi-dao/"' in page) is (status == 302)


def test_nobody_is_taken_for_somebody(plan: Plan, client: Client, office: User) -> None:
    client.force_login(office)
    task = plan.tasks.all()[0]
    for words in ("999999", "x", "0"):
        assert client.post(f"/nhiem-vu/{task.pk}/chi-dao/", {"lanh-dao": words}).status_code == 400


# --- what the pages show


@pytest.fixture
def directed(plan: Plan, office: User, vice: User, at: datetime) -> Plan:
    """The plan under its leader."""
    set_leader(item=plan, person=vice, by=office, at=at)
    return plan


def test_the_page_of_a_leader_counts_what_is_late_waits_and_is_not_answered(
    directed: Plan, office: User, vice: User, make_user: Callable[..., User], agencies: Any, at: datetime
) -> None:
    officer = make_user("can-bo-sxd", "officer", agencies.units["sxd"])
    Plan.objects.update(needs_acceptance=True)
    second = directed.tasks.get(path="PL2.1.2")
    take_step(obligation=second.obligations.get(), step="submit", words="Xong", by=officer, at=at)
    third = directed.tasks.get(path="PL2.2.1").obligations.get()
    ask_deadline(obligation=third, until=date(2027, 3, 1), reason="Chờ", by=office, at=at)
    said = Raised(
        title="Thiếu mặt bằng",
        text="Chưa có đất",
        proposal="",
        owner=agencies.units["skhcn"],
        answer_due_on=date(2026, 6, 20),
        subject=subject_of("task", second),
    )
    raise_obstacle(said=said, mark=uuid4(), by=officer, at=at)
    page = leader_page(office, vice, today=TODAY)
    assert (page.n_tasks, page.n_late, page.n_submitted, page.n_requests, page.n_obstacles) == (3, 1, 1, 1, 1)
    assert [task.path for task in page.late] == ["PL2.1.1"]
    assert [owed.task for owed in page.submitted] == [second]
    assert [one.obligation for one in page.requests] == [third]
    assert [one.title for one, _is_late in page.obstacles] == ["Thiếu mặt bằng"]
    assert [(row.unit.code, row.tally.n_all, row.tally.n_late) for row in page.by_unit] == [
        ("skhcn", 2, 1),
        ("sxd", 1, 0),
    ]
    assert [(one, one.n_tasks) for one in page.plans] == [(directed, 3)]  # type: ignore[attr-defined]


def test_another_leader_directs_nothing(directed: Plan, office: User, head: User) -> None:
    page = leader_page(office, head, today=TODAY)
    assert (page.n_tasks, list(page.late), list(page.by_unit)) == (0, [], [])


def test_the_name_leads_to_the_page_and_the_list_can_be_narrowed(
    directed: Plan, client: Client, reader: User, vice: User, head: User
) -> None:
    client.force_login(reader)
    task = directed.tasks.get(path="PL2.1.1")
    assert f'href="/lanh-dao/{vice.pk}/"' in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    page = client.get(f"/lanh-dao/{vice.pk}/").content.decode()
    assert "Phó Chủ tịch UBND tỉnh" in page
    assert f"/nhiem-vu/?chi-dao={vice.pk}&amp;tinh-trang=qua-han" in page
    listed = client.get(f"/nhiem-vu/?chi-dao={vice.pk}").content.decode()
    assert f'value="{vice.pk}" selected' in listed
    assert "3 nhiệm vụ" in listed
    assert "Không có nhiệm vụ phù hợp" in client.get(f"/nhiem-vu/?chi-dao={head.pk}").content.decode()
    for view in ("bang", "thoi-gian", "lich"):
        assert client.get(f"/nhiem-vu/{view}/?chi-dao={vice.pk}").status_code == 200
    sheet: Any = client.get("/nhiem-vu/?dinh-dang=csv")
    said = b"".join(sheet.streaming_content).decode("utf-8-sig")
    assert "Lãnh đạo chỉ đạo" in said
    assert "Phó Chủ tịch UBND tỉnh" in said


def test_who_directs_nothing_and_leads_nobody_has_no_page(
    directed: Plan, client: Client, reader: User, office: User, head: User, vice: User
) -> None:
    assert client.get(f"/lanh-dao/{vice.pk}/").status_code == 302
    client.force_login(reader)
    assert client.get(f"/lanh-dao/{office.pk}/").status_code == 404
    assert client.get(f"/lanh-dao/{head.pk}/").status_code == 200
    with pytest.raises(NotFound):
        access.get_leader(object(), vice.pk)


def test_a_restricted_plan_is_not_counted_for_who_may_not_read_it(
    directed: Plan, client: Client, reader: User, office: User, vice: User, at: datetime
) -> None:
    Document.objects.filter(pk=directed.document_id).update(
        is_restricted=True, audience_reason="Nội bộ", audience_set_at=at, audience_set_by=office
    )
    assert leader_page(reader, vice, today=TODAY).n_tasks == 0
    assert list(leaders(reader)) == []
    assert leader_page(office, vice, today=TODAY).n_tasks == 3
    client.force_login(reader)
    assert "Kế hoạch phát triển hạ tầng số" not in client.get(f"/lanh-dao/{vice.pk}/").content.decode()


def test_who_may_not_read_a_restricted_plan_is_not_named_for_it(
    plan: Plan, client: Client, office: User, vice: User, head: User, agencies: Any, at: datetime
) -> None:
    said = {"is_restricted": True, "reason": "Nội bộ", "by": office, "at": at}
    set_audience(document=plan.document, units=[agencies.units["sxd"]], groups=[], **said)
    task = plan.tasks.select_related("plan__document").get(path="PL2.1.1")
    assert access.leaders_for(task) == [vice]
    client.force_login(office)
    assert str(head) not in client.get(f"/nhiem-vu/{task.pk}/").content.decode().split('id="lanh-dao"')[-1]
    for item in (task, Plan.objects.get()):
        with pytest.raises(Refusal) as told:
            set_leader(item=item, person=head, by=office, at=at)
        assert (told.value.field, str(head) in told.value.sentence) == ("lanh-dao", True)
    set_audience(document=plan.document, units=[head.unit], groups=[], **said)
    assert set_leader(item=task, person=head, by=office, at=at).directed_by == head


def test_the_queries_of_the_page_do_not_grow(
    directed: Plan, client: Client, reader: User, vice: User, n_queries: Callable[[Any, str], int]
) -> None:
    client.force_login(reader)
    few = n_queries(client, f"/lanh-dao/{vice.pk}/")
    for task in Task.objects.all():
        task.pk, task.key = None, f"{task.key}-2"
        task.save()
    assert n_queries(client, f"/lanh-dao/{vice.pk}/") == few


def test_the_api_says_who_directs(directed: Plan, client: Client, reader: User, vice: User) -> None:
    client.force_login(reader)
    found = client.get(f"/api/v1/tasks?leader_id={vice.pk}").json()["items"]
    assert [task["leader"] for task in found] == [{"id": vice.pk, "full_title": vice.full_title}] * 3
    assert client.get("/api/v1/tasks?leader_id=0").json()["items"] == []
    task = client.get(f"/api/v1/tasks/{found[0]['id']}").json()
    assert task["leader"]["id"] == vice.pk
    assert client.get("/api/v1/plans").json()["items"][0]["directed_by_id"] == vice.pk
