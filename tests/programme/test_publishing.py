"""A reading becomes a plan: once, with every agency bound, and the same tasks in the next version."""

import copy
import threading
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from hatang.accounts.actions import put_alias, put_members
from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.documents.models import Extraction
from hatang.programme.actions import (
    NothingToFollow,
    OlderVersion,
    publish_plan,
    record_progress,
    resolve_names,
    settle_name,
)
from hatang.programme.models import Assignment, Obligation, Plan, Target, Task

pytestmark = pytest.mark.django_db

Keep = Callable[..., Extraction]
Publish = Callable[[dict[str, Any]], Plan]
Row = Callable[..., dict[str, Any]]

TARGET: dict[str, Any] = {
    "path": "PL1.4",
    "text": "Tỷ lệ sử dụng IPv6",
    "comparator": "ge",
    "value": 90,
    "value_max": None,
    "unit": "%",
    "due": {"kind": "by", "start": None, "end": "2029-12-31", "at": None, "before": False, "text": "2029"},
    "lead": ["Sở KH&CN"],
    "support": [],
    "direct": [],
    "note": None,
    "same_as": ["II.2.a"],
    "spans": {"value": [[10, 12, 3]]},
    "confidence": {"value": 0.8},
}


def test_a_plan_has_every_field_of_its_tasks_and_targets(
    agencies: Any, publish: Publish, result: dict[str, Any], make_row: Row
) -> None:
    result["targets"] = [TARGET]
    result["tasks"][0] |= {
        "product": "Kế hoạch",
        "gaps": ["product"],
        "note": "Ghi chú",
        "direct": ["UBND tỉnh"],
    }
    plan = publish(result)
    assert (plan.number, plan.issued_on, plan.tasks.count()) == ("94/KH-UBND", date(2025, 10, 6), 3)
    task = plan.tasks.get(path="PL2.1.1")
    assert (task.product, task.gaps, task.note) == ("Kế hoạch", ["product"], "Ghi chú")
    assert (task.due_kind, task.due_end, task.due_text) == ("by", date(2026, 12, 31), "2026")
    assert task.spans == {"text": [[0, 9, None]]}
    named = [(one.role, one.printed_name, one.unit) for one in task.assignments.all()]
    assert named == [
        ("direct", "UBND tỉnh", agencies.units["ubnd-tinh"]),
        ("lead", "Sở Khoa học và Công nghệ", agencies.units["skhcn"]),
    ]
    target = plan.targets.get()
    assert (target.comparator, target.value, target.measure_unit) == ("ge", Decimal(90), "%")
    assert (target.same_as, target.due_end) == (["II.2.a"], date(2029, 12, 31))
    assert target.assignments.get().unit == agencies.units["skhcn"]
    assert plan.version.published_by == plan.published_by


def test_publishing_again_changes_nothing(
    agencies: Any, keep: Keep, result: dict[str, Any], office: User, at: datetime
) -> None:
    version = keep(result).version
    first = publish_plan(version=version, by=office, at=at)
    n_entries = len(history_of(first))
    assert publish_plan(version=version, by=office, at=at) == first
    assert (Plan.objects.count(), Task.objects.count(), Obligation.objects.count()) == (1, 3, 3)
    assert len(history_of(first)) == n_entries == 1


