"""Writes an example as a text pdf in the layout of decree 30/2020, in one embedded font."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    LongTable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as Grid

from tools.examples.content.names import MARK
from tools.examples.model import Annex, Block, Example, PageFootnote, Para, Table
from tools.examples.write_docx import MOTTO

FONT = "LiberationSerif"
FACES = {"": "Regular", "-Bold": "Bold", "-Italic": "Italic", "-BoldItalic": "BoldItalic"}
FONT_DIRS = ("/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation")


def register_fonts() -> None:
    """Register Liberation Serif 2, which has the measures of Times New Roman and all Vietnamese letters.

    Raises:
        FileNotFoundError: the font is not installed.
    """
    for folder in FONT_DIRS:
        if not Path(folder, "LiberationSerif-Regular.ttf").exists():
            continue
        regular = TTFont(FONT, f"{folder}/LiberationSerif-Regular.ttf")
        if ord("ế") not in regular.face.charToGlyph:
            continue
        for suffix, face in FACES.items():
            pdfmetrics.registerFont(TTFont(FONT + suffix, f"{folder}/LiberationSerif-{face}.ttf"))
        pdfmetrics.registerFontFamily(
            FONT, normal=FONT, bold=f"{FONT}-Bold", italic=f"{FONT}-Italic", boldItalic=f"{FONT}-BoldItalic"
        )
        return
    raise FileNotFoundError(
        "Install Liberation Serif 2 (apt install fonts-liberation2) to write the pdf examples."
    )


def style(size: float = 14, **options: Any) -> ParagraphStyle:
    """A paragraph style in the one font."""
    return ParagraphStyle(
        "x", fontName=FONT, fontSize=size, leading=options.pop("leading", size * 1.22), **options
    )


class BottomNote(Flowable):
    """A footnote drawn at the foot of the page where it stands, whatever the height of the text above."""

    def __init__(self, text: str, width: float) -> None:
        super().__init__()
        self.note = Paragraph(escape(text), style(11, alignment=TA_JUSTIFY))
        self.note_width = width
        _, self.note_height = self.note.wrap(width, A4[1])

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Claim the room of the note and nothing else."""
        return available_width, self.note_height + 8

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draw a short rule and the note above the bottom margin."""
        bottom = 2 * cm
        canvas.setLineWidth(0.5)
        canvas.line(x, bottom + self.note_height + 4, x + 5 * cm, bottom + self.note_height + 4)
        self.note.drawOn(canvas, x, bottom)


def write_pdf(example: Example, path: Path, *, size: float = 14, marked: bool = True) -> None:
    """Write the example as pdf; the same words give the same bytes."""
    register_fonts()
    frame = SimpleDocTemplate(
        str(path),
        pagesize=A4,
        topMargin=2 * cm,
        bottomMargin=2 * cm,
        leftMargin=3 * cm,
        rightMargin=1.8 * cm,
        title=" ".join(example.title),
        invariant=1,
    )
    story: list[Flowable] = [*letterhead(example)]
    for position, block in enumerate(example.blocks):
        following = example.blocks[position + 1] if position + 1 < len(example.blocks) else None
        story += body_block(block, following, size, frame.width)
    story += [Spacer(1, 10), signature(example)]
    for annex in example.annexes:
        story += annex_pages(annex)

    def decorate(canvas: Canvas, document: Any) -> None:
        page_frame(canvas, document.page, marked=marked)

    frame.build(story, onFirstPage=decorate, onLaterPages=decorate)


def page_frame(canvas: Canvas, page: int, *, marked: bool) -> None:
    """The page number in the top margin (not on page 1) and the mark of an example."""
    width, height = A4
    if page > 1:
        canvas.setFont(FONT, 13)
        canvas.drawCentredString(width / 2 + 0.6 * cm, height - 1.2 * cm, str(page))
    if marked:
        canvas.setFont(f"{FONT}-Bold", 10)
        canvas.drawCentredString(width / 2 + 0.6 * cm, 1.1 * cm, MARK)


def letterhead(example: Example) -> list[Flowable]:
    """Issuer, motto, number, place and date, then kind and title or addressees."""
    centre = {"alignment": TA_CENTER}

    def short_rule(width: float) -> HRFlowable:
        return HRFlowable(width=width, thickness=0.7, color=colors.black, spaceBefore=2, spaceAfter=2)

    left: list[Flowable] = (
        [Paragraph(escape(example.superior), style(12, **centre))] if example.superior else []
    )
    left += [Paragraph(f"<b>{escape(text)}</b>", style(12, **centre)) for text in example.issuer]
    left.append(short_rule(2.4 * cm))
    right: list[Flowable] = [
        Paragraph(f"<b>{MOTTO[0]}</b>", style(12, **centre)),
        Paragraph(f"<b>{MOTTO[1]}</b>", style(13, **centre)),
        short_rule(5.2 * cm),
    ]
    number: list[Flowable] = [
        Paragraph(escape(example.number_line).replace("  ", "&nbsp; "), style(13, **centre))
    ]
    if not example.kind_line:
        number += [Paragraph(escape(text), style(12, **centre)) for text in example.title]
    date = Paragraph(f"<i>{escape(example.date_line).replace('  ', '&nbsp; ')}</i>", style(13, **centre))
    head = Grid([[left, right], [number, date]], colWidths=[6.8 * cm, 9.4 * cm])
    head.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("ALIGN", (0, 0), (-1, -1), "CENTER"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    if not example.kind_line:
        return [head, Spacer(1, 8), *addressees(example)]
    title = [
        Paragraph(f"<b>{escape(text)}</b>", style(14, **centre))
        for text in (example.kind_line, *example.title)
    ]
    return [head, Spacer(1, 12), *title, short_rule(3.5 * cm), Spacer(1, 8)]


def addressees(example: Example) -> list[Flowable]:
    """The Kính gửi block of a letter."""
    return [
        Paragraph("Kính gửi:", style(14, leftIndent=3 * cm)),
        *[Paragraph(f"- {escape(text)}", style(14, leftIndent=4.2 * cm)) for text in example.addressees],
        Spacer(1, 8),
    ]


def body_block(block: Block, following: Block | None, size: float, width: float) -> list[Flowable]:
    """The flowables of one block of the body."""
    if isinstance(block, PageFootnote):
        return [BottomNote(block.text, width), PageBreak()]
    assert isinstance(block, Para)
    text = escape(block.text)
    if block.style in ("h1", "h2", "bold"):
        text = f"<b>{text}</b>"
    elif block.style in ("basis", "h3"):
        text = f"<i>{text}</i>"
    indent = 0 if block.style == "plain" else 1.27 * cm
    cut = isinstance(following, PageFootnote)
    options = {"justifyLastLine": 1} if cut else {}
    return [
        Paragraph(
            text, style(size, alignment=TA_JUSTIFY, firstLineIndent=indent, spaceAfter=size - 8, **options)
        )
    ]


def signature(example: Example) -> Flowable:
    """Nơi nhận on the left, authority and title on the right."""
    left: list[Flowable] = [Paragraph("<b><i>Nơi nhận:</i></b>", style(12))]
    left += [Paragraph(f"- {escape(text)}", style(11)) for text in example.recipients]
    right: list[Flowable] = []
    for text in example.signature:
        if text.startswith("("):
            right += [Spacer(1, 40), Paragraph(f"<i>{escape(text)}</i>", style(14, alignment=TA_CENTER))]
        else:
            right.append(Paragraph(f"<b>{escape(text)}</b>", style(14, alignment=TA_CENTER)))
    grid = Grid([[left, right]], colWidths=[8.1 * cm, 8.1 * cm])
    grid.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    return KeepTogether([grid])


def annex_pages(annex: Annex) -> list[Flowable]:
    """The title of an annex and its ruled table, which splits over pages inside rows."""
    centre = {"alignment": TA_CENTER}
    return [
        PageBreak(),
        Paragraph(f"<b>{escape(annex.label)}</b>", style(14, **centre)),
        Paragraph(f"<b>{escape(annex.title)}</b>", style(13, **centre)),
        Paragraph(f"<i>{escape(annex.reference)}</i>", style(13, spaceAfter=8, **centre)),
        ruled_table(annex.table),
    ]


def ruled_table(table: Table) -> Flowable:
    """A grid whose header row is printed again on each page."""
    cell = style(12)
    head = style(12, alignment=TA_CENTER)
    rows: list[list[Any]] = [
        [Paragraph(f"<b>{escape(text)}</b>", head) for text in row] for row in table.header
    ]
    for row in table.rows:
        group = not any(row[2:])
        rows.append(
            [
                Paragraph(f"<b>{escape(text)}</b>" if group else escape(text), head if x == 0 else cell)
                for x, text in enumerate(row)
            ]
        )
    grid = LongTable(
        rows, colWidths=[width * cm for width in table.widths_cm], repeatRows=len(table.header), splitInRow=1
    )
    grid.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return grid
