"""Lists as xlsx and csv files."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.http import FileResponse

from hatang.base.sheets import (
    Column,
    Section,
    SheetKind,
    facts,
    passage,
    safe_text,
    sections_response,
    sheet_kind,
    sheet_response,
)

COLUMNS: list[Column[tuple[str, int | None, date | None]]] = [
    Column("Nhiệm vụ", lambda row: row[0], 40),
    Column("Số", lambda row: row[1]),
    Column("Hạn", lambda row: row[2]),
]
ROWS = [("Phủ sóng 5G", 12, date(2026, 12, 31)), ('=HYPERLINK("http://x";"y")', None, None)]


def content(kind: SheetKind) -> bytes:
    response = sheet_response(kind, name="nhiem-vu", columns=COLUMNS, rows=ROWS)
    assert isinstance(response, FileResponse)
    try:
        return b"".join(response.streaming_content)  # type: ignore[arg-type]
    finally:
        response.file_to_stream.close()


def test_a_csv_begins_with_the_mark_that_lets_excel_read_vietnamese() -> None:
    assert content("csv").startswith(b"\xef\xbb\xbf")


def test_a_csv_carries_days_as_in_vietnam_and_never_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(content("csv").decode("utf-8-sig"))))
    assert rows[0] == ["Nhiệm vụ", "Số", "Hạn"]
    assert rows[1] == ["Phủ sóng 5G", "12", "31/12/2026"]
    assert rows[2][0].startswith("'=")


def test_an_xlsx_carries_real_numbers_and_days_and_a_formula_only_as_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(content("xlsx"))).active
    assert sheet is not None
    assert sheet["B2"].value == 12
    assert sheet["C2"].value.date() == date(2026, 12, 31)  # type: ignore[union-attr]
    assert sheet["A3"].data_type == "s"
    assert sheet["A3"].value == ROWS[1][0]


@pytest.mark.parametrize("text", ["=1+1", "+84 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_text_that_would_run_as_a_formula_is_quoted(text: str) -> None:
    assert safe_text(text) == f"'{text}"


def test_an_unknown_kind_of_sheet_is_none() -> None:
    assert sheet_kind("exe") is None
    assert sheet_kind(None) is None
    assert sheet_kind("csv") == "csv"


SECTIONS = [
    passage("Nội dung", "=1+1", ""),
    facts("Về việc: 'A/B'", [("Hạn", date(2026, 12, 31)), ("Trống", ""), ("Số", 0)]),
    Section("Các việc", COLUMNS, ROWS),
    Section("các VIỆC", COLUMNS, ROWS[:1]),
    Section("Không có", COLUMNS, []),
]


def sections(kind: SheetKind) -> bytes:
    response = sections_response(kind, name="trang", title="Trang", sections=SECTIONS)
    assert isinstance(response, FileResponse)
    try:
        return b"".join(response.streaming_content)  # type: ignore[arg-type]
    finally:
        response.file_to_stream.close()


def test_a_workbook_has_a_sheet_for_each_section_under_a_name_excel_takes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sections("xlsx")))
    assert book.sheetnames == ["Nội dung", "Về việc  'A B", "Các việc", "các VIỆC 2"]
    assert book["Nội dung"]["A1"].data_type == "s"
    assert [[cell.value for cell in row] for row in book["Về việc  'A B"]][1] == ["Số", 0]
    assert book["Các việc"]["A1"].value == "Nhiệm vụ"


def test_a_csv_has_its_sections_below_each_other() -> None:
    rows = list(csv.reader(io.StringIO(sections("csv").decode("utf-8-sig"))))
    assert rows[:6] == [
        ["Nội dung"],
        ["'=1+1"],
        [],
        ["Về việc: 'A/B'"],
        ["Hạn", "31/12/2026"],
        ["Số", "0"],
    ]
    assert rows[7:9] == [["Các việc"], ["Nhiệm vụ", "Số", "Hạn"]]
    assert ["Không có"] not in rows
