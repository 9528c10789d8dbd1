"""Filters of the room's templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import template

from hatang.base import clock
from hatang.reporting.models import VerdictName
from hatang.reporting.queries import ReporterLine, awaited_reports
from hatang.reporting.queries.reports import Asked
from hatang.reporting.rules.definition import Column
from hatang.reporting.rules.signing import Signature
from hatang.reporting.wording import lateness_words

register = template.Library()
# Empty rows below those of a table that are filled in.
_BLANK_ROWS = 2
# So many reports are shown at home.
_SHOWN = 8


@dataclass(frozen=True)
class TableRow:
    """A row of a table that is filled in, by its place from 0."""

    place: int
    cells: Sequence[tuple[Column, str]]


@register.inclusion_tag("reporting/waiting.html", takes_context=True)
def waiting_reports(context: dict[str, Any]) -> dict[str, Any]:
    """Reports that are still asked of the units of who looks."""
    request = context["request"]
    return {"lines": awaited_reports(request.user, today=clock.today())[:_SHOWN]}


@register.filter
def lateness(line: ReporterLine) -> str:
    """How many days late a report is or came."""
    return lateness_words(line)


@register.filter
def verdict_words(signature: Signature) -> str:
    """What the check of one signature said."""
    return str(VerdictName(signature.verdict).label)


@register.filter
def typed_or(typed: Mapping[str, str], name: str) -> str:
    """What a form sent under a name; empty where it sent nothing."""
    return typed.get(name, "")


@register.filter
def said_rows(asked: Asked) -> list[TableRow]:
    """The rows of a table as typed."""
    return _rows(asked, 0)


@register.filter
def table_rows(asked: Asked) -> list[TableRow]:
    """The rows of a table as typed, and empty ones below."""
    return _rows(asked, _BLANK_ROWS)


def _rows(asked: Asked, n_blank: int) -> list[TableRow]:
    rows = [*(asked.value or []), *({} for _n in range(n_blank))]
    return [
        TableRow(place, [(column, row.get(column.key, "")) for column in asked.field.columns])
        for place, row in enumerate(rows)
    ]
