"""Every view of the programme as a file: opened again, its rows are those of the page."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import opened
import pypdfium2
import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.documents.models import Document
from hatang.notices.actions import write_comment
from hatang.notices.subjects import subject_of
from hatang.programme.actions import add_dependency, add_milestone, declare_value, record_progress
from hatang.programme.models import Plan, Target, Task
from hatang.programme.sheets.ties import pieces_of
from hatang.programme.timeline import Scale, Shape, Span

pytestmark = pytest.mark.django_db

KINDS = ("xlsx", "csv", "docx", "pdf")
TASKS = ("Xây dựng kế hoạch phát triển trạm 5G", "Ban hành quy định dùng chung hạ tầng viễn thông")
LEADS = ("Sở Khoa học và Công nghệ", "Sở Xây dựng")
MARK = UUID(int=1)


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A late task of one department, and one due in December of another; a target."""
    result["tasks"][0]["due"]["end"] = "2026-05-31"
    result["tasks"][1]["lead"] = ["Sở Xây dựng"]
    result["tasks"] = result["tasks"][:2]
    result["targets"] = [
        {
            "path": "II.1",
            "text": "Tỷ lệ phủ sóng 5G đạt 90 %",
            "comparator": "ge",
            "value": 90,
            "value_max": None,
            "unit": "%",
            "lead": [],
            "support": [],
            "direct": [],
            "due": result["tasks"][1]["due"],
            "note": None,
            "spans": {"text": [[0, 9, None]]},
            "confidence": {"text": 0.9},
        }
    ]
    return publish(result)


