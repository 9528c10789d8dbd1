"""The source that counts is followed by the other one, until it is taken back or either changes."""

import copy
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import opened
import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from hatang.accounts.models import User
from hatang.base.refusal import Refusal
from hatang.documents.actions import set_audience
from hatang.notices.models import Notice
from hatang.programme import contradictions as rules
from hatang.programme.actions import (
    AlreadySettled,
    Call,
    SettledElsewhere,
    SourcesChanged,
    add_milestone,
    call_meeting,
    find_conflicts,
    open_meeting,
    publish_plan,
    reopen_conflict,
    settle_conflict,
    undo_publication,
)
from hatang.programme.actions.carrying import hand_on_milestones
from hatang.programme.contradictions import TaskRow
from hatang.programme.models import Conflict, Plan, Publication, Ruling, Target, Task

pytestmark = pytest.mark.django_db

WORK = "Xây dựng hệ thống quản lý hạ tầng viễn thông trên nền bản đồ số"
COVERAGE = "Tỷ lệ dân số được phủ sóng mạng di động 5G"


def due(end: str) -> dict[str, Any]:
    return {
        "kind": "by", "start": None, "end": end, "at": None, "before": False, "text": end[:4], "parts": [],
    }  # fmt: skip


def target_row(value: float, end: str, **more: Any) -> dict[str, Any]:
    row = {
        "path": "I.1", "text": f"{COVERAGE} đạt {value:g}%", "value": value, "comparator": "ge", "unit": "%",
        "spans": {}, "confidence": {}, "lead": [], "support": [], "direct": [], "due": due(end),
    }  # fmt: skip
    return {**row, **more}


@pytest.fixture
def said(result: dict[str, Any], make_row: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """A document whose body and annex give one task another deadline, lead and product."""
    body = make_row("IV.2.a", WORK, due=due("2026-12-31"), product="Hệ thống bản đồ số")
    annex = make_row(
        "PL2.3.1", WORK, due=due("2027-06-30"), lead=["Sở Xây dựng"], product="Kế hoạch của Ủy ban"
    )
    return {**result, "tasks": [body, annex]}


@pytest.fixture
def body_annex(agencies: Any, publish: Callable[..., Plan], said: dict[str, Any], at: datetime) -> Conflict:
    """The contradiction found in it."""
    publish(said)
    find_conflicts(by=None, at=at)
    return Conflict.objects.get(kind="body_annex")


@pytest.fixture
def two_plans(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], at: datetime
) -> Callable[..., Conflict]:
    """Makes two plans with one target, and finds what they say against each other."""

    def make(**more: Any) -> Conflict:
        rows = {"94/KH-UBND": target_row(95, "2030-12-31"), "95/KH-UBND": target_row(100, "2026-12-31")}
        for number, row in rows.items():
            publish({**_numbered(result, number), "tasks": [], "targets": [row]})
        find_conflicts(by=None, at=at)
        return Conflict.objects.get(kind="two_plans")

    return make


def _numbered(result: dict[str, Any], number: str) -> dict[str, Any]:
    said = copy.deepcopy(result)
    said["document"]["number"] = number
    return said


def _settle(conflict: Conflict, choice: str, by: User, at: datetime) -> Conflict:
    return settle_conflict(
        conflict=conflict, settlement=choice, reason="Phụ lục là bản chi tiết", by=by, at=at
    )


# --- found


def row(pk: int, path: str, text: str = WORK, **more: Any) -> TaskRow:
    return TaskRow(pk, 7, text, None, None, path=path, **more)


def test_body_and_annex_with_another_deadline_lead_or_product_contradict() -> None:
    body = row(1, "IV.2", due="2026-12-31", named=frozenset({"u1"}), product="Kế hoạch của tỉnh")
    annex = row(2, "PL2.1", due="2027-12-31", named=frozenset({"u2"}), product="Báo cáo hằng quý")
    found = list(rules.differing_tasks([body, annex]))
    assert [(one.kind, one.task, one.other_task, one.figures["differs"]) for one in found] == [
        ("body_annex", 1, 2, "due,lead,product")
    ]


