import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.fuzz import ratio
from reportlab.lib import colors
from reportlab.platypus import Paragraph, Table

from hatang.docparse.files import read_bytes
from hatang.docparse.readers import scan as scan_module
from hatang.docparse.readers.lines import Word, lines_of
from hatang.docparse.readers.pages import Sheet
from hatang.docparse.readers.scan import NOT_INSTALLED, mend_roman
from hatang.docparse.source import Source, Unreadable

MakePdf = Callable[..., bytes]
Scan = Callable[..., Any]

needs_tesseract = pytest.mark.skipif(
    not scan_module.is_installed(), reason="tesseract-ocr-vie is not installed"
)
ROWS = (
    ("TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời gian"),
    ("1", "Hạ tầng số", "", ""),
    ("1.1", "Rà soát vị trí cột ăng ten và tuyến cống bể dùng chung", "Phòng Viễn thông", "12/2026"),
    ("1.2", "Kết nối nền tảng dùng chung của tỉnh với nền tảng quốc gia", "Văn phòng Sở", "Quý IV năm 2026"),
    ("2", "Vận hành mạng truyền số liệu chuyên dùng", "Các doanh nghiệp viễn thông", "Hằng năm"),
)


@pytest.fixture(scope="module")
def page(make_pdf: MakePdf, styles: dict[str, Any]) -> bytes:
    """One page with paragraphs and a table."""
    rows = [[Paragraph(text, styles["cell"]) for text in row] for row in ROWS]
    grid = [("GRID", (0, 0), (-1, -1), 0.7, colors.black)]
    return make_pdf(
        [
            Paragraph("PHỤ LỤC", styles["title"]),
            Paragraph(
                "Ủy ban nhân dân tỉnh giao các sở, ban, ngành thực hiện các nhiệm vụ sau đây:", styles["body"]
            ),
            Table(rows, colWidths=[35, 210, 110, 90], style=grid),
            Paragraph("Giao Văn phòng Sở theo dõi, đôn đốc và tổng hợp kết quả thực hiện.", styles["body"]),
        ]
    )


def as_bytes(picture: Any, form: str, **options: Any) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def test_roman_numbers_of_headings_follow_their_sequence() -> None:
    texts = [
        "I.MỤC ĐÍCH, YÊU CẦU",
        "H. NỘI DUNG",
        "I thường",
        "HI. TỔ CHỨC THỰC HIỆN",
        "IV. KINH PHÍ",
        "PHỤ LỤC I",
        "I. CHỈ TIÊU",
        "I. NHIỆM VỤ",
        "PHỤ LỤC H",
        "I. HẠ TẦNG",
        "HỘI NGHỊ TỔNG KẾT",
    ]
    sheet = Sheet(595, 842)
    for row, text in enumerate(texts):
        for col, word in enumerate(text.split()):
            sheet.words.append(Word(word, 60 * col, 20 * row, 60 * col + 50, 20 * row + 12, confidence=0.9))
    mend_roman([sheet])
    assert [line.text for line in lines_of(sheet.words)] == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. NỘI DUNG",
        "I thường",
        "III. TỔ CHỨC THỰC HIỆN",
        "IV. KINH PHÍ",
        "PHỤ LỤC I",
        "I. CHỈ TIÊU",
        "II. NHIỆM VỤ",
        "PHỤ LỤC II",
        "I. HẠ TẦNG",
        "HỘI NGHỊ TỔNG KẾT",
    ]
    assert {word.text for word in sheet.words if word.confidence == 0.5} == {"II.", "III.", "II"}


@needs_tesseract
def test_a_crooked_scan_gives_its_words_and_its_table(
    page: bytes,
    scan: Scan,
    cells: Callable[..., dict[tuple[int, int], str]],
    lines: Callable[[Source], list[str]],
) -> None:
    source = read_bytes(as_bytes(scan(page), "PDF", resolution=200), "a.pdf")
    table = cells(source)
    expected = {(row, col): text for row, texts in enumerate(ROWS) for col, text in enumerate(texts)}
    assert table.keys() == expected.keys()
    assert [table[row, 0] for row in range(5)] == ["TT", "1", "1.1", "1.2", "2"]
    assert [table[1, 2], table[1, 3]] == ["", ""]
    assert all(ratio(table[place], text) > 85 for place, text in expected.items() if text)
    assert ratio(lines(source)[-1], "Giao Văn phòng Sở theo dõi, đôn đốc và tổng hợp kết quả thực hiện.") > 95


@needs_tesseract
@pytest.mark.parametrize(("form", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("TIFF", "a.tif")])
def test_pictures_are_read_like_scanned_pages(page: bytes, scan: Scan, form: str, name: str) -> None:
    source = read_bytes(as_bytes(scan(page, dpi=150, degrees=0), form), name)
    assert ratio(source.text.split("\n")[1], "Ủy ban nhân dân tỉnh giao các sở, ban, ngành thực hiện") > 70
    assert len(source.tables) == 1


@needs_tesseract
def test_every_page_of_a_tiff_is_read(page: bytes, scan: Scan) -> None:
    picture, told = scan(page, degrees=0, dpi=150), []
    data = as_bytes(picture, "TIFF", save_all=True, append_images=[picture, picture])
    source = read_bytes(data, "a.tif", progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert len(source.page_starts) == 3
    assert source.text.count("Văn phòng Sở theo dõi") == 3


@needs_tesseract
def test_every_recognised_word_has_its_confidence(page: bytes, scan: Scan) -> None:
    source = read_bytes(as_bytes(scan(page), "PNG"), "a.png")
    covered = sum(end - start for start, end, _ in source.word_confidence)
    letters = sum(not char.isspace() for char in source.text)
    assert covered > 0.98 * letters
    assert all(0 <= confidence <= 1 for _, _, confidence in source.word_confidence)


@needs_tesseract
def test_a_page_lying_on_its_side_is_turned(page: bytes, scan: Scan) -> None:
    picture = scan(page, degrees=0).transpose(2)  # a quarter turn
    source = read_bytes(as_bytes(picture, "PNG"), "a.png")
    assert "Giao Văn phòng Sở theo dõi" in source.text


@needs_tesseract
def test_an_empty_page_says_that_nothing_was_seen() -> None:
    from PIL import Image

    with pytest.raises(Unreadable, match="sharper"):
        read_bytes(as_bytes(Image.new("L", (800, 1100), 255), "PNG"), "a.png")


def test_a_missing_tesseract_says_what_to_install(
    page: bytes, scan: Scan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable) as refusal:
        read_bytes(as_bytes(scan(page), "PDF", resolution=200), "a.pdf")
    assert str(refusal.value) == NOT_INSTALLED


def test_missing_vietnamese_data_says_what_to_install(
    page: bytes, scan: Scan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tesseract = tmp_path / "tesseract"
    tesseract.write_text("#!/bin/sh\necho eng\n")
    tesseract.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable) as refusal:
        read_bytes(as_bytes(scan(page), "PNG"), "a.png")
    assert str(refusal.value) == NOT_INSTALLED
