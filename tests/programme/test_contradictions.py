"""What stands against what: found by pure rules, kept once, settled by the programme office."""

import copy
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import msgspec
import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.refusal import Conflict as Refused
from hatang.base.refusal import Refusal
from hatang.docparse.sums import uneven_sums
from hatang.programme import access
from hatang.programme import contradictions as rules
from hatang.programme.actions import (
    AlreadySettled,
    find_conflicts,
    publish_plan,
    reopen_conflict,
    settle_conflict,
)
from hatang.programme.contradictions import DocumentRow, TargetRow, TaskRow
from hatang.programme.models import Conflict, Obligation, Plan
from hatang.programme.promises import planned_together
from hatang.programme.queries.contradictions import n_planned_stations

pytestmark = pytest.mark.django_db

END = date(2030, 12, 31)


def target(pk: int, text: str, value: float | None, **more: Any) -> TargetRow:
    row = {"plan_id": 1, "measure": "%", "value_max": None, "due_end": END}
    return TargetRow(pk=pk, text=text, value=value, **{**row, **more})


def kinds(found: Any) -> list[tuple[str, str]]:
    return [(one.kind, str(one.figures.get("differs", ""))) for one in found]


def test_two_plans_with_another_year_for_one_target_contradict() -> None:
    rows = [
        target(1, "Tỷ lệ dân số được phủ sóng di động 5G (% dân số)", 100),
        target(
            2,
            "phấn đấu phủ sóng 5G đạt 100% dân số trong năm 2026",
            100,
            plan_id=2,
            due_end=date(2026, 12, 31),
        ),
    ]
    assert kinds(rules.differing_targets(rows)) == [("two_plans", "year")]


def test_body_and_annex_with_another_year_contradict() -> None:
    rows = [
        target(1, "Tỷ lệ sử dụng IPv6 trên địa bàn", 90, due_end=date(2029, 12, 31)),
        target(2, "Tỷ lệ sử dụng IPv6 của toàn tỉnh đạt ít nhất 90%", 90),
    ]
    assert kinds(rules.differing_targets(rows)) == [("body_annex", "year")]


@pytest.mark.parametrize(
    "other",
    [
        {"text": "Tỷ lệ dân số trưởng thành có chữ ký số"},
        {"measure": "trạm"},
        {"value": None},
        {"value": 100, "due_end": END},
    ],
)
def test_targets_about_other_things_or_saying_the_same_do_not(other: dict[str, Any]) -> None:
    base = {"text": "Tỷ lệ dân số được phủ sóng 5G", "value": 100, "plan_id": 2}
    changed = {**base, **other}
    rows = [
        target(1, "Tỷ lệ dân số được phủ sóng di động 5G", 100),
        target(2, changed.pop("text"), changed.pop("value"), **changed),
    ]
    assert kinds(rules.differing_targets(rows)) == []


def test_a_step_on_the_way_is_no_contradiction() -> None:
    rows = [
        target(1, "trên 80% hộ gia đình có đường Internet cáp quang", 80, due_end=date(2025, 12, 31)),
        target(2, "100% hộ gia đình có đường Internet cáp quang", 100),
    ]
    assert kinds(rules.differing_targets(rows)) == []


def test_another_holder_in_another_plan_is_said() -> None:
    text = "Tỷ lệ dân số được phủ sóng di động 5G"
    rows = [target(1, text, 100, leads=frozenset({1})), target(2, text, 100, plan_id=2, leads=frozenset({2}))]
    assert kinds(rules.differing_targets(rows)) == [("two_plans", "holder")]


def test_a_task_is_fulfilled_by_the_document_it_asks_for_and_not_by_its_own() -> None:
    text = "Xây dựng kế hoạch ứng dụng IoT trong một số ngành, lĩnh vực trọng điểm"
    title = (
        "ỨNG DỤNG INTERNET VẠN VẬT (IOT) TRONG MỘT SỐ NGÀNH, LĨNH VỰC TRỌNG ĐIỂM TỈNH BẮC NINH "
        "GIAI ĐOẠN 2025-2030"
    )
    task = TaskRow(1, 7, text, date(2025, 10, 6), date(2025, 9, 30))
    plan = DocumentRow(8, "plan", title, date(2025, 9, 29))
    assert [(one.task, one.document) for one in rules.fulfilled_tasks([task], [plan])] == [(1, 8)]
    for other in (
        DocumentRow(7, "plan", title, None),
        DocumentRow(8, "decision", title, None),
        DocumentRow(8, "plan", "Phát triển chính quyền số giai đoạn 2026 - 2030", None),
    ):
        assert list(rules.fulfilled_tasks([task], [other])) == []


