"""What is meant by the cells of a column: each distinct cell is read once."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

import numpy as np
import shapely
from django.utils import translation

from hatang.base.book_cells import Field, meant
from hatang.base.refusal import Refusal
from hatang.network.filing.columns import Column, head_key
from hatang.network.filing.tables import Table

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00)?")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)")
_PAIR = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s+(-?\d+(?:[.,]\d+)?)\s*")
_TEXT = Field("text", "", most=1_000_000)
_YES = {"x", "co", "yes", "true", "1", "dung"}
_NO = {"khong", "no", "false", "0", "sai"}


class Read(NamedTuple):
    """What a cell says, the rule it breaks ("" for none), and what the rule says of it."""

    value: Any
    rule: str = ""
    params: dict[str, Any] = {}


_EMPTY = Read(None)


def read_cells(table: Table) -> None:
    """Read every column of a table, and note what cannot be read."""
    for column in table.kind.columns:
        cells = table.raw.get(column.key)
        if cells is None:
            cells = [None] * len(table)
        _read_column(table, column, cells)


def _read_column(table: Table, column: Column, cells: list[Any]) -> None:
    read_one = _READERS[column.kind](column)
    known: dict[Any, Read] = {}
    values: list[Any] = []
    for place, cell in enumerate(cells):
        if cell is None or cell == "":
            found = _EMPTY
        else:
            key = (type(cell), cell)
            found = known.get(key) or known.setdefault(key, _within(read_one(cell), column))
        if found.rule:
            table.find(place, found.rule, column.key, **found.params)
        elif found.value is None and column.is_needed:
            table.find(place, "required", column.key)
        values.append(found.value)
    table.values[column.key] = values


def _within(found: Read, column: Column) -> Read:
    """The same, or a finding where the value is beyond the limits of its column."""
    low, high = column.low, column.high
    if found.value is None or isinstance(found.value, str) or (low is None and high is None):
        return found
    if (low is not None and found.value < low) or (high is not None and found.value > high):
        return Read(None, "range", {"low": float(low or 0), "high": float(high or 0)})
    return found


def _text(column: Column) -> Callable[[Any], Read]:
    def read(cell: Any) -> Read:
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        if isinstance(cell, datetime | date):
            cell = cell.strftime("%d/%m/%Y")
        words = " ".join(str(cell).split())
        if not words.isascii():
            try:
                words = meant(words, _TEXT) or ""
            except Refusal:
                return Read(None, "letters")
        if len(words) > column.most:
            return Read(None, "too-long", {"most": column.most})
        return Read(words.replace("\x00", "") or None)

    return read


def _number(column: Column) -> Callable[[Any], Read]:
    def read(cell: Any) -> Read:
        if isinstance(cell, bool):
            return Read(None, "type-number")
        if isinstance(cell, int | float):
            return Read(float(cell)) if math.isfinite(cell) else Read(None, "type-number")
        typed = str(cell).strip().replace("\u2212", "-")
        if not _NUMBER.fullmatch(typed):
            return Read(None, "type-number")
        value = float(typed.replace(",", "."))
        # A comma is the decimal sign here; who meant thousands sees what was made of it.
        return Read(value, "decimal-comma", {"meant": value}) if "," in typed else Read(value)

    return read


def _whole(column: Column) -> Callable[[Any], Read]:
    number = _number(column)

    def read(cell: Any) -> Read:
        found = number(cell)
        if found.rule or not float(found.value).is_integer():
            return Read(None, "type-number")
        return Read(int(found.value))

    return read


def _day(column: Column) -> Callable[[Any], Read]:
    def read(cell: Any) -> Read:
        if isinstance(cell, datetime):
            return Read(cell.date())
        if isinstance(cell, date):
            return Read(cell)
        typed = str(cell).strip()
        try:
            if found := _DAY.fullmatch(typed):
                day = date(int(found[3]), int(found[2]), int(found[1]))
            elif found := _ISO.fullmatch(typed):
                day = date(int(found[1]), int(found[2]), int(found[3]))
            else:
                return Read(None, "type-day")
        except ValueError:
            return Read(None, "type-day")
        return Read(day) if 1950 <= day.year <= 2100 else Read(None, "type-day")

    return read


def _choice(column: Column) -> Callable[[Any], Read]:
    known: dict[str, str] = {}
    offered = ""
    if column.choices is not None:
        for language in ("en", "vi"):
            with translation.override(language):
                for value, label in column.choices.choices:
                    if value == "":
                        continue
                    for said in (str(label), str(label).split(":")[0], str(value)):
                        known[head_key(said)] = str(value)
        offered = ", ".join(str(label) for value, label in column.choices.choices if value != "")

    def read(cell: Any) -> Read:
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        value = known.get(head_key(str(cell)))
        return Read(value) if value is not None else Read(None, "choice", {"choices": offered})

    return read


def _yes(column: Column) -> Callable[[Any], Read]:
    def read(cell: Any) -> Read:
        if isinstance(cell, bool):
            return Read(cell)
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        word = head_key(str(cell))
        if word in _YES or word in _NO:
            return Read(word in _YES)
        return Read(None, "choice", {"choices": "có, không"})

    return read


def _line(column: Column) -> Callable[[Any], Read]:
    def read(cell: Any) -> Read:
        points = _points(str(cell))
        if points is None or not np.isfinite(points).all() or len(points) < 2 or len({*points}) < 2:
            return Read(None, "type-line")
        return Read(points)

    return read


def _points(text: str) -> list[tuple[float, float]] | None:
    """Points of "longitude latitude; longitude latitude" or of WKT; None where it is neither."""
    if text.lstrip().upper().startswith("LINESTRING"):
        try:
            line = shapely.from_wkt(text)
        except shapely.errors.GEOSException:
            return None
        if line.is_empty:
            return None
        return [(float(x), float(y)) for x, y in np.asarray(shapely.get_coordinates(line))]
    found = [_PAIR.fullmatch(part) for part in text.split(";") if part.strip()]
    if not found or not all(found):
        return None
    return [
        (float(one[1].replace(",", ".")), float(one[2].replace(",", "."))) for one in found if one is not None
    ]


_READERS: dict[str, Callable[[Column], Callable[[Any], Read]]] = {
    "text": _text,
    "number": _number,
    "whole": _whole,
    "day": _day,
    "choice": _choice,
    "yes": _yes,
    "line": _line,
}
