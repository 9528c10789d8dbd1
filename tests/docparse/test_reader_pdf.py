import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, Spacer, Table

from hatang.docparse.files import Limits, read, read_bytes
from hatang.docparse.source import Source, Unreadable

MakePdf = Callable[..., bytes]
Styles = dict[str, Any]
Lines = Callable[[Source], list[str]]
Cells = Callable[..., dict[tuple[int, int], str]]

REAL = Path(__file__).parents[3] / "shared" / "plans" / "more" / "30_bxd-1074-qd-bxd-pccc.pdf"
WORDS = (
    "Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành và địa phương tổ chức thực hiện nghiêm túc các nội "
    "dung của Kế hoạch, định kỳ tổng hợp kết quả và kịp thời phản ánh những khó khăn khi triển khai thực hiện"
)


def grid(rows: list[list[Any]], widths: list[float], **options: Any) -> Table:
    """A ruled table."""
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    return Table(rows, colWidths=widths, style=style + options.pop("style", []), **options)


def numbered(canvas: Canvas, document: Any) -> None:
    """A page number above and a running title below, as on official pages."""
    canvas.setFont("Serif", 13)
    canvas.drawCentredString(300, 810, str(document.page))
    canvas.setFont("Serif", 9)
    canvas.drawCentredString(300, 25, "VÍ DỤ - tài liệu minh họa")


def test_wrapped_lines_become_paragraphs_again(make_pdf: MakePdf, styles: Styles, lines: Lines) -> None:
    texts = [f"{number}. {WORDS}." for number in range(1, 5)] + [f"- {WORDS};", "a) Ngắn.", f"{WORDS}."]
    pdf = make_pdf([Paragraph(text, styles["body"]) for text in texts])
    assert lines(read_bytes(pdf, "a.pdf")) == texts


def test_a_paragraph_goes_on_over_the_page_and_the_page_is_marked_in_it(
    make_pdf: MakePdf, styles: Styles, lines: Lines
) -> None:
    texts = [f"{number}. {WORDS}, {WORDS}." for number in range(1, 17)]
    source = read_bytes(make_pdf([Paragraph(text, styles["body"]) for text in texts]), "a.pdf")
    assert lines(source) == texts
    assert len(source.page_starts) == 3
    assert source.page_starts[0] == 0
    assert all(source.text[start - 1] in " \n" for start in source.page_starts[1:])


def test_page_numbers_and_running_titles_are_dropped(make_pdf: MakePdf, styles: Styles, lines: Lines) -> None:
    story: list[Any] = []
    for number in range(1, 5):
        story += [Paragraph(f"{number}. Trang này có số {number}.", styles["body"]), PageBreak()]
    read_lines = lines(read_bytes(make_pdf(story, on_page=numbered), "a.pdf"))
    assert read_lines == [f"{number}. Trang này có số {number}." for number in range(1, 5)]


def test_a_letterhead_comes_out_block_by_block(fonts: tuple[str, str], lines: Lines) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for x, y, text, bold in (
        (170, 780, "ỦY BAN NHÂN DÂN", True),
        (170, 764, "TỈNH BẮC NINH", True),
        (410, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
        (410, 764, "Độc lập - Tự do - Hạnh phúc", True),
        (170, 738, "Số: 94/KH-UBND", False),
        (410, 738, "Bắc Ninh, ngày 06 tháng 10 năm 2025", False),
        (305, 700, "KẾ HOẠCH", True),
    ):
        canvas.setFont(fonts[1] if bold else fonts[0], 12)
        canvas.drawCentredString(x, y, text)
    canvas.setFont(fonts[0], 13)
    for index, line in enumerate(("Nơi nhận:", "- Như trên;", "- Lưu: VT.")):
        canvas.drawString(85, 300 - 14 * index, line)
    canvas.drawCentredString(430, 302, "TM. ỦY BAN NHÂN DÂN")
    canvas.drawCentredString(430, 286, "CHỦ TỊCH")
    canvas.save()
    assert lines(read_bytes(out.getvalue(), "a.pdf")) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH BẮC NINH",
        "Số: 94/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Bắc Ninh, ngày 06 tháng 10 năm 2025",
        "KẾ HOẠCH",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ]


