"""Official documents in the layout of Decree 30/2020/NĐ-CP, appendix I, as pdf files.

They say what `official` writes for Word. The letters are those of Tinos, as wide as those of Times New Roman.
"""

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    HRFlowable,
    KeepTogether,
    LongTable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from hatang.base.charts import Chart
from hatang.base.official import COLUMNS_MM, MARGINS_MM, TEXT_MM, Block, Official, Say
from hatang.base.papers import LONG_MM, SHORT_MM, Part, cell_words
from hatang.base.pdf_charts import chart_drawing
from hatang.base.pdf_papers import in_pieces, marked

FONT = "Tinos"
_FONTS = Path(__file__).resolve().parent / "fonts"
_FACES = {
    FONT: "Regular",
    f"{FONT}-Bold": "Bold",
    f"{FONT}-Italic": "Italic",
    f"{FONT}-BoldItalic": "BoldItalic",
}
# A letter of the tables is about this wide, in parts of its height.
_LETTER_WIDTH = 0.46
# A heading stands at the foot of a page only with a few lines below it [points].
_BELOW_A_HEADING = 70


def write_official_pdf(file: IO[bytes], official: Official) -> None:
    """Write the draft as a pdf on A4."""
    _lay_out(file, official)


def n_pages(official: Official) -> int:
    """How many pages of A4 the draft takes."""
    return _lay_out(io.BytesIO(), official)


def _lay_out(file: IO[bytes], official: Official) -> int:
    _register_fonts()
    top, left, right = (one * mm for one in MARGINS_MM)
    template = SimpleDocTemplate(
        file,
        pagesize=(SHORT_MM * mm, LONG_MM * mm),
        leftMargin=left - 6,
        rightMargin=right - 6,
        topMargin=top - 6,
        bottomMargin=top - 6,
        title=cell_words(official.subject)[:255],
        author="",
        lang="vi",
        pageCompression=1,
    )
    template.build(list(_story(official)), onLaterPages=_number)
    return int(template.page)


def _story(official: Official) -> Iterator[Flowable]:
    size = official.size
    yield _head(official)
    yield Spacer(1, 8)
    if official.kind:
        yield Paragraph(marked(official.kind), _style(size, is_bold=True, alignment=TA_CENTER))
        yield Paragraph(_marked(official.subject), _style(size, is_bold=True, alignment=TA_CENTER, after=3))
        yield _rule(50)
    yield from _greeting(official)
    for place, block in enumerate(official.body):
        if isinstance(block, Say) and block.is_bold:
            yield CondPageBreak(_room_below(official.body[place + 1 :]))
        if isinstance(block, Part):
            yield _table(block, official.table_size)
            yield Spacer(1, 6)
        elif isinstance(block, Chart):
            yield _chart(block)
        else:
            yield _said(block, official)
    yield Spacer(1, 8)
    yield _foot(official)


def _room_below(following: Sequence[Block]) -> float:
    """The room a heading needs to stand with what it heads: a chart, or some lines [points]."""
    charts = [block for block in following[:1] if isinstance(block, Chart)]
    return _BELOW_A_HEADING + float(sum(chart.height_mm for chart in charts) * mm)


def _head(official: Official) -> Table:
    left: list[Flowable] = []
    if official.above:
        left.append(_centred(official.above.upper(), 12))
    left += [_centred(official.issuer.upper(), 12, is_bold=True), _rule(25)]
    left.append(_centred(official.number_words.replace(" ", "\u00a0"), 13))
    if not official.kind:
        left.append(_centred(f"V/v {official.subject}", 12))
    right = [
        _centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, is_bold=True),
        _centred("Độc lập - Tự do - Hạnh phúc", 13, is_bold=True),
        _rule(56),
        _centred(official.place_words.replace("  ", "\u00a0\u00a0"), 13, is_italic=True),
    ]
    return _columns(left, right)