@pytest.fixture
def get(client: Client, office: User, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Asks for an address on 01/6/2026, as the office or somebody else."""
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-01")

    def ask(address: str, user: User = office) -> Any:
        client.force_login(user)
        return client.get(address)

    return ask


def words_of(answer: Any, kind: str) -> str:
    """Everything a file says, with single blanks."""
    if kind == "xlsx":
        cells = [str(cell or "") for rows in opened.workbook(answer).values() for row in rows for cell in row]
    elif kind == "csv":
        cells = [cell for line in opened.lines(answer) for cell in line]
    elif kind == "docx":
        paragraphs, tables = opened.document(answer)
        cells = [*paragraphs, *(cell for table in tables for row in table for cell in row)]
    else:
        cells = opened.pages(answer)
    return " ".join(" ".join(cells).split())


def test_a_board_is_one_list_or_a_table_for_each_column(plan: Plan, get: Callable[..., Any]) -> None:
    first, _second = opened.lines(get("/nhiem-vu/bang/?dinh-dang=csv"))[1:]
    assert first[:3] == ["Đang thực hiện quá hạn", "Sở Khoa học và Công nghệ", TASKS[0]]
    assert "31/05/2026" in first
    [rows] = opened.workbook(get("/nhiem-vu/bang/?dinh-dang=xlsx")).values()
    assert [row[2] for row in rows[1:]] == [*TASKS]
    paragraphs, tables = opened.document(get("/nhiem-vu/bang/?dinh-dang=docx"))
    assert paragraphs[2:4] == ["Đang thực hiện quá hạn (1)", "Chưa thực hiện (1)"]
    assert [[row[:2] for row in table[1:]] for table in tables] == [
        [[LEADS[0], TASKS[0]]],
        [[LEADS[1], TASKS[1]]],
    ]
    [page] = opened.pages(get("/nhiem-vu/bang/?dinh-dang=pdf"))
    assert page.index("Đang thực hiện quá hạn (1)") < page.index(TASKS[0]) < page.index("Chưa thực hiện (1)")


def test_a_board_is_narrowed_as_its_page_and_says_so(
    plan: Plan, get: Callable[..., Any], agencies: Any
) -> None:
    query = f"?don-vi={agencies.units['sxd'].pk}&dinh-dang="
    for kind in KINDS:
        said = words_of(get(f"/nhiem-vu/bang/{query}{kind}"), kind)
        assert TASKS[1] in said
        assert TASKS[0] not in said
    assert "Sở Xây dựng · Tính đến ngày 01/06/2026" in words_of(get(f"/nhiem-vu/bang/{query}pdf"), "pdf")


def test_a_timeline_says_days_in_words_and_draws_them_in_a_pdf(
    plan: Plan, get: Callable[..., Any], office: User, at: datetime
) -> None:
    first, second = Task.objects.order_by("ordinal")
    n_before = len(paths_of(get("/nhiem-vu/thoi-gian/?dinh-dang=pdf")))
    add_dependency(task=second, needs=first, by=office, at=at)
    owed = first.obligations.get()
    add_milestone(obligation=owed, title="Khảo sát", due_on=date(2026, 9, 1), by=office, at=at)
    rows = opened.lines(get("/nhiem-vu/thoi-gian/?dinh-dang=csv"))
    assert rows[1][-2] == "01/09/2026 (quý III): Khảo sát"
    assert rows[1][2] == TASKS[0]
    assert rows[1][4:6] == ["06/10/2025", "31/05/2026"]
    assert rows[2][-1] == "PL2.1.1"
    paragraphs, tables = opened.document(get("/nhiem-vu/thoi-gian/?dinh-dang=docx"))
    assert "94/KH-UBND" in " ".join(paragraphs)
    assert [row[1] for row in tables[0][1:]] == [*TASKS]
    answer = get("/nhiem-vu/thoi-gian/?dinh-dang=pdf")
    [page] = pypdfium2.PdfDocument(opened.content(answer))
    said = page.get_textpage().get_text_bounded()
    for words in ("2025", "2026", "IV", "hôm nay", "PL2.1.1", "31/12/2026"):
        assert words in said
    # Bars, and the line of today through every row: paths beside the words.
    assert n_before > 15
    # The ring of a milestone; an arrow: out of one bar, along the edge, into the other, and its head.
    assert len(paths_of(get("/nhiem-vu/thoi-gian/?dinh-dang=pdf"))) == n_before + 8
    # By unit the tasks stand in two tables: the arrow is said.
    by_unit = get("/nhiem-vu/thoi-gian/?theo=don-vi&dinh-dang=pdf")
    assert "← PL2.1.1" in " ".join(opened.pages(by_unit))


def paths_of(answer: Any) -> list[Any]:
    """The lines and shapes of the first page of a pdf."""
    page = pypdfium2.PdfDocument(opened.content(answer))[0]
    return [one for one in page.get_objects(max_depth=8) if one.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]


def test_an_arrow_goes_through_the_rows_between_and_is_red_where_days_stand_the_wrong_way_round() -> None:
    days = [date(2026, 9, 30), date(2026, 6, 30), date(2026, 3, 31)]
    rows = [
        SimpleNamespace(
            task=SimpleNamespace(pk=pk, due_on=on),
            span=Span(Shape.BAR, date(2026, 1, 1), on),
            after=[1] if pk == 3 else [],
        )
        for pk, on in enumerate(days, start=1)
    ]
    scale = Scale(date(2026, 1, 1), date(2026, 12, 31), 365)
    out, between, into = pieces_of(rows, scale, 1.0)
    assert [(one.y, one.to_y) for one in out] == [(0.5, 0.5), (0.5, 0.12), (0.12, 0.12), (0.12, 0)]
    assert [(one.x, one.y, one.to_y) for one in between] == [(out[-1].to_x, 0, 1)]
    assert [(one.y, one.to_y, one.is_end) for one in into] == [(1, 0.5, False), (0.5, 0.5, True)]
    assert all(one.is_wrong for one in (*out, *between, *into))


def test_a_timeline_by_unit_has_a_table_for_each(plan: Plan, get: Callable[..., Any]) -> None:
    rows = opened.lines(get("/nhiem-vu/thoi-gian/?theo=don-vi&dinh-dang=csv"))
    assert [row[0] for row in rows[1:]] == [*LEADS]
    _paragraphs, tables = opened.document(get("/nhiem-vu/thoi-gian/?theo=don-vi&dinh-dang=docx"))
    assert len(tables) == 2


def test_a_timeline_of_many_tasks_goes_on_on_the_next_page(
    plan: Plan, get: Callable[..., Any], publish: Callable[..., Plan], result: dict[str, Any], make_row: Any
) -> None:
    result["document"]["number"] = "95/KH-UBND"
    result["tasks"] = [make_row(str(one), f"Việc thứ {one} {'rất dài ' * 60}") for one in range(60)]
    publish(result)
    found = opened.pages(get("/nhiem-vu/thoi-gian/?dinh-dang=pdf"))
    assert len(found) > 3
    assert all("hôm nay" in page for page in found)
    assert all(f"Việc thứ {one} " in " ".join(found) for one in range(60))


def test_a_month_is_a_page_of_a_calendar_and_its_list(plan: Plan, get: Callable[..., Any]) -> None:
    answer = get("/nhiem-vu/lich/?thang=2026-12&dinh-dang=csv")
    assert answer["Content-Disposition"] == 'attachment; filename="lich-2026-12.csv"'
    assert [row[:2] for row in opened.lines(answer)[1:]] == [["31/12/2026", TASKS[1]]]
    paragraphs, [month, listed] = opened.document(get("/nhiem-vu/lich/?thang=2026-12&dinh-dang=docx"))
    assert paragraphs[0] == "Lịch thời hạn tháng 12/2026"
    assert len(month) == 6
    assert [len(week) for week in month] == [7] * 6
    assert month[1][0] == "30/11"
    assert month[5][3].startswith("31\n• Ban hành quy định")
    assert listed[1][1] == TASKS[1]
    said = " ".join(opened.pages(get("/nhiem-vu/lich/?thang=2026-12&dinh-dang=pdf")))
    assert "Thứ 5" in said
    assert TASKS[1] in said
    assert len(opened.lines(get("/nhiem-vu/lich/?thang=2026-07&dinh-dang=csv"))) == 1


def test_the_page_of_a_task_is_a_file_with_all_it_says(
    plan: Plan, get: Callable[..., Any], office: User, at: datetime
) -> None:
    first, second = Task.objects.order_by("ordinal")
    add_dependency(task=second, needs=first, by=office, at=at)
    record_progress(obligation=second.obligations.get(), state="done", by=office, at=at)
    write_comment(subject=subject_of("task", second), text="Đã ban hành <b>", mark=MARK, by=office, at=at)
    for kind in KINDS:
        said = words_of(get(f"/nhiem-vu/{second.pk}/?dinh-dang={kind}"), kind)
        for words in (TASKS[1], "Sở Xây dựng", "Hoàn thành đúng hạn", "PL2.1.1", "Đã ban hành <b>"):
            assert words in said, (kind, words)
    owed = opened.workbook(get(f"/nhiem-vu/{second.pk}/?dinh-dang=xlsx"))["Đơn vị chịu trách nhiệm"]
    assert [row[:2] for row in owed[1:]] == [["Sở Xây dựng", "Hoàn thành đúng hạn"]]


def test_the_page_of_what_a_unit_owes_is_a_file(
    plan: Plan, get: Callable[..., Any], office: User, at: datetime
) -> None:
    owed = Task.objects.order_by("ordinal")[1].obligations.get()
    add_milestone(obligation=owed, title="Dự thảo lần một", due_on=date(2026, 9, 30), by=office, at=at)
    for kind in KINDS:
        said = words_of(get(f"/nghia-vu/{owed.pk}/?dinh-dang={kind}"), kind)
        assert "Dự thảo lần một" in said
        assert "Chưa thực hiện" in said
        assert "2026" in said


def test_the_page_of_a_target_is_a_file(
    plan: Plan, get: Callable[..., Any], office: User, at: datetime
) -> None:
    target = Target.objects.get()
    declare_value(
        target=target, unit=None, ends_on=date(2026, 3, 31), value=72, note="Theo báo cáo", by=office, at=at
    )
    for kind in KINDS:
        said = words_of(get(f"/chi-tieu/{target.pk}/?dinh-dang={kind}"), kind)
        assert "≥ 90 %" in said
        assert "Theo báo cáo" in said
    _paragraphs, tables = opened.document(get(f"/chi-tieu/{target.pk}/?dinh-dang=docx"))
    declared = next(table for table in tables if table[0][0] == "Đến ngày")
    assert declared[1][:4] == ["31/03/2026", "Toàn bộ chỉ tiêu", "72", "%"]


def test_a_file_holds_what_its_reader_sees_and_nothing_else(
    plan: Plan, get: Callable[..., Any], office: User, reader: User, at: datetime
) -> None:
    task, target = Task.objects.order_by("ordinal")[0], Target.objects.get()
    single = [
        f"/nhiem-vu/{task.pk}/",
        f"/nghia-vu/{task.obligations.get().pk}/",
        f"/chi-tieu/{target.pk}/",
        f"/van-ban/{plan.document_id}/",
    ]
    views = ["/nhiem-vu/bang/", "/nhiem-vu/thoi-gian/", "/nhiem-vu/lich/?thang=2026-05"]
    for address in [*single, *views]:
        opened.content(get(with_kind(address, "csv"), reader))
    Document.objects.update(
        is_restricted=True, audience_reason="Mật thiết", audience_set_at=at, audience_set_by=office
    )
    for address in single:
        opened.content(get(with_kind(address, "csv"), office))
        for kind in KINDS:
            assert get(with_kind(address, kind), reader).status_code == 404, address
    for address in views:
        assert TASKS[0] in words_of(get(with_kind(address, "csv"), office), "csv")
        for kind in KINDS:
            assert TASKS[0] not in words_of(get(with_kind(address, kind), reader), kind), address


def test_pages_offer_their_files(plan: Plan, get: Callable[..., Any]) -> None:
    task, target = Task.objects.order_by("ordinal")[0], Target.objects.get()
    owed = task.obligations.get()
    for address in (
        "/nhiem-vu/bang/",
        "/nhiem-vu/thoi-gian/",
        "/nhiem-vu/lich/",
        f"/nhiem-vu/{task.pk}/",
        f"/nghia-vu/{owed.pk}/",
        f"/chi-tieu/{target.pk}/",
        f"/van-ban/{plan.document_id}/",
    ):
        page = get(address).content.decode()
        assert all(f"dinh-dang={kind}" in page for kind in KINDS), address


@pytest.mark.parametrize("view", ["bang", "thoi-gian"])
def test_a_file_asks_as_little_for_many_tasks_as_for_few(
    plan: Plan,
    get: Callable[..., Any],
    client: Client,
    publish: Callable[..., Plan],
    result: dict[str, Any],
    make_row: Any,
    n_queries: Any,
    view: str,
) -> None:
    address = f"/nhiem-vu/{view}/?dinh-dang=csv"
    get(address)
    before = n_queries(client, address)
    result["document"]["number"] = "95/KH-UBND"
    result["tasks"] = [make_row(str(one), f"Việc {one}", lead=["Sở Xây dựng"]) for one in range(60)]
    publish(result)
    assert n_queries(client, address) == before


def with_kind(address: str, kind: str) -> str:
    """The address of the same view as a file."""
    return f"{address}{'&' if '?' in address else '?'}dinh-dang={kind}"
