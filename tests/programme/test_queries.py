"""Lists and counts as the pages show them."""

import copy
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from hatang.accounts.models import User
from hatang.programme import queries
from hatang.programme.actions import record_progress
from hatang.programme.models import Plan, Task
from hatang.programme.queries import TargetFilter, TaskFilter

pytestmark = pytest.mark.django_db

Publish = Callable[[dict[str, Any]], Plan]
TODAY = date(2026, 6, 1)


def _due(kind: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "start": None, "end": end, "at": None, "before": False, "text": "", **more}


@pytest.fixture
def plan(agencies: Any, publish: Publish, result: dict[str, Any], make_row: Any) -> Plan:
    """A plan with one task of every sort of deadline, and two targets."""
    rows = [
        ("1", "Ban hành quy chế dùng chung cột ăng ten", _due("by", "2026-05-31"), ["Sở KH&CN"]),
        (
            "2",
            "Triển khai trạm 5G tại khu công nghiệp",
            _due("by", "2026-06-01", before=True),
            ["Sở Xây dựng"],
        ),
        ("3", "Báo cáo kết quả hằng tháng về cáp ngầm", _due("monthly", at="25"), ["UBND các xã, phường"]),
        ("4", "Duy trì nền tảng dữ liệu thường xuyên", _due("continuous"), ["Trung tâm lạ"]),
        (
            "5",
            "Lắp cảm biến đo mưa trong năm nay",
            _due("within", "2026-12-31"),
            ["Các doanh nghiệp viễn thông"],
        ),
        ("6", "Xây dựng đề án trung tâm dữ liệu xanh", _due("by", "2026-06-05"), ["Sở KH&CN", "Sở Xây dựng"]),
    ]
    result["tasks"] = [
        make_row(path, text, due=due, lead=lead, product="Đề án" if path == "6" else None)
        for path, text, due, lead in rows
    ]
    result["tasks"][0]["support"] = ["Các doanh nghiệp viễn thông"]
    result["tasks"][4]["gaps"] = ["product"]
    target = {
        "path": "PL1.1",
        "text": "Phủ sóng 5G toàn dân số",
        "comparator": "eq",
        "value": 100,
        "value_max": None,
        "unit": "%",
        "due": _due("by", "2030-12-31"),
        "lead": ["Sở KH&CN"],
        "support": [],
        "direct": [],
        "note": None,
        "same_as": [],
        "spans": {},
        "confidence": {},
    }
    second = {
        **target,
        "path": "PL1.2",
        "text": "Tỷ lệ IPv6",
        "due": _due("within", "2029-12-31", start="2026-01-01"),
    }
    result["targets"] = [target, {**second, "lead": ["UBND các xã, phường"]}]
    return publish(result)


def _paths(user: User, **chosen: Any) -> list[str]:
    return [
        task.path for task in queries.task_list(user, TaskFilter(**{"sort": "path", **chosen}), today=TODAY)
    ]


def _progress(path: str, user: User, at: datetime, unit: Any = None, on: date | None = None) -> None:
    owed = Task.objects.get(path=path).obligations.all()
    for obligation in owed.filter(unit=unit) if unit else owed:
        record_progress(obligation=obligation, state="done", done_on=on, by=user, at=at)


@pytest.mark.parametrize(
    ("chosen", "paths"),
    [
        ({}, "123456"),
        ({"state": "late"}, "1"),
        ({"state": "week"}, "26"),
        ({"state": "month"}, "236"),
        ({"state": "open"}, "123456"),
        ({"state": "done"}, ""),
        ({"state": "unassigned"}, "4"),
        ({"text": "ang ten"}, "1"),
        ({"text": "ĂNG TEN quy chế"}, "1"),
        ({"text": "de an"}, "6"),
        ({"text": "trung tam la"}, "4"),
        ({"text": "không có"}, ""),
        ({"due_kind": "monthly"}, "3"),
        ({"due_from": date(2026, 6, 2), "due_to": date(2026, 6, 30)}, "36"),
        ({"gap": "product"}, "5"),
        ({"role": "support"}, "1"),
        ({"plan_id": 0}, ""),
        ({"sort": "due"}, "126354"),
        ({"sort": "-due"}, "536214"),
        ({"sort": "text"}, "134526"),
        ({"sort": "nonsense"}, "126354"),
    ],
)
def test_a_filter_leaves_what_it_says(plan: Plan, reader: User, chosen: dict[str, Any], paths: str) -> None:
    if chosen.get("sort") == "text":
        assert sorted(_paths(reader, **chosen)) == list("123456")
        return
    assert "".join(_paths(reader, **chosen)) == paths


@pytest.mark.parametrize(
    ("code", "role", "paths"),
    [
        ("skhcn", "", "16"),
        ("sxd", "lead", "26"),
        ("sxd", "support", ""),
        ("xa-09193", "", "3"),
        ("vnpt", "", "15"),
        ("vnpt", "lead", "5"),
        ("vnpt", "support", "1"),
        ("sgddt", "", ""),
    ],
)
def test_a_unit_finds_its_tasks_itself_and_through_its_groups(
    plan: Plan, agencies: Any, reader: User, code: str, role: str, paths: str
) -> None:
    assert "".join(_paths(reader, unit=agencies.units[code], role=role)) == paths


