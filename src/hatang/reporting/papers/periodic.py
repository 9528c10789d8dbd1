"""The consolidated report of a week, month, quarter or year, with its figures, tables and charts."""

from collections.abc import Sequence
from typing import Any

from hatang.base.charts import Chart, Series
from hatang.base.official import Block, Official, Say, day_words
from hatang.base.papers import Part
from hatang.reporting.papers.wording import (
    by_work,
    day_cell,
    days_words,
    period_name,
    shortened,
    units_words,
)
from hatang.reporting.queries import Issuer
from hatang.reporting.queries.working import Due, PeriodFigures, UnitFigures, share_words
from hatang.reporting.rules.days import PeriodKind

# Bars of a chart, and lines of the lists of single tasks.
_MOST_BARS, _MOST_LINES = 16, 40
_STATES = ("Đúng hạn", "Muộn", "Quá hạn chưa xong", "Chưa đến hạn")


def periodic_report(kind: PeriodKind, said: PeriodFigures, issuer: Issuer) -> Official:
    """What came of the work of a period: whole, by plan, by unit; reports, what is late and what comes."""
    named = period_name(kind, said.period)
    body: list[Block] = [
        Say(
            f"{issuer.name} báo cáo kết quả thực hiện các phần việc của chương trình hạ tầng số {named} "
            f"({days_words(said.period)}; số liệu đến {day_words(said.on)}) như sau:"
        ),
        Say("I. KẾT QUẢ CHUNG", is_bold=True),
        Say(_whole(said)),
        *_by_plan(said),
        Say("II. KẾT QUẢ CỦA CÁC CƠ QUAN, ĐƠN VỊ", is_bold=True),
        *_by_unit(said.by_unit),
        Say("III. TÌNH HÌNH GỬI BÁO CÁO", is_bold=True),
        *_reports(said),
        Say("IV. PHẦN VIỆC QUÁ HẠN", is_bold=True),
        *_tasks(said.late, "Không có phần việc quá hạn."),
        Say("V. PHẦN VIỆC ĐẾN HẠN TRONG KỲ TỚI", is_bold=True),
        *_tasks(said.coming, "Không có phần việc đến hạn trong kỳ tới."),
        Say("VI. KIẾN NGHỊ, ĐỀ XUẤT", is_bold=True),
        Say("................................................"),
        Say(f"Trên đây là kết quả thực hiện {named}./."),
    ]
    return Official(
        issuer=issuer.name,
        above=issuer.above,
        symbol=f"BC-{issuer.symbol}",
        place=issuer.place,
        on=said.on,
        kind="BÁO CÁO",
        subject=f"Kết quả thực hiện các phần việc của chương trình hạ tầng số {named}",
        addressed=[issuer.above] if issuer.above else [],
        body=body,
        signs=issuer.signs,
    )


def _whole(said: PeriodFigures) -> str:
    due = said.whole
    if not due.n_due and not due.n_ahead:
        return f"Trong kỳ không có phần việc đến hạn; có {said.n_done} phần việc được hoàn thành."
    shared = f" ({due.n_in_time * 100 // due.n_due} %)" if due.n_due else ""
    return (
        f"Trong kỳ có {due.n_due + due.n_ahead} phần việc đến hạn, đã qua hạn hoặc đã xong {due.n_due}: "
        f"{due.n_in_time} đúng hạn{shared}, {due.n_late} hoàn thành muộn, {due.n_overdue} quá hạn chưa xong; "
        f"còn {due.n_ahead} phần việc chưa đến hạn. Số phần việc được hoàn thành trong kỳ là {said.n_done}."
    )


def _by_plan(said: PeriodFigures) -> list[Block]:
    if not said.by_plan:
        return []
    rows = [
        (str(number), shortened(str(plan), 80), *_cells(due))
        for number, (plan, due) in enumerate(said.by_plan, start=1)
    ]
    return [Part(("TT", "Văn bản giao", *_STATES), (7, 33, 15, 12, 18, 15), rows)]


def _by_unit(units: Sequence[UnitFigures]) -> list[Block]:
    """A chart of the units with most work due, then every unit in the table."""
    busy = [one for one in units if one.due.n_due + one.due.n_ahead]
    if not busy:
        return [Say("Không có phần việc đến hạn trong kỳ.")]
    shown = sorted(busy, key=lambda one: -(one.due.n_due + one.due.n_ahead))[:_MOST_BARS]
    rows = [
        (str(number), one.unit.name, *_cells(one.due), one.due.share)
        for number, one in enumerate(busy, start=1)
    ]
    heads = ("TT", "Cơ quan, đơn vị", *_STATES, "Tỷ lệ đúng hạn")
    return [_chart(shown, len(busy)), Part(heads, (6, 31, 12, 10, 15, 12, 14), rows)]


def _chart(units: Sequence[UnitFigures], n_all: int) -> Chart:
    most = f" ({len(units)} cơ quan, đơn vị có nhiều phần việc nhất)" if len(units) < n_all else ""
    columns = zip(*(_counts(one.due) for one in units), strict=True)
    return Chart(
        title=f"Biểu đồ: Phần việc đến hạn trong kỳ theo cơ quan, đơn vị{most}",
        labels=[one.unit.label for one in units],
        series=[Series(name, values) for name, values in zip(_STATES, columns, strict=True)],
    )


def _reports(said: PeriodFigures) -> list[Block]:
    if not said.campaigns:
        return [Say("Trong kỳ không có đợt báo cáo đến hạn.")]
    rows = [
        (
            str(number),
            shortened(one.campaign.title),
            day_cell(one.campaign.last_day),
            share_words(one.n_arrived, one.n_expected),
            str(one.n_in_time),
        )
        for number, one in enumerate(said.campaigns, start=1)
    ]
    return [Part(("TT", "Đợt báo cáo", "Ngày cuối", "Đã gửi", "Đúng hạn"), (7, 45, 16, 20, 12), rows)]


def _tasks(rows: Sequence[Any], nothing: str) -> list[Block]:
    if not rows:
        return [Say(nothing)]
    works = by_work((row.task.text, row.due_on, row.unit.label) for row in rows)
    cells = [
        (str(number), shortened(words), units_words(units), day_cell(on))
        for number, (words, on, units) in enumerate(works[:_MOST_LINES], start=1)
    ]
    found: list[Block] = [Part(("TT", "Phần việc", "Cơ quan, đơn vị", "Ngày cuối"), (7, 51, 27, 15), cells)]
    if len(works) > _MOST_LINES:
        found.append(Say(f"Và {len(works) - _MOST_LINES} phần việc khác, có trên phần mềm."))
    return found


def _counts(due: Due) -> tuple[int, int, int, int]:
    return due.n_in_time, due.n_late, due.n_overdue, due.n_ahead


def _cells(due: Due) -> tuple[str, ...]:
    return tuple(str(one) for one in _counts(due))
