"""Reports of the example: the plans that the letter of January 2026 asks for, the results of plan 94."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from reportlab.pdfgen.canvas import Canvas

from hatang.accounts.models import Unit, UnitGroup, User
from hatang.accounts.queries import members_on
from hatang.base import clock
from hatang.documents.models import Document
from hatang.portal.demo.headway import DIGITAL, at_hour
from hatang.portal.demo.units import COMMUNE_GROUP
from hatang.reporting import actions, queries
from hatang.reporting.actions import Asked, Expected, Written
from hatang.reporting.models import Campaign, Form, FormVersion, Reporter

LETTER = "cong-van-skhcn-nhiem-vu-2026.pdf"
YEARLY_PLAN = "Kế hoạch chi tiết năm (ví dụ)"
YEARLY_RESULT = "Kết quả thực hiện năm (ví dụ)"


def _number(key: str, label: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "label": label, "kind": "number", "least": 0, **more}


PLAN_FORM = {
    "sections": [
        {
            "title": "Dự án, hoạt động trong năm",
            "fields": [
                {
                    "key": "du_an",
                    "label": "Dự án, hoạt động; tiến độ từng quý; kết quả định lượng; kinh phí",
                    "kind": "table",
                    "is_required": True,
                    "columns": [
                        {"key": "cot_1", "label": "Dự án, hoạt động"},
                        {"key": "cot_2", "label": "Quý hoàn thành"},
                        {"key": "cot_3", "label": "Kết quả định lượng"},
                        {"key": "cot_4", "label": "Kinh phí (triệu đồng)", "is_number": True},
                    ],
                },
                _number("kinh_phi", "Tổng kinh phí dự kiến", measure_unit="triệu đồng"),
            ],
        },
        {
            "title": "Trạm 5G (doanh nghiệp viễn thông)",
            "fields": [
                _number("tram_5g", "Số trạm 5G mới trong năm", measure_unit="trạm", source="quota"),
                {"key": "rui_ro", "label": "Rủi ro và cách xử lý", "kind": "text"},
            ],
        },
    ]
}
RESULT_FORM = {
    "sections": [
        {
            "title": "Kết quả thực hiện",
            "fields": [
                _number("nhiem_vu", "Nhiệm vụ được giao", measure_unit="nhiệm vụ", source="tasks_owed"),
                _number(
                    "hoan_thanh",
                    "Nhiệm vụ đã hoàn thành trong kỳ",
                    measure_unit="nhiệm vụ",
                    is_required=True,
                    source="tasks_done",
                ),
                {"key": "ket_qua", "label": "Kết quả nổi bật", "kind": "text", "is_required": True},
            ],
        },
        {
            "title": "Khó khăn, vướng mắc",
            "fields": [
                {
                    "key": "co_vuong",
                    "label": "Có khó khăn, vướng mắc?",
                    "kind": "choice",
                    "choices": ["Có", "Không"],
                    "is_required": True,
                },
                {
                    "key": "vuong_mac",
                    "label": "Khó khăn, vướng mắc và kiến nghị",
                    "kind": "text",
                    "is_required": True,
                    "shown_if": {"key": "co_vuong", "answer": "Có"},
                },
            ],
        },
    ],
    "between": [{"left": "hoan_thanh", "comparison": "le", "right": ["nhiem_vu"]}],
}


@dataclass(frozen=True)
class Filed:
    """A report that a unit of the example has filed: by whom, on which day, with which values."""

    unit: str
    username: str
    on: date
    number: str
    values: dict[str, Any]


def _plan(project: str, quarter: str, result: str, capital: str, **more: str) -> dict[str, Any]:
    row = {"cot_1": project, "cot_2": quarter, "cot_3": result, "cot_4": capital}
    return {"du_an": [row], "kinh_phi": capital, **more}


FILED = [
    Filed(
        "sxd",
        "lanh-dao-so-xay-dung",
        date(2026, 2, 26),
        "31/KH-SXD (ví dụ)",
        _plan("Cảm biến cho 12 cầu, hầm (ví dụ)", "Quý III", "12 công trình", "18.500"),
    ),
    Filed(
        "viettel",
        "chuyen-vien-viettel",
        date(2026, 3, 5),
        "118/KH-VTBN (ví dụ)",
        _plan("Phát sóng trạm 5G tại khu công nghiệp (ví dụ)", "Quý IV", "80 trạm", "96.000", tram_5g="80"),
    ),
]


def load_reports(*, people: dict[str, User], units: dict[str, Unit], at: datetime) -> None:
    """Ask for the plans and the results of the year, where nobody has asked for any report."""
    if Campaign.objects.exists():
        return
    office = people["van-phong-so"]
    plan = _form(YEARLY_PLAN, "yearly_plan", PLAN_FORM, office, _morning(date(2026, 1, 12)))
    result = _form(YEARLY_RESULT, "result", RESULT_FORM, office, _morning(date(2026, 1, 12)))
    letter, decree = _document(LETTER), _document(DIGITAL)
    detailed = _campaign(
        Asked(
            title="Kế hoạch chi tiết năm 2026 (ví dụ)",
            ground="Công văn của Sở Khoa học và Công nghệ về nhiệm vụ năm 2026",
            form_version=plan,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            due_on=date(2026, 2, 28),
            document=letter,
        ),
        _addressed(office, letter) or [Expected(units[code]) for code in ("sxd", "viettel", "vnpt")],
        UUID(int=1),
        office,
        date(2026, 1, 15),
    )
    for one in FILED:
        _file(detailed, one, people)
    communes = UnitGroup.objects.filter(code=COMMUNE_GROUP.code).first()
    members = members_on([communes.pk], date(2026, 10, 1))[communes.pk] if communes else []
    asked = Asked(
        title="Kết quả thực hiện Kế hoạch 94/KH-UBND năm 2026 (ví dụ)",
        ground="Kế hoạch 94/KH-UBND: các sở, ngành, xã, phường báo cáo trước ngày 20/11 hằng năm",
        form_version=result,
        starts_on=date(2025, 12, 15),
        ends_on=date(2026, 12, 14),
        due_on=date(2026, 11, 20),
        is_before=True,
        document=decree,
    )
    if members:
        expected = [Expected(unit, communes, "UBND các xã, phường") for unit in members]
        _campaign(asked, expected, UUID(int=2), office, min(date(2026, 10, 1), clock.local(at).date()))


def _form(title: str, kind: str, definition: Any, by: User, at: datetime) -> FormVersion:
    """A form of the example, in use."""
    form = Form.objects.filter(title=title).first()
    if form is None:
        form = actions.make_form(title=title, kind=kind, by=by, at=at)
        seen = actions.stamp(form.versions.get())
        actions.save_draft(form=form, definition=definition, seen=seen, by=by, at=at)
        actions.fix_draft(form=form, by=by, at=at)
    return form.versions.order_by("number")[0]


def _campaign(asked: Asked, expected: list[Expected], mark: UUID, by: User, on: date) -> Campaign:
    made = actions.make_campaign(asked=asked, mark=mark, by=by, at=_morning(on))
    actions.set_reporters(campaign=made, expected=expected, by=by, at=_morning(on))
    return actions.open_campaign(campaign=made, by=by, at=_morning(on))


def _addressed(office: User, letter: Document | None) -> list[Expected]:
    """The units that the letter addresses, as its campaign proposes them."""
    if letter is None:
        return []
    found, _unknown = queries.addressed_by(office, letter)
    by_unit = {unit.pk: Expected(unit, None, one.printed) for one in found for unit in one.units}
    return list(by_unit.values())


def _file(campaign: Campaign, one: Filed, people: dict[str, User]) -> None:
    rows = Reporter.objects.select_related("campaign__form_version", "unit")
    reporter = rows.filter(campaign=campaign, unit__code=one.unit).first()
    if reporter is None or _morning(one.on) > clock.now():
        return
    by, at = people[one.username], _morning(one.on)
    said = {"tram_5g": "Theo tiến độ mặt bằng (ví dụ)"} if "tram_5g" in one.values else {}
    actions.save_report(reporter=reporter, values=one.values, reasons=said, seen=0, by=by, at=at)
    actions.take_report_step(reporter=reporter, step="approve", by=by, at=at)
    content = _signed(one.number)
    sha256, name = actions.keep_signed_file(file=BytesIO(content), n_bytes=len(content), name="bao-cao.pdf")
    written = Written(one.number, one.on, sha256, name)
    actions.take_report_step(reporter=reporter, step="submit", written=written, by=by, at=at)


def _signed(number: str) -> bytes:
    """A page that stands for the signed report."""
    file = BytesIO()
    page = Canvas(file)
    page.drawString(72, 760, f"So: {number.split(' ')[0]} (vi du)".encode("ascii", "ignore").decode())
    page.save()
    return file.getvalue()


def _document(file: str) -> Document | None:
    return Document.objects.filter(versions__files__name=file).first()


def _morning(on: date) -> datetime:
    return at_hour(on, 8)