@pytest.mark.parametrize(
    ("path", "text", "more"),
    [
        ("PL2.1", WORK, {"due": "2026-12-31"}),
        ("PL2.1", WORK, {}),
        ("PL2.1", WORK, {"named": frozenset({"u1", "u2"})}),
        ("PL2.1", WORK, {"product": "Kế hoạch"}),
        ("IV.3", WORK, {"due": "2029-12-31"}),
        ("PL2.1", "Xây dựng hệ thống thông tin đất đai trên nền bản đồ số", {"due": "2029-12-31"}),
    ],
)
def test_what_only_one_says_or_other_work_does_not(path: str, text: str, more: dict[str, Any]) -> None:
    body = row(1, "IV.2", due="2026-12-31", named=frozenset({"u1"}), product="Kế hoạch của tỉnh")
    assert list(rules.differing_tasks([body, row(2, path, text, **more)])) == []


# --- applied


def test_the_body_follows_the_annex_in_deadline_lead_and_product(
    body_annex: Conflict, office: User, agencies: Any, at: datetime
) -> None:
    _settle(body_annex, "second", office, at)
    body = Task.objects.get(path="IV.2.a")
    assert (body.due_end, body.product) == (date(2027, 6, 30), "Kế hoạch của Ủy ban")
    assert body.ruled_fields == ["due", "lead", "product"]
    assert [one.unit for one in body.assignments.filter(role="lead")] == [agencies.units["sxd"]]
    owed = body.obligations.filter(withdrawn_at__isnull=True)
    assert [one.unit for one in owed] == [agencies.units["sxd"]]
    # The finding is about what is printed: it stays, settled.
    find_conflicts(by=None, at=at)
    body_annex.refresh_from_db()
    assert (body_annex.settlement, body_annex.gone_at) == ("second", None)
    assert Task.objects.get(path="PL2.3.1").ruled_fields == []


def test_it_is_taken_back_to_what_the_plan_prints(
    body_annex: Conflict, office: User, agencies: Any, at: datetime
) -> None:
    _settle(body_annex, "second", office, at)
    reopen_conflict(conflict=body_annex, by=office, at=at)
    body = Task.objects.get(path="IV.2.a")
    assert (body.due_end, body.product, body.ruled_fields) == (date(2026, 12, 31), "Hệ thống bản đồ số", [])
    owed = body.obligations.filter(withdrawn_at__isnull=True)
    assert [one.unit for one in owed] == [agencies.units["skhcn"]]
    assert {one.ended_by for one in Ruling.objects.all()} == {office}


def test_those_who_lead_by_now_and_no_longer_are_told(
    body_annex: Conflict, office: User, agencies: Any, make_user: Callable[..., User], at: datetime
) -> None:
    former = make_user("chuyen-vien-cu", "officer", agencies.units["skhcn"])
    present = make_user("chuyen-vien-moi", "officer", agencies.units["sxd"])
    _settle(body_annex, "second", office, at)
    told = Notice.objects.filter(kind="assignment")
    assert {former, present} <= {one.user for one in told}


def test_what_was_promised_on_the_way_goes_over_to_who_leads_and_comes_back(
    body_annex: Conflict, office: User, agencies: Any, at: datetime
) -> None:
    body = Task.objects.get(path="IV.2.a")
    promised = add_milestone(
        obligation=body.obligations.get(), title="Xong thiết kế", due_on=date(2026, 9, 30), by=office, at=at
    )
    _settle(body_annex, "second", office, at)
    promised.refresh_from_db()
    assert promised.obligation.unit == agencies.units["sxd"]
    reopen_conflict(conflict=Conflict.objects.get(pk=body_annex.pk), by=office, at=at)
    promised.refresh_from_db()
    assert promised.obligation.unit == agencies.units["skhcn"]


def test_promises_of_a_freed_unit_go_to_the_lead_named_first_and_each_comes_back_to_its_unit(
    agencies: Any,
    publish: Callable[..., Plan],
    said: dict[str, Any],
    office: User,
    at: datetime,
) -> None:
    body, annex = said["tasks"]
    body["lead"] = ["Sở Khoa học và Công nghệ", "Sở Nông nghiệp và Môi trường"]
    annex["lead"] = ["Sở Xây dựng", "Sở Nông nghiệp và Môi trường"]
    publish(said)
    find_conflicts(by=None, at=at)
    conflict = Conflict.objects.get(kind="body_annex")
    owed = {one.unit.code: one for one in Task.objects.get(path="IV.2.a").obligations.select_related("unit")}
    made = {
        code: add_milestone(obligation=one, title=f"Xong {code}", due_on=date(2026, 9, 30), by=office, at=at)
        for code, one in owed.items()
    }

    def holders() -> list[str]:
        rows = [type(one).objects.select_related("obligation__unit").get(pk=one.pk) for one in made.values()]
        return [row.obligation.unit.code for row in rows]

    before = holders()
    assert len(set(before)) == 2
    _settle(conflict, "second", office, at)
    freed, stays = agencies.units["skhcn"].code, agencies.units["snnmt"].code
    assert holders() == [agencies.units["sxd"].code if code == freed else stays for code in before]
    reopen_conflict(conflict=Conflict.objects.get(pk=conflict.pk), by=office, at=at)
    assert holders() == before


