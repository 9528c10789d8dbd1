"""Lists as files to print and to sign: docx and pdf, a table on A4 laid across."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import IO, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer

_FONTS = Path(__file__).resolve().parent / "fonts"
# Times New Roman is what official documents are typed in (Decree 30/2020/NĐ-CP, appendix I).
_DOCX_FONT = "Times New Roman"
_MARGIN_MM = 14
_PAGE_MM = (297, 210)
# What XML 1.0 and a page cannot carry.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# A row of the pdf is cut below this many lines, to fit on a page. A letter of 8 points is about this wide.
_LINES_A_ROW, _LETTER_WIDTH = 24, 4.6
_FOOT = ParagraphStyle(
    "foot", fontName="NotoSans", fontSize=8, leading=11, textColor=colors.HexColor("#4b5763")
)
_CELL = ParagraphStyle("cell", fontName="NotoSans", fontSize=8, leading=11, splitLongWords=1)
_HEAD = ParagraphStyle("head", parent=_CELL, fontName="NotoSans-Bold")
_TITLE = ParagraphStyle("title", fontName="NotoSans-Bold", fontSize=14, leading=18)


@dataclass(frozen=True)
class Paper:
    """What is printed: a heading, what the list was narrowed by, the day, and a table of words."""

    title: str
    under: str
    day: date
    heads: Sequence[str]
    widths: Sequence[int]
    lines: Iterable[Sequence[str]]

    @property
    def said(self) -> str:
        """The line below the heading."""
        day = _("As of %(day)s") % {"day": self.day.strftime("%d/%m/%Y")}
        return f"{self.under} · {day}" if self.under else day

    def column_widths(self, whole: float) -> list[float]:
        """The widths of the columns, as shares of a whole."""
        return [whole * width / sum(self.widths) for width in self.widths]


def cell_words(cell: Any) -> str:
    """A cell in words as they are read in Vietnam, with composed letters and nothing unprintable."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, str):
        return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", cell))
    return number_format(cell, use_l10n=True, force_grouping=True)


def write_docx(file: IO[bytes], paper: Paper) -> None:
    """Write a Word document: its table repeats the heading row on every page and breaks no row."""
    document = Document()
    _lay_across(document)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _DOCX_FONT, Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _DOCX_FONT)
    document.core_properties.title, document.core_properties.author = paper.title, ""
    title = document.add_paragraph()
    run = title.add_run(paper.title)
    run.bold, run.font.size = True, Pt(14)
    document.add_paragraph(paper.said)
    table = document.add_table(rows=0, cols=len(paper.heads), style="Table Grid")
    table.autofit = False
    widths = [round(width) for width in paper.column_widths(_twentieths(_PAGE_MM[0] - 2 * _MARGIN_MM))]
    for place, width in enumerate(widths):
        table._tbl.tblGrid.gridCol_lst[place].w = Mm(width / 56.7)
    body = table._tbl
    body.append(_docx_row(paper.heads, widths, is_head=True))
    for line in paper.lines:
        body.append(_docx_row(line, widths))
    _number_pages(document)
    document.save(file)


def write_pdf(file: IO[bytes], paper: Paper) -> None:
    """Write a pdf with its own letters in it: the table repeats its heading row, pages are numbered."""
    _register_fonts()
    whole = (_PAGE_MM[0] - 2 * _MARGIN_MM) * mm
    rows = [[Paragraph(_marked(head), _HEAD) for head in paper.heads]]
    widths = paper.column_widths(whole)
    for line in paper.lines:
        rows += [[Paragraph(_marked(words), _CELL) for words in piece] for piece in _pieces(line, widths)]
    table = LongTable(rows, colWidths=widths, repeatRows=1)
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.HexColor("#c9cac1")),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, colors.HexColor("#1b242d")),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    margin = _MARGIN_MM * mm
    template = SimpleDocTemplate(
        file,
        pagesize=landscape(A4),
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        title=paper.title,
        author="",
        lang="vi",
        # Compressed by itself: the whole is made in one pass.
        pageCompression=1,
    )
    head = [Paragraph(_marked(paper.title), _TITLE), Paragraph(_marked(paper.said), _FOOT), Spacer(1, 4 * mm)]
    template.build([*head, table], onFirstPage=_foot(paper), onLaterPages=_foot(paper))


def _pieces(line: Sequence[str], widths: Sequence[float]) -> Iterator[list[str]]:
    """A line as it is, or as several below each other where a cell is too long for a page."""
    left = list(line)
    while True:
        most = [max(int(width / _LETTER_WIDTH) * _LINES_A_ROW, 40) for width in widths]
        cuts = [_cut(words, n) for words, n in zip(left, most, strict=True)]
        yield [first for first, _rest in cuts]
        left = [rest for _first, rest in cuts]
        if not any(left):
            return


def _cut(words: str, most: int) -> tuple[str, str]:
    """The beginning of a text up to a blank, and what is left of it; a line end counts as a whole line."""
    n_lines = words.count("\n")
    if len(words) + n_lines * 60 <= most:
        return words, ""
    place = max(words.rfind(" ", 0, most), words.rfind("\n", 0, most))
    place = place if place > 0 else most
    lines = words[:place].split("\n")
    if len(lines) > _LINES_A_ROW:
        place = len("\n".join(lines[:_LINES_A_ROW]))
    return words[:place], words[place:].lstrip()


def _foot(paper: Paper) -> Any:
    def draw(canvas: Any, template: Any) -> None:
        canvas.setFont("NotoSans", 8)
        words = _("Page %(n)s") % {"n": template.page}
        canvas.drawString(_MARGIN_MM * mm, 8 * mm, paper.title[:100])
        canvas.drawRightString((_PAGE_MM[0] - _MARGIN_MM) * mm, 8 * mm, words)

    return draw


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    for name in ("NotoSans", "NotoSans-Bold"):
        file = "NotoSans-Regular.ttf" if name == "NotoSans" else "NotoSans-Bold.ttf"
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / file)))


def _marked(words: str) -> str:
    """Words for a paragraph of the pdf: nothing of them is markup, their lines stay."""
    return escape(words, quote=False).replace("\n", "<br/>")


def _docx_row(cells: Sequence[str], widths: Sequence[int], *, is_head: bool = False) -> Any:
    bold = f"<w:rPr>{'<w:b/>' if is_head else ''}<w:sz w:val='20'/></w:rPr>"
    repeated = "<w:tblHeader/>" if is_head else ""
    parts = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_docx_lines(words, bold)}</w:tc>'
        for words, width in zip(cells, widths, strict=True)
    ]
    row = f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(parts)}</w:tr>"
    return parse_xml(row)


def _docx_lines(words: str, bold: str) -> str:
    lines = words.split("\n")
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in lines)
    return f"<w:p><w:r>{bold}{text}</w:r></w:p>"


def _lay_across(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE_MM[0]), Mm(_PAGE_MM[1])
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(_MARGIN_MM))


def _number_pages(document: Any) -> None:
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run(_("Page %(n)s") % {"n": ""})
    foot._p.append(parse_xml(field))


def _twentieths(length_mm: float) -> float:
    """Twentieths of a point, in which Word measures tables."""
    return length_mm * 1440 / 25.4
