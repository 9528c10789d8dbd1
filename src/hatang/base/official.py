"""Official documents in the layout of Decree 30/2020/NĐ-CP, appendix I, as Word files.

The day and the number are left open for the clerk: what is written here is a draft until it is signed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from hatang.base.charts import Chart
from hatang.base.docx_charts import add_chart
from hatang.base.docx_papers import FONT, add_table
from hatang.base.papers import Part, cell_words

TEXT_MM = 165
# Above and below, left, right [mm].
MARGINS_MM = (20, 30, 15)
# Letterhead and foot: the issuer on the left, the country's name and the signature on the right [mm].
# In 12 points the country's name is 88.3 mm long, and that of a people's committee 73.9 mm.
COLUMNS_MM = (74.5, 90.5)


@dataclass(frozen=True)
class Say:
    """One paragraph of the text."""

    words: str
    is_bold: bool = False
    is_italic: bool = False


# What the text is made of.
Block = Say | Part | Chart


@dataclass(frozen=True)
class Official:
    """What a draft says: who issues it, what about, to whom, and the text of paragraphs and tables.

    `kind` is the printed name of its type; a letter (công văn) has none. `above` is the body over the issuer,
    `addressed` are those of "Kính gửi", `recipients` those of "Nơi nhận" besides, `signs` the lines over the
    signature. Of `on` the month and year are printed.
    `is_tight` sets the smallest letters that the decree allows.
    """

    issuer: str
    symbol: str
    place: str
    on: date
    subject: str
    body: Sequence[Block]
    signs: Sequence[str]
    kind: str = ""
    above: str = ""
    addressed: Sequence[str] = field(default=())
    recipients: Sequence[str] = field(default=())
    is_tight: bool = False

    @property
    def size(self) -> int:
        """Height of the letters of the text [points]."""
        return 13 if self.is_tight else 14

    @property
    def table_size(self) -> int:
        """Height of the letters of tables [points]."""
        return 11 if self.is_tight else 12

    @property
    def gap(self) -> int:
        """Room below a paragraph [points]."""
        return 2 if self.is_tight else 6

    @property
    def number_words(self) -> str:
        """The line of the number, which the clerk fills in."""
        return f"Số:        /{self.symbol}"

    @property
    def place_words(self) -> str:
        """Place and day; the day is filled in."""
        return f"{self.place}, ngày      tháng {month_figures(self.on)} năm {self.on.year}"

    @property
    def received_by(self) -> list[str]:
        """The lines of "Nơi nhận"."""
        named = ["Như trên", *self.recipients] if self.addressed else self.recipients
        return [*(f"- {name};" for name in named), "- Lưu: VT."]


def write_official(file: IO[bytes], official: Official) -> None:
    """Write the draft as a Word document on A4."""
    document = Document()
    _lay(document, official)
    document.core_properties.title, document.core_properties.author = cell_words(official.subject)[:255], ""
    _head(document, official)
    _gap(document)
    if official.kind:
        _centred(document, official.kind)
        _centred(document, official.subject)
        _rule(document, 50, TEXT_MM)
    _greet(document, official.addressed)
    add_body(document, official)
    _gap(document)
    _foot(document, official)
    document.save(file)


def add_body(document: Any, official: Official) -> None:
    """Add the text at the end of a Word document: paragraphs, tables and charts."""
    is_below_table = False
    for block in official.body:
        if isinstance(block, Part):
            add_table(document, block, TEXT_MM, half_points=2 * official.table_size)
        elif isinstance(block, Chart):
            add_chart(document, block, TEXT_MM)
            _centred(document, block.title, is_bold=False, is_italic=True)
        else:
            _say(document, block, is_below_table=is_below_table)
        is_below_table = isinstance(block, Part)


def day_figures(on: date) -> str:
    """A day in figures as official documents write it: "05/02/2026", "15/4/2026"."""
    return f"{on.day:02d}/{month_figures(on)}/{on.year}"


def day_words(on: date) -> str:
    """A day in the text of an official document: "ngày 05 tháng 02 năm 2026"."""
    return f"ngày {on.day:02d} tháng {month_figures(on)} năm {on.year}"


def month_figures(on: date) -> str:
    """The month as the decree writes it: January and February with a nought."""
    return f"{on.month:02d}" if on.month < 3 else str(on.month)


def place_named(committee: str) -> str:
    """The place of a letterhead out of the name of the province's committee: "Bắc Ninh"."""
    for word in (" tỉnh ", " thành phố "):
        if word in committee:
            return committee.rpartition(word)[2]
    return committee