@pytest.mark.django_db(transaction=True)
def test_a_name_settled_by_three_clicks_at_once_is_settled_once(
    agencies: Any, publish: Publish, result: dict[str, Any], office: User, at: datetime
) -> None:
    unit = agencies.units["skhcn"]
    result["tasks"][0]["lead"] = ["Viện Lạ"]
    publish(result)
    failures: list[Exception] = []
    counts: list[int] = []
    barrier = threading.Barrier(3)

    def press() -> None:
        barrier.wait()
        try:
            counts.append(settle_name(printed_name="Viện Lạ", named=unit, by=office, at=at))
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    people = [threading.Thread(target=press) for _ in range(3)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert failures == []
    assert sorted(counts) == [0, 0, 1]


@pytest.mark.django_db(transaction=True)
def test_two_people_who_press_publish_at_once_make_one_plan(
    agencies: Any, keep: Keep, result: dict[str, Any], office: User, at: datetime
) -> None:
    version = keep(result).version
    plans: list[int] = []
    barrier = threading.Barrier(2)

    def press() -> None:
        barrier.wait()
        try:
            plans.append(publish_plan(version=version, by=office, at=at).pk)
        finally:
            connection.close()

    people = [threading.Thread(target=press) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(plans) == 2
    assert len(set(plans)) == 1
    assert (Plan.objects.count(), Task.objects.count(), Obligation.objects.count()) == (1, 3, 3)


def test_a_task_led_by_a_group_becomes_one_obligation_for_each_member_of_the_documents_day(
    agencies: Any, publish: Publish, result: dict[str, Any], at: datetime
) -> None:
    # This one joins after the document's day, so it owes nothing.
    put_members(
        group=agencies.groups["xa-phuong"],
        units=[agencies.units["vnpt"]],
        valid_from=date(2026, 1, 1),
        by=None,
        at=at,
    )
    result["tasks"][0]["lead"] = ["UBND các xã, phường", "Sở KH&CN"]
    task = publish(result).tasks.get(path="PL2.1.1")
    owed = {(one.unit.code, one.group.code if one.group else None) for one in task.obligations.all()}
    assert owed == {("skhcn", None), ("xa-09193", "xa-phuong"), ("phuong-09253", "xa-phuong")}


def test_a_unit_named_itself_and_through_its_group_owes_once(
    agencies: Any, publish: Publish, result: dict[str, Any]
) -> None:
    result["tasks"][0]["lead"] = ["Các doanh nghiệp viễn thông", "VNPT Bắc Ninh"]
    task = publish(result).tasks.get(path="PL2.1.1")
    owed = {(one.unit.code, one.group_id is None) for one in task.obligations.all()}
    assert owed == {("vnpt", True), ("viettel", False)}


def test_a_newer_version_keeps_its_tasks_and_their_progress(
    agencies: Any, publish: Publish, result: dict[str, Any], office: User, at: datetime, make_row: Row
) -> None:
    plan = publish(result)
    kept, gone = plan.tasks.get(path="PL2.1.1"), plan.tasks.get(path="PL2.2.1")
    record_progress(obligation=kept.obligations.get(), state="in_progress", by=office, at=at)
    newer = copy.deepcopy(result)
    newer["tasks"][0]["text"] = "Xây dựng kế hoạch phát triển trạm 5G đến năm 2030"
    newer["tasks"][0]["due"]["end"] = "2027-12-31"
    newer["tasks"][2] = make_row("PL2.9.9", "Kiểm tra an toàn các cột ăng ten mỗi năm")
    assert publish(newer) == plan
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert kept.due_end == date(2027, 12, 31)
    assert kept.obligations.get().state == "in_progress"
    assert gone.withdrawn_at is not None
    assert gone.obligations.get().withdrawn_at is not None
    assert Task.objects.count() == 4


def test_a_task_that_comes_back_is_the_one_that_was_withdrawn(
    agencies: Any, publish: Publish, result: dict[str, Any]
) -> None:
    plan = publish(result)
    task = plan.tasks.get(path="PL2.2.1")
    publish({**result, "tasks": result["tasks"][:2]})
    third = copy.deepcopy(result)
    third["tasks"][0]["due"]["end"] = "2028-12-31"
    publish(third)
    task.refresh_from_db()
    assert task.withdrawn_at is None
    assert task.obligations.get().withdrawn_at is None
    assert Task.objects.count() == 3


def test_two_tasks_may_exchange_their_places(agencies: Any, publish: Publish, result: dict[str, Any]) -> None:
    plan = publish(result)
    before = {task.text: task.pk for task in plan.tasks.all()}
    result["tasks"][0]["path"], result["tasks"][1]["path"] = "PL2.1.2", "PL2.1.1"
    result["tasks"].pop()
    publish(result)
    after = {task.text: task.pk for task in plan.tasks.filter(withdrawn_at__isnull=True)}
    assert after == {text: pk for text, pk in before.items() if text in after}


def test_a_unit_that_no_longer_leads_no_longer_owes(
    agencies: Any, publish: Publish, result: dict[str, Any]
) -> None:
    task = publish(result).tasks.get(path="PL2.1.1")
    result["tasks"][0]["lead"] = ["Sở Xây dựng"]
    result["tasks"].pop()
    publish(result)
    owed = {one.unit.code: one.withdrawn_at is None for one in task.obligations.all()}
    assert owed == {"skhcn": False, "sxd": True}


def test_an_older_version_is_not_published(
    agencies: Any, keep: Keep, result: dict[str, Any], office: User, at: datetime
) -> None:
    older = keep(result).version
    result["tasks"].pop()
    keep(result)
    with pytest.raises(OlderVersion):
        publish_plan(version=older, by=office, at=at)


def test_a_document_that_asks_for_nothing_is_not_published(
    keep: Keep, result: dict[str, Any], office: User, at: datetime
) -> None:
    result["tasks"] = []
    with pytest.raises(NothingToFollow):
        publish_plan(version=keep(result).version, by=office, at=at)
    assert not Plan.objects.exists()


def test_publishing_confirms_a_document_without_a_number(
    agencies: Any, publish: Publish, result: dict[str, Any]
) -> None:
    result["document"] |= {"number": None, "date": "2026-01"}
    plan = publish(result)
    assert plan.document.is_identity_confirmed
    assert (plan.number, plan.issued_on, plan.is_issued_day_known) == ("", date(2026, 1, 1), False)


@pytest.mark.parametrize(
    ("due", "kept"),
    [
        ({"kind": "by", "end": None}, ("none", None, None)),
        ({"kind": "by", "end": "2026-02-30"}, ("none", None, None)),
        (
            {"kind": "within", "start": "2027-01-01", "end": "2026-12-31"},
            ("within", None, date(2026, 12, 31)),
        ),
        ({"kind": "some day"}, ("none", None, None)),
        ({}, ("none", None, None)),
    ],
)
def test_a_deadline_that_contradicts_itself_does_not_stop_the_plan(
    agencies: Any, publish: Publish, result: dict[str, Any], due: dict[str, Any], kept: tuple[Any, ...]
) -> None:
    result["tasks"][0]["due"] = due
    task = publish(result).tasks.get(path="PL2.1.1")
    assert (task.due_kind, task.due_start, task.due_end) == kept


@pytest.mark.parametrize(
    ("value", "kept"), [(1e30, None), (None, None), (0.1, Decimal("0.1")), (-5, Decimal(-5))]
)
def test_a_figure_too_large_for_its_column_is_left_to_the_text(
    agencies: Any, publish: Publish, result: dict[str, Any], value: float | None, kept: Decimal | None
) -> None:
    result["targets"] = [{**TARGET, "value": value, "comparator": "range"}]
    publish(result)
    target = Target.objects.get()
    assert (target.value, target.comparator) == (kept, "none")


def test_a_name_that_becomes_known_binds_every_place_it_stands_in(
    agencies: Any, publish: Publish, result: dict[str, Any], office: User, at: datetime
) -> None:
    result["tasks"][0]["lead"] = ["Trung tâm Chuyển đổi số"]
    result["tasks"][1]["support"] = ["Trung tâm CĐS"]
    result["targets"] = [{**TARGET, "lead": ["Trung tâm CĐS"]}]
    task = publish(result).tasks.get(path="PL2.1.1")
    assert not task.obligations.exists()
    assert resolve_names(by=office, at=at) == 0
    put_alias(named=agencies.units["skhcn"], text="Trung tâm CĐS", by=office, at=at)
    assert resolve_names(by=office, at=at) == 3
    assert not Assignment.objects.filter(unit__isnull=True, group__isnull=True).exists()
    assert task.obligations.get().unit == agencies.units["skhcn"]


def test_what_a_publication_wrote_names_who_published(
    agencies: Any, publish: Publish, result: dict[str, Any], office: User
) -> None:
    plan = publish(result)
    rows = [plan, *plan.tasks.all(), *Obligation.objects.all(), plan.version]
    entries = [history_of(row)[-1] for row in rows]
    assert {(entry.actor_id, entry.action) for entry in entries} == {(office.pk, "programme.publish_plan")}


def test_a_plan_of_four_hundred_tasks_for_a_hundred_units_is_published_with_few_queries(
    agencies: Any,
    keep: Keep,
    result: dict[str, Any],
    make_row: Row,
    make_unit: Callable[..., Any],
    office: User,
    at: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    communes = [make_unit(f"xa-{n}", f"Ủy ban nhân dân xã Số {n}", "commune") for n in range(97)]
    group = agencies.groups["xa-phuong"]
    put_members(group=group, units=communes, valid_from=date(2025, 7, 1), by=None, at=at)
    words = (
        "mạng",
        "cáp",
        "trạm",
        "cột",
        "nhà",
        "đào tạo",
        "kiểm tra",
        "báo cáo",
        "quy chế",
        "cảm biến",
        "sóng",
    )
    result["tasks"] = [
        make_row(f"PL2.{n}", f"Việc {n} {words[n % 11]} {words[n % 7]} {words[n % 5]} {n * 7919}")
        for n in range(400)
    ]
    for row in result["tasks"][:20]:
        row["lead"] = ["UBND các xã, phường"]
    version = keep(result).version
    with django_assert_max_num_queries(50):
        publish_plan(version=version, by=office, at=at)
    assert Obligation.objects.count() == 380 + 20 * 99
