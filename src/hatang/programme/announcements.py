"""The draft "Thông báo kết luận" of a meeting, in the form of Decree 30/2020/NĐ-CP, appendix I.

Its number is left open for the clerk. It is written so that our own reader finds in it what was concluded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

_FONT = "Times New Roman"


@dataclass(frozen=True)
class Conclusion:
    """One numbered conclusion with the units that carry it out."""

    text: str
    lead: str
    supports: Sequence[str]
    due_on: date
    product: str = ""


@dataclass(frozen=True)
class Announcement:
    """What the draft says: who issues it, of which meeting, and what was concluded."""

    issuer: str
    symbol: str
    place: str
    chair: str
    held_on: date
    conclusions: Sequence[Conclusion]

    @property
    def subject(self) -> str:
        """What it is about (trích yếu)."""
        return f"Kết luận của {self.chair} tại cuộc họp giao ban ngày {_day(self.held_on)}"

    @property
    def recipients(self) -> list[str]:
        """Units named in it, each once."""
        named = [unit for one in self.conclusions for unit in (one.lead, *one.supports)]
        return list(dict.fromkeys(named))


def write_announcement(file: IO[bytes], announcement: Announcement) -> None:
    """Write the draft as a Word document on A4: margins and letters as the decree asks."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(6)
    document.core_properties.title, document.core_properties.author = announcement.subject, ""
    _head(document, announcement)
    _centred(document, "THÔNG BÁO", is_bold=True)
    _centred(document, announcement.subject, is_bold=True)
    document.add_paragraph(
        f"Ngày {_day(announcement.held_on)}, {announcement.chair} đã chủ trì cuộc họp giao ban. "
        f"Sau khi nghe báo cáo và ý kiến của các đơn vị dự họp, {announcement.chair} kết luận như sau:"
    )
    for number, one in enumerate(announcement.conclusions, start=1):
        _conclusion(document, number, one)
    _foot(document, announcement)
    document.save(file)


def _head(document: Any, announcement: Announcement) -> None:
    """Issuer and number on the left, the country's name and the place on the right."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    _lines(left, [(announcement.issuer.upper(), True), (f"Số:        /{announcement.symbol}", False)])
    on = f"ngày      tháng {announcement.held_on.month} năm {announcement.held_on.year}"
    _lines(
        right,
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
            ("Độc lập - Tự do - Hạnh phúc", True),
            (f"{announcement.place}, {on}", False),
        ],
    )


def _conclusion(document: Any, number: int, one: Conclusion) -> None:
    document.add_paragraph(f"{number}. {one.text}")
    document.add_paragraph(f"- Cơ quan chủ trì: {one.lead}.")
    if one.supports:
        document.add_paragraph(f"- Cơ quan phối hợp: {'; '.join(one.supports)}.")
    document.add_paragraph(f"- Thời hạn hoàn thành: {_day(one.due_on)}.")
    if one.product:
        document.add_paragraph(f"- Sản phẩm: {one.product}.")


def _foot(document: Any, announcement: Announcement) -> None:
    """Who receives it on the left, who signs on the right."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    named = [(f"- {unit};", False) for unit in announcement.recipients]
    _lines(left, [("Nơi nhận:", True), *named, ("- Lưu: VT.", False)], size=11, is_centred=False)
    _lines(right, [(announcement.chair.upper(), True)])


def _lines(cell: Any, lines: list[tuple[str, bool]], *, size: int = 13, is_centred: bool = True) -> None:
    for place, (words, is_bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        if is_centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(words)
        run.bold, run.font.size = is_bold, Pt(size)


def _centred(document: Any, words: str, *, is_bold: bool) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(words).bold = is_bold


def _day(on: date) -> str:
    """A day as official letters write it: the month of one figure from March on without a nought."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"{on.day:02d}/{month}/{on.year}"
