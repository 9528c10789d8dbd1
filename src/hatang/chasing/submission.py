"""The submission (Tờ trình) that proposes to commend or criticise units, as a draft of an official document.

It is written in Vietnamese whatever the language of the page, and speaks of units, never of persons.
"""

from collections.abc import Sequence
from datetime import date

from hatang.base.official import Block, Official, Say, day_figures, day_words
from hatang.base.papers import Part, cell_words
from hatang.chasing.models import Proposal, ProposedUnit, Verdict
from hatang.chasing.rules.figures import Figures
from hatang.reporting.queries import Issuer

_OPEN = "................................................"
_ASKED = {
    Verdict.COMMEND: "biểu dương, khen thưởng",
    Verdict.CRITICISE: "phê bình",
    Verdict.CONSIDER: "xem xét trách nhiệm do chậm thực hiện",
}
_HEADS = (
    "TT",
    "Cơ quan, đơn vị",
    "Phần việc đúng hạn",
    "Quá hạn chưa xong",
    "Báo cáo đúng hạn",
    "Trả lời đúng hạn",
    "Lý do đề xuất",
)
_ROMAN = ("I", "II", "III", "IV", "V")


def submission(proposal: Proposal, units: Sequence[ProposedUnit], issuer: Issuer, on: date) -> Official:
    """What the office lays before the body above: units by what is proposed, with figures and reasons."""
    above = issuer.above or _OPEN
    period = f"từ ngày {day_figures(proposal.starts_on)} đến ngày {day_figures(proposal.ends_on)}"
    by_verdict = [(verdict, [one for one in units if one.verdict == verdict]) for verdict in Verdict]
    shown = [(verdict, rows) for verdict, rows in by_verdict if rows]
    body: list[Block] = [
        Say(
            f"{issuer.name} tổng hợp kết quả thực hiện phần việc, chế độ báo cáo và trả lời đôn đốc của các "
            f"cơ quan, đơn vị trong chương trình hạ tầng số ({period}; số liệu đến {day_words(on)}) "
            f"và trình {above} như sau:"
        ),
    ]
    for place, (verdict, rows) in zip(_ROMAN, shown, strict=False):
        body.append(Say(f"{place}. ĐỀ NGHỊ {_ASKED[verdict].upper()}", is_bold=True))
        body.append(Say(f"Đề nghị {_ASKED[verdict]} {len(rows)} cơ quan, đơn vị:"))
        body.append(_table(rows))
    body += [
        Say(f"{_ROMAN[len(shown)]}. CĂN CỨ ĐỀ XUẤT", is_bold=True),
        *(Say(words) for words in _grounds(proposal)),
        Say(f"{issuer.name} kính trình {above} xem xét, quyết định./."),
    ]
    asked = ", ".join(_ASKED[verdict] for verdict, _rows in shown)
    return Official(
        issuer=issuer.name,
        above=issuer.above,
        symbol=f"TTr-{issuer.symbol}",
        place=issuer.place,
        on=on,
        kind="TỜ TRÌNH",
        subject=f"Về việc đề nghị {asked} trong thực hiện chương trình hạ tầng số",
        addressed=[above],
        body=body,
        signs=issuer.signs,
    )


def _table(rows: Sequence[ProposedUnit]) -> Part:
    cells = [
        (str(number), cell_words(one.unit.name), *_figures(Figures(**one.figures)), cell_words(one.reason))
        for number, one in enumerate(rows, start=1)
    ]
    return Part(_HEADS, (6, 22, 12, 14, 12, 12, 22), cells)


def _figures(said: Figures) -> tuple[str, str, str, str]:
    """Figures with their denominators; empty where nothing was due."""
    overdue = f"{said.n_overdue} (lâu nhất {said.n_days_longest} ngày)" if said.n_overdue else "0"
    return (
        _of(said.n_in_time, said.n_due),
        overdue if said.n_due else "",
        _of(said.n_reports_in_time, said.n_reports),
        _of(said.n_answers_in_time, said.n_answers),
    )


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole}" if whole else ""


def _grounds(proposal: Proposal) -> list[str]:
    """How the figures are made, and from which shares on units were looked at."""
    return [
        "- Phần việc đúng hạn: số phần việc hoàn thành hoặc đã trình đúng hạn trên số phần việc đến hạn "
        "trong kỳ; không tính phần việc tạm dừng, rút, chờ chuyển giao hoặc đang xin lùi hạn từ trước hạn.",
        "- Báo cáo đúng hạn: số báo cáo gửi đúng hạn trên số báo cáo phải gửi trong kỳ.",
        "- Trả lời đúng hạn: số lần trả lời vướng mắc, trả lời đôn đốc đúng hạn trên số lần phải trả lời.",
        f"- Ngưỡng rà soát: có từ {proposal.least_due} phần việc, báo cáo đến hạn; đúng hạn từ "
        f"{proposal.commend_from}% và không có việc quá hạn; đúng hạn dưới {proposal.criticise_below}%; "
        f"hoặc có việc quá hạn từ {proposal.consider_days} ngày. "
        "Ngưỡng chỉ để rà soát; từng cơ quan, đơn vị do cơ quan trình lựa chọn.",
    ]