def _greeting(official: Official) -> Iterator[Flowable]:
    names = official.addressed
    if len(names) == 1:
        yield Paragraph(_marked(f"Kính gửi: {names[0]}."), _style(official.size, alignment=TA_CENTER))
        return
    for place, name in enumerate(names):
        if not place:
            yield Paragraph("Kính gửi:", _style(official.size, indent=20, after=2))
        end = ";" if place < len(names) - 1 else "."
        yield Paragraph(_marked(f"- {name}{end}"), _style(official.size, indent=40, after=2))


def _said(said: Say, official: Official) -> Paragraph:
    style = _style(
        official.size,
        is_bold=said.is_bold,
        is_italic=said.is_italic,
        alignment=TA_JUSTIFY,
        first=12.7,
        after=official.gap,
    )
    return Paragraph(_marked(said.words), style)


def _table(part: Part, size: int) -> LongTable:
    plain, bold = _style(size, after=0), _style(size, is_bold=True, after=0)
    widths = part.column_widths(TEXT_MM * mm)
    rows = [[Paragraph(_marked(head), bold) for head in part.heads]] if part.heads else []
    first = plain if part.heads else bold
    for line in part.lines:
        for piece in in_pieces(line, widths, size * _LETTER_WIDTH):
            rows.append([Paragraph(_marked(words), plain if n else first) for n, words in enumerate(piece)])
    table = LongTable(rows, colWidths=widths, repeatRows=1 if part.heads else 0)
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    return table


def _chart(chart: Chart) -> KeepTogether:
    title = Paragraph(_marked(chart.title), _style(12, is_italic=True, alignment=TA_CENTER))
    return KeepTogether([chart_drawing(chart, TEXT_MM * mm, FONT), title])


def _foot(official: Official) -> KeepTogether:
    left = [Paragraph("Nơi nhận:", _style(12, is_bold=True, is_italic=True, after=1))]
    left += [Paragraph(_marked(words), _style(11, after=1)) for words in official.received_by]
    right = [_centred(words.upper(), 14, is_bold=True) for words in official.signs]
    return KeepTogether([_columns(left, right)])


def _columns(left: Sequence[Flowable], right: Sequence[Flowable]) -> Table:
    table = Table([[list(left), list(right)]], colWidths=[width * mm for width in COLUMNS_MM])
    nothing = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("ALIGN", (0, 0), (-1, -1), "CENTER"), *nothing])
    return table


def _centred(words: str, size: int, *, is_bold: bool = False, is_italic: bool = False) -> Paragraph:
    style = _style(size, is_bold=is_bold, is_italic=is_italic, alignment=TA_CENTER, after=1)
    return Paragraph(_marked(words), style)


def _rule(length_mm: float) -> HRFlowable:
    return HRFlowable(width=length_mm * mm, thickness=0.75, color=colors.black, spaceBefore=1, spaceAfter=4)


def _marked(words: str) -> str:
    return marked(cell_words(words))


def _style(
    size: int,
    *,
    is_bold: bool = False,
    is_italic: bool = False,
    alignment: int = 0,
    indent: float = 0,
    first: float = 0,
    after: float = 6,
) -> ParagraphStyle:
    face = ("Bold" if is_bold else "") + ("Italic" if is_italic else "")
    return ParagraphStyle(
        "official",
        fontName=f"{FONT}-{face}" if face else FONT,
        fontSize=size,
        leading=size * 1.2,
        alignment=alignment,
        leftIndent=indent * mm,
        firstLineIndent=first * mm,
        spaceAfter=after,
        splitLongWords=1,
    )


def _number(canvas: Any, template: Any) -> None:
    """The number of the page stands above, from the second page on."""
    canvas.setFont(FONT, 13)
    canvas.drawCentredString(SHORT_MM * mm / 2, (LONG_MM - 13) * mm, str(template.page))


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    for name, face in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"Tinos-{face}.ttf")))
