"""Letters of a campaign as drafts of official documents: what is asked, who is reminded, what came of it.

They are written in Vietnamese whatever the language of the page, so that our own reader understands them.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _

from hatang.base.official import Block, Official, Say, day_figures, day_words
from hatang.base.papers import Part, cell_words
from hatang.base.refusal import Conflict, Refusal
from hatang.reporting.models import Campaign, Reporter
from hatang.reporting.queries import Issuer, ReporterLine
from hatang.reporting.rules.days import Timeliness
from hatang.reporting.rules.definition import RollUp
from hatang.reporting.rules.gathering import Gathered
from hatang.reporting.sheets import total_words

# With more of them a reminder greets those of its table.
_MOST_GREETED = 12
# So many members that are not asked are named behind their group.
_MOST_EXCEPTED = 3
NOBODY: Mapping[int, Sequence[str]] = MappingProxyType({})
_ROLLED_UP = {
    RollUp.SUM: "Tổng",
    RollUp.RATIO: "Tỷ lệ (tử số/mẫu số)",
    RollUp.LOWEST: "Thấp nhất",
    RollUp.HIGHEST: "Cao nhất",
    RollUp.COUNTS: "Số lượt chọn",
}


def asking_letter(
    campaign: Campaign,
    lines: Sequence[ReporterLine],
    issuer: Issuer,
    on: date,
    not_asked: Mapping[int, Sequence[str]] = NOBODY,
) -> Official:
    """The letter that asks the units of a campaign for their reports.

    `not_asked` names, by group, the members that are not asked; without any a group is greeted as a whole.

    Raises:
        Refusal: nobody is asked yet.
    """
    if not lines:
        raise Refusal(_("Nobody is expected to report: choose the units first."), field="don-vi")
    named, form = named_report(campaign), campaign.form_version
    parts = "; ".join(section.title for section in form.read.sections)
    body: list[Block] = [
        *grounds(campaign),
        Say(f"{issuer.name} thông báo việc gửi {named} như sau:"),
        Say(f"- Kỳ báo cáo: {_period(campaign)}."),
        Say(f"- Mẫu báo cáo: “{form.form.title}”, gồm: {parts}."),
        Say("- Hình thức: báo cáo điện tử lập trên phần mềm, kèm văn bản đã ký."),
        Say(
            f"Đề nghị các cơ quan, đơn vị nêu trên gửi báo cáo về {issuer.name} "
            f"chậm nhất {day_words(campaign.last_day)} để tổng hợp./."
        ),
    ]
    return _letter(issuer, on, subject=f"gửi {named}", addressed=_names(lines, not_asked), body=body)


def reminder_letter(campaign: Campaign, lines: Sequence[ReporterLine], issuer: Issuer, on: date) -> Official:
    """The letter to those who have not reported, with how many days each is late.

    Raises:
        Conflict: everybody has reported.
    """
    missing = [line for line in lines if not line.has_arrived]
    if not missing:
        raise Conflict(_("Every unit has reported; there is nobody to remind."))
    named, last = named_report(campaign), campaign.last_day
    by = "ngay sau khi nhận được văn bản này" if on > last else f"chậm nhất {day_words(last)}"
    body: list[Block] = [
        Say(f"{arrived_words(lines, on)} {named} ({_period(campaign)}); hạn gửi là {day_words(last)}."),
        Say("Các cơ quan, đơn vị chưa gửi báo cáo:"),
        missing_table(missing),
        Say(f"Đề nghị các cơ quan, đơn vị có tên trên gửi báo cáo về {issuer.name} {by}./."),
    ]
    names = [line.reporter.unit.name for line in missing]
    addressed = names if len(names) <= _MOST_GREETED else ["Các cơ quan, đơn vị có tên trong Công văn này"]
    return _letter(issuer, on, subject=f"đôn đốc gửi {named}", addressed=addressed, body=body)


def gathered_report(
    campaign: Campaign,
    lines: Sequence[ReporterLine],
    left_out: Sequence[Reporter],
    rows: Sequence[Gathered],
    issuer: Issuer,
    on: date,
) -> Official:
    """The consolidated report: how complete it is, the figures, the texts by unit, and who is missing."""
    missing = [line for line in lines if not line.has_arrived]
    told = [row for row in rows if row.field.rolled_up is RollUp.TEXTS and row.said]
    texts = [say for number, row in enumerate(told, start=1) for say in _texts(number, row)]
    body: list[Block] = [
        *grounds(campaign),
        Say(f"{issuer.name} báo cáo kết quả tổng hợp như sau:"),
        Say("I. TÌNH HÌNH GỬI BÁO CÁO", is_bold=True),
        Say(f"Kỳ báo cáo: {_period(campaign)}; hạn gửi: {day_words(campaign.last_day)}."),
        Say(f"{arrived_words(lines, on)} báo cáo{_timely_words(lines)}."),
        *(Say(f"- Không thuộc diện báo cáo: {row.unit.name} ({row.left_out_because}).") for row in left_out),
        Say("II. SỐ LIỆU TỔNG HỢP", is_bold=True),
        *figures_table(rows),
        Say("III. NỘI DUNG BÁO CÁO CỦA CÁC CƠ QUAN, ĐƠN VỊ", is_bold=True),
        *(texts or [Say("Không có.")]),
        Say("IV. CƠ QUAN, ĐƠN VỊ CHƯA GỬI BÁO CÁO", is_bold=True),
        *([missing_table(missing)] if missing else [Say("Không có.")]),
        Say(f"Trên đây là kết quả tổng hợp {named_report(campaign)}./."),
    ]
    return Official(
        issuer=issuer.name,
        above=issuer.above,
        symbol=f"BC-{issuer.symbol}",
        place=issuer.place,
        on=on,
        kind="BÁO CÁO",
        subject=f"Kết quả tổng hợp {named_report(campaign)}",
        addressed=[issuer.above] if issuer.above else [],
        body=body,
        signs=issuer.signs,
    )


def _letter(
    issuer: Issuer, on: date, *, subject: str, addressed: Sequence[str], body: Sequence[Block]
) -> Official:
    """A letter; nobody writes to oneself, and which division drafts it is left open in its symbol."""
    return Official(
        issuer=issuer.name,
        above=issuer.above,
        symbol=f"{issuer.symbol}-...",
        place=issuer.place,
        on=on,
        subject=subject,
        addressed=[name for name in addressed if name != issuer.name],
        body=body,
        signs=issuer.signs,
    )


def named_report(campaign: Campaign) -> str:
    """What is asked for, inside a sentence."""
    title = campaign.title.rstrip(" .;")
    return f"b{title[1:]}" if title.startswith("Báo cáo ") else f"báo cáo “{title}”"


def grounds(campaign: Campaign) -> list[Say]:
    """The legal grounds, one a line, else the document that asks; first words as they stand or "Căn cứ"."""
    lines = [words for line in campaign.ground.splitlines() if (words := line.strip().rstrip(" .;/"))]
    if not lines and campaign.document is not None:
        lines = [str(campaign.document)]
    known = ("Căn cứ ", "Thực hiện ", "Theo ")
    said = [line if line.startswith(known) else f"Căn cứ {line}" for line in lines]
    ends = [";"] * (len(said) - 1) + ["."]
    return [Say(words + end, is_italic=True) for words, end in zip(said, ends, strict=False)]


def _period(campaign: Campaign) -> str:
    return f"từ ngày {day_figures(campaign.starts_on)} đến ngày {day_figures(campaign.ends_on)}"


def _names(lines: Sequence[ReporterLine], not_asked: Mapping[int, Sequence[str]]) -> list[str]:
    """Whom a letter greets: groups once by their name as printed, other units by theirs."""
    asked = [line.reporter for line in lines]
    names = [_greeted(one, asked, not_asked.get(one.group_id or 0, ())) for one in asked]
    return list(dict.fromkeys(names))


def _greeted(one: Reporter, asked: Sequence[Reporter], missing: Sequence[str]) -> str:
    """How a unit is greeted: with its group, unless members of it are not asked and the others are few."""
    if one.group is None:
        return one.unit.name
    group = one.printed or one.group.name
    if not missing:
        return group
    if sum(other.group_id == one.group_id for other in asked) <= _MOST_GREETED:
        return one.unit.name
    excepted = ", ".join(missing) if len(missing) <= _MOST_EXCEPTED else "các đơn vị không được giao báo cáo"
    return f"{group} (trừ {excepted})"


def arrived_words(lines: Sequence[ReporterLine], on: date) -> str:
    """How many have reported by a day, the beginning of a sentence."""
    n_arrived = sum(line.has_arrived for line in lines)
    share = f" ({n_arrived * 100 // len(lines)} %)" if lines else ""
    return f"Đến {day_words(on)}, đã có {n_arrived}/{len(lines)} cơ quan, đơn vị{share} gửi"


def _timely_words(lines: Sequence[ReporterLine]) -> str:
    arrived = [line for line in lines if line.has_arrived]
    n_on_time = sum(line.timeliness is Timeliness.ON_TIME for line in arrived)
    return f", trong đó {n_on_time} đúng hạn, {len(arrived) - n_on_time} muộn" if arrived else ""


def missing_table(missing: Sequence[ReporterLine]) -> Part:
    """Who has not reported, and for how many days that is late."""
    rows = [
        (
            str(number),
            cell_words(line.reporter.unit.name),
            "Đã trả lại, chưa gửi lại" if line.report and line.report.first_submitted_at else "Chưa gửi",
            str(line.n_days_late) if line.timeliness is Timeliness.LATE else "",
        )
        for number, line in enumerate(missing, start=1)
    ]
    return Part(("TT", "Cơ quan, đơn vị", "Tình trạng", "Số ngày quá hạn"), (8, 47, 27, 18), rows)


def figures_table(rows: Sequence[Gathered]) -> list[Block]:
    """The table of what is counted, with how it was made one and of how many reports."""
    counted = [row for row in rows if row.field.rolled_up in _ROLLED_UP and total_words(row)]
    if not counted:
        return [Say("Chưa có số liệu.")]
    cells = [
        (
            str(number),
            cell_words(row.field.label),
            cell_words(total_words(row)),
            _ROLLED_UP[row.field.rolled_up],
            str(len(row.said) or ""),
        )
        for number, row in enumerate(counted, start=1)
    ]
    return [Part(("TT", "Chỉ tiêu", "Kết quả", "Cách tổng hợp", "Số báo cáo"), (8, 36, 26, 18, 12), cells)]


def _texts(number: int, row: Gathered) -> list[Say]:
    said = [Say(f"- {one.source.name}: {one.words}") for one in row.said]
    return [Say(f"{number}. {row.field.label}", is_bold=True), *said]