def test_a_deadline_before_the_document_and_a_closed_lead_are_said() -> None:
    late = TaskRow(1, 7, "Việc", date(2025, 10, 6), date(2025, 9, 30), frozenset({3}))
    fine = TaskRow(2, 7, "Việc", date(2025, 10, 6), date(2025, 10, 6), frozenset({4}))
    assert [one.task for one in rules.early_deadlines([late, fine])] == [1]
    closed = list(rules.closed_leads([late, fine], {3: date(2025, 7, 1)}))
    assert [(one.task, one.unit, one.figures) for one in closed] == [(1, 3, {"closed_on": "2025-07-01"})]


def test_a_radius_of_220_m_needs_31033_stations_in_the_province() -> None:
    # 4,718.6 km2 of the province and 3,895.89 km2 of its former northern part (reference of the field).
    assert round(rules.stations_needed(4718.6, 0.22)) == 31033
    assert round(rules.stations_needed(3895.89, 0.22), -1) == 25620
    row = target(
        1, "Bán kính phục vụ của một trạm tối thiểu đạt 0,22 km", 0.22, measure="km", area_km2=3895.89
    )
    assert [one.figures["n_needed"] for one in rules.unreachable_radii([row], 5000)] == [25622]
    assert list(rules.unreachable_radii([row], 30000)) == []
    with pytest.raises(ValueError, match="positive"):
        rules.stations_needed(0, 0.22)


@pytest.fixture
def early(agencies: object, publish: Callable[..., Plan], result: dict[str, Any]) -> Conflict:
    """A published plan with one deadline before its own day."""
    result["tasks"][0]["due"] |= {"kind": "by", "end": "2025-09-30", "text": "9/2025"}
    publish(result)
    find_conflicts(by=None, at=datetime.fromisoformat("2026-03-01T00:00:00+00:00"))
    return Conflict.objects.get()


def test_the_same_contradiction_is_kept_once(early: Conflict, at: datetime) -> None:
    assert early.kind == "due_before_document"
    assert find_conflicts(by=None, at=at) == 0
    assert Conflict.objects.count() == 1


def test_what_is_no_longer_found_is_gone_and_comes_back(
    early: Conflict, publish: Callable[..., Plan], result: dict[str, Any], at: datetime
) -> None:
    result["tasks"][0]["due"] |= {"end": "2026-09-30"}
    publish(result)
    find_conflicts(by=None, at=at)
    early.refresh_from_db()
    assert early.gone_at == at


def test_a_settlement_needs_a_reason_and_holds_until_it_is_taken_back(
    early: Conflict, office: User, at: datetime
) -> None:
    with pytest.raises(Refusal, match=r"why|vì sao|lý do"):
        settle_conflict(conflict=early, settlement="none", reason=" ", by=office, at=at)
    with pytest.raises(Refusal):
        settle_conflict(conflict=early, settlement="first", reason="Không hợp", by=office, at=at)
    settle_conflict(conflict=early, settlement="none", reason="Đã xong trước ngày ký", by=office, at=at)
    with pytest.raises(AlreadySettled):
        settle_conflict(conflict=early, settlement="none", reason="Lần hai", by=office, at=at)
    find_conflicts(by=None, at=at)
    early.refresh_from_db()
    assert (early.settlement, early.settled_by) == ("none", office)
    assert reopen_conflict(conflict=early, by=office, at=at).settlement == ""


def test_a_fulfilled_task_is_done_on_the_day_of_its_document(
    agencies: object, publish: Callable[..., Plan], result: dict[str, Any], office: User, at: datetime
) -> None:
    result["tasks"][0]["text"] = "Xây dựng kế hoạch phát triển hạ tầng 5G trong các khu công nghiệp"
    plan = publish(result)
    other = {**result, "tasks": result["tasks"][1:]}
    other["document"] = result["document"] | {
        "number": "86/KH-UBND", "date": "2025-09-29",
        "title": "Phát triển hạ tầng 5G trong các khu công nghiệp tỉnh Bắc Ninh đến năm 2030",
    }  # fmt: skip
    publish(other)
    find_conflicts(by=office, at=at)
    conflict = Conflict.objects.get(kind="fulfilled")
    settle_conflict(conflict=conflict, settlement="fulfilled", reason="Đã ban hành", by=office, at=at)
    owed = Obligation.objects.get(task__plan=plan, task__path="PL2.1.1")
    assert (owed.state, owed.done_on) == ("done", date(2025, 9, 29))


