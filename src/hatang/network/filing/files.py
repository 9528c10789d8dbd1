"""The files that operators send: xlsx, csv and geojson as tables with raw cells, and nothing guessed."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import python_calamine
from django.utils.translation import gettext as _

from hatang.base.refusal import Refusal
from hatang.docparse.readers.package import Package, PackageLimits
from hatang.docparse.readers.text import decode
from hatang.docparse.source import Unreadable
from hatang.network.filing.columns import KINDS, SheetKind, head_key, kind_of_head, kind_of_sheet, titles_of
from hatang.network.filing.positions import SYSTEMS
from hatang.network.filing.span import is_hidden, spanned_cells
from hatang.network.filing.tables import Table

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 200_000
# A sheet is read as the whole rectangle of its cells, empty ones too.
MAX_SPANNED = 100 * MAX_ROWS
# The number of a row of the first file, at most.
_MAX_NUMBER = 10_000_000
# A line of many points is one cell of a csv.
csv.field_size_limit(1_000_000)
ENDINGS = (".xlsx", ".csv", ".geojson", ".json")
# A sheet of a hundred thousand rows unpacks to about this.
_LIMITS = PackageLimits(
    max_members=300, max_part_bytes=256 * 1024 * 1024, max_unpacked_bytes=512 * 1024 * 1024
)
# The head may stand below a title.
_HEAD_WITHIN = 10
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_EPSG = re.compile(r"EPSG:+(\d+)", re.IGNORECASE)


class UnreadableFiling(Refusal):
    """The file cannot be read as a filing; its sentence says where and what to do."""

    code = "unreadable_filing"


@dataclass
class FiledBook:
    """What a file holds: tables by kind, columns that nobody knows, and the coordinate system it names."""

    tables: dict[str, Table] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    system: str = ""


def read_filing(data: bytes, name: str) -> FiledBook:
    """The tables of a file.

    Args:
        data: its bytes, `MAX_BYTES` at most.
        name: its name; the ending says what it is.

    Raises:
        UnreadableFiling: it is too large, damaged, of another kind, or has none of the sheets or heads.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFiling(
            _("The file is larger than %(mb)s MB; file by sheets.") % {"mb": MAX_BYTES // 1024 // 1024}
        )
    ending = name.lower().rsplit(".", 1)[-1]
    if ending == "xlsx" or data.startswith(b"PK"):
        return _from_workbook(data)
    if data.startswith(_OLD_OFFICE):
        raise UnreadableFiling(
            _("This is an old .xls file, or one with a password. Save it as .xlsx without a password.")
        )
    if ending in ("geojson", "json"):
        return _from_geojson(data)
    if ending == "csv":
        return _from_csv(data)
    raise UnreadableFiling(_("Send an .xlsx, .csv or .geojson file."))


def _from_workbook(data: bytes) -> FiledBook:
    try:
        package = Package(data, _LIMITS)
        if "xl/workbook.xml" not in package.names:
            raise UnreadableFiling(_("This is no .xlsx workbook. Take the template and fill it in."))
        if any(name.lower().endswith("vbaproject.bin") for name in package.names):
            raise UnreadableFiling(_("The workbook holds macros. Save it as .xlsx without them."))
        if is_hidden(package):
            raise UnreadableFiling(_("This is no .xlsx workbook. Take the template and fill it in."))
        if spanned_cells(package) > MAX_SPANNED:
            raise UnreadableFiling(
                _(
                    "A cell of the workbook stands far away from the others. Delete the empty rows and "
                    "columns beside the data, or copy the data into the template."
                )
            )
        opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            (name, opened.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in opened.sheet_names
        ]
    except Unreadable as error:
        raise UnreadableFiling(
            _("The workbook is damaged; open it in a spreadsheet and save it again as .xlsx.")
        ) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFiling(
            _("The workbook is damaged; open it in a spreadsheet and save it again as .xlsx.")
        ) from error
    book = FiledBook()
    for name, rows in sheets:
        kind = kind_of_sheet(name)
        if kind is None and len(sheets) == 1:
            kind = _kind_of_rows(rows)
        if kind is not None:
            _take_rows(book, kind, rows)
    return _checked(book)


def _from_csv(data: bytes) -> FiledBook:
    text = _decoded(data)
    first = text[:20_000].split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableFiling(_("The file is no csv: %(error)s.") % {"error": str(error)}) from error
    kind = _kind_of_rows(rows)
    if kind is None:
        raise UnreadableFiling(
            _("The head of the file is of none of our sheets. Take the head of the template.")
        )
    book = FiledBook()
    _take_rows(book, kind, rows)
    return _checked(book)


def _decoded(data: bytes) -> str:
    """The text in Unicode, or in an old encoding that makes Vietnamese words of it.

    Raises:
        UnreadableFiling: no encoding does; the first row that cannot be read is named.
    """
    try:
        return decode(data).removeprefix("\ufeff").replace("\x00", "")
    except Unreadable as error:
        for number, line in enumerate(data.split(b"\n"), start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                said = _(
                    "Row %(row)s is not in Unicode, and no other encoding makes words of it. Save "
                    "the file as “CSV UTF-8”."
                )
                raise UnreadableFiling(said % {"row": number}) from error
        raise UnreadableFiling(_("The file is no text. Save it as “CSV UTF-8”.")) from error


def _from_geojson(data: bytes) -> FiledBook:
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableFiling(_("The file is no GeoJSON: %(error)s.") % {"error": str(error)}) from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise UnreadableFiling(_("The file is no GeoJSON with features."))
    if len(features) > MAX_ROWS:
        raise _too_many(len(features))
    facts = [_feature(one) for one in features]
    titles = list(dict.fromkeys(title for one in facts for title in one))
    kind = kind_of_head(titles)
    if kind is None:
        raise UnreadableFiling(
            _("The properties of the features are of none of our sheets. Take the names of the template.")
        )
    book = FiledBook(system=_system(found.get("crs")))
    rows: list[list[Any]] = [titles, *([one.get(title) for title in titles] for one in facts)]
    # The first feature is row 1: there is no head in the file.
    _take_rows(book, kind, rows, first=1)
    return _checked(book)


def _feature(one: dict[str, Any]) -> dict[str, Any]:
    """The properties of a feature, with its geometry in the columns of the sheet."""
    properties = one.get("properties")
    facts = dict(properties) if isinstance(properties, dict) else {}
    geometry = one.get("geometry")
    kind, at = (
        (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else (None, None)
    )
    if kind == "Point" and isinstance(at, list) and len(at) >= 2:
        facts |= {"longitude": at[0], "latitude": at[1]}
    elif kind == "LineString" and isinstance(at, list):
        pairs = [point for point in at if isinstance(point, list) and len(point) >= 2]
        facts["line"] = "; ".join(f"{point[0]} {point[1]}" for point in pairs)
    return {
        key.replace("\x00", ""): (
            value if isinstance(value, int | float | bool) or value is None else str(value)
        )
        for key, value in facts.items()
    }


def _system(crs: Any) -> str:
    named = _EPSG.search(str(crs)) if crs else None
    return named[1] if named and named[1] in SYSTEMS else ""


def _kind_of_rows(rows: Sequence[Sequence[Any]]) -> SheetKind | None:
    for row in rows[:_HEAD_WITHIN]:
        kind = kind_of_head([str(cell) for cell in row if cell not in (None, "")])
        if kind is not None:
            return kind
    return None


def _take_rows(
    book: FiledBook, kind: SheetKind, rows: Sequence[Sequence[Any]], *, first: int | None = None
) -> None:
    """Keep the rows below the head as a table; `first` is the number of the first one, if not its place."""
    known = titles_of(kind)
    at = max(
        range(min(_HEAD_WITHIN, len(rows))),
        key=lambda place: sum(head_key(str(cell)) in known for cell in rows[place]),
        default=None,
    )
    heads: dict[int, str] = {}
    for place, cell in enumerate(rows[at] if at is not None else ()):
        column = known.get(head_key(str(cell))) if cell not in (None, "") else None
        if column is not None and column.key not in heads.values():
            heads[place] = column.key
        elif cell not in (None, "") and column is not None:
            raise UnreadableFiling(
                _("The column “%(column)s” stands twice in the sheet “%(sheet)s”.")
                % {"column": str(cell)[:60], "sheet": kind.vi}
            )
        elif cell not in (None, ""):
            book.unknown.append(f"{kind.vi}: {str(cell)[:60]}")
    missing = [column.vi for column in kind.needed if column.key not in heads.values()]
    if missing:
        said = _("The sheet “%(sheet)s” has no column %(columns)s; take the head of the template.")
        raise UnreadableFiling(said % {"sheet": kind.vi, "columns": ", ".join(f"“{one}”" for one in missing)})
    shift = first if first is not None else int(at or 0) + 2
    kept = [
        (shift + number, row)
        for number, row in enumerate(rows[int(at or 0) + 1 :])
        if any(cell not in (None, "") for cell in row)
    ]
    if len(kept) > MAX_ROWS:
        raise _too_many(len(kept))
    book.tables[kind.key] = _table(kind, kept, heads)


def _table(kind: SheetKind, kept: list[tuple[int, Sequence[Any]]], heads: dict[int, str]) -> Table:
    raw: dict[str, list[Any]] = {
        key: [_cell(row[place]) if place < len(row) else None for _number, row in kept]
        for place, key in heads.items()
    }
    raw.pop("reason", None)
    numbers = [number for number, _row in kept]
    # A workbook of rows to put right names the row of the first file that each stands for.
    written = raw.pop("row", None)
    if written is None:
        return Table(kind, numbers, raw)
    meant: dict[int, None] = {}
    for cell, number in zip(written, numbers, strict=True):
        named = _number(cell) or -number
        # Named twice, the second one is a row of its own: its code says what is doubled.
        meant[-number if named in meant else named] = None
    return Table(kind, list(meant), raw, is_numbered=True)


def _cell(cell: Any) -> Any:
    """A cell as it is kept: the database takes no text with a NUL in it."""
    if isinstance(cell, str):
        cell = cell.replace("\x00", "")
    return None if cell == "" else cell


def _number(cell: Any) -> int | None:
    try:
        number = int(float(cell))
    except (TypeError, ValueError, OverflowError):
        return None
    return number if 0 < number <= _MAX_NUMBER else None


def _checked(book: FiledBook) -> FiledBook:
    if not any(len(table) for table in book.tables.values()):
        names = ", ".join(f"“{kind.vi}”" for kind in KINDS.values())
        raise UnreadableFiling(_("The file has no rows in any of our sheets: %(names)s.") % {"names": names})
    return book


def _too_many(n: int) -> UnreadableFiling:
    return UnreadableFiling(
        _("A sheet has %(n)s rows; at most %(most)s are taken.") % {"n": n, "most": MAX_ROWS}
    )
