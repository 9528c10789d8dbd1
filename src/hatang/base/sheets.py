"""Lists as files: xlsx and csv for a spreadsheet, docx and pdf to print; one description for all four."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Generic, Literal, TypeVar

import xlsxwriter
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.base import clock
from hatang.base.papers import Paper, cell_words, write_docx, write_pdf
from hatang.base.refusal import Refusal

Row = TypeVar("Row")
Cell = str | int | float | Decimal | date | None
SheetKind = Literal["xlsx", "csv", "docx", "pdf"]
SHEET_KINDS: tuple[SheetKind, ...] = ("xlsx", "csv", "docx", "pdf")
# A table to print is laid out as a whole before its first page is known.
MOST_ROWS_ON_PAPER = {"docx": 5000, "pdf": 1000}

_MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
# A spreadsheet takes a text that begins like this for a formula and runs it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its title, how its cell comes from a row, its width in characters; some stay off paper."""

    title: str
    cell: Callable[[Row], Cell]
    width: int = 18
    is_on_paper: bool = True


class TooManyRows(Refusal):
    """The list is longer than a document to print may be."""

    code = "too_many_rows"


def sheet_kind(asked: str | None) -> SheetKind | None:
    """The kind of sheet an address asks for, if it asks for one that exists."""
    return next((kind for kind in SHEET_KINDS if kind == asked), None)


def sheet_response(
    kind: SheetKind,
    *,
    name: str,
    columns: Sequence[Column[Row]],
    rows: Iterable[Row],
    title: str = "",
    under: str = "",
) -> HttpResponseBase:
    """The rows as a file to download, called `name` with the ending of its kind.

    Args:
        kind: xlsx, csv, docx or pdf.
        name: the file's name without its ending.
        columns: what stands in it.
        rows: one line each.
        title: the heading on paper.
        under: what the list was narrowed by, said below the heading.

    Raises:
        TooManyRows: there are more rows than a docx or pdf takes.
    """
    paper = _paper(kind, columns, rows, title or name, under) if kind in MOST_ROWS_ON_PAPER else None
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the response closes it
    if paper is not None:
        (write_docx if kind == "docx" else write_pdf)(file, paper)
    else:
        (_write_xlsx if kind == "xlsx" else _write_csv)(file, columns, rows)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=f"{name}.{kind}")
    response.headers["Content-Type"] = _MEDIA_TYPES[kind]
    return response


def _paper(
    kind: SheetKind, columns: Sequence[Column[Row]], rows: Iterable[Row], title: str, under: str
) -> Paper:
    """What is printed of the rows; the number of rows is known before anything is laid out."""
    most = MOST_ROWS_ON_PAPER[kind]
    found = list(islice(rows, most + 1))
    if len(found) > most:
        raise TooManyRows(
            _("A %(kind)s takes at most %(most)s rows. Narrow the list, or take it as Excel or CSV.")
            % {"kind": kind, "most": f"{most:,}".replace(",", ".")}
        )
    printed = [column for column in columns if column.is_on_paper]
    return Paper(
        title=title,
        under=under,
        day=clock.today(),
        heads=[column.title for column in printed],
        widths=[column.width for column in printed],
        lines=[[cell_words(column.cell(row)) for column in printed] for row in found],
    )


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