def test_the_page_shows_both_sides_and_settles_for_the_office_only(
    early: Conflict, office: User, reader: User, client: Client
) -> None:
    client.force_login(reader)
    page = client.get("/mau-thuan/").content.decode()
    assert "30/09/2025" in page
    assert "ly-do" not in page
    said = {"quyet-dinh": "none", "ly-do": "Đã xong"}
    assert client.post(f"/mau-thuan/{early.pk}/", said).status_code == 403
    assert client.post(f"/mau-thuan/{early.pk}/mo-lai/").status_code == 403
    assert client.post("/mau-thuan/tim-lai/").status_code == 403
    client.force_login(office)
    assert client.post(f"/mau-thuan/{early.pk}/", said).status_code == 302
    assert client.post(f"/mau-thuan/{early.pk}/", said).status_code == 409
    assert "Đã xong" in client.get("/mau-thuan/?tinh-trang=da-quyet").content.decode()
    assert client.get("/mau-thuan/?dinh-dang=csv").status_code == 200
    assert client.post("/mau-thuan/999999/", said).status_code == 404


def test_a_sum_printed_in_a_document_is_found_with_both_places_while_it_says_so(
    agencies: object,
    keep: Any,
    result: dict[str, Any],
    office: User,
    reader: User,
    client: Client,
    at: datetime,
) -> None:
    text = "- Lắp mới tại các khu công nghiệp: 58 trạm (trong đó: VNPT: 25 trạm, Viettel: 34 trạm)."
    result["warnings"] = [msgspec.to_builtins(one) for one in uneven_sums(text)]
    publish_plan(version=keep(result, text).version, by=office, at=at)
    find_conflicts(by=None, at=at)
    [found] = Conflict.objects.filter(kind="sums")
    assert (found.figures["total"], found.figures["parts"]) == (
        "Lắp mới tại các khu công nghiệp: 58 trạm",
        "trong đó: VNPT: 25 trạm · Viettel: 34 trạm",
    )
    client.force_login(reader)
    page = client.get("/mau-thuan/").content.decode()
    assert "Cộng các phần được 59, tổng ghi 58." in page
    assert f"/van-ban/{found.document_id}/?xem=xem-lai" in page
    assert list(access.visible_conflicts(object())) == []
    settle_conflict(conflict=found, settlement="followed_up", reason="Đã hỏi VNPT", by=office, at=at)
    # Read anew with the same words it stays settled; said right by a newer version it is gone.
    assert find_conflicts(by=None, at=at) == 0
    result |= {"warnings": [], "tasks": result["tasks"][:2]}
    publish_plan(version=keep(result, "58 trạm (trong đó: 25 trạm, 33 trạm)").version, by=office, at=at)
    find_conflicts(by=None, at=at)
    found.refresh_from_db()
    assert (found.gone_at, found.settlement) == (at, "followed_up")


def test_the_list_asks_the_database_equally_often_for_one_and_for_many(
    early: Conflict, office: User, client: Client, django_assert_max_num_queries: Any, at: datetime
) -> None:
    for number in range(30):
        Conflict.objects.create(
            kind="due_before_document", fingerprint=f"x{number}", task=early.task, found_at=at, seen_at=at
        )
    client.force_login(office)
    client.get("/mau-thuan/")  # the first page of a session is noted
    with django_assert_max_num_queries(14):
        client.get("/mau-thuan/")


@pytest.fixture
def two_plans(agencies: object, publish: Callable[..., Plan], result: dict[str, Any]) -> list[Plan]:
    """Two plans that promise the same coverage for different years."""
    target = {
        "path": "I.1", "text": "Tỷ lệ dân số được phủ sóng mạng di động 5G đạt 100%", "value": 100,
        "comparator": "ge", "unit": "%", "spans": {}, "confidence": {},
        "lead": [], "support": [], "direct": [],
    }  # fmt: skip
    plans = []
    for number, end in (("94/KH-UBND", "2030-12-31"), ("95/KH-UBND", "2026-12-31")):
        said = copy.deepcopy(result)
        said["document"]["number"] = number
        said["targets"] = [{**target, "due": {**result["tasks"][0]["due"], "end": end}}]
        plans.append(publish(said))
    return plans