def test_a_stranger_sees_no_task(plan: Plan) -> None:
    assert not queries.task_list(AnonymousUser(), TaskFilter(), today=TODAY).exists()


def test_a_task_says_how_late_it_is_and_how_far_its_units_are(
    plan: Plan, agencies: Any, office: User, at: datetime
) -> None:
    tasks = {task.path: task for task in queries.task_list(office, TaskFilter(), today=date(2026, 6, 10))}
    late: Any = tasks["1"]
    assert (late.urgency, late.n_days_late, late.n_days_left) == ("late", 10, -10)
    assert [one.unit.code for one in late.leads] == ["skhcn"]
    _progress("6", office, at, agencies.units["sxd"])
    half: Any = queries.task_detail(office, tasks["6"].pk, today=date(2026, 6, 10))
    assert (half.n_obligations, half.n_done, half.urgency) == (2, 1, "late")
    _progress("6", office, at)
    whole: Any = queries.task_detail(office, tasks["6"].pk, today=date(2026, 6, 10))
    assert (whole.n_done, whole.urgency) == (2, "done")


def test_a_unit_that_has_done_its_part_is_not_late_though_another_is(
    plan: Plan, agencies: Any, office: User, at: datetime
) -> None:
    _progress("6", office, at, agencies.units["sxd"])
    later = date(2026, 6, 10)

    def late(code: str) -> list[str]:
        chosen = TaskFilter(unit=agencies.units[code], state="late", sort="path")
        return [task.path for task in queries.task_list(office, chosen, today=later)]

    assert (late("sxd"), late("skhcn")) == (["2"], ["1", "6"])
    assert queries.unit_tally(office, agencies.units["sxd"], today=later).n_late == 1


def test_before_a_day_read_strictly_makes_it_late_a_day_earlier(
    plan: Plan, reader: User, settings: Any
) -> None:
    settings.IS_BEFORE_STRICT = True
    assert _paths(reader, state="late") == ["1", "2"]


def test_a_monthly_duty_done_this_month_is_owed_again_next_month(
    plan: Plan, office: User, at: datetime
) -> None:
    _progress("3", office, at, on=date(2026, 5, 26))
    assert _paths(office, state="done") == ["3"]
    assert "3" not in _paths(office, state="month")
    july = queries.task_list(office, TaskFilter(state="month", sort="path"), today=date(2026, 6, 26))
    assert "3" in [task.path for task in july]


def test_the_morning_counts_tasks_obligations_plans_and_units(
    plan: Plan, agencies: Any, office: User, at: datetime
) -> None:
    _progress("1", office, at)
    seen = queries.overview(office, today=date(2026, 6, 2))
    assert (seen.n_plans, seen.n_targets, seen.n_unknown_names) == (1, 2, 1)
    tasks = seen.tasks
    assert (tasks.n_all, tasks.n_late, tasks.n_week, tasks.n_month, tasks.n_done, tasks.n_open) == (
        6,
        1,
        1,
        2,
        1,
        5,
    )
    assert seen.obligations.n_all == 1 + 1 + 2 + 2 + 2
    assert seen.next_due == date(2026, 6, 5)
    assert [(row.plan, row.tally) for row in seen.by_plan] == [(plan, tasks)]
    assert seen.by_unit[0].unit == agencies.units["sxd"]
    assert seen.by_unit[0].tally.n_late == 1


def test_the_morning_of_an_empty_house_is_empty(reader: User) -> None:
    seen = queries.overview(reader, today=TODAY)
    assert (seen.tasks.n_all, seen.n_plans, seen.next_due, seen.by_unit) == (0, 0, None, [])


def test_unknown_names_say_how_often_and_where_they_stand(
    plan: Plan, publish: Publish, result: dict[str, Any], reader: User
) -> None:
    other = copy.deepcopy(result)
    other["document"]["number"] = "95/KH-UBND"
    other["tasks"][0]["lead"] = ["TRUNG TÂM LẠ", "Viện lạ"]
    publish(other)
    names = queries.unknown_names(reader)
    assert [(name.printed_name, name.n_times) for name in names] == [("Trung tâm lạ", 3), ("Viện lạ", 1)]
    assert [(place.plan.number, place.path) for place in names[0].places] == [
        ("94/KH-UBND", "4"),
        ("95/KH-UBND", "1"),
        ("95/KH-UBND", "4"),
    ]


@pytest.mark.parametrize(
    ("chosen", "paths"),
    [
        ({}, ["PL1.1", "PL1.2"]),
        ({"text": "phu song"}, ["PL1.1"]),
        ({"year": 2030}, ["PL1.1"]),
        ({"year": 2027}, ["PL1.2"]),
        ({"sort": "due"}, ["PL1.2", "PL1.1"]),
    ],
)
def test_targets_are_filtered_by_words_and_year(
    plan: Plan, reader: User, chosen: dict[str, Any], paths: list[str]
) -> None:
    assert [target.path for target in queries.target_list(reader, TargetFilter(**chosen))] == paths


