"""The weekly note: red, amber, done and who must speak, on one page of A4."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice

from hatang.base.official import Block, Official, Say, day_figures, day_words
from hatang.base.official_pdf import n_pages
from hatang.base.papers import Part
from hatang.programme.models import Obligation
from hatang.programme.queries import MeetingSheet, SheetLine
from hatang.programme.rules import Reason
from hatang.reporting.papers.wording import by_work, day_cell, shortened, units_words
from hatang.reporting.queries import Issuer

# Why work is amber, in the words of the note.
_REASONS = {
    Reason.NEXT: "đến hạn trước cuộc họp tới",
    Reason.STEP: "có mốc trước cuộc họp tới",
    Reason.WEEK: "đến hạn trong 7 ngày",
    Reason.FORTNIGHT: "đến hạn trong 14 ngày",
    Reason.SUBMITTED: "đã trình, chờ nghiệm thu",
    Reason.REQUESTED: "xin lùi hạn",
    Reason.QUIET: "lâu chưa cập nhật",
    Reason.NO_MILESTONE: "chưa có mốc trong quý",
    Reason.SILENT: "chưa cập nhật từ cuộc họp trước",
}
# Lines of a list at most; fewer where they take more than the page.
_MOST_LINES, _MOST_SPEAKERS = 9, 14


def weekly_note(sheet: MeetingSheet, done: Sequence[Obligation], issuer: Issuer) -> Official:
    """The note of a meeting; its lists are shortened until it fits on one page, and say what is left out."""
    return on_one_page(lambda n_lines: _note(sheet, done, issuer, n_lines))


def on_one_page(write: Callable[[int], Official]) -> Official:
    """What is written with as many lines a list as one page takes."""
    for n_lines in range(_MOST_LINES, 1, -1):
        official = write(n_lines)
        if n_pages(official) == 1:
            return official
    return write(1)


def _note(sheet: MeetingSheet, done: Sequence[Obligation], issuer: Issuer, n_lines: int) -> Official:
    held_on = sheet.meeting.held_on
    red = [line for line in sheet.lines if line.is_red]
    amber = [line for line in sheet.lines if not line.is_red]
    body: list[Block] = [
        Say(
            f"Đến {day_words(held_on)} có {len(red)} phần việc quá hạn, {len(amber)} phần việc cần theo dõi; "
            f"{len(done)} phần việc được hoàn thành từ cuộc họp trước."
        ),
        Say("1. Quá hạn (đỏ)", is_bold=True),
        *_lines(red, n_lines, "Số ngày quá hạn", lambda line: str(line.n_days_late)),
        Say("2. Cần theo dõi (vàng)", is_bold=True),
        *_lines(amber, n_lines, "Lý do", _reasons),
        Say("3. Đã hoàn thành", is_bold=True),
        *_done(done, n_lines),
        Say("4. Cơ quan, đơn vị báo cáo tại cuộc họp", is_bold=True),
        Say(_speakers(sheet)),
    ]
    return Official(
        issuer=issuer.name,
        above=issuer.above,
        symbol=f"BC-{issuer.symbol}",
        place=issuer.place,
        on=held_on,
        kind="BÁO CÁO",
        subject=f"Tình hình phần việc phục vụ giao ban ngày {day_figures(held_on)}",
        body=body,
        signs=issuer.signs,
        is_tight=True,
    )


def _lines(lines: Sequence[SheetLine], most: int, last: str, say: Callable[[SheetLine], str]) -> list[Block]:
    """Work with all units of which the same is said, the latest first, as many lines as said."""
    if not lines:
        return [Say("Không có.")]
    ordered = sorted(lines, key=lambda line: -line.n_days_late)
    works: dict[tuple[str, date | None, str], list[str]] = {}
    for line in ordered:
        works.setdefault((line.owed.task.text, line.due_on, say(line)), []).append(line.owed.unit.label)
    rows = [
        (shortened(words, 90), units_words(units), day_cell(on), said)
        for (words, on, said), units in islice(works.items(), most)
    ]
    found: list[Block] = [Part(("Phần việc", "Cơ quan, đơn vị", "Hạn", last), (45, 24, 13, 18), rows)]
    if len(works) > most:
        found.append(Say(f"Và {len(works) - most} phần việc khác."))
    return found


def _reasons(line: SheetLine) -> str:
    return shortened("; ".join(_REASONS[one] for one in line.reasons if one in _REASONS), 60)


def _done(done: Sequence[Obligation], most: int) -> list[Block]:
    if not done:
        return [Say("Không có.")]
    works = by_work((one.task.text, None, one.unit.label) for one in done)
    named = [
        f"{shortened(words, 70)} ({units_words(units)})" for words, _on, units in works[: max(most // 2, 1)]
    ]
    more = len(works) - len(named)
    return [Say("; ".join(named) + (f"; và {more} phần việc khác." if more else "."))]


def _speakers(sheet: MeetingSheet) -> str:
    named = [
        f"{one.unit.label} ({one.n_red} đỏ, {one.n_amber} vàng)" for one in sheet.speakers[:_MOST_SPEAKERS]
    ]
    more = len(sheet.speakers) - len(named)
    if not named:
        return "Không có."
    return "; ".join(named) + (f"; và {more} cơ quan, đơn vị khác." if more else ".")
