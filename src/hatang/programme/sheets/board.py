"""The board as a file: one list for a spreadsheet, a table for each column to print."""

from collections.abc import Iterable
from itertools import groupby, islice
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.base.sheets import (
    MOST_ROWS_ON_PAPER,
    Column,
    Section,
    SheetKind,
    sections_response,
    sheet_response,
)
from hatang.programme.wording import as_settled, due_words, standing_words


def board_sheet(kind: SheetKind, owed: Iterable[Any], *, under: str) -> HttpResponseBase:
    """What is owed, in the order of the columns of the board.

    Args:
        kind: xlsx, csv, docx or pdf.
        owed: obligations with their standing and day, those that stand alike together.
        under: what the board was narrowed by.
    """
    name, title = "bang-nhiem-vu", _("Board of the tasks")
    if kind not in MOST_ROWS_ON_PAPER:
        standing = Column[Any](_("Progress"), lambda row: standing_words(row.standing), 26)
        return sheet_response(kind, name=name, columns=[standing, *_columns()], rows=owed)
    found = list(islice(owed, MOST_ROWS_ON_PAPER[kind] + 1))
    piles = [(standing, list(cards)) for standing, cards in groupby(found, key=lambda row: row.standing)]
    sections = [
        Section(f"{standing_words(standing)} ({len(cards)})", _columns(), cards) for standing, cards in piles
    ]
    return sections_response(
        kind, name=name, title=title, under=under, sections=sections or [Section("", _columns(), [])]
    )


def _columns() -> list[Column[Any]]:
    return [
        Column(_("Unit"), lambda row: row.unit.name, 32),
        Column(_("Task"), lambda row: row.task.text, 72),
        Column(_("Plan"), lambda row: row.task.plan.number or row.task.plan.title, 20),
        Column(_("Provision"), lambda row: row.task.path, 14),
        Column(_("Deadline"), lambda row: as_settled(due_words(row.task), row.task, "due"), 22),
        Column(_("Due on"), lambda row: row.due_on, 14, is_on_paper=False),
        Column(_("Done"), lambda row: row.done_on, 16),
        Column(_("Note"), lambda row: row.note, 30),
    ]
