"""What is laid before somebody above: the submission (Tờ trình) and the slip to the leader (phiếu trình)."""

from collections.abc import Sequence
from datetime import date

from hatang.base.official import Block, Official, Say, day_words
from hatang.base.papers import Part
from hatang.reporting.letters import arrived_words, figures_table, grounds, missing_table, named_report
from hatang.reporting.models import Campaign
from hatang.reporting.papers.wording import units_words
from hatang.reporting.queries import Issuer, ReporterLine
from hatang.reporting.rules.gathering import Gathered

_OPEN = "................................................"


def submission(
    campaign: Campaign, lines: Sequence[ReporterLine], rows: Sequence[Gathered], issuer: Issuer, on: date
) -> Official:
    """The submission of what a campaign brought to the body above: need, result, what is asked of it."""
    missing = [line for line in lines if not line.has_arrived]
    above, named = issuer.above or _OPEN, named_report(campaign)
    asked = [f"1. Xem xét, thông qua kết quả tổng hợp {named}."]
    if missing:
        asked.append(
            f"2. Giao {len(missing)} cơ quan, đơn vị chưa gửi báo cáo thực hiện "
            f"chậm nhất ngày ....../....../{on.year}."
        )
    asked.append(f"{len(asked) + 1}. {_OPEN}")
    behind: list[Block] = []
    if missing:
        behind = [Say("Cơ quan, đơn vị chưa gửi báo cáo:"), missing_table(missing)]
    body: list[Block] = [
        *grounds(campaign),
        Say(f"{issuer.name} trình {above} kết quả tổng hợp {named} như sau:"),
        Say("I. SỰ CẦN THIẾT", is_bold=True),
        Say(
            f"{issuer.name} đã đề nghị {len(lines)} cơ quan, đơn vị gửi {named}, "
            f"chậm nhất {day_words(campaign.last_day)}, để tổng hợp trình {above}."
        ),
        Say("II. KẾT QUẢ TỔNG HỢP", is_bold=True),
        Say(f"{arrived_words(lines, on)} báo cáo."),
        *figures_table(rows),
        *behind,
        Say("III. NỘI DUNG TRÌNH", is_bold=True),
        *(Say(words) for words in asked),
        Say("(Gửi kèm theo: dự thảo báo cáo tổng hợp và báo cáo của các cơ quan, đơn vị.)", is_italic=True),
        Say(f"{issuer.name} kính trình {above} xem xét, quyết định./."),
    ]
    return Official(
        issuer=issuer.name,
        above=issuer.above,
        symbol=f"TTr-{issuer.symbol}",
        place=issuer.place,
        on=on,
        kind="TỜ TRÌNH",
        subject=f"Về việc xem xét kết quả tổng hợp {named}",
        addressed=[above],
        body=body,
        signs=issuer.signs,
    )


def slip(campaign: Campaign, lines: Sequence[ReporterLine], issuer: Issuer, on: date) -> Official:
    """The internal slip to the leader: what is asked, what others think, and boxes for the decision."""
    missing = [line.reporter.unit.name for line in lines if not line.has_arrived]
    named = named_report(campaign)
    facts = [
        ("Vấn đề trình", f"Ký ban hành kết quả tổng hợp {named}"),
        (
            "Tóm tắt nội dung",
            f"{arrived_words(lines, on)} báo cáo; hạn gửi là {day_words(campaign.last_day)}.",
        ),
        ("Cơ quan, đơn vị chưa gửi", units_words(missing) or "Không có"),
        ("Ý kiến của đơn vị phối hợp", _OPEN),
        ("Đề xuất của người trình", _OPEN),
        ("Tài liệu kèm theo", "Dự thảo báo cáo tổng hợp"),
    ]
    boxes = [
        ("Lãnh đạo phòng", "□ Đồng ý\n□ Không đồng ý\n□ Ý kiến khác: ..........................\n\n"),
        ("Lãnh đạo cơ quan", "□ Đồng ý\n□ Không đồng ý\n□ Ý kiến khác: ..........................\n\n"),
    ]
    return Official(
        issuer=issuer.name,
        above=issuer.above,
        symbol=f"PT-{issuer.symbol}",
        place=issuer.place,
        on=on,
        kind="PHIẾU TRÌNH",
        subject=f"Về việc ban hành kết quả tổng hợp {named}",
        addressed=[f"Lãnh đạo {issuer.name}"],
        body=[
            Part((), (28, 72), facts),
            Say("Ý kiến giải quyết:", is_bold=True),
            Part(("Người cho ý kiến", "Ý kiến, ngày và chữ ký"), (28, 72), boxes),
        ],
        signs=["Người trình"],
    )
