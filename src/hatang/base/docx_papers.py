"""Papers as Word documents on A4."""

from collections.abc import Sequence
from html import escape
from typing import IO, Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from hatang.base.papers import MARGIN_MM, Paper, Part

# Times New Roman is what official documents are typed in (Decree 30/2020/NĐ-CP, appendix I).
FONT = "Times New Roman"


def write_docx(file: IO[bytes], paper: Paper) -> None:
    """Write a Word document: its tables repeat their heading row on every page and break no row."""
    document = Document()
    _lay(document, paper)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    document.core_properties.title, document.core_properties.author = paper.title, ""
    _say_title(document.add_paragraph(), paper.title, Pt(14))
    document.add_paragraph(paper.said)
    for part in paper.parts:
        if part.heading:
            _say_title(document.add_paragraph(), part.heading, Pt(12))
        if part.heads or len(part.widths) > 1:
            add_table(document, part, paper.text_width_mm)
        else:
            for line in part.lines:
                document.add_paragraph(line[0])
    _number_pages(document)
    document.save(file)


def _say_title(paragraph: Any, words: str, size: Any) -> None:
    run = paragraph.add_run(words)
    run.bold, run.font.size = True, size
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(6)


def add_table(document: Any, part: Part, width_mm: float, *, half_points: int = 20) -> None:
    """Add a table as wide as said [mm], its letters as large as said [half points]."""
    table = document.add_table(rows=0, cols=len(part.widths), style="Table Grid")
    table.autofit = False
    widths = [round(width) for width in part.column_widths(_twentieths(width_mm))]
    for place, width in enumerate(widths):
        table._tbl.tblGrid.gridCol_lst[place].w = Mm(width / 56.7)
    body = table._tbl
    if part.heads:
        body.append(_row(part.heads, widths, half_points, is_head=True))
    for line in part.lines:
        body.append(_row(line, widths, half_points, is_fact=not part.heads))


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    half_points: int,
    *,
    is_head: bool = False,
    is_fact: bool = False,
) -> Any:
    """A row; a head is bold and repeated, of a fact its name is bold."""
    repeated = "<w:tblHeader/>" if is_head else ""
    parts = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_lines(words, half_points, is_bold=is_head or (is_fact and not place))}</w:tc>"
        for place, (words, width) in enumerate(zip(cells, widths, strict=True))
    ]
    row = f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(parts)}</w:tr>"
    return parse_xml(row)


def _lines(words: str, half_points: int, *, is_bold: bool) -> str:
    look = f"<w:rPr>{'<w:b/>' if is_bold else ''}<w:sz w:val='{half_points}'/></w:rPr>"
    lines = words.split("\n")
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in lines)
    return f"<w:p><w:r>{look}{text}</w:r></w:p>"


def _lay(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT if paper.is_upright else WD_ORIENT.LANDSCAPE
    width, height = paper.page_mm
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(MARGIN_MM))


def _number_pages(document: Any) -> None:
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run(_("Page %(n)s") % {"n": ""})
    foot._p.append(parse_xml(field))


def _twentieths(length_mm: float) -> float:
    """Twentieths of a point, in which Word measures tables."""
    return length_mm * 1440 / 25.4
