"""Documents written from the data: figures, one page, charts, and what our reader makes of Word and pdf."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from docx import Document as Word

from hatang import docparse
from hatang.accounts.models import Unit, User
from hatang.base.charts import Chart, Series
from hatang.base.official import Official, Say, write_official
from hatang.base.official_pdf import n_pages, write_official_pdf
from hatang.base.papers import Part
from hatang.base.refusal import Refusal
from hatang.docparse.files import read
from hatang.documents.addressees import greeted
from hatang.programme.actions import record_progress
from hatang.programme.models import AssignmentRole, Meeting, Obligation, Plan, Task
from hatang.programme.queries import MeetingSheet
from hatang.programme.queries.meetings import SheetLine, Speaker
from hatang.programme.rules import Reason
from hatang.reporting.letters import asking_letter
from hatang.reporting.papers.assigning import task_assignment
from hatang.reporting.papers.laying import slip, submission
from hatang.reporting.papers.periodic import periodic_report
from hatang.reporting.papers.ranking import ranked_units, ranking_result
from hatang.reporting.papers.weekly import weekly_note
from hatang.reporting.papers.wording import period_name
from hatang.reporting.queries import period_figures, tasks_to_give
from hatang.reporting.queries.working import Due, UnitFigures
from hatang.reporting.rules.days import Period, PeriodKind
from hatang.reporting.rules.gathering import Source, gather

from .test_letters import COMMITTEE, COMMUNES, ISSUER, ON, campaign, lines

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
JULY = Period(date(2026, 7, 1), date(2026, 7, 31))
CHART = Chart(
    "Biểu đồ: Phần việc", ["Sở Xây dựng", "VNPT"], [Series("Đúng hạn", [7, 0]), Series("Muộn", [1, 2])]
)


def both(official: Official, folder: Path) -> dict[str, tuple[Any, str]]:
    """What our own reader makes of the Word and the pdf file, and their text on one line."""
    found = {}
    for kind, write in (("docx", write_official), ("pdf", write_official_pdf)):
        path = folder / f"van-ban.{kind}"
        with path.open("wb") as file:
            write(file, official)
        found[kind] = (docparse.parse(path), read(path).text)
    return found


def test_the_pdf_is_read_like_the_word_file(tmp_path: Path) -> None:
    for said, text in both(asking_letter(campaign(), lines(), ISSUER, ON), tmp_path).values():
        document = said.document
        assert (document.kind, document.number, document.place) == ("letter", None, "Bắc Ninh")
        assert document.title == "V/v gửi báo cáo kết quả tháng 01"
        assert document.issuer.startswith("Sở Khoa học và Công nghệ")
        assert greeted(text) == ["Sở Xây dựng", "Viettel Bắc Ninh", COMMUNES]
        assert document.recipients == ["Như trên", "Lưu: VT"]
        assert [(one.due.kind, one.due.end) for one in said.tasks] == [("by", "2026-02-05")]


def test_the_submission_asks_the_body_above(tmp_path: Path) -> None:
    rows = gather(campaign().form_version.read, [Source(1, "Sở XD", {"tram": "12"})])
    for said, text in both(submission(campaign(), lines(), rows, ISSUER, ON), tmp_path).values():
        assert said.document.kind == "submission"
        assert greeted(text) == [COMMITTEE]
        words = " ".join(text.split())
        assert "Giao 3 cơ quan, đơn vị chưa gửi báo cáo" in words
        assert "Trạm 5G mới" in words
        assert ("chậm nhất ngày ......" in words, "trước ngày" in words) == (True, False)


def test_the_slip_has_boxes_for_the_leader(tmp_path: Path) -> None:
    _said, text = both(slip(campaign(), lines(), ISSUER, ON), tmp_path)["pdf"]
    assert text.count("□ Đồng ý") == 2
    assert "Kính gửi: Lãnh đạo Sở Khoa học và Công nghệ." in " ".join(text.split())


def test_a_chart_is_drawn_by_word_with_its_figures_and_said_in_words(tmp_path: Path) -> None:
    body = [Say("Kết quả như sau:"), CHART, Part(("TT", "Tên"), (1, 9), [("1", "VNPT")]), CHART]
    official = Official(
        "Sở Xây dựng", "BC-SXD", "Bắc Ninh", ON, "Kết quả", body, ["Giám đốc"], kind="BÁO CÁO"
    )
    file = io.BytesIO()
    write_official(file, official)
    with zipfile.ZipFile(file) as parts:
        names = parts.namelist()
        assert {"word/charts/chart1.xml", "word/charts/chart2.xml"} <= set(names)
        drawn = parts.read("word/charts/chart1.xml").decode()
        link = parts.read("word/charts/_rels/chart1.xml.rels").decode()
        book = next(name for name in names if name.startswith("word/embeddings/") and name[15:] in link)
        assert zipfile.ZipFile(io.BytesIO(parts.read(book))).testzip() is None
        text = parts.read("word/document.xml").decode()
    assert "<c:v>Sở Xây dựng</c:v>" in drawn
    assert "<c:v>7</c:v>" in drawn
    assert 'descr="Biểu đồ: Phần việc. Sở Xây dựng: đúng hạn 7, muộn 1; VNPT: đúng hạn 0, muộn 2."' in text
    assert CHART.totals == [8, 2]
    assert len(Word(file).tables) == 3
    _said, words = both(official, tmp_path)["pdf"]
    assert "Sở Xây dựng" in words
    assert "Biểu đồ: Phần việc" in words


def sheet(n_lines: int) -> MeetingSheet:
    """A sheet with as many red and amber lines, of units with long names."""
    speakers = []
    for number in range(n_lines):
        unit = Unit(pk=number, name=f"Ủy ban nhân dân phường Nhân Hòa {number}", short_name="")
        text = (
            f"Xây dựng, trình ban hành quy chế {number} dùng chung hạ tầng kỹ thuật viễn thông thụ động " * 3
        )
        for reasons in ([Reason.LATE], [Reason.NEXT, Reason.REQUESTED, Reason.QUIET]):
            owed = Obligation(pk=number, unit=unit, task=Task(path="1", text=text))
            speakers.append(Speaker(unit, [SheetLine(owed, ON - timedelta(days=9), reasons, 9)]))
    meeting = Meeting(held_on=ON, chair="Chủ tịch")
    return MeetingSheet(meeting, None, ON + timedelta(days=7), speakers, [])


@pytest.mark.parametrize("n_lines", [0, 1, 200])
def test_the_weekly_note_is_one_page_whatever_there_is(n_lines: int, tmp_path: Path) -> None:
    found = sheet(n_lines)
    note = weekly_note(found, [line.owed for line in found.lines], ISSUER)
    assert n_pages(note) == 1
    said, text = both(note, tmp_path)["pdf"]
    words = " ".join(text.split())
    assert said.document.kind == "report"
    assert f"có {n_lines} phần việc quá hạn, {n_lines} phần việc cần theo dõi" in words
    if n_lines == 200:
        assert "phần việc khác." in words
        assert "và 386 cơ quan, đơn vị khác" in words


def test_units_with_other_reasons_have_a_line_of_their_own() -> None:
    task, speakers = Task(path="1", text="Xây dựng quy chế"), []
    for number, reason in enumerate([Reason.NEXT, Reason.NEXT, Reason.QUIET]):
        unit = Unit(pk=number, name=f"Sở {number}", short_name="")
        owed = Obligation(pk=number, unit=unit, task=task)
        speakers.append(Speaker(unit, [SheetLine(owed, ON, [reason], 0)]))
    found = MeetingSheet(Meeting(held_on=ON, chair="Chủ tịch"), None, ON + timedelta(days=7), speakers, [])
    (table,) = [block for block in weekly_note(found, [], ISSUER).body if isinstance(block, Part)]
    assert [(row[1], row[3]) for row in table.lines] == [
        ("Sở 0, Sở 1", "đến hạn trước cuộc họp tới"),
        ("Sở 2", "lâu chưa cập nhật"),
    ]


def test_periods_are_called_as_reports_call_them() -> None:
    assert period_name(PeriodKind.MONTH, JUNE) == "tháng 6 năm 2026"
    assert period_name(PeriodKind.QUARTER, JUNE) == "quý II năm 2026"
    assert period_name(PeriodKind.YEAR, Period(date(2025, 12, 15), date(2026, 12, 14))) == "năm 2026"
    week = period_name(PeriodKind.WEEK, Period(date(2026, 6, 1), date(2026, 6, 7)))
    assert week == "tuần từ ngày 01/6/2026 đến ngày 07/6/2026"


def test_equal_shares_have_the_same_place() -> None:
    made = [
        UnitFigures(Unit(pk=n, name=name, sort_key=name), due)
        for n, (name, due) in enumerate(
            [("A", Due(1, 1)), ("B", Due(3, 3)), ("C", Due(2)), ("D", Due(0, 1)), ("E", Due())]
        )
    ]
    assert [(n, one.unit.name) for n, one in ranked_units(made)] == [(1, "C"), (2, "B"), (2, "A"), (4, "D")]


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], make_row: Any) -> Plan:
    """Four tasks due in June and one in July, of departments and of a group."""
    dues = ["2026-06-05", "2026-06-10", "2026-06-20", "2026-06-28", "2026-07-15"]
    leads = [
        ["Sở Xây dựng"],
        ["Sở Xây dựng"],
        ["Sở Khoa học và Công nghệ"],
        ["UBND các xã, phường"],
        ["Sở Xây dựng"],
    ]
    rows = []
    for number, (due, lead) in enumerate(zip(dues, leads, strict=True), start=1):
        row = make_row(f"PL1.{number}", f"Xây dựng danh mục vị trí trạm phát sóng đợt {number}")
        row |= {"lead": lead, "support": ["Công an tỉnh Bắc Ninh"], "product": "Danh mục được phê duyệt"}
        day, month = due[8:], str(int(due[5:7]))
        row["due"] = {**row["due"], "end": due, "text": f"Trước ngày {day}/{month}/2026", "before": True}
        rows.append(row)
    result["tasks"] = rows
    return publish(result)


def finish(plan: Plan, path: str, on: date, by: User, at: Any) -> None:
    """Say that a task is done on a day."""
    owed = plan.tasks.get(path=path).obligations.get()
    record_progress(obligation=owed, state="done", done_on=on, by=by, at=at)


@pytest.mark.django_db
def test_a_period_counts_what_fell_due_in_it(plan: Plan, office: User, agencies: Any, at: Any) -> None:
    later = at.replace(month=7, day=2)
    finish(plan, "PL1.1", date(2026, 6, 4), office, later)
    finish(plan, "PL1.3", date(2026, 6, 25), office, later)
    said = period_figures(office, JUNE, JULY, today=date(2026, 6, 26))
    assert said.whole == Due(n_in_time=1, n_late=1, n_overdue=1, n_ahead=2)
    assert (said.n_done, len(said.late), len(said.coming)) == (2, 1, 1)
    by_unit = {one.unit.name: one.due for one in said.by_unit}
    assert by_unit["Sở Xây dựng"] == Due(n_in_time=1, n_overdue=1)
    assert by_unit["Sở Xây dựng"].share == "1/2 (50\u00a0%)"
    report = periodic_report(PeriodKind.MONTH, said, ISSUER)
    chart = next(block for block in report.body if isinstance(block, Chart))
    assert sum(chart.totals) == 5
    ranked = ranking_result(PeriodKind.MONTH, said, ISSUER)
    table = next(block for block in ranked.body if isinstance(block, Part))
    assert [tuple(row)[:4] for row in table.lines] == [
        ("1", "Sở Xây dựng", "1/2 (50\u00a0%)", "1"),
        ("2", "Sở Khoa học và Công nghệ", "0/1 (0\u00a0%)", "0"),
    ]
    empty = Period(date(2020, 1, 1), date(2020, 1, 31))
    with pytest.raises(Refusal, match="Nothing was due"):
        ranking_result(
            PeriodKind.MONTH, period_figures(office, empty, empty, today=date(2026, 6, 26)), ISSUER
        )


@pytest.mark.django_db
@pytest.mark.parametrize("is_strict", [True, False])
def test_a_campaign_is_told_in_the_period_of_its_last_day(
    campaign: Any, office: User, *, is_strict: bool
) -> None:
    type(campaign).objects.update(is_strict=is_strict)
    halves = (
        Period(date(2026, 12, 1), date(2026, 12, 14)),
        Period(date(2026, 12, 15), date(2026, 12, 31)),
    )
    found = [period_figures(office, one, JULY, today=ON).campaigns for one in halves]
    assert [len(one) for one in found] == ([1, 0] if is_strict else [0, 1])


@pytest.mark.django_db
def test_the_assignment_is_read_back_to_the_same_tasks(plan: Plan, office: User, tmp_path: Path) -> None:
    tasks = tasks_to_give(office, plan)
    official = task_assignment(plan, tasks, ISSUER, ON)
    wanted = {
        (
            task.text,
            tuple(one.printed_name for one in task.all_assignments if one.role == AssignmentRole.LEAD),
            tuple(one.printed_name for one in task.all_assignments if one.role == AssignmentRole.SUPPORT),
            task.due_end.isoformat(),
            task.due_before,
            task.product,
        )
        for task in tasks
    }
    for said, _text in both(official, tmp_path).values():
        assert said.document.kind == "announcement"
        assert {
            (one.text, tuple(one.lead), tuple(one.support), one.due.end, one.due.before, one.product)
            for one in said.tasks
        } == wanted


@pytest.mark.django_db
def test_the_office_takes_each_document_as_word_and_pdf(
    plan: Plan, campaign: Any, office: User, owner: User, leader: User, sign_in: Callable[[User], Client]
) -> None:
    desk, at = sign_in(office), "/bao-cao/du-thao/"
    page = desk.get(at).content.decode()
    assert campaign.title in page
    asked = {
        "bao-cao-ky": f"ky=nam&ngay={plan.published_at:%Y-%m-%d}",
        "giao-nhiem-vu": f"ke-hoach={plan.pk}",
        "phieu-trinh": f"dot={campaign.pk}",
        "to-trinh": f"dot={campaign.pk}",
    }
    for kind, words in asked.items():
        address = f"{at}tai-ve/?loai={kind}&{words}"
        assert b"".join(desk.get(f"{address}&dinh-dang=pdf").streaming_content).startswith(b"%PDF")
        assert b"".join(desk.get(address).streaming_content).startswith(b"PK")
        for one in (owner, leader):
            assert sign_in(one).get(address).status_code == 403
    assert desk.get(f"{at}tai-ve/?loai=la").status_code == 404
    assert desk.get(f"{at}tai-ve/?loai=giao-nhiem-vu&ke-hoach=0").status_code == 404
    assert desk.get(f"{at}tai-ve/?loai=bao-cao-ky&ky=thang").status_code == 400
