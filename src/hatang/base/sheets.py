"""Lists as files a spreadsheet opens: xlsx and csv."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Generic, Literal, TypeVar

import xlsxwriter
from django.http import FileResponse
from django.http.response import HttpResponseBase

Row = TypeVar("Row")
Cell = str | int | float | Decimal | date | None
SheetKind = Literal["xlsx", "csv"]
SHEET_KINDS: tuple[SheetKind, ...] = ("xlsx", "csv")

_MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# A spreadsheet takes a text that begins like this for a formula and runs it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of a sheet: its title, how its cell comes from a row, and its width in characters."""

    title: str
    cell: Callable[[Row], Cell]
    width: int = 18


def sheet_kind(asked: str | None) -> SheetKind | None:
    """The kind of sheet an address asks for, if it asks for one that exists."""
    return next((kind for kind in SHEET_KINDS if kind == asked), None)


def sheet_response(
    kind: SheetKind, *, name: str, columns: Sequence[Column[Row]], rows: Iterable[Row]
) -> HttpResponseBase:
    """The rows as a file to download, called `name` with the ending of its kind."""
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the response closes it
    (_write_xlsx if kind == "xlsx" else _write_csv)(file, columns, rows)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=f"{name}.{kind}")
    response.headers["Content-Type"] = _MEDIA_TYPES[kind]
    return response


def safe_text(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _write_csv(file: IO[bytes], columns: Sequence[Column[Row]], rows: Iterable[Row]) -> None:
    # The byte-order mark tells Excel that the text is UTF-8.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([safe_text(column.title) for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(column.cell(row)) for column in columns])
    text.detach()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return safe_text(cell) if isinstance(cell, str) else str(cell)


def _write_xlsx(file: IO[bytes], columns: Sequence[Column[Row]], rows: Iterable[Row]) -> None:
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.title, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            cell = column.cell(row)
            if isinstance(cell, date):
                sheet.write_datetime(last, place, cell, day)
            elif isinstance(cell, str):
                # write_string never makes a formula; Excel takes at most 32,767 characters in a cell.
                sheet.write_string(last, place, cell[:32767], wrapped)
            elif cell is not None:
                sheet.write_number(last, place, float(cell), wrapped)
    sheet.autofilter(0, 0, last, max(len(columns) - 1, 0))
    book.close()
