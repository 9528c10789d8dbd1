"""Workbooks that people fill in: written as a form, read with care.

What is not a workbook of ours is refused in a sentence; what is wrong in a cell is a fault with its place.
"""

import io
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import xlsxwriter
from django.utils.translation import gettext as _

from hatang.base.book_cells import FORMULA, Field, Pick, meant
from hatang.base.refusal import Refusal
from hatang.base.sentences import translated
from hatang.docparse.normalise import fold
from hatang.docparse.readers.package import Package, PackageLimits, parse_xml
from hatang.docparse.source import Unreadable

MAX_BYTES = 1024 * 1024
MAX_ROWS = 5_000
_MAX_COLUMNS = 40
_LIMITS = PackageLimits(max_members=200, max_part_bytes=24 * 1024 * 1024, max_unpacked_bytes=48 * 1024 * 1024)
# Letters of a list that a cell is chosen from, as spreadsheets keep it.
_MAX_LIST = 255
_GIVEN = {"bg_color": "#F2F2F2", "font_color": "#595959"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


__all__ = [
    "MAX_BYTES",
    "Book",
    "Fault",
    "Field",
    "Line",
    "Pick",
    "Sheet",
    "UnreadableBook",
    "read_book",
    "write_book",
]


class UnreadableBook(Refusal):
    """The file is no workbook that is safe to read."""

    code = "unreadable_book"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its key in the code, its name in the file, and its columns."""

    key: str
    title: str
    fields: Sequence[Field]
    is_hidden: bool = False


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place of a workbook, and what to do about it; row 0 is the sheet as a whole."""

    sheet: str
    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its number in the file and its values by key; an empty cell is None."""

    row: int
    values: dict[str, Any]


@dataclass
class Book:
    """What was read of a workbook; a row with a fault stands in `left_out`, with what is clear of it."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    left_out: dict[str, list[Line]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_book(
    data: bytes, sheets: Sequence[Sheet], *, unread: Sequence[str] = (), takes_formulas: bool = True
) -> Book:
    """The rows of a workbook, and what is wrong in its cells.

    Args:
        data: the file.
        sheets: what it may hold; one that is not there says nothing.
        unread: names of sheets for people only.
        takes_formulas: whether a cell that computes says what it computed last; else it is a fault.

    Raises:
        UnreadableBook: the file is too large, hostile, protected, or no workbook.
    """
    _look_inside(data)
    book = Book()
    try:
        with warnings.catch_warnings():
            # What openpyxl does not support (pictures, validations) says nothing to us.
            warnings.simplefilter("ignore")
            opened = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=takes_formulas, keep_links=False
            )
            _read_sheets(opened, sheets, {fold(name) for name in unread}, book)
    except Refusal:
        raise
    except Exception as error:
        # openpyxl fails in many ways on a file that lies about itself; none of them is ours.
        raise UnreadableBook(_damaged()) from error
    return book


