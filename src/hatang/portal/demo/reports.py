"""Reports of the example: the plans that the letter of January 2026 asks for, the results of plan 94."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from io import BytesIO
from typing import Any
from uuid import UUID

from reportlab.pdfgen.canvas import Canvas

from hatang.accounts.models import Unit, UnitGroup, User
from hatang.accounts.queries import members_on
from hatang.base import clock
from hatang.documents.models import Document
from hatang.portal.demo.headway import DIGITAL, at_hour
from hatang.portal.demo.signing import Identity, signed
from hatang.portal.demo.trust import known_signer, unknown_signer
from hatang.portal.demo.units import COMMUNE_GROUP
from hatang.reporting import actions, queries
from hatang.reporting.actions import Asked, Expected, Written
from hatang.reporting.models import Campaign, Form, FormVersion, Reporter
from hatang.reporting.ready_forms import ready_forms

LETTER = "cong-van-skhcn-nhiem-vu-2026.pdf"
# Forms at hand that the example uses.
YEARLY_PLAN, YEARLY_RESULT = "ke-hoach-nam", "ket-qua-nam"
SOURCES_OF_MONEY = {"von_tinh": "Ngân sách tỉnh", "von_doanh_nghiep": "Doanh nghiệp"}


@dataclass(frozen=True)
class Filed:
    """A report that a unit of the example has filed: by whom, on which day, with which values."""

    unit: str
    username: str
    on: date
    number: str
    values: dict[str, Any]
    signer: Callable[[], Identity]


def _plan(project: str, quarter: str, result: str, capital: str, source: str) -> dict[str, Any]:
    row = {"cot_1": "2.1", "cot_2": project, "cot_3": result, "cot_5": quarter}
    money = {"cot_1": project, "cot_2": SOURCES_OF_MONEY[source], "cot_3": capital}
    return {
        "can_cu": "Kế hoạch 94/KH-UBND",
        "dau_moi": "Bộ phận đầu mối (ví dụ)",
        "hoat_dong": [row],
        "du_an": [money],
        source: capital,
        "tong_von": capital,
    }


FILED = [
    Filed(
        "sxd",
        "lanh-dao-so-xay-dung",
        date(2026, 2, 26),
        "31/KH-SXD (ví dụ)",
        _plan("Cảm biến cho 12 cầu, hầm (ví dụ)", "Quý III", "12 công trình", "18.500", "von_tinh"),
        partial(known_signer, "Sở Xây dựng (ví dụ)"),
    ),
    Filed(
        "viettel",
        "chuyen-vien-viettel",
        date(2026, 3, 5),
        "118/KH-VTBN (ví dụ)",
        _plan(
            "Phát sóng trạm 5G tại khu công nghiệp (ví dụ)",
            "Quý IV",
            "80 trạm",
            "96.000",
            "von_doanh_nghiep",
        ),
        partial(unknown_signer, "Viettel Bắc Ninh (ví dụ)"),
    ),
]


def load_reports(*, people: dict[str, User], units: dict[str, Unit], at: datetime) -> None:
    """Ask for the plans and the results of the year, where nobody has asked for any report."""
    if Campaign.objects.exists():
        return
    office = people["van-phong-so"]
    plan = form_at_hand(YEARLY_PLAN, office, morning(date(2026, 1, 12)))
    result = form_at_hand(YEARLY_RESULT, office, morning(date(2026, 1, 12)))
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
        gathered_on=date(2026, 12, 5),
        is_before=True,
        document=decree,
    )
    if members:
        expected = [Expected(unit, communes, "UBND các xã, phường") for unit in members]
        on = min(date(2026, 10, 1), clock.local(at).date())
        made = _campaign(asked, expected, UUID(int=2), office, on)
        _gather(made, units["skhcn-bcvt"], office, on)


def form_at_hand(word: str, by: User, at: datetime) -> FormVersion:
    """A form at hand, in use."""
    ready = ready_forms()[word]
    form = Form.objects.filter(title=ready.title).first()
    if form is None:
        form = actions.use_ready_form(ready=ready, by=by, at=at)
        actions.fix_draft(form=form, by=by, at=at)
    return form.versions.order_by("number")[0]


def _campaign(asked: Asked, expected: list[Expected], mark: UUID, by: User, on: date) -> Campaign:
    made = actions.make_campaign(asked=asked, mark=mark, by=by, at=morning(on))
    actions.set_reporters(campaign=made, expected=expected, by=by, at=morning(on))
    return actions.open_campaign(campaign=made, by=by, at=morning(on))


def _gather(campaign: Campaign, unit: Unit, office: User, on: date) -> None:
    """A division of the department gathers for all units of a campaign."""
    reporters = list(campaign.reporters.values_list("pk", flat=True))
    actions.set_consolidator(campaign=campaign, unit=unit, reporters=reporters, by=office, at=morning(on))


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
    if reporter is None or morning(one.on) > clock.now():
        return
    by, at = people[one.username], morning(one.on)
    actions.save_report(reporter=reporter, values=one.values, reasons={}, seen=0, by=by, at=at)
    submit(reporter, one.number, one.on, signer=one.signer(), by=by, at=at)


def submit(
    reporter: Reporter, number: str, on: date, *, signer: Identity | None = None, by: User, at: datetime
) -> None:
    """Approve what a unit wrote and submit it with its number and file, digitally signed or not."""
    actions.take_report_step(reporter=reporter, step="approve", by=by, at=at)
    page = _page(number)
    content = signed(page, signer) if signer else page
    sha256, name = actions.keep_signed_file(file=BytesIO(content), n_bytes=len(content), name="bao-cao.pdf")
    written = Written(number, on, sha256, name)
    actions.take_report_step(reporter=reporter, step="submit", written=written, by=by, at=at)


def _page(number: str) -> bytes:
    """A page that stands for the signed report."""
    file = BytesIO()
    page = Canvas(file)
    page.drawString(72, 760, f"So: {number.split(' ')[0]} (vi du)".encode("ascii", "ignore").decode())
    page.save()
    return file.getvalue()


def _document(file: str) -> Document | None:
    return Document.objects.filter(versions__files__name=file).first()


def morning(on: date) -> datetime:
    """Eight in the morning of a day."""
    return at_hour(on, 8)