def test_ruled_tables_keep_empty_and_merged_cells(make_pdf: MakePdf, styles: Styles, cells: Cells) -> None:
    def cell(text: str, style: str = "cell") -> Paragraph:
        return Paragraph(text, styles[style])

    rows = [
        [
            cell("TT", "head"),
            cell("Nhiệm vụ", "head"),
            cell("Cơ quan", "head"),
            "",
            cell("Thời gian", "head"),
        ],
        ["", "", cell("Chủ trì", "head"), cell("Phối hợp", "head"), ""],
        [cell("I"), cell("Hạ tầng"), "", "", ""],
        [cell("1"), cell(WORDS), cell("- Sở Xây dựng<br/>- Sở Y tế"), "", cell("12/2026")],
    ]
    merged = [
        ("SPAN", (0, 0), (0, 1)),
        ("SPAN", (1, 0), (1, 1)),
        ("SPAN", (2, 0), (3, 0)),
        ("SPAN", (4, 0), (4, 1)),
    ]
    merged += [("SPAN", (1, 2), (4, 2))]
    source = read_bytes(make_pdf([grid(rows, [30, 180, 90, 80, 60], style=merged)]), "a.pdf")
    table = cells(source)
    assert table[0, 2] == "Cơ quan"
    assert table[1, 3] == "Phối hợp"
    assert table[2, 1] == "Hạ tầng"
    assert table[3, 1] == WORDS
    assert table[3, 2] == "- Sở Xây dựng\n- Sở Y tế"
    assert table[3, 3] == ""
    assert not {(1, 0), (0, 3), (2, 2)} & set(table)
    assert {(c.row, c.col): (c.n_rows, c.n_cols) for c in source.tables[0].cells}[2, 1] == (1, 4)


