"""Workbooks for operators: the empty template, and the rows that were set aside, with the reason."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hatang.base.book_cells import Field
from hatang.base.books import Sheet, write_book
from hatang.network.filing.columns import KINDS, REASON, ROW, Column, SheetKind


def template(kinds: Iterable[SheetKind]) -> bytes:
    """An empty workbook with these sheets and a page of how to fill it in."""
    sheets = list(kinds)
    notes = [
        _(
            "One row is one site, cell, route, node, data centre or place of Wi-Fi. Columns with * "
            "must be filled in; their order is free."
        ),
        _(
            "Longitude and latitude in degrees (WGS 84), such as 106,07 and 21,18. VN-2000 metres "
            "are taken when the filing states the zone."
        ),
        _("Days look like 01/07/2025. An empty cell leaves what the registry has."),
        _(
            "What the registry has of you and the file has no longer is ended on the last day of the "
            "period, after you confirm it."
        ),
    ]
    for kind in sheets:
        notes += ["", kind.vi.upper(), *(_about(column) for column in kind.columns)]
    return write_book([_sheet(kind) for kind in sheets], {}, notes=(_("How to fill in")[:31], notes))


def filled(rows: Mapping[str, list[dict[str, Any]]]) -> bytes:
    """A workbook of the template with these rows by sheet."""
    typed = {
        key: [{name: _typed(value) for name, value in row.items()} for row in some]
        for key, some in rows.items()
    }
    return write_book([_sheet(KINDS[key]) for key in rows], typed)


def _typed(value: Any) -> Any:
    """A value as people type it into a cell of words."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def rows_to_put_right(kinds: Iterable[SheetKind], rows: Mapping[str, list[dict[str, Any]]]) -> bytes:
    """The rows that were set aside as they were written, each with its row number and the reason."""
    sheets = [_sheet(kind, (ROW, REASON)) for kind in kinds if rows.get(kind.key)]
    return write_book(sheets, rows)


def _sheet(kind: SheetKind, before: tuple[Column, ...] = ()) -> Sheet:
    fields = [
        Field(one.key, _title(one), width=48 if one is REASON else max(14, min(30, len(one.vi) + 2)))
        for one in (*before, *kind.columns)
    ]
    return Sheet(kind.key, kind.vi, fields)


def _title(column: Column) -> str:
    return f"{column.vi} *" if column.is_needed else column.vi


def _about(column: Column) -> str:
    """One line about a column: its name in both languages, and what it takes."""
    said = f"{_title(column)} / {column.en}"
    if column.choices is not None:
        return said + ": " + "; ".join(str(label) for value, label in column.choices.choices if value != "")
    if column.low is not None and column.high is not None:
        return said + f": {column.low:g} – {column.high:g}"
    return said
