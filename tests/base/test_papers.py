"""Lists as docx and pdf files: Vietnamese letters, limits, and words that are no markup."""

import io
from datetime import date
from typing import Any

import docx
import pypdfium2
import pytest
from django.http import FileResponse

from hatang.base import sheets
from hatang.base.sheets import (
    Column,
    Section,
    SheetKind,
    TooManyRows,
    sections_response,
    sheet_response,
)

Row = tuple[Any, ...]
COLUMNS: list[Column[Row]] = [
    Column("Nhiệm vụ", lambda row: row[0], 60),
    Column("Số", lambda row: row[1], 10),
    Column("Hạn", lambda row: row[2], 14),
    Column("Ghi nội bộ", lambda row: "không in", 14, is_on_paper=False),
]
# Every letter of the alphabet with every tone.
LETTERS = "".join(
    base + base.upper()
    for base in "aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
)
ROWS: list[Row] = [
    ("Phủ sóng 5G ≥ 90 % – “trạm” nº 1…", 1234.5, date(2026, 12, 31)),
    (f"{LETTERS[:70]}\n{LETTERS[70:]}", None, None),
    ("<b>R&D</b> <para> &amp; <i>", 0, None),
]


@pytest.fixture(autouse=True)
def first_of_june(own_files: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 01/6/2026."""
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-01")


def content(kind: SheetKind, rows: list[Row], **more: str) -> bytes:
    response = sheet_response(kind, name="nhiem-vu", columns=COLUMNS, rows=iter(rows), **more)
    assert isinstance(response, FileResponse)
    assert response["Content-Disposition"] == f'attachment; filename="nhiem-vu.{kind}"'
    try:
        return b"".join(response.streaming_content)  # type: ignore[arg-type]
    finally:
        response.file_to_stream.close()


def pages(file: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def table(file: bytes) -> list[list[str]]:
    [found] = docx.Document(io.BytesIO(file)).tables
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_a_pdf_gives_back_every_vietnamese_letter() -> None:
    [page] = pages(content("pdf", ROWS, title="Nhiệm vụ quá hạn", under="Sở Xây dựng"))
    assert "Nhiệm vụ quá hạn" in page
    assert "Sở Xây dựng · Tính đến ngày 01/06/2026" in page
    assert "Phủ sóng 5G ≥ 90 % – “trạm” nº 1…" in page
    assert "1.234,5" in page
    assert "31/12/2026" in page
    assert "không in" not in page
    assert set(LETTERS) <= set(page)
    assert LETTERS in page.replace("\n", "")


def test_words_are_never_markup() -> None:
    [page] = pages(content("pdf", ROWS))
    assert "<b>R&D</b> <para> &amp; <i>" in page
    assert table(content("docx", ROWS))[3][0] == "<b>R&D</b> <para> &amp; <i>"


def test_a_docx_repeats_its_heading_and_keeps_letters_and_lines() -> None:
    file = content("docx", ROWS, title="Nhiệm vụ", under="Quá hạn")
    assert table(file)[0] == ["Nhiệm vụ", "Số", "Hạn"]
    assert table(file)[1] == ["Phủ sóng 5G ≥ 90 % – “trạm” nº 1…", "1.234,5", "31/12/2026"]
    assert table(file)[2] == [ROWS[1][0], "", ""]
    document = docx.Document(io.BytesIO(file))
    assert [one.text for one in document.paragraphs[:2]] == ["Nhiệm vụ", "Quá hạn · Tính đến ngày 01/06/2026"]
    assert document.tables[0]._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")
    assert document.sections[0].page_width.mm == pytest.approx(297, abs=0.1)
    assert document.core_properties.author == ""


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_what_cannot_be_printed_is_left_out_and_composed(kind: SheetKind) -> None:
    typed = "Ti\x00ê\x0b\u0301ng\x1f Vie\u0323\u0302t"
    # The title and what a list is narrowed by are typed by people too.
    file = content(kind, [(typed, None, None)], title=f"Một {typed}", under=f"“{typed}”")
    words = pages(file)[0] if kind == "pdf" else table(file)[1][0]
    assert "Tiếng Việt" in words


def test_a_heading_that_cannot_be_printed_is_printed_without_it() -> None:
    sections = [Section("Vướng mắc\x01", COLUMNS, ROWS)]
    response = sections_response("docx", name="vuong-mac", title="Thiếu vốn\x08", sections=sections)
    assert isinstance(response, FileResponse)
    # Closing the answer itself would ask for the database.
    response.file_to_stream.close()
    assert response.status_code == 200


def test_a_row_longer_than_a_page_goes_on_on_the_next() -> None:
    found = pages(content("pdf", [("Rất dài. " * 1500, 1, None)]))
    assert len(found) > 1
    assert sum(page.count("dài.") for page in found) == 1500
    assert all("Nhiệm vụ Số Hạn" in page for page in found)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_list_too_long_for_paper_is_refused_with_the_way_out(
    kind: SheetKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS_ON_PAPER", {"docx": 2, "pdf": 2})
    content(kind, ROWS[:2])
    with pytest.raises(TooManyRows) as told:
        content(kind, ROWS)
    assert "Excel" in told.value.sentence
    content("csv", ROWS)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_an_empty_list_is_a_heading(kind: SheetKind) -> None:
    file = content(kind, [])
    assert table(file) == [["Nhiệm vụ", "Số", "Hạn"]] if kind == "docx" else "Nhiệm vụ" in pages(file)[0]


@pytest.mark.parametrize("words", ["dòng\n" * 500, "ă" * 10_000, "W" * 3000, " ".join(["MMMMMMMMMM"] * 900)])
def test_no_words_are_too_long_for_the_pages(words: str) -> None:
    found = "".join(pages(content("pdf", [(words, 1, None)])))
    for letter in set(words) - {"\n", " "}:
        assert found.count(letter) >= words.count(letter)
