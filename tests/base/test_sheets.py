"""Lists as xlsx and csv files."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.http import FileResponse

from hatang.base.sheets import Column, SheetKind, safe_text, sheet_kind, sheet_response

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
