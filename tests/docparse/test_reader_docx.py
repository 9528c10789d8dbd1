import copy
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from hatang.docparse.files import read, read_bytes
from hatang.docparse.source import Source

Maker = Callable[[Callable[[Any], None]], bytes]
Lines = Callable[[Source], list[str]]
REAL = Path(__file__).parents[3] / "shared" / "plans" / "more" / "29_laocai-sct-cv-hoa-chat-2026.docx"

NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%4)"/></w:lvl>
 <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
  <w:lvlText w:val="%1.%2.%5."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="91"><w:multiLevelType w:val="hybridMultilevel"/>
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="+"/></w:lvl>
</w:abstractNum>
<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>
<w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>
<w:num w:numId="92"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/>
 </w:lvlOverride></w:num>
</w:numbering>"""


def numbered(document: Any, text: str, level: int, number_id: int = 90) -> Any:
    """Add a paragraph that Word numbers itself."""
    root = document.part.numbering_part.element
    if not root.xpath('w:num[@w:numId="90"]'):
        wanted = parse_xml(NUMBERING)
        # Word wants every abstractNum before the first num.
        for item in reversed(wanted.findall(qn("w:abstractNum"))):
            root.insert(0, copy.deepcopy(item))
        for item in wanted.findall(qn("w:num")):
            root.append(copy.deepcopy(item))
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    numbers = properties.get_or_add_numPr()
    numbers.get_or_add_ilvl().val = level
    numbers.get_or_add_numId().val = number_id
    return paragraph


def with_part(data: bytes, name: str, text: str) -> bytes:
    """The package with one part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            if item != name:
                new.writestr(item, old.read(item))
        new.writestr(name, text)
    return out.getvalue()


def test_body_order_of_paragraphs_and_tables_is_kept(make_docx: Maker, lines: Lines) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("trước")
        table = document.add_table(rows=2, cols=2, style="Table Grid")
        for cell, text in zip(
            (*table.rows[0].cells, *table.rows[1].cells), ["TT", "Việc", "1", "Làm"], strict=True
        ):
            cell.text = text
        document.add_paragraph("sau")

    source = read_bytes(make_docx(build), "a.docx")
    assert lines(source) == ["trước", "TT", "Việc", "1", "Làm", "sau"]
    assert len(source.tables) == 1


def test_automatic_numbers_are_printed_as_word_prints_them(make_docx: Maker, lines: Lines) -> None:
    def build(document: Any) -> None:
        for text, level, number_id in (
            ("MỤC TIÊU", 0, 90),
            ("Chung", 1, 90),
            ("Riêng", 1, 90),
            ("Một", 2, 90),
            ("Hai", 2, 90),
            ("Nhỏ", 3, 90),
            ("Dấu", 0, 91),
            ("Cộng", 1, 91),
            ("NHIỆM VỤ", 0, 90),
            ("Lại từ đầu", 1, 90),
            ("Pháp lý", 4, 90),
            ("Từ năm", 1, 92),
        ):
            numbered(document, text, level, number_id)

    assert lines(read_bytes(make_docx(build), "a.docx")) == [
        "I. MỤC TIÊU",
        "1. Chung",
        "2. Riêng",
        "a) Một",
        "b) Hai",
        "(i) Nhỏ",
        "- Dấu",
        "+ Cộng",
        "II. NHIỆM VỤ",
        "1. Lại từ đầu",
        "2.1.1. Pháp lý",
        "5. Từ năm",
    ]


def test_merged_cells_keep_their_places(
    make_docx: Maker, cells: Callable[..., dict[tuple[int, int], str]]
) -> None:
    def build(document: Any) -> None:
        table = document.add_table(rows=4, cols=4, style="Table Grid")
        for row in range(4):
            for col in range(4):
                table.cell(row, col).text = f"{row}{col}"
        table.cell(0, 2).merge(table.cell(0, 3)).text = "Cơ quan"
        table.cell(0, 0).merge(table.cell(1, 0)).text = "TT"
        table.cell(2, 2).merge(table.cell(3, 2)).text = "chung"
        table.cell(3, 3).text = ""

    source = read_bytes(make_docx(build), "a.docx")
    table = cells(source)
    assert table[0, 0] == "TT"
    assert (1, 0) not in table
    assert table[0, 2] == "Cơ quan"
    assert (0, 3) not in table
    assert table[2, 2] == "chung"
    assert (3, 2) not in table
    assert table[3, 3] == ""
    shapes = {(cell.row, cell.col): (cell.n_rows, cell.n_cols) for cell in source.tables[0].cells}
    assert (shapes[0, 0], shapes[0, 2], shapes[2, 2]) == ((2, 1), (1, 2), (2, 1))


