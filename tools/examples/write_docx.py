"""Writes an example as a Word file in the layout of decree 30/2020, with real merged cells and footnotes."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tools.examples.content.names import MARK
from tools.examples.model import LEFT, UP, Annex, Example, Para, Table

FONT = "Times New Roman"
BODY_PT = 14
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
FOOTNOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
EPOCH = (2025, 1, 1, 0, 0, 0)


def write_docx(example: Example, path: Path) -> None:
    """Write the example as docx; the same words give the same bytes."""
    word = Document()
    base = word.styles["Normal"].font
    base.name, base.size = FONT, Pt(BODY_PT)
    set_page(word.sections[0])
    mark_pages(word.sections[0], first_page_differs=True)
    letterhead(word, example)
    for block in example.blocks:
        assert isinstance(block, Para)
        body_paragraph(word, block)
    signature(word, example)
    for annex in example.annexes:
        annex_section(word, annex)
    if example.footnotes:
        attach_footnotes(word, example.footnotes)
    word.core_properties.title = " ".join(example.title)
    word.core_properties.author = ""
    buffer = BytesIO()
    word.save(buffer)
    path.write_bytes(with_fixed_times(buffer.getvalue()))


def with_fixed_times(data: bytes) -> bytes:
    """Rewrite the zip with one date, so that a second run gives the same file."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def set_page(section: Section) -> None:
    """A4 upright with the margins of the decree."""
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.8)
    section.header_distance = Cm(0.8)


def mark_pages(section: Section, *, first_page_differs: bool) -> None:
    """The mark of an example on every page, and the page number except on page 1."""
    section.different_first_page_header_footer = first_page_differs
    headers = [section.first_page_header, section.header] if first_page_differs else [section.header]
    for header in headers:
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        paragraph.alignment = CENTER
        if header is headers[-1]:
            page_number(paragraph)
            paragraph.add_run("\n")
        run = paragraph.add_run(MARK)
        run.bold, run.font.size = True, Pt(10)


def page_number(paragraph: Paragraph) -> None:
    """A PAGE field."""
    run = paragraph.add_run()
    for kind in ("begin", None, "end"):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.text = "PAGE"
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def line(
    cell: _Cell, text: str, *, size: int, bold: bool = False, italic: bool = False, underline: bool = False
) -> Paragraph:
    """One centred line of the letterhead."""
    first = cell.paragraphs[0]
    paragraph: Paragraph = first if not first.text and not first.runs else cell.add_paragraph()
    paragraph.alignment = CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.underline, run.font.size = bold, italic, underline, Pt(size)
    return paragraph


def rule(cell: _Cell, indent_cm: float) -> None:
    """The short solid rule under a name: an empty line with a border above."""
    paragraph = cell.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Cm(indent_cm)
    form.space_after, form.line_spacing = Pt(0), Pt(6)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for key, value in {"val": "single", "sz": "6", "space": "1", "color": "000000"}.items():
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)


def letterhead(word: WordDocument, example: Example) -> None:
    """Issuer, motto, number, place and date, then kind and title."""
    table = word.add_table(rows=2, cols=2)
    table.autofit = False
    set_widths(table, [6.4, 9.8])
    left, right = table.rows[0].cells
    if example.superior:
        line(left, example.superior, size=13)
    for text in example.issuer:
        line(left, text, size=13, bold=True)
    rule(left, 2.0)
    line(right, MOTTO[0], size=12, bold=True)
    line(right, MOTTO[1], size=13, bold=True)
    rule(right, 2.0)
    left, right = table.rows[1].cells
    line(left, example.number_line, size=13)
    line(right, example.date_line, size=13, italic=True)
    if example.kind_line:
        centred(word, example.kind_line, bold=True, before=14)
        for text in example.title:
            centred(word, text, bold=True)
        centred(word, "_______________", before=0)