def _lay(document: Any, official: Official) -> None:
    """Page, margins and letters; the number of the page stands above, from the second page on."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    above, left, right = MARGINS_MM
    section.top_margin = section.bottom_margin = Mm(above)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(official.size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(official.gap)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    page = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    number._p.append(parse_xml(page))


def _head(document: Any, official: Official) -> None:
    """Issuer and number on the left, the country's name and the place on the right."""
    left, right = _columns(document)
    if official.above:
        _line(left, official.above.upper(), size=12, is_first=True)
    _line(left, official.issuer.upper(), size=12, is_bold=True, is_first=not official.above)
    _rule(left, 25, COLUMNS_MM[0])
    _line(left, official.number_words)
    if not official.kind:
        _line(left, f"V/v {official.subject}", size=12)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, is_bold=True, is_first=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", is_bold=True)
    _rule(right, 56, COLUMNS_MM[1])
    _line(right, official.place_words, is_italic=True)


def _greet(document: Any, addressed: Sequence[str]) -> None:
    """ "Kính gửi": one name on its line, several in a list below it."""
    if len(addressed) == 1:
        _centred(document, f"Kính gửi: {addressed[0]}.", is_bold=False)
        return
    for place, name in enumerate(addressed):
        if not place:
            _indented(document, "Kính gửi:", 20)
        _indented(document, f"- {name}{';' if place < len(addressed) - 1 else '.'}", 40)


def _foot(document: Any, official: Official) -> None:
    """Who receives it on the left, who signs on the right."""
    left, right = _columns(document)
    label = _line(left, "Nơi nhận:", size=12, is_bold=True, is_italic=True, is_first=True)
    entries = [_line(left, words, size=11) for words in official.received_by]
    for paragraph in (label, *entries):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for place, words in enumerate(official.signs):
        _line(right, words.upper(), size=14, is_bold=True, is_first=not place)


def _columns(document: Any) -> tuple[Any, Any]:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    sides = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    edges = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(edges)
    for place, width in enumerate(COLUMNS_MM):
        table.columns[place].width = table.rows[0].cells[place].width = Mm(width)
    left, right = table.rows[0].cells
    return left, right


def _line(
    cell: Any,
    words: str,
    *,
    size: int = 13,
    is_bold: bool = False,
    is_italic: bool = False,
    is_first: bool = False,
) -> Any:
    paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(cell_words(words))
    run.bold, run.italic, run.font.size = is_bold, is_italic, Pt(size)
    return paragraph


def _gap(document: Any) -> None:
    """A little room; it also keeps tables apart that Word would join."""
    look = document.add_paragraph().paragraph_format
    look.space_after, look.line_spacing = Pt(0), Pt(8)


def _rule(inside: Any, length_mm: float, width_mm: float) -> None:
    """A solid rule under the lines above, as the edge of a paragraph without words."""
    paragraph = inside.add_paragraph()
    look = paragraph.paragraph_format
    look.left_indent = look.right_indent = Mm((width_mm - length_mm) / 2)
    look.space_after, look.line_spacing = Pt(2), Pt(3)
    edge = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(edge), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _centred(document: Any, words: str, *, is_bold: bool = True, is_italic: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(cell_words(words))
    run.bold, run.italic = is_bold, is_italic


def _indented(document: Any, words: str, indent_mm: int) -> None:
    paragraph = document.add_paragraph(cell_words(words))
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.space_after = Mm(indent_mm), Pt(2)


def _say(document: Any, said: Say, *, is_below_table: bool) -> None:
    paragraph = document.add_paragraph()
    look = paragraph.paragraph_format
    paragraph.alignment, look.first_line_indent = WD_ALIGN_PARAGRAPH.JUSTIFY, Mm(12.7)
    look.keep_with_next = said.is_bold
    if is_below_table:
        look.space_before = Pt(6)
    run = paragraph.add_run(cell_words(said.words))
    run.bold, run.italic = said.is_bold, said.is_italic