def test_letterhead_and_signature_are_read_column_by_column(make_docx: Maker, lines: Lines) -> None:
    def build(document: Any) -> None:
        head = document.add_table(rows=2, cols=2)
        head.cell(0, 0).text = "UBND TỈNH A\nSỞ B\n-------"
        head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
        head.cell(1, 0).text = "Số: 1/KH-SB"
        head.cell(1, 1).text = "A, ngày 01 tháng 02 năm 2026"
        document.add_paragraph("KẾ HOẠCH")
        foot = document.add_table(rows=1, cols=2)
        foot.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
        foot.cell(0, 1).text = "GIÁM ĐỐC"

    source = read_bytes(make_docx(build), "a.docx")
    assert source.tables == []
    assert lines(source) == [
        "UBND TỈNH A",
        "SỞ B",
        "Số: 1/KH-SB",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "A, ngày 01 tháng 02 năm 2026",
        "KẾ HOẠCH",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "GIÁM ĐỐC",
    ]


def test_tracked_deletions_hidden_words_headers_and_footers_are_left_out(
    make_docx: Maker, lines: Lines
) -> None:
    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "đầu trang"
        document.sections[0].footer.paragraphs[0].text = "chân trang"
        paragraph = document.add_paragraph("giữ ")
        for tag, inner, text in (("w:del", "w:delText", "xóa"), ("w:ins", "w:t", "thêm")):
            change = OxmlElement(tag)
            run, words = OxmlElement("w:r"), OxmlElement(inner)
            words.text = text
            run.append(words)
            change.append(run)
            paragraph._p.append(change)
        paragraph.add_run("ẩn").font.hidden = True

    assert lines(read_bytes(make_docx(build), "a.docx")) == ["giữ thêm"]


def test_footnotes_stand_at_the_end_and_keep_their_mark(make_docx: Maker, lines: Lines) -> None:
    notes = f"""<w:footnotes {nsdecls("w")}>
    <w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
    <w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Theo VNNIC.</w:t></w:r></w:p></w:footnote>
    </w:footnotes>"""

    def build(document: Any) -> None:
        paragraph = document.add_paragraph("Tỷ lệ đạt 90%")
        paragraph.add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="7"/>'))
        paragraph.add_run(".")
        document.add_paragraph("Hết.")

    data = with_part(make_docx(build), "word/footnotes.xml", notes)
    assert lines(read_bytes(data, "a.docx")) == ["Tỷ lệ đạt 90%[1].", "Hết.", "[1] Theo VNNIC."]


def test_text_boxes_are_read_once(make_docx: Maker, lines: Lines) -> None:
    box = f"""<w:r {nsdecls("w", "wp", "a")}
      xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
      xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
      xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps">
      <w:drawing><wp:anchor><a:graphic>
      <a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r>
      </w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
      <mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p>
      </w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""

    def build(document: Any) -> None:
        document.add_paragraph("ngoài")._p.append(parse_xml(box))

    assert lines(read_bytes(make_docx(build), "a.docx")) == ["ngoài", "trong khung"]


def test_nested_tables_are_flattened_into_their_cell(
    make_docx: Maker, cells: Callable[..., dict[tuple[int, int], str]]
) -> None:
    def build(document: Any) -> None:
        table = document.add_table(rows=2, cols=3, style="Table Grid")
        for col, text in enumerate(("TT", "Việc", "Ai")):
            table.cell(0, col).text = text
        table.cell(1, 0).text = "1"
        inner = table.cell(1, 1).add_table(rows=1, cols=2)
        inner.cell(0, 0).text = "trong một"
        inner.cell(0, 1).text = "trong hai"

    source = read_bytes(make_docx(build), "a.docx")
    assert len(source.tables) == 1
    assert cells(source)[1, 1] == "trong một\ntrong hai"


def test_bold_runs_and_bold_styles_are_remembered(
    make_docx: Maker, bold_words: Callable[[Source], list[str]]
) -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph()
        paragraph.add_run("1. Sở A: ").bold = True
        paragraph.add_run("làm việc ")
        paragraph.add_run("ngay").bold = True
        document.add_heading("Tiêu đề", level=1)

    assert bold_words(read_bytes(make_docx(build), "a.docx")) == ["1. Sở A:", "ngay", "Tiêu đề"]


def test_a_header_row_copied_down_the_table_is_dropped(
    make_docx: Maker, cells: Callable[..., dict[tuple[int, int], str]]
) -> None:
    rows = ["TT,Nhiệm vụ,Thời gian", "1,Làm,2026", "TT,Nhiệm vụ,Thời gian", "2,Nghỉ,2027"]

    def build(document: Any) -> None:
        table = document.add_table(rows=4, cols=3, style="Table Grid")
        for row, texts in enumerate(rows):
            for col, text in enumerate(texts.split(",")):
                table.cell(row, col).text = text

    table = cells(read_bytes(make_docx(build), "a.docx"))
    assert [table[row, 0] for row in range(3)] == ["TT", "1", "2"]


def test_a_real_letter_is_read_in_order(lines: Lines) -> None:
    if not REAL.exists():
        pytest.skip("../shared is not here")
    read_lines = lines(read(REAL))
    assert read_lines[0] == "UBND TỈNH LÀO CAI"
    assert read_lines[2].startswith("Số:")
    assert read_lines[4] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert "KT.GIÁM ĐỐC" in read_lines
    assert sum(line.startswith("- ") for line in read_lines) >= 14
