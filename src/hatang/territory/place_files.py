"""Places and fixed access as csv or GeoJSON, turned into the workbook they are read from."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from hatang.base.books import MAX_BYTES, MAX_ROWS, Sheet, UnreadableBook, write_book
from hatang.docparse.normalise import fold
from hatang.docparse.readers.text import decode
from hatang.docparse.source import Unreadable
from hatang.territory.place_book import SHEETS

_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
_DEGREES = frozenset({"longitude", "latitude", "kinh do", "vi do"})
_LONLAT = ("4326", "CRS84")
# Letters a cell of a workbook holds.
_MOST = 32_000
_Row = Mapping[str, Any]


def as_book(data: bytes) -> bytes:
    """The workbook of a file: a workbook is one already, rows of csv and features stand below a head.

    Raises:
        UnreadableBook: it is no csv or GeoJSON with the columns of one of our sheets.
    """
    if len(data) > MAX_BYTES or data.startswith(_WORKBOOKS):
        return data
    try:
        text = decode(data).removeprefix("\ufeff")
    except Unreadable as error:
        said = _("This is no .xlsx workbook, and no csv or GeoJSON in Unicode; save it as one of them.")
        raise UnreadableBook(said) from error
    titles, rows = _features(text) if text.lstrip().startswith("{") else _lines(text)
    if len(rows) > MAX_ROWS:
        raise UnreadableBook(_("The file has more than %(n)s rows.") % {"n": MAX_ROWS})
    sheet, keys = _head(titles)
    said_rows = [{key: _cell(row.get(title)) for title, key in keys.items()} for row in rows]
    return write_book([sheet], {sheet.key: said_rows})


def _lines(text: str) -> tuple[list[str], list[_Row]]:
    """Titles and rows of a csv, whatever it parts its cells by."""
    first = text.split("\n", 1)[0]
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count)))
    except csv.Error as error:
        raise UnreadableBook(_("The file is no csv: %(error)s.") % {"error": str(error)}) from error
    titles = [" ".join(one.split()) for one in (lines[0] if lines else ())]
    # An empty line keeps its number.
    return titles, [dict(zip(titles, line, strict=False)) for line in lines[1:]]


def _features(text: str) -> tuple[list[str], list[_Row]]:
    """Titles and rows of a GeoJSON; the point of a feature is its longitude and latitude."""
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise UnreadableBook(_("The file is no GeoJSON: %(error)s.") % {"error": str(error)}) from error
    features = found.get("features")
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise UnreadableBook(_("The file is no GeoJSON with features."))
    if found.get("crs") and not any(name in str(found["crs"]) for name in _LONLAT):
        raise UnreadableBook(_("The points are not in WGS 84; export the layer in EPSG:4326."))
    rows = [_feature(number, one) for number, one in enumerate(features, start=1)]
    return list(dict.fromkeys(title for row in rows for title in row)), rows


def _feature(number: int, one: dict[str, Any]) -> _Row:
    properties, geometry = one.get("properties"), one.get("geometry")
    said = dict(properties) if isinstance(properties, dict) else {}
    if geometry is None:
        return said
    kind, at = (
        (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else (None, None)
    )
    if kind != "Point":
        raise UnreadableBook(
            _("Feature %(n)s is no point; export the centres of the places.") % {"n": number}
        )
    if not isinstance(at, list) or len(at) < 2:
        raise UnreadableBook(_("Feature %(n)s has no coordinates.") % {"n": number})
    # The geometry counts; a layer made of a table has its two columns as well.
    kept = {title: value for title, value in said.items() if fold(title) not in _DEGREES}
    return {**kept, "longitude": at[0], "latitude": at[1]}


def _head(titles: Sequence[str]) -> tuple[Sheet, dict[str, str]]:
    """The sheet these columns are of, and the key of each."""
    found = {sheet.key: _keys(titles, sheet) for sheet in SHEETS}
    sheet = max(SHEETS, key=lambda one: len(found[one.key]))
    keys = found[sheet.key]
    names = ", ".join(f"“{one.title}”" for one in sheet.fields)
    for title in titles:
        if title and title not in keys:
            said = _("The column “%(column)s” is not known; the columns are: %(names)s.")
            raise UnreadableBook(said % {"column": title[:60], "names": names})
    said_twice = [keys[title] for title in titles if title]
    doubled = [title for title in titles if title and said_twice.count(keys[title]) > 1]
    if doubled:
        raise UnreadableBook(_("A column stands twice: %(names)s.") % {"names": ", ".join(doubled)})
    missing = [one.title for one in sheet.fields if one.is_needed and one.key not in keys.values()]
    if missing:
        said = _("These columns are missing; take the head of the template: %(names)s.")
        raise UnreadableBook(said % {"names": ", ".join(missing)})
    return sheet, keys


def _keys(titles: Sequence[str], sheet: Sheet) -> dict[str, str]:
    known = {fold(name): one.key for one in sheet.fields for name in (one.key, one.title)}
    return {title: known[fold(title)] for title in titles if fold(title) in known}


def _cell(value: Any) -> str | None:
    """What a cell of the workbook says, as a person would type it."""
    if value is None or isinstance(value, bool):
        return "có" if value else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "".join(one for one in str(value)[:_MOST] if one.isprintable() or one in "\n\t")