def test_a_table_over_pages_is_one_table_with_one_header(
    make_pdf: MakePdf, styles: Styles, cells: Cells
) -> None:
    head = [Paragraph(text, styles["head"]) for text in ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian")]
    body = [
        [Paragraph(text, styles["cell"]) for text in (str(number), WORDS, "Sở Y tế", f"Quý {number % 4 + 1}")]
        for number in range(1, 41)
    ]
    table = grid([head, *body], [35, 220, 110, 80], repeatRows=1)
    source = read_bytes(make_pdf([Paragraph("Danh mục", styles["title"]), table], on_page=numbered), "a.pdf")
    assert len(source.page_starts) > 3
    assert len(source.tables) == 1
    read_cells = cells(source)
    assert [read_cells[row, 0] for row in range(1, 41)] == [str(number) for number in range(1, 41)]
    assert all(read_cells[row, 1] == WORDS for row in range(1, 41))
    assert source.text.count("Nhiệm vụ") == 1
    assert source.page_starts == sorted(source.page_starts)


def test_a_row_cut_by_the_page_is_whole_again(make_pdf: MakePdf, styles: Styles, cells: Cells) -> None:
    text = ", ".join([WORDS] * 9)
    rows = [
        [Paragraph(word, styles["cell"]) for word in row]
        for row in (
            ("TT", "Nhiệm vụ phải làm", "Cơ quan chủ trì"),
            ("1", text, "Sở Y tế"),
            ("2", text, "Sở Xây dựng"),
            ("3", "Ngắn", "Sở A"),
        )
    ]
    source = read_bytes(
        make_pdf([grid(rows, [30, 250, 120], repeatRows=1, splitInRow=1)], on_page=numbered), "a.pdf"
    )
    read_cells = cells(source)
    assert len(source.tables) == 1
    assert [read_cells[row, 0] for row in range(1, 4)] == ["1", "2", "3"]
    assert read_cells[2, 1] == text
    assert [read_cells[row, 2] for row in range(1, 4)] == ["Sở Y tế", "Sở Xây dựng", "Sở A"]


def test_a_merged_cell_goes_on_over_the_page(make_pdf: MakePdf, styles: Styles, cells: Cells) -> None:
    texts = [("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian")]
    texts += [(str(number), WORDS, "Sở Y tế", "2026") for number in range(1, 17)]
    rows = [[Paragraph(word, styles["cell"]) for word in row] for row in texts]
    story = [Paragraph("Danh mục", styles["title"]), grid(rows, [30, 200, 110, 70], repeatRows=1)]
    source = read_bytes(make_pdf(story), "a.pdf")
    page = next(
        cell.row for cell in source.tables[0].cells if cell.start == source.page_starts[1] and cell.col == 0
    )
    # The same table, the lead of the last row of the first page merged with the one below the break.
    rows = [[Paragraph(word, styles["cell"]) for word in row] for row in texts]
    rows[page][2] = ""
    story = [Paragraph("Danh mục", styles["title"]), grid(rows, [30, 200, 110, 70], repeatRows=1)]
    source = read_bytes(make_pdf(story), "a.pdf")
    table = cells(source)
    shapes = {(cell.row, cell.col): cell.n_rows for cell in source.tables[0].cells}
    assert (page, 2) not in table
    assert shapes[page - 1, 2] == 2


def test_symbols_broken_behind_a_hyphen_are_whole_again(
    make_pdf: MakePdf, styles: Styles, lines: Lines
) -> None:
    words = " ".join(f"từ{number}" for number in range(40))
    for length in range(20, 40):
        text = f"{words[: length * 3].rstrip()} số 78/TTr-SKHCN giai đoạn 2025-2030 và tiếp theo."
        assert "TTr-SKHCN" in read_bytes(make_pdf([Paragraph(text, styles["body"])]), "a.pdf").text


def test_bold_words_are_remembered(
    make_pdf: MakePdf, styles: Styles, bold_words: Callable[[Source], list[str]]
) -> None:
    story = [
        Paragraph("KẾ HOẠCH", styles["title"]),
        Paragraph("<font name='Serif-Bold'>1. Sở Y tế:</font> làm.", styles["body"]),
    ]
    assert bold_words(read_bytes(make_pdf(story), "a.pdf")) == ["KẾ HOẠCH", "1. Sở Y tế:"]


def test_footnotes_do_not_cut_a_sentence(
    fonts: tuple[str, str], make_pdf: MakePdf, styles: Styles, lines: Lines
) -> None:
    def note(canvas: Canvas, document: Any) -> None:
        if document.page == 1:
            canvas.setFont(fonts[0], 10)
            canvas.drawString(85, 45, "1 Theo báo cáo của VNNIC tháng 8/2025.")

    texts = [f"{number}. {WORDS}, {WORDS}." for number in range(1, 12)]
    texts[0] = texts[0].replace("Kế hoạch,", "Kế hoạch<super rise='5' size='8'>1</super>,")
    read_lines = lines(
        read_bytes(make_pdf([Paragraph(text, styles["body"]) for text in texts], on_page=note), "a.pdf")
    )
    assert read_lines[:-1] == [texts[0].replace("<super rise='5' size='8'>1</super>", "[1]"), *texts[1:]]
    assert read_lines[-1] == "[1] Theo báo cáo của VNNIC tháng 8/2025."


def test_a_turned_page_is_read_upright(fonts: tuple[str, str], lines: Lines) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for angle, turn in ((90, (0, 1, -1, 0, 842, 0)), (270, (0, -1, 1, 0, 0, 595))):
        canvas.setPageRotation(angle)  # reportlab keeps the page upright as seen
        canvas.saveState()
        canvas.setFont(fonts[0], 13)
        canvas.transform(*turn)
        canvas.drawString(80, 500, f"Dòng một của trang quay {angle} độ")
        canvas.drawString(80, 470, "Dòng hai ở dưới")
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    assert lines(read_bytes(out.getvalue(), "a.pdf")) == [
        "Dòng một của trang quay 90 độ",
        "Dòng hai ở dưới",
        "Dòng một của trang quay 270 độ",
        "Dòng hai ở dưới",
    ]


@pytest.fixture(scope="module")
def long_pdf(make_pdf: MakePdf, styles: Styles) -> bytes:
    """300 pages of text."""
    story: list[Any] = []
    for number in range(300):
        story += [Paragraph(f"{number}.{line}. {WORDS}.", styles["body"]) for line in range(9)]
        story += [Spacer(1, 1), PageBreak()]
    return make_pdf(story, on_page=numbered)


def test_three_hundred_pages_tell_their_progress_and_are_fast(long_pdf: bytes) -> None:
    told: list[tuple[int, int]] = []
    start = time.process_time()
    source = read_bytes(long_pdf, "a.pdf", progress=lambda done, total: told.append((done, total)))
    seconds = time.process_time() - start
    assert told == [(done, 300) for done in range(301)]
    assert len(source.page_starts) == 300
    assert source.text.count(WORDS) == 2700
    assert seconds < 30, f"{300 / seconds:.0f} pages/s"


def test_raising_from_progress_stops_the_reading(long_pdf: bytes) -> None:
    class Cancelled(Exception):
        """The reader has changed his mind."""

    told: list[int] = []

    def stop(done: int, total: int) -> None:
        told.append(done)
        if done == 7:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_bytes(long_pdf, "a.pdf", progress=stop)
    assert told[-1] == 7


def test_too_many_pages_are_refused(long_pdf: bytes) -> None:
    with pytest.raises(Unreadable, match="300 pages"):
        read_bytes(long_pdf, "a.pdf", limits=Limits(max_pages=100))


def test_reading_that_takes_too_long_is_ended(long_pdf: bytes) -> None:
    with pytest.raises(Unreadable, match="too long"):
        read_bytes(long_pdf, "a.pdf", limits=Limits(max_seconds=0.05))


def test_a_real_decision_is_read_in_order(lines: Lines) -> None:
    if not REAL.exists():
        pytest.skip("../shared is not here")
    read_lines = lines(read(REAL))
    assert read_lines[:5] == [
        "BỘ XÂY DỰNG",
        "Số: 1074/QĐ-BXD",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nội, ngày 29 tháng 6 năm 2026",
    ]
    assert sum(line.startswith("Căn cứ ") and line.endswith(";") for line in read_lines) == 5
    articles = [line[:6] for line in read_lines if line.startswith("Điều ")]
    assert articles == ["Điều 1", "Điều 2", "Điều 3"]
    assert "- Lưu: VT, Vụ KHCNMT&VLXD(Hiển)." in read_lines
