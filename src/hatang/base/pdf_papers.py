"""Papers as pdf files on A4, with their own letters in them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import CondPageBreak, LongTable, Paragraph, SimpleDocTemplate, Spacer

from hatang.base.papers import MARGIN_MM, Paper, Part

FONT, BOLD_FONT = "NotoSans", "NotoSans-Bold"
INK, HAIR = colors.HexColor("#1b242d"), colors.HexColor("#c9cac1")
_FONTS = Path(__file__).resolve().parent / "fonts"
# A row of the pdf is cut below this many lines, to fit on a page. A letter of 8 points is about this wide.
_LINES_A_ROW, _LETTER_WIDTH = 24, 4.6
# Words beside tables begin where the words of their cells do.
_OUT = {"leftIndent": -3, "rightIndent": -3}
_FOOT = ParagraphStyle(
    "foot", fontName=FONT, fontSize=8, leading=11, textColor=colors.HexColor("#4b5763"), **_OUT
)
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=8, leading=11, splitLongWords=1)
HEAD = ParagraphStyle("head", parent=CELL, fontName=BOLD_FONT)
_WORDS = ParagraphStyle("words", parent=CELL, fontSize=9, leading=13, **_OUT)
_TITLE = ParagraphStyle("title", fontName=BOLD_FONT, fontSize=14, leading=18, **_OUT)
_HEADING = ParagraphStyle(
    "heading", fontName=BOLD_FONT, fontSize=10, leading=14, spaceBefore=10, spaceAfter=4, **_OUT
)
# A heading stands at the foot of a page only with a few rows below it [points].
_BELOW_A_HEADING = 80


def write_pdf(file: IO[bytes], paper: Paper) -> None:
    """Write a pdf: the tables repeat their heading row, pages are numbered."""
    _register_fonts()
    width, height = (length * mm for length in paper.page_mm)
    margin = MARGIN_MM * mm
    template = SimpleDocTemplate(
        file,
        pagesize=(width, height),
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
    story = [Paragraph(marked(paper.title), _TITLE), Paragraph(marked(paper.said), _FOOT), Spacer(1, 4 * mm)]
    for part in paper.parts:
        story += _part(part, paper.text_width_mm * mm)
    template.build(story, onFirstPage=_foot(paper), onLaterPages=_foot(paper))


def marked(words: str) -> str:
    """Words for a paragraph of the pdf: nothing of them is markup, their lines stay."""
    return escape(words, quote=False).replace("\n", "<br/>")


def _part(part: Part, width: float) -> Iterator[Any]:
    if part.heading:
        yield CondPageBreak(_BELOW_A_HEADING)
        yield Paragraph(marked(part.heading), _HEADING)
    if part.drawing is not None:
        yield from part.drawing(width)
    elif part.heads or len(part.widths) > 1:
        yield _table(part, width)
    else:
        for line in part.lines:
            yield Paragraph(marked(line[0]), _WORDS)


def _table(part: Part, width: float) -> Any:
    rows = [[Paragraph(marked(head), HEAD) for head in part.heads]] if part.heads else []
    widths = part.column_widths(width)
    first = CELL if part.heads else HEAD
    for line in part.lines:
        for piece in in_pieces(line, widths, _LETTER_WIDTH):
            rows.append([Paragraph(marked(words), CELL if n else first) for n, words in enumerate(piece)])
    table = LongTable(rows, colWidths=widths, repeatRows=1 if part.heads else 0)
    below_head = [("LINEBELOW", (0, 0), (-1, 0), 0.9, INK)] if part.heads else []
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR),
            *below_head,
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    return table


def in_pieces(line: Sequence[str], widths: Sequence[float], letter_width: float) -> Iterator[list[str]]:
    """A line as it is, or as several below each other where a cell is too long for a page.

    Args:
        line: the words of its cells.
        widths: of the columns [points].
        letter_width: how wide a letter is, about [points].
    """
    left = list(line)
    while True:
        most = [max(int(width / letter_width) * _LINES_A_ROW, 40) for width in widths]
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
        canvas.setFont(FONT, 8)
        words = _("Page %(n)s") % {"n": template.page}
        # The longest titles would run into the number.
        most = 100 if not paper.is_upright else 70
        canvas.drawString(MARGIN_MM * mm, 8 * mm, paper.title[:most])
        canvas.drawRightString((paper.page_mm[0] - MARGIN_MM) * mm, 8 * mm, words)

    return draw


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    for name in (FONT, BOLD_FONT):
        file = "NotoSans-Regular.ttf" if name == FONT else "NotoSans-Bold.ttf"
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / file)))
