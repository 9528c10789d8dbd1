"""Papers of the example: a written report that was read, drafts on their way, a template of the office."""

from datetime import date, datetime
from io import BytesIO
from uuid import UUID

from django.utils import translation
from docx import Document as Word

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.official_pdf import write_official_pdf
from hatang.portal.demo.signing import signed
from hatang.portal.demo.trust import known_signer
from hatang.programme.models import Obligation, Progress
from hatang.reporting import actions, jobs, queries
from hatang.reporting.models import Campaign, DraftPaper, IncomingReport, PaperTemplate
from hatang.reporting.paper_templates import starting_template
from hatang.reporting.rules.paper_content import official_of
from hatang.reporting.rules.paper_kinds import PaperKind
from hatang.reporting.writing import asked_paper, plans_of, written

# What the department says of its first tasks, one after the other.
SAID = (
    "Đang triển khai, đạt 66%: đã lắp đặt tại 8/12 công trình.",
    "Đã hoàn thành ngày 16/11/2026 theo Báo cáo số 212/BC-SXD.",
    "Đang triển khai; khó khăn: chưa được bố trí kinh phí lắp đặt thiết bị.",
)
DRAFTS = (UUID(int=11), UUID(int=12), UUID(int=13))


def load_papers(*, people: dict[str, User], units: dict[str, Unit], at: datetime) -> None:
    """Add each of them where there is none yet."""
    office = people["van-phong-so"]
    if not IncomingReport.objects.exists():
        _written_report(units["sxd"], people["chuyen-vien-so-xay-dung"], at)
    if not PaperTemplate.objects.exists():
        content = starting_template(is_letter=False)
        name = "mau-phieu-trinh (vi du).docx"
        actions.take_template(kind=PaperKind.SLIP, content=content, name=name, by=office, at=at)
    if not DraftPaper.objects.exists():
        _drafts(office, at)


def _written_report(unit: Unit, by: User, at: datetime) -> None:
    """A Word file that speaks of the first tasks the unit still owes, read at once."""
    rows = Obligation.objects.filter(unit=unit, withdrawn_at__isnull=True, task__withdrawn_at__isnull=True)
    open_ = rows.filter(state__in=(Progress.NOT_STARTED, Progress.IN_PROGRESS)).select_related("task")
    word = Word()
    for line in ("SỞ XÂY DỰNG", "Số: 213/BC-SXD (ví dụ)", "Bắc Ninh, ngày 20 tháng 11 năm 2026"):
        word.add_paragraph(line)
    word.add_paragraph("BÁO CÁO Kết quả thực hiện nhiệm vụ hạ tầng số (ví dụ)")
    for number, (owed, words) in enumerate(zip(open_.order_by("task_id", "pk"), SAID, strict=False), start=1):
        word.add_paragraph(f"{number}. {owed.task.text}")
        word.add_paragraph(words)
    file = BytesIO()
    word.save(file)
    n_bytes = file.tell()
    file.seek(0)
    name = "bao-cao-so-xay-dung (vi du).docx"
    incoming = actions.receive_report(unit=unit, file=file, n_bytes=n_bytes, name=name, by=by, at=at)
    jobs.read_incoming(incoming.pk)


def _drafts(office: User, at: datetime) -> None:
    """One being written, one before the leader, one that came back signed."""
    campaign = Campaign.objects.order_by("pk").first()
    if campaign is None:
        return
    today = clock.local(at).date()
    about = {"dot": str(campaign.pk), "ky": "quy", "ngay": f"{today:%Y-%m-%d}"}
    made = [
        _draft({"loai": word, **about}, mark, office, at)
        for word, mark in zip(("bao-cao-ky", "to-trinh", "phieu-trinh"), DRAFTS, strict=True)
    ]
    for draft in made[1:]:
        actions.lay_draft(draft=draft, seen=0, by=office, at=at)
    page = BytesIO()
    write_official_pdf(page, official_of(made[2].content))
    content = signed(page.getvalue(), known_signer(f"{made[2].unit} (ví dụ)"))
    file = actions.keep_signed_file(file=BytesIO(content), n_bytes=len(content), name="phieu-trinh.pdf")
    number = f"15/PTr-{made[2].unit.symbol}"
    actions.number_draft(draft=made[2], number=number, signed_on=today, file=file, by=office, at=at)


def _draft(query: dict[str, str], mark: UUID, office: User, at: datetime) -> DraftPaper:
    today: date = clock.local(at).date()
    with translation.override("vi"):
        asked = asked_paper(office, query)
        official = written(office, asked, today=today)
    unit_id = queries.issuer_for(office, on=today).unit_id
    return actions.make_draft(
        kind=asked.kind,
        official=official,
        unit_id=unit_id,
        plans=plans_of(office, asked),
        mark=mark,
        by=office,
        at=at,
    )
