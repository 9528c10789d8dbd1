"""Lists and pages as files: xlsx and csv for a spreadsheet, docx and pdf to print; described once."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, Generic, Literal, TypeVar

import xlsxwriter
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.base import clock
from hatang.base.docx_papers import write_docx
from hatang.base.papers import Drawing, Paper, Part, cell_words
from hatang.base.pdf_papers import write_pdf
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
_BOOK = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its title, how its cell comes from a row, its width in characters; some stay off paper."""

    title: str
    cell: Callable[[Row], Cell]
    width: int = 18
    is_on_paper: bool = True


@dataclass(frozen=True)
class Section:
    """One part of a page as a file: a heading, its columns and rows; facts and words have no heads.

    `drawing` stands in a pdf in place of the table.
    """

    heading: str
    columns: Sequence[Column[Any]]
    rows: Sequence[Any]
    has_heads: bool = True
    drawing: Drawing | None = None


def facts(heading: str, said: Iterable[tuple[str, Cell]]) -> Section:
    """A section of names with what is said of each; what says nothing is left out."""
    rows = [pair for pair in said if pair[1] not in (None, "")]
    columns = [Column[Any]("", lambda row: row[0], 24), Column[Any]("", lambda row: row[1], 76)]
    return Section(heading, columns, rows, has_heads=False)


def passage(heading: str, *said: str) -> Section:
    """A section of words alone; empty ones are left out."""
    columns = [Column[Any]("", lambda words: words, 100)]
    return Section(heading, columns, [words for words in said if words], has_heads=False)


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
    if kind in MOST_ROWS_ON_PAPER:
        found = list(islice(rows, MOST_ROWS_ON_PAPER[kind] + 1))
        return sections_response(
            kind, name=name, title=title or name, under=under, sections=[Section("", columns, found)]
        )
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the response closes it
    (_write_xlsx if kind == "xlsx" else _write_csv)(file, columns, rows)
    return download(file, kind, name)


def sections_response(
    kind: SheetKind,
    *,
    name: str,
    title: str,
    sections: Sequence[Section],
    under: str = "",
    is_upright: bool = False,
) -> HttpResponseBase:
    """A page of several sections as a file to download; sections without rows are left out beside others.

    A workbook has a sheet for each section, a csv has them below each other with an empty line between.

    Args:
        kind: xlsx, csv, docx or pdf.
        name: the file's name without its ending.
        title: the heading on paper.
        sections: what stands in it, in this order.
        under: what the page was narrowed by, said below the heading.
        is_upright: whether the paper stands upright.

    Raises:
        TooManyRows: there are more rows than a docx or pdf takes.
    """
    shown = [one for one in sections if one.rows] or list(sections[:1])
    if kind in MOST_ROWS_ON_PAPER:
        _refuse_too_many(kind, sum(len(one.rows) for one in shown))
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the response closes it
    if kind == "xlsx":
        _write_book(file, shown)
    elif kind == "csv":
        _write_blocks(file, shown)
    else:
        parts = [_part(one) for one in shown]
        # Titles and filters are typed by people too.
        paper = Paper(cell_words(title), cell_words(under), clock.today(), parts, is_upright)
        (write_docx if kind == "docx" else write_pdf)(file, paper)
    return download(file, kind, name)


def download(file: IO[bytes], kind: SheetKind, name: str) -> HttpResponseBase:
    """A file that was written, to download; `name` is without its ending."""
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=f"{name}.{kind}")
    response.headers["Content-Type"] = _MEDIA_TYPES[kind]
    return response


def _refuse_too_many(kind: SheetKind, n_rows: int) -> None:
    """The number of rows is known before anything is laid out."""
    most = MOST_ROWS_ON_PAPER[kind]
    if n_rows > most:
        raise TooManyRows(
            _("A %(kind)s takes at most %(most)s rows. Narrow the list, or take it as Excel or CSV.")
            % {"kind": kind, "most": f"{most:,}".replace(",", ".")}
        )


def _part(section: Section) -> Part:
    """What is printed of a section."""
    printed = [column for column in section.columns if column.is_on_paper]
    return Part(
        heads=[column.title for column in printed] if section.has_heads else [],
        widths=[column.width for column in printed],
        lines=[[cell_words(column.cell(row)) for column in printed] for row in section.rows],
        heading=cell_words(section.heading),
        drawing=section.drawing,
    )


def safe_text(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _write_csv(file: IO[bytes], columns: Sequence[Column[Row]], rows: Iterable[Row]) -> None:
    with _csv_writer(file) as write:
        write([safe_text(column.title) for column in columns])
        for row in rows:
            write([_csv_cell(column.cell(row)) for column in columns])


def _write_blocks(file: IO[bytes], sections: Sequence[Section]) -> None:
    with _csv_writer(file) as write:
        for place, section in enumerate(sections):
            if place:
                write([])
            if section.heading:
                write([safe_text(section.heading)])
            if section.has_heads:
                write([safe_text(column.title) for column in section.columns])
            for row in section.rows:
                write([_csv_cell(column.cell(row)) for column in section.columns])


@contextmanager
def _csv_writer(file: IO[bytes]) -> Iterator[Callable[[Sequence[str]], object]]:
    # The byte-order mark tells Excel that the text is UTF-8.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    yield csv.writer(text).writerow
    text.detach()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return safe_text(cell) if isinstance(cell, str) else str(cell)


def _write_xlsx(file: IO[bytes], columns: Sequence[Column[Row]], rows: Iterable[Row]) -> None:
    book = xlsxwriter.Workbook(file, _BOOK)
    last = _fill_sheet(book, book.add_worksheet(), columns, rows)
    book.worksheets()[0].autofilter(0, 0, last, max(len(columns) - 1, 0))
    book.close()


def _write_book(file: IO[bytes], sections: Sequence[Section]) -> None:
    book = xlsxwriter.Workbook(file, _BOOK)
    names: set[str] = set()
    for section in sections:
        sheet = book.add_worksheet(_sheet_name(section.heading, names))
        _fill_sheet(book, sheet, section.columns, section.rows, has_heads=section.has_heads)
    book.close()


def _sheet_name(heading: str, taken: set[str]) -> str | None:
    """A name as Excel takes it: 31 characters at most, none of some signs, each once whatever its case."""
    plain = _NOT_IN_A_NAME.sub(" ", heading).strip(" '")
    if not plain:
        return None
    name, place = plain[:31].strip(" '"), 2
    while name.lower() in taken:
        name, place = f"{plain[:27].strip()} {place}", place + 1
    taken.add(name.lower())
    return name


def _fill_sheet(
    book: Any, sheet: Any, columns: Sequence[Column[Row]], rows: Iterable[Row], *, has_heads: bool = True
) -> int:
    """Write the heads and the rows; the number of the last row, from 0."""
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        if has_heads:
            sheet.write_string(0, place, column.title, head)
    if has_heads:
        sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows, start=int(has_heads)):
        for place, column in enumerate(columns):
            cell = column.cell(row)
            if isinstance(cell, date):
                sheet.write_datetime(last, place, cell, day)
            elif isinstance(cell, str):
                # write_string never makes a formula; Excel takes at most 32,767 characters in a cell.
                sheet.write_string(last, place, cell[:32767], wrapped)
            elif cell is not None:
                sheet.write_number(last, place, float(cell), wrapped)
    return last
