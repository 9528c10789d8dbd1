"""A month of deadlines as a file: the list, and to print the month as a page of a calendar before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hatang.base.sheets import (
    MOST_ROWS_ON_PAPER,
    Column,
    Section,
    SheetKind,
    sections_response,
    sheet_response,
)
from hatang.programme.models import Milestone, Task
from hatang.programme.queries import CalendarDay
from hatang.programme.wording import as_settled, due_words, leads_words, standing_words

# The list below the page says the whole of what a day has no room for.
_LETTERS_A_TASK = 40


@dataclass(frozen=True)
class Due:
    """A task on one of the days on which it is due."""

    on: date
    task: Any


def calendar_sheet(
    kind: SheetKind,
    *,
    month: date,
    due: Mapping[date, Sequence[Task]],
    weeks: Sequence[Sequence[date]],
    shown: Mapping[date, CalendarDay],
    under: str,
    promised: Iterable[Milestone] = (),
) -> HttpResponseBase:
    """The deadlines of a month.

    Args:
        kind: xlsx, csv, docx or pdf.
        month: its first day.
        due: all tasks by the days of the month on which they are due.
        weeks: the days of the page, seven a week.
        shown: what the page says of each of these days.
        under: what the calendar was narrowed by.
        promised: the milestones of the month.
    """
    rows = [Due(on, task) for on, tasks in sorted(due.items()) for task in tasks]
    name = f"lich-{month:%Y-%m}"
    if kind not in MOST_ROWS_ON_PAPER:
        return sheet_response(kind, name=name, columns=_columns(), rows=rows)
    heads = [str(WEEKDAYS[on.weekday()]) for on in weeks[0]]
    page = Section("", [_day_column(place, head, month, shown) for place, head in enumerate(heads)], weeks)
    title = _("Deadlines of %(month)s") % {"month": month.strftime("%m/%Y")}
    sections = [
        page,
        Section(_("All deadlines of the month"), _columns(), rows),
        Section(_("Milestones of the month"), _milestone_columns(), list(promised)),
    ]
    return sections_response(kind, name=name, title=title, under=under, sections=sections)


def _day_column(
    place: int, head: str, month: date, shown: Mapping[date, CalendarDay]
) -> Column[Sequence[date]]:
    def cell(week: Sequence[date]) -> str:
        on = week[place]
        number = str(on.day) if on.month == month.month else f"{on.day}/{on.month}"
        found = shown.get(on)
        if found is None:
            return number
        said = [f"• {as_settled(_short(task.text), task, 'due')}" for task in found.tasks]
        if found.n_more:
            said.append(ngettext("%(n)s more task", "%(n)s more tasks", found.n_more) % {"n": found.n_more})
        return "\n".join([number, *said])

    return Column(head, cell, 14)


def _short(words: str) -> str:
    return words if len(words) <= _LETTERS_A_TASK else f"{words[: _LETTERS_A_TASK - 1].rstrip()}…"


def _milestone_columns() -> list[Column[Milestone]]:
    return [
        Column(_("Day"), lambda row: row.due_on, 14),
        Column(_("Milestone"), lambda row: row.title, 60),
        Column(_("Unit"), lambda row: row.obligation.unit.name, 32),
        Column(_("Reached on"), lambda row: row.reached_on, 14),
        Column(_("Task"), lambda row: row.obligation.task.text, 60),
    ]


def _columns() -> list[Column[Due]]:
    return [
        Column(_("Day"), lambda row: row.on, 14),
        Column(_("Task"), lambda row: row.task.text, 80),
        Column(_("Plan"), lambda row: row.task.plan.number or row.task.plan.title, 20),
        Column(_("Provision"), lambda row: row.task.path, 14),
        Column(_("Lead"), lambda row: leads_words(row.task), 32),
        Column(_("Deadline"), lambda row: as_settled(due_words(row.task), row.task, "due"), 22),
        Column(_("Progress"), lambda row: standing_words(row.task.standing), 24),
    ]