def test_a_promise_that_came_back_stays_with_its_unit_while_that_one_leads(
    body_annex: Conflict, office: User, agencies: Any, at: datetime
) -> None:
    body = Task.objects.get(path="IV.2.a")
    promised = add_milestone(
        obligation=body.obligations.get(), title="Xong thiết kế", due_on=date(2026, 9, 30), by=office, at=at
    )
    _settle(body_annex, "second", office, at)
    reopen_conflict(conflict=Conflict.objects.get(pk=body_annex.pk), by=office, at=at)
    # The other unit leads beside it from now on.
    leads = [body.obligations.get(unit=agencies.units[code]) for code in ("skhcn", "sxd")]
    hand_on_milestones([], leads[1:], leads[1])
    promised.refresh_from_db()
    assert promised.obligation == leads[0]


def test_promises_of_two_freed_units_come_back_apart(
    agencies: Any, publish: Callable[..., Plan], said: dict[str, Any], office: User, at: datetime
) -> None:
    said["tasks"][0]["lead"] = ["Sở Khoa học và Công nghệ", "Sở Nông nghiệp và Môi trường"]
    publish(said)
    find_conflicts(by=None, at=at)
    conflict = Conflict.objects.get(kind="body_annex")
    body = Task.objects.get(path="IV.2.a")
    made = [
        add_milestone(obligation=one, title="Xong thiết kế", due_on=date(2026, 8, day), by=office, at=at)
        for day, one in enumerate(body.obligations.order_by("pk"), start=1)
    ]
    home = [one.obligation_id for one in made]
    _settle(conflict, "second", office, at)
    [new] = body.obligations.filter(withdrawn_at__isnull=True)
    for one in made:
        one.refresh_from_db()
    assert {one.obligation_id for one in made} == {new.pk}
    reopen_conflict(conflict=Conflict.objects.get(pk=conflict.pk), by=office, at=at)
    for one in made:
        one.refresh_from_db()
    assert [one.obligation_id for one in made] == home


def test_a_target_follows_value_and_year_on_list_page_and_api(
    two_plans: Callable[..., Conflict], office: User, client: Client, at: datetime
) -> None:
    conflict = two_plans()
    assert conflict.figures["differs"] == "value,year"
    _settle(conflict, "second", office, at)
    followed = conflict.target
    assert followed is not None
    followed.refresh_from_db()
    assert (followed.value, followed.due_end) == (Decimal(100), date(2026, 12, 31))
    client.force_login(office)
    page = client.get("/chi-tieu/").content.decode()
    assert page.count('class="ruled"') == 2
    page = client.get(f"/chi-tieu/{followed.pk}/").content.decode()
    assert "≥ 95 %" in page
    assert "Phụ lục là bản chi tiết" in page
    told = client.get(f"/api/v1/targets/{followed.pk}").json()
    assert (told["ruled_fields"], told["due"]["end"]) == (["value", "due"], "2026-12-31")
    page = client.get("/mau-thuan/?tinh-trang=da-quyet").content.decode()
    assert "≥ 95 %" in page


@pytest.mark.django_db(transaction=True)
def test_the_sheet_says_what_counts(
    two_plans: Callable[..., Conflict], office: User, client: Client, at: datetime
) -> None:
    _settle(two_plans(), "second", office, at)
    client.force_login(office)
    answer: Any = client.get("/chi-tieu/", {"dinh-dang": "csv"})
    sheet = b"".join(answer.streaming_content).decode("utf-8-sig")
    answer.close()
    assert sheet.count("≥ 100 %") == 2
    assert "≥ 100 % (theo kết luận)" in sheet
    followed = Target.objects.get(ruled_fields__contains=["due"])
    page: Any = client.get(f"/chi-tieu/{followed.pk}/", {"dinh-dang": "csv"})
    told = b"".join(page.streaming_content).decode("utf-8-sig")
    page.close()
    assert "Phụ lục là bản chi tiết" in told
    assert "≥ 95 %" in told