def centred(
    word: WordDocument, text: str, *, bold: bool = False, italic: bool = False, before: int = 0
) -> None:
    """A centred line of the title or of an annex."""
    paragraph = word.add_paragraph()
    paragraph.alignment = CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(2)
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def body_paragraph(word: WordDocument, para: Para) -> None:
    """One paragraph of the body with its footnote marks."""
    paragraph = word.add_paragraph()
    paragraph.alignment = JUSTIFY
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_after, form.line_spacing = Cm(1.27), Pt(6), 1.1
    bold, italic = para.style in ("h1", "h2", "bold"), para.style in ("basis", "h3")
    form.keep_with_next = para.style in ("h1", "h2", "h3")
    for piece in re.split(r"(\[\^\d+\])", para.text):
        mark = re.fullmatch(r"\[\^(\d+)\]", piece)
        if mark:
            footnote_mark(paragraph, int(mark[1]))
        elif piece:
            run = paragraph.add_run(piece)
            run.bold, run.italic = bold, italic


def footnote_mark(paragraph: Paragraph, number: int) -> None:
    """A reference to a footnote of the footnotes part."""
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def attach_footnotes(word: WordDocument, footnotes: dict[int, str]) -> None:
    """Add the footnotes part, which python-docx does not write."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{tag}/></w:r></w:p></w:footnote>'
        for kind, number, tag in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="20"/><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve"> {text}</w:t></w:r>'
        "</w:p></w:footnote>"
        for number, text in footnotes.items()
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{separators}{notes}</w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTE_TYPE, xml.encode(), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def signature(word: WordDocument, example: Example) -> None:
    """Nơi nhận on the left, authority and title on the right."""
    table = word.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    label = left.paragraphs[0].add_run("Nơi nhận:")
    label.bold, label.italic, label.font.size = True, True, Pt(12)
    left.paragraphs[0].paragraph_format.space_after = Pt(0)
    for text in example.recipients:
        paragraph = left.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(f"- {text}").font.size = Pt(11)
    for text in example.signature:
        done = text.startswith("(")
        paragraph = line(right, text, size=14, bold=not done, italic=done)
        if done:
            paragraph.paragraph_format.space_before = Pt(42)


def annex_section(word: WordDocument, annex: Annex) -> None:
    """An annex on pages turned sideways."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    mark_pages(section, first_page_differs=False)
    centred(word, annex.label, bold=True)
    centred(word, annex.title, bold=True)
    centred(word, annex.reference, italic=True)
    word_table(word, annex.table)


def word_table(word: WordDocument, table: Table) -> None:
    """A ruled table; cells marked LEFT or UP are merged with their neighbour."""
    grid = [*table.header, *table.rows]
    out = word.add_table(rows=len(grid), cols=len(table.widths_cm))
    out.style = "Table Grid"
    out.autofit = False
    set_widths(out, table.widths_cm)
    merge_cells(out, grid)
    for y, row in enumerate(grid):
        heading = y < len(table.header) or LEFT in row
        for x, text in enumerate(row):
            if text not in (LEFT, UP):
                fill_cell(out.cell(y, x), text, bold=heading, centred_text=y < len(table.header) or x == 0)
    for y in range(len(table.header)):
        repeat_header(out, y)


def set_widths(table: WordTable, widths_cm: list[float]) -> None:
    """Fix the width of every column, in the grid and in the cells."""
    for column, width in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def merge_cells(out: WordTable, grid: list[list[str]]) -> None:
    """Merge each run of LEFT cells with its first cell and each run of UP cells with its top cell."""
    for y, row in enumerate(grid):
        for x, text in enumerate(row):
            if text in (LEFT, UP):
                continue
            last_x = x
            while last_x + 1 < len(row) and row[last_x + 1] == LEFT:
                last_x += 1
            last_y = y
            while last_y + 1 < len(grid) and grid[last_y + 1][x] == UP:
                last_y += 1
            if (last_x, last_y) != (x, y):
                out.cell(y, x).merge(out.cell(last_y, last_x))


def fill_cell(cell: _Cell, text: str, *, bold: bool, centred_text: bool) -> None:
    """Write the lines of a cell as paragraphs."""
    for number, words in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.alignment = CENTER if centred_text else WD_ALIGN_PARAGRAPH.LEFT
        run = paragraph.add_run(words)
        run.bold, run.font.size = bold, Pt(12)


def repeat_header(table: WordTable, row: int) -> None:
    """Let Word print this row again on each page."""
    properties = table.rows[row]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