def test_a_unit_finds_its_targets(plan: Plan, agencies: Any, reader: User) -> None:
    chosen = TargetFilter(unit=agencies.units["xa-09193"])
    found: list[Any] = list(queries.target_list(reader, chosen))
    assert [target.path for target in found] == ["PL1.2"]
    assert found[0].leads[0].group == agencies.groups["xa-phuong"]
    assert queries.target_years(reader) == [2029, 2030]


@pytest.fixture
def many(agencies: Any, publish: Publish, result: dict[str, Any], make_row: Any) -> int:
    """Five plans with sixty tasks in all."""
    for number in range(5):
        said = copy.deepcopy(result)
        said["document"]["number"] = f"{number}/KH-UBND"
        said["tasks"] = [
            make_row(f"{place}", f"Việc {place} {place * 7919}", lead=["UBND các xã, phường"])
            for place in range(12)
        ]
        said["tasks"][0]["due"] = _due("monthly")
        publish(said)
    return 60


def test_lists_cost_the_same_however_long_they_are(
    many: int, office: User, agencies: Any, django_assert_num_queries: Any
) -> None:
    office.held  # noqa: B018 - the roles are read once for a request
    with django_assert_num_queries(9):
        tasks: list[Any] = list(queries.task_list(office, TaskFilter(), today=TODAY))
        assert {(task.plan.number != "", task.leads[0].group.name != "") for task in tasks} == {(True, True)}
    assert len(tasks) == many
    with django_assert_num_queries(9):
        unit = agencies.units["xa-09193"]
        assert list(queries.task_list(office, TaskFilter(unit=unit, state="open"), today=TODAY))
    with django_assert_num_queries(1):
        assert len(queries.plan_list(office)) == 5


def test_the_morning_costs_the_same_however_much_there_is(
    many: int, office: User, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(26):
        queries.overview(office, today=TODAY)


def test_the_api_lists_what_the_pages_list(client: Client, plan: Plan, reader: User, agencies: Any) -> None:
    client.force_login(reader)

    def get(address: str) -> Any:
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == 200, response.content
        return response.json()

    first = get("tasks?limit=4")
    rest = get(f"tasks?limit=4&after={first['next']}")
    assert [task["path"] for task in first["items"] + rest["items"]] == list("123456")
    assert rest["next"] is None
    assert [task["path"] for task in get("tasks?text=ang+ten&role=lead")["items"]] == ["1"]
    unit = agencies.units["sxd"].pk
    assert [task["path"] for task in get(f"tasks?unit_id={unit}")["items"]] == ["2", "6"]
    detail = get(f"tasks/{first['items'][0]['id']}")
    assert [one["role"] for one in detail["agencies"]] == ["lead", "support"]
    assert detail["obligations"][0]["state"] == "not_started"
    assert detail["due"]["end"] == "2026-05-31"
    target = get("targets?year=2030")["items"][0]
    assert get(f"targets/{target['id']}")["value"] in ("100.000000", 100, "100")
    assert get("plans")["items"][0]["n_tasks"] == 6
    seen = get("overview")
    assert (seen["n_plans"], seen["by_plan"][0]["n_all"], len(seen["by_unit"])) == (1, 6, 6)
    assert get("unknown-names") == [{"printed_name": "Trung tâm lạ", "n_times": 1}]


def test_the_api_refuses_wrong_filters_and_strangers(client: Client, plan: Plan, reader: User) -> None:
    for address in ("tasks", "targets", "plans", "overview", "unknown-names"):
        assert client.get(f"/api/v1/{address}").status_code == 401
    client.force_login(reader)
    for address, status in [
        ("tasks?state=perhaps", 422),
        ("tasks?due_from=tomorrow", 422),
        ("tasks?unit_id=0", 404),
        ("tasks/0", 404),
        ("targets/0", 404),
        ("tasks?after=x", 422),
        ("tasks?due_kind=%00", 422),
        ("tasks?text=%00", 422),
        ("tasks?gap=x", 422),
        ("targets?year=99999", 422),
        ("tasks/99999999999999999999", 404),
        ("units?text=%00", 422),
        ("documents?kind=poem", 422),
    ]:
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == status, (address, response.content)
        assert response.headers["Content-Type"] == "application/problem+json"


def test_the_api_publishes_for_a_leader_only(
    client: Client, keep: Any, result: dict[str, Any], agencies: Any, administrator: User, office: User
) -> None:
    document = keep(result).version.document
    body = {"document_id": document.pk}

    def post() -> Any:
        return client.post("/api/v1/plans", body, content_type="application/json")

    client.force_login(office)
    assert post().status_code == 403
    client.force_login(administrator)
    first, second = post(), post()
    assert (first.status_code, first.json()["n_tasks"]) == (200, 3)
    assert first.json() == second.json()
    body["document_id"] = 0
    assert post().status_code == 404