def test_a_task_shows_the_mark_on_every_page_and_in_every_file_of_it(
    body_annex: Conflict, office: User, client: Client, at: datetime
) -> None:
    _settle(body_annex, "second", office, at)
    body = Task.objects.get(path="IV.2.a")
    call = Call(date(2027, 6, 28), None, "", "Chủ tịch")
    meeting = open_meeting(meeting=call_meeting(call=call, by=office, at=at), by=office, at=at)
    client.force_login(office)
    month, sheet = "/nhiem-vu/lich/?thang=2027-06", f"/giao-ban/{meeting.pk}/"
    pages = ["/nhiem-vu/", "/nhiem-vu/bang/", "/nhiem-vu/thoi-gian/", month, f"/nhiem-vu/{body.pk}/", sheet]
    for address in pages:
        page = client.get(address).content.decode()
        assert 'class="ruled"' in page, address
        assert "30/06/2027" in page or address == month, address
    for address in pages:
        mark = "&" if "?" in address else "?"
        for kind, read in (("csv", opened.lines), ("docx", opened.document), ("pdf", opened.pages)):
            words = str(read(client.get(f"{address}{mark}dinh-dang={kind}")))
            named = "theo kết luận" if kind != "csv" or address != sheet else "'30/06/2027', 'Thời hạn'"
            assert named in " ".join(words.replace("\\n", " ").split()), (address, kind)
    feed = client.get(f"{month}&dinh-dang=ics").content.decode().replace("\r\n ", "")
    assert "30/06/2027 (theo kết luận)" in feed


def test_a_closed_meeting_keeps_whether_a_deadline_was_settled(
    body_annex: Conflict, office: User, client: Client, at: datetime
) -> None:
    call = Call(date(2026, 12, 28), None, "", "Chủ tịch")
    meeting = open_meeting(meeting=call_meeting(call=call, by=office, at=at), by=office, at=at)
    client.force_login(office)
    client.post(f"/giao-ban/{meeting.pk}/ket-thuc/")
    _settle(body_annex, "second", office, at)
    page = client.get(f"/giao-ban/{meeting.pk}/").content.decode()
    # The day is that of the meeting, and so is what is said of it.
    assert "31/12/2026" in page
    assert 'class="ruled"' not in page


# --- opened again


def test_it_is_open_again_when_the_source_that_counts_is_published_anew(
    body_annex: Conflict, said: dict[str, Any], publish: Callable[..., Plan], office: User, at: datetime
) -> None:
    _settle(body_annex, "second", office, at)
    said["tasks"][1]["due"] = due("2028-03-31")
    publish(said)
    body_annex.refresh_from_db()
    assert body_annex.settlement == ""
    body = Task.objects.get(path="IV.2.a")
    assert (body.due_end, body.ruled_fields) == (date(2026, 12, 31), [])


def test_it_holds_when_something_else_of_the_plan_is_published_anew(
    body_annex: Conflict, said: dict[str, Any], publish: Callable[..., Plan], office: User, at: datetime
) -> None:
    _settle(body_annex, "second", office, at)
    said["tasks"][0]["note"] = "Ghi chú mới"
    publish(said)
    body_annex.refresh_from_db()
    body = Task.objects.get(path="IV.2.a")
    assert body_annex.settlement == "second"
    assert (body.note, body.due_end, body.product) == (
        "Ghi chú mới", date(2027, 6, 30), "Kế hoạch của Ủy ban",
    )  # fmt: skip


def test_what_the_follower_prints_anew_is_not_overwritten(
    body_annex: Conflict, said: dict[str, Any], publish: Callable[..., Plan], office: User, at: datetime
) -> None:
    _settle(body_annex, "second", office, at)
    said["tasks"][0]["due"] = due("2027-06-30")
    publish(said)
    body = Task.objects.get(path="IV.2.a")
    assert (body.due_end, body.product, body.ruled_fields) == (date(2027, 6, 30), "Hệ thống bản đồ số", [])
    body_annex.refresh_from_db()
    assert body_annex.settlement == ""