def write_book(
    sheets: Sequence[Sheet],
    rows: Mapping[str, Iterable[Mapping[str, Any]]],
    *,
    notes: tuple[str, Sequence[str]] | None = None,
) -> bytes:
    """A workbook with these rows by the sheet's key; `notes` are a sheet of words before the others."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    looks = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "given": book.add_format({**_GIVEN, "num_format": "@", "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"}),
    }
    if notes is not None:
        page = book.add_worksheet(notes[0])
        page.set_column(0, 0, 110, looks["text"])
        for place, words in enumerate(notes[1]):
            page.write_string(place, 0, words, looks["text"])
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.title), sheet, rows.get(sheet.key, ()), looks)
    book.close()
    return file.getvalue()


def _write_sheet(page: Any, sheet: Sheet, rows: Iterable[Mapping[str, Any]], looks: dict[str, Any]) -> None:
    page.freeze_panes(1, 0)
    if sheet.is_hidden:
        page.hide()
    for column, one in enumerate(sheet.fields):
        # Cells a person types into later keep leading zeros and days, too.
        look = looks["day" if one.kind == "day" else "text"]
        page.set_column(column, column, one.width, look, {"hidden": one.is_hidden})
        page.write_string(0, column, one.title, looks["head"])
    # A figure in a cell of words is what is wanted here; the spreadsheet need not warn of it.
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{MAX_ROWS + 1}"})
    for place, row in enumerate(rows, start=1):
        for column, one in enumerate(sheet.fields):
            look = looks["given" if one.is_given else "day" if one.kind == "day" else "text"]
            _write_cell(page, place, column, row.get(one.key), look)


def _write_cell(page: Any, place: int, column: int, value: Any, look: Any) -> None:
    if isinstance(value, Pick):
        joined = ",".join(value.answers)
        # A spreadsheet keeps a list of this size, and parts it at commas.
        if len(joined) <= _MAX_LIST and joined.count(",") == len(value.answers) - 1 and '"' not in joined:
            source = list(value.answers)
            page.data_validation(place, column, place, column, {"validate": "list", "source": source})
        value = value.answer
    if isinstance(value, date):
        page.write_datetime(place, column, value, look)
    elif isinstance(value, int | float | Decimal):
        page.write_number(place, column, float(value))
    elif value:
        page.write_string(place, column, str(value), look)
    else:
        page.write_blank(place, column, None, look)


def _look_inside(data: bytes) -> None:
    """Refuse what is no workbook, or one that unpacks, declares or runs more than a table needs."""
    if len(data) > MAX_BYTES:
        raise UnreadableBook(_("The workbook is larger than %(mb)s MB.") % {"mb": MAX_BYTES // 1024 // 1024})
    if data.startswith(_OLD_OFFICE):
        raise UnreadableBook(
            _("This is an old .xls file, or one with a password. Save it as .xlsx without a password.")
        )
    if not data.startswith(b"PK"):
        raise UnreadableBook(_("This is no .xlsx workbook. Take the template and fill it in."))
    try:
        package = Package(data, _LIMITS)
        names = package.names
        if "xl/workbook.xml" not in names:
            raise UnreadableBook(_("This is no .xlsx workbook. Take the template and fill it in."))
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise UnreadableBook(_("The workbook holds macros. Save it as .xlsx without them."))
        for name in names:
            if name.lower().endswith((".xml", ".rels")):
                parse_xml(package.part(name) or b"<empty/>")
    except Unreadable as error:
        raise UnreadableBook(translated(str(error))) from error


def _read_sheets(opened: Any, sheets: Sequence[Sheet], unread: set[str], book: Book) -> None:
    known = {fold(sheet.title): sheet for sheet in sheets}
    for name in opened.sheetnames:
        sheet = known.get(fold(name))
        if sheet is not None:
            _read_sheet(opened[name], sheet, book)
        elif fold(name) not in unread:
            said = _("This sheet is not known. The sheets are: %(names)s.")
            names = ", ".join(sheet.title for sheet in sheets)
            book.faults.append(Fault(name, 0, "", said % {"names": names}))
    if not book.lines and not book.faults:
        raise UnreadableBook(_("The workbook has none of our sheets. Take the template and fill it in."))


def _read_sheet(page: Any, sheet: Sheet, book: Book) -> None:
    # The size a file announces of itself may be wrong.
    page.reset_dimensions()
    rows = map(_said, page.iter_rows(max_row=MAX_ROWS + 2, max_col=_MAX_COLUMNS))
    places = _head(next(rows, ()), sheet, book)
    lines, left_out = book.lines.setdefault(sheet.key, []), book.left_out.setdefault(sheet.key, [])
    if places is None:
        return
    for number, cells in enumerate(rows, start=2):
        if all(cell is None or cell == "" for cell in cells):
            continue
        if number > MAX_ROWS + 1:
            said = _("The sheet “%(name)s” has more than %(n)s rows.")
            raise UnreadableBook(said % {"name": sheet.title, "n": MAX_ROWS})
        n_before = len(book.faults)
        line = Line(number, _values(cells, places, sheet, number, book))
        (lines if len(book.faults) == n_before else left_out).append(line)


def _said(row: Sequence[Any]) -> list[Any]:
    return [FORMULA if cell.data_type == "f" else cell.value for cell in row]


def _head(cells: Sequence[Any], sheet: Sheet, book: Book) -> dict[str, int] | None:
    """The place of each column by its key; None when a column is missing, doubled or not known."""
    titles = {fold(one.title): one for one in sheet.fields}
    places: dict[str, int] = {}
    n_before = len(book.faults)
    for place, cell in enumerate(cells):
        words = " ".join(str(cell or "").split())
        one = titles.get(fold(words))
        if one is not None and one.key not in places:
            places[one.key] = place
        elif words:
            said = _("This column stands twice.") if one else _("This column is not known; take it away.")
            book.faults.append(Fault(sheet.title, 1, words[:60], said))
    book.faults += [
        Fault(sheet.title, 1, one.title, _("This column is missing; take the head of the template."))
        for one in sheet.fields
        if one.key not in places
    ]
    return places if len(book.faults) == n_before else None


def _values(
    cells: Sequence[Any], places: Mapping[str, int], sheet: Sheet, row: int, book: Book
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in sheet.fields:
        place = places[one.key]
        try:
            values[one.key] = meant(cells[place] if place < len(cells) else None, one)
        except Refusal as refusal:
            values[one.key] = None
            book.faults.append(Fault(sheet.title, row, one.title, refusal.sentence))
    return values


def _damaged() -> str:
    return _("The workbook is damaged; open it in a spreadsheet and save it again as .xlsx.")
