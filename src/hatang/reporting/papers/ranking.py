"""The announcement of results by unit: shares with numerator and denominator, and no score of our own."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from hatang.base.official import Block, Official, Say, day_words
from hatang.base.papers import Part
from hatang.base.refusal import Refusal
from hatang.reporting.papers.wording import days_words, period_name
from hatang.reporting.queries import Issuer
from hatang.reporting.queries.working import PeriodFigures, UnitFigures, share_words
from hatang.reporting.rules.days import PeriodKind


def ranking_result(kind: PeriodKind, said: PeriodFigures, issuer: Issuer) -> Official:
    """Units by how much of what was due they handed over in time; equal shares have the same place.

    Raises:
        Refusal: nothing was due in the period.
    """
    ranked = ranked_units(said.by_unit)
    if not ranked:
        raise Refusal(_("Nothing was due in this period; choose another one."), field="ngay")
    others = [one for one in said.by_unit if not one.due.n_due and one.n_reports]
    rows = [_row(str(place), one) for place, one in ranked] + [_row("-", one) for one in others]
    heads = (
        "Thứ tự",
        "Cơ quan, đơn vị",
        "Phần việc đúng hạn",
        "Quá hạn chưa xong",
        "Báo cáo đúng hạn",
        "Tệp minh chứng",
    )
    named = period_name(kind, said.period)
    body: list[Block] = [
        Say(
            f"{issuer.name} thông báo kết quả thực hiện các phần việc của chương trình hạ tầng số {named} "
            f"của các cơ quan, đơn vị ({days_words(said.period)}; số liệu đến {day_words(said.on)}) như sau:"
        ),
        Part(heads, (9, 33, 18, 12, 18, 10), rows),
        Say("Cách tính:", is_bold=True),
        Say(
            "- Phần việc đúng hạn: số phần việc hoàn thành hoặc đã trình đúng hạn trên số phần việc "
            "đến hạn trong kỳ; không tính phần việc tạm dừng, rút, chờ chuyển giao "
            "hoặc đang xin lùi hạn từ trước hạn."
        ),
        Say("- Báo cáo đúng hạn: số báo cáo gửi đúng hạn trên số báo cáo phải gửi trong kỳ."),
        Say(
            "- Thứ tự theo tỷ lệ phần việc đúng hạn; tỷ lệ bằng nhau cùng thứ tự. "
            "Số tệp minh chứng không tính điểm."
        ),
        Say(f"{issuer.name} thông báo để các cơ quan, đơn vị biết, thực hiện./."),
    ]
    return Official(
        issuer=issuer.name,
        above=issuer.above,
        symbol=f"TB-{issuer.symbol}",
        place=issuer.place,
        on=said.on,
        kind="THÔNG BÁO",
        subject=f"Kết quả thực hiện chương trình hạ tầng số {named} của các cơ quan, đơn vị",
        recipients=["Các cơ quan, đơn vị có tên trong Thông báo"],
        body=body,
        signs=issuer.signs,
    )


def ranked_units(units: Sequence[UnitFigures]) -> list[tuple[int, UnitFigures]]:
    """Units that had work due with their places, the best first; who follows equals counts them all."""
    due = [one for one in units if one.due.n_due]
    shares = {one.unit.pk: Fraction(one.due.n_in_time, one.due.n_due) for one in due}
    ordered = sorted(due, key=lambda one: (-shares[one.unit.pk], -one.due.n_due, one.unit.sort_key))
    better = [sum(other > shares[one.unit.pk] for other in shares.values()) for one in ordered]
    return [(n + 1, one) for n, one in zip(better, ordered, strict=True)]


def _row(place: str, one: UnitFigures) -> tuple[str, ...]:
    reports = share_words(one.n_reports_in_time, one.n_reports)
    return (place, one.unit.name, one.due.share, str(one.due.n_overdue), reports, str(one.n_proofs))