@pytest.mark.parametrize(
    "changed",
    [{"value": Decimal(90)}, {"due_end": date(2029, 12, 31)}, {"comparator": "eq"}],
)
@pytest.mark.parametrize("side", ["target", "other_target"])
def test_a_change_of_either_side_opens_it_again(
    two_plans: Callable[..., Conflict], office: User, at: datetime, side: str, changed: dict[str, Any]
) -> None:
    conflict = two_plans()
    settle_conflict(conflict=conflict, settlement="both", reason="Hai lộ trình", by=office, at=at)
    find_conflicts(by=None, at=at)
    conflict.refresh_from_db()
    assert conflict.settlement == "both"
    Target.objects.filter(pk=getattr(conflict, f"{side}_id")).update(**changed)
    find_conflicts(by=None, at=at)
    conflict.refresh_from_db()
    assert conflict.settlement == ""


def test_another_lead_of_either_side_opens_it_again(
    body_annex: Conflict, office: User, agencies: Any, at: datetime
) -> None:
    settle_conflict(conflict=body_annex, settlement="both", reason="Hai phần việc", by=office, at=at)
    annex = Task.objects.get(path="PL2.3.1")
    annex.assignments.filter(role="lead").update(unit=agencies.units["viettel"])
    find_conflicts(by=None, at=at)
    body_annex.refresh_from_db()
    assert body_annex.settlement == ""


def test_it_ends_with_its_source(two_plans: Callable[..., Conflict], office: User, at: datetime) -> None:
    conflict = two_plans()
    _settle(conflict, "second", office, at)
    other = conflict.other_target
    assert other is not None
    other.plan.document.valid_to = at.date()
    other.plan.document.save()
    find_conflicts(by=None, at=at)
    followed = Target.objects.get(path="I.1", plan__number="94/KH-UBND")
    assert (followed.value, followed.ruled_fields) == (Decimal(95), [])


def test_an_undone_publication_takes_its_settlements_along(
    two_plans: Callable[..., Conflict], office: User, at: datetime
) -> None:
    conflict = two_plans()
    _settle(conflict, "second", office, at)
    last = Publication.objects.order_by("-pk")[0]
    undo_publication(publication=last, reason="Nhầm văn bản", by=office, at=at)
    followed = Target.objects.get(path="I.1", plan__number="94/KH-UBND")
    assert (followed.value, followed.due_end, followed.ruled_fields) == (Decimal(95), date(2030, 12, 31), [])


# --- refused


def test_nothing_follows_two_settlements(
    two_plans: Callable[..., Conflict],
    publish: Callable[..., Plan],
    result: dict[str, Any],
    office: User,
    at: datetime,
) -> None:
    conflict = two_plans()
    publish({**_numbered(result, "96/KH-UBND"), "tasks": [], "targets": [target_row(90, "2028-12-31")]})
    find_conflicts(by=None, at=at)
    _settle(conflict, "second", office, at)
    other = Conflict.objects.filter(kind="two_plans", target=conflict.target).exclude(pk=conflict.pk).get()
    with pytest.raises(SettledElsewhere):
        _settle(other, "second", office, at)
    assert Conflict.objects.get(pk=other.pk).settlement == ""
    # Both follow the same third source: they say the same by now.
    third = Conflict.objects.filter(kind="two_plans", target=conflict.other_target).get()
    _settle(third, "first", office, at)
    find_conflicts(by=None, at=at)
    other.refresh_from_db()
    assert other.gone_at is not None


def test_changed_sources_are_looked_at_before_they_are_settled(
    two_plans: Callable[..., Conflict], office: User, at: datetime
) -> None:
    conflict = two_plans()
    Target.objects.filter(conflicts=conflict).update(value=50)
    with pytest.raises(SourcesChanged):
        _settle(conflict, "second", office, at)
    find_conflicts(by=None, at=at)
    _settle(Conflict.objects.get(pk=conflict.pk), "second", office, at)


def test_a_restricted_source_is_not_shown_in_another_plan(
    two_plans: Callable[..., Conflict], office: User, at: datetime
) -> None:
    conflict = two_plans()
    assert conflict.other_target is not None
    document = conflict.other_target.plan.document
    document.is_restricted, document.audience_reason = True, "Nội bộ"
    document.audience_set_at, document.audience_set_by = at, office
    document.save()
    with pytest.raises(Refusal, match=r"restricted|hạn chế"):
        _settle(conflict, "second", office, at)
    _settle(conflict, "first", office, at)


