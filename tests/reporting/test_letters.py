"""Letters of a campaign: our own reader finds in them who is asked for what, and by when."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from docx import Document as Word

from hatang import docparse
from hatang.accounts.models import Unit, UnitGroup, UnitKind, User
from hatang.base.official import Official, day_words, write_official
from hatang.base.refusal import Conflict, Refusal
from hatang.docparse.files import read
from hatang.documents.addressees import greeted
from hatang.reporting.letters import asking_letter, gathered_report, reminder_letter
from hatang.reporting.models import Campaign, Form, FormVersion, Report, Reporter
from hatang.reporting.queries import Issuer, ReporterLine, issuer_for
from hatang.reporting.rules.days import Timeliness
from hatang.reporting.rules.gathering import Source, gather

from .test_rules import FORM

ON = date(2026, 2, 6)
COMMITTEE = "Ủy ban nhân dân tỉnh Bắc Ninh"
ISSUER = Issuer("Sở Khoa học và Công nghệ", "SKHCN", "Bắc Ninh", ("Giám đốc",), COMMITTEE)
COMMUNES = "UBND các xã, phường"


def campaign(**more: Any) -> Campaign:
    """A campaign that was never kept."""
    version = FormVersion(form=Form(title="Kết quả năm"), number=1, definition=FORM)
    days = {"starts_on": date(2025, 12, 15), "ends_on": date(2026, 1, 14), "due_on": date(2026, 2, 5)}
    ground = "Kế hoạch số 12/KH-UBND ngày 02/01/2026 của UBND tỉnh./.\n\nThực hiện Công văn số 5/SKHCN-BCVT;"
    title = "Báo cáo kết quả tháng 01"
    return Campaign(title=title, ground=ground, form_version=version, **{**days, **more})


def line(name: str, report: Report | None = None, *, group: str = "", n_late: int = 0) -> ReporterLine:
    """A unit that is asked, by its own name or by that of a group."""
    reporter = Reporter(unit=Unit(name=name), group=UnitGroup(name=group) if group else None)
    return ReporterLine(reporter, report, Timeliness.LATE if n_late else Timeliness.ON_TIME, n_late)


def lines() -> list[ReporterLine]:
    """One unit has reported, one must again, two of a group have not."""
    moment = datetime(2026, 2, 4, tzinfo=UTC)
    return [
        line("Sở Xây dựng", Report(state="submitted", first_submitted_at=moment)),
        line("Viettel Bắc Ninh", Report(state="returned", first_submitted_at=moment)),
        line("Ủy ban nhân dân xã Yên Phong", group=COMMUNES, n_late=1),
        line("Ủy ban nhân dân phường Nhân Hòa", Report(state="with_leader"), group=COMMUNES, n_late=1),
    ]


def read_back(official: Official, folder: Path) -> tuple[Any, str, Any]:
    """What our own reader makes of the file, its text, and the file for Word."""
    path = folder / "van-ban.docx"
    with path.open("wb") as file:
        write_official(file, official)
    return docparse.parse(path), read(path).text, Word(str(path))


def cells(table: Any) -> list[list[str]]:
    """The words of a table, row by row."""
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    ("n_asked", "n_missing", "greeted_as"),
    [
        (2, 0, [COMMUNES]),
        (2, 1, ["Xã 0", "Xã 1"]),
        (13, 1, [f"{COMMUNES} (trừ Xã khác 0)"]),
        (13, 4, [f"{COMMUNES} (trừ các đơn vị không được giao báo cáo)"]),
    ],
)
def test_a_group_is_greeted_as_a_whole_only_where_all_of_it_is_asked(
    n_asked: int, n_missing: int, greeted_as: list[str]
) -> None:
    asked = [line(f"Xã {n}", group=COMMUNES) for n in range(n_asked)]
    for one in asked:
        one.reporter.group = UnitGroup(pk=7, name=COMMUNES)
    missing = {7: [f"Xã khác {n}" for n in range(n_missing)]}
    assert asking_letter(campaign(), asked, ISSUER, ON, missing).addressed == greeted_as


@pytest.mark.parametrize(("is_strict", "last"), [(False, "2026-02-05"), (True, "2026-02-04")])
def test_the_asking_letter_is_read_with_whom_it_asks_and_its_last_day(
    is_strict: bool, last: str, tmp_path: Path
) -> None:
    asked = campaign(is_before=True, is_strict=is_strict)
    said, text, word = read_back(asking_letter(asked, lines(), ISSUER, ON), tmp_path)
    document = said.document
    assert (document.kind, document.number, document.place) == ("letter", None, "Bắc Ninh")
    assert document.title == "V/v gửi báo cáo kết quả tháng 01"
    assert document.issuer == "Sở Khoa học và Công nghệ tỉnh Bắc Ninh"
    assert greeted(text) == ["Sở Xây dựng", "Viettel Bắc Ninh", COMMUNES]
    assert document.recipients == ["Như trên", "Lưu: VT"]
    assert {cited.number for cited in document.cites} == {"12/KH-UBND", "5/SKHCN-BCVT"}
    assert [(one.due.kind, one.due.end) for one in said.tasks] == [("by", last)]
    assert "Căn cứ Kế hoạch số 12/KH-UBND ngày 02/01/2026 của UBND tỉnh;" in text
    assert "Thực hiện Công văn số 5/SKHCN-BCVT." in text
    assert "từ ngày 15/12/2025 đến ngày 14/01/2026" in text
    left, right = (cell.text for cell in word.tables[0].rows[0].cells)
    assert COMMITTEE.upper() in left
    assert "/SKHCN-..." in left
    assert "ngày      tháng 02 năm 2026" in right


def test_the_reminder_names_who_has_not_reported_and_how_late(tmp_path: Path) -> None:
    said, text, word = read_back(reminder_letter(campaign(), lines(), ISSUER, ON), tmp_path)
    assert (said.document.kind, said.document.title[:15]) == ("letter", "V/v đôn đốc gửi")
    assert greeted(text) == [one.reporter.unit.name for one in lines()[1:]]
    assert "đã có 1/4 cơ quan, đơn vị (25 %) gửi" in text
    assert cells(word.tables[1])[1:] == [
        ["1", "Viettel Bắc Ninh", "Đã trả lại, chưa gửi lại", ""],
        ["2", "Ủy ban nhân dân xã Yên Phong", "Chưa gửi", "1"],
        ["3", "Ủy ban nhân dân phường Nhân Hòa", "Chưa gửi", "1"],
    ]
    early, *_rest = read_back(reminder_letter(campaign(), lines(), ISSUER, date(2026, 2, 1)), tmp_path)
    assert [(one.due.kind, one.due.end) for one in early.tasks] == [("by", "2026-02-05")]
    with translation.override("en"), pytest.raises(Conflict, match="nobody to remind"):
        reminder_letter(campaign(), lines()[:1], ISSUER, ON)


def test_the_report_counts_what_came_and_says_who_is_missing(tmp_path: Path) -> None:
    values = {"tram": "12", "phep": "16", "vuong": "Có", "neu": "Thiếu\x0b mặt bằng <b>"}
    with translation.override("vi"):
        rows = gather(campaign().form_version.read, [Source(1, "Sở XD", values)])
        left_out = [Reporter(unit=Unit(name="VNPT"), left_out_because="Đã sáp nhập")]
        official = gathered_report(campaign(), lines(), left_out, rows, ISSUER, ON)
    said, text, word = read_back(official, tmp_path)
    assert (said.document.kind, said.document.number) == ("report", None)
    assert said.document.title == "Kết quả tổng hợp báo cáo kết quả tháng 01"
    assert greeted(text) == [COMMITTEE]
    assert "1/4 cơ quan, đơn vị (25 %) gửi báo cáo, trong đó 1 đúng hạn, 0 muộn" in text
    assert "VNPT (Đã sáp nhập)" in text
    assert "Sở XD: Thiếu mặt bằng <b>" in " ".join(text.split())
    figures, missing = cells(word.tables[1]), cells(word.tables[2])
    assert figures[1] == ["1", "Trạm 5G mới", "12", "Tổng", "1"]
    assert figures[3][2:4] == ["75 % (12/16)", "Tỷ lệ (tử số/mẫu số)"]
    assert len(missing) == 4


def test_nobody_writes_to_oneself_or_to_nobody() -> None:
    official = asking_letter(campaign(), [line(ISSUER.name), line("Sở Xây dựng")], ISSUER, ON)
    assert official.addressed == ["Sở Xây dựng"]
    with translation.override("en"), pytest.raises(Refusal, match="Nobody"):
        asking_letter(campaign(), [], ISSUER, ON)


def test_the_symbol_of_a_unit_has_no_blanks() -> None:
    department = Unit(code="skhcn", short_name="Sở KH&CN", kind=UnitKind.DEPARTMENT)
    assert department.symbol == "SKHCN"
    assert Unit(code="ban-kcn", short_name="BQLKCN", kind=UnitKind.INDUSTRIAL_ZONES).symbol == "BQLKCN"
    assert Unit(code="ubnd-tinh", short_name="UBND tỉnh", kind=UnitKind.PROVINCE).symbol == "UBND"


def test_days_are_written_as_the_decree_says() -> None:
    said = [day_words(date(2026, month, 6)) for month in (2, 4, 10)]
    assert said == [
        "ngày 06 tháng 02 năm 2026",
        "ngày 06 tháng 4 năm 2026",
        "ngày 06 tháng 10 năm 2026",
    ]


@pytest.mark.django_db
def test_the_office_downloads_the_letters_of_its_agency(
    make_user: Callable[..., User],
    agencies: Any,
    reporter: Reporter,
    owner: User,
    leader: User,
    office: User,
    sign_in: Callable[[User], Client],
) -> None:
    at = f"/bao-cao/dot/{reporter.campaign_id}/"
    division = Unit.objects.create(
        code="skhcn-bcvt", name="Phòng BCVT", kind=UnitKind.DIVISION, parent=agencies.units["skhcn"]
    )
    desk = sign_in(make_user("van-phong-so", "office", division))
    page = desk.get(at).content.decode()
    for kind, words in (
        ("yeu-cau", "Sở Xây dựng"),
        ("don-doc", "Chưa gửi"),
        ("tong-hop", "0/3 cơ quan"),
    ):
        assert f'href="{at}van-ban/{kind}/"' in page
        answer = desk.get(f"{at}van-ban/{kind}/")
        content = b"".join(answer.streaming_content)
        text = "\n".join(_words(Word(io.BytesIO(content))))
        assert words in text
        assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in text
        assert [sign_in(one).get(f"{at}van-ban/{kind}/").status_code for one in (owner, leader)] == [403, 403]
    assert desk.get(f"{at}van-ban/la/").status_code == 404
    # Whoever belongs to no unit writes for the province.
    assert (issuer_for(office, on=ON).symbol, issuer_for(office, on=ON).above) == ("UBND", "")


def _words(word: Any) -> Sequence[str]:
    inside = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in word.paragraphs] + inside