def test_a_settled_contradiction_opens_again_when_its_sources_say_something_else(
    two_plans: list[Plan], office: User, at: datetime
) -> None:
    find_conflicts(by=None, at=at)
    conflict = Conflict.objects.get(kind="two_plans")
    settle_conflict(conflict=conflict, settlement="second", reason="Kế hoạch sau", by=office, at=at)
    find_conflicts(by=None, at=at)
    conflict.refresh_from_db()
    assert conflict.settlement == "second"
    two_plans[1].targets.update(due_end=date(2027, 12, 31))
    find_conflicts(by=None, at=at)
    conflict.refresh_from_db()
    assert (conflict.settlement, conflict.reason, conflict.settled_by) == ("", "", None)


def test_an_open_contradiction_is_not_opened_again(early: Conflict, office: User, at: datetime) -> None:
    with pytest.raises(Refused):
        reopen_conflict(conflict=early, by=office, at=at)


def test_another_document_does_not_ask_again_about_a_fulfilled_task(
    agencies: object, publish: Callable[..., Plan], result: dict[str, Any], office: User, at: datetime
) -> None:
    result["tasks"][0]["text"] = "Xây dựng kế hoạch phát triển hạ tầng 5G trong các khu công nghiệp"
    publish(result)
    for number, day in (("86/KH-UBND", "2025-09-29"), ("80/KH-UBND", "2025-09-01")):
        other = {**result, "tasks": result["tasks"][1:]}
        other["document"] = result["document"] | {
            "number": number, "date": day,
            "title": "Phát triển hạ tầng 5G trong các khu công nghiệp tỉnh Bắc Ninh đến năm 2030",
        }  # fmt: skip
        publish(other)
        find_conflicts(by=None, at=at)
        for conflict in Conflict.objects.filter(kind="fulfilled", settlement=""):
            assert number == "86/KH-UBND"
            settle_conflict(conflict=conflict, settlement="fulfilled", reason="Đã có", by=office, at=at)
    assert Conflict.objects.filter(kind="fulfilled", gone_at__isnull=True).count() <= 1


def test_stations_named_in_two_plans_are_counted_once(two_plans: list[Plan]) -> None:
    for plan in two_plans:
        plan.targets.update(
            text="Đầu tư 139 trạm BTS 5G",
            search_text="dau tu 139 tram bts 5g",
            value=139,
            measure_unit="trạm",
        )
    assert n_planned_stations(today=date(2026, 6, 1)) == 139


def test_the_same_stations_in_other_words_or_in_parts_are_built_once() -> None:
    def stations(pk: int, plan: int, text: str, value: float) -> TargetRow:
        return target(pk, text, value, plan_id=plan, measure="trạm")

    whole = stations(1, 1, "Đầu tư ít nhất 139 trạm BTS 5G", 139)
    again = stations(2, 2, "Phát triển mới 139 trạm 5G trên địa bàn tỉnh", 139)
    parts = [
        stations(3, 3, "Viettel đầu tư 60 trạm BTS 5G", 60),
        stations(4, 3, "VNPT đầu tư 79 trạm BTS 5G", 79),
    ]
    more = stations(5, 4, "Đầu tư 200 trạm BTS 5G", 200)
    other = stations(6, 2, "Lắp 139 trạm quan trắc môi trường nước tự động", 139)
    assert planned_together([]) == 0
    assert planned_together([whole, again]) == 139
    assert planned_together([whole, *parts]) == 139
    # Two plans with another number for one thing: the larger one is not added to the smaller.
    assert planned_together([whole, more]) == 200
    assert planned_together([whole, other]) == 278
    # Parts of one plan are added.
    assert planned_together(parts) == 139


def test_blocks_find_the_same_pairs_as_one_block(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        target(n, f"Tỷ lệ hộ gia đình dùng cáp quang xã {'abc'[n % 3]}", float(n), plan_id=n)
        for n in range(12)
    ]
    whole = {one.fingerprint for one in rules.differing_targets(rows)}
    monkeypatch.setattr(rules.targets, "_BLOCK", 5)
    assert {one.fingerprint for one in rules.differing_targets(rows)} == whole != set()