def test_a_source_that_is_restricted_afterwards_is_shown_in_another_plan_no_more(
    two_plans: Callable[..., Conflict], office: User, reader: User, client: Client, at: datetime
) -> None:
    conflict = _settle(two_plans(), "second", office, at)
    follower, source = conflict.target, conflict.other_target
    assert follower is not None and source is not None
    hide = {"is_restricted": True, "reason": "Nội bộ", "units": [], "groups": []}
    set_audience(document=source.plan.document, by=office, at=at, **hide)  # type: ignore[arg-type]
    # The reason may quote what is hidden by now.
    client.force_login(reader)
    assert "Phụ lục là bản chi tiết" not in client.get(f"/chi-tieu/{follower.pk}/").content.decode()
    assert ProcrastinateJob.objects.filter(task_name="programme.find_conflicts").exists()
    find_conflicts(by=None, at=at)
    follower.refresh_from_db()
    conflict.refresh_from_db()
    assert (follower.value, follower.ruled_fields, conflict.settlement) == (Decimal(95), [], "")
    assert (
        "100" not in client.get(f"/chi-tieu/{follower.pk}/").content.decode().partition('id="mau-thuan"')[2]
    )
    client.force_login(office)
    assert "Phụ lục là bản chi tiết" in client.get(f"/chi-tieu/{follower.pk}/").content.decode()


def test_only_the_office_settles_and_takes_back(
    body_annex: Conflict, office: User, reader: User, agencies: Any, make_user: Callable[..., User],
    client: Client, at: datetime,
) -> None:  # fmt: skip
    words = {"quyet-dinh": "second", "ly-do": "Phụ lục chi tiết hơn"}
    colleague = make_user("chuyen-vien", "officer", agencies.units["skhcn"])
    for person in (reader, colleague):
        client.force_login(person)
        assert client.post(f"/mau-thuan/{body_annex.pk}/", words).status_code == 403
    client.force_login(office)
    assert client.post(f"/mau-thuan/{body_annex.pk}/", words).status_code == 302
    client.force_login(colleague)
    assert client.post(f"/mau-thuan/{body_annex.pk}/mo-lai/").status_code == 403
    assert Task.objects.get(path="IV.2.a").ruled_fields


def test_what_is_refused_is_said_beside_what_was_written(
    two_plans: Callable[..., Conflict], office: User, client: Client
) -> None:
    conflict = two_plans()
    Target.objects.filter(conflicts=conflict).update(value=50)
    client.force_login(office)
    answer = client.post(f"/mau-thuan/{conflict.pk}/", {"quyet-dinh": "second", "ly-do": "Kế hoạch sau"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'value="Kế hoạch sau"' in page
    assert '<option value="second" selected>' in page


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_decides(
    body_annex: Conflict, said: dict[str, Any], office: User, at: datetime
) -> None:
    def decide(choice: str) -> str:
        try:
            _settle(body_annex, choice, office, at)
        except AlreadySettled:
            return "late"
        finally:
            connection.close()
        return choice

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(decide, ["first", "second"]))
    assert outcomes.count("late") == 1
    chosen = next(one for one in outcomes if one != "late")
    ruled = {one.path: bool(one.ruled_fields) for one in Task.objects.all()}
    assert ruled == {"IV.2.a": chosen == "second", "PL2.3.1": chosen == "first"}


@pytest.mark.django_db(transaction=True)
def test_settling_while_the_plan_is_published_leaves_one_truth(
    body_annex: Conflict,
    said: dict[str, Any],
    keep: Callable[..., Any],
    office: User,
    at: datetime,
) -> None:
    said["tasks"][1]["due"] = due("2028-03-31")
    version = keep(said).version

    def settle() -> None:
        try:
            _settle(body_annex, "second", office, at)
        except SourcesChanged:
            pass
        finally:
            connection.close()

    def publish() -> None:
        try:
            publish_plan(version=version, by=office, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(settle), threads.submit(publish)]:
            done.result()
    body = Task.objects.get(path="IV.2.a")
    assert (body.due_end, body.ruled_fields) == (date(2026, 12, 31), [])
    assert not Ruling.objects.standing().exists()
