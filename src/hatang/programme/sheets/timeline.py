"""The timeline as a file: a list for a spreadsheet and for Word, drawn bars in a pdf."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.base.sheets import (
    MOST_ROWS_ON_PAPER,
    Column,
    Section,
    SheetKind,
    passage,
    sections_response,
    sheet_response,
)
from hatang.programme import timeline as drawing
from hatang.programme.horizon import deadline_of
from hatang.programme.models import TaskDependency
from hatang.programme.queries.parts import show_days
from hatang.programme.sheets.bars import bars
from hatang.programme.timeline import Span
from hatang.programme.wording import (
    as_settled,
    due_words,
    leads_words,
    standing_words,
    urgency_words,
)

_A_BUNDLE = 500


@dataclass
class Drawn:
    """One task of the timeline with the group it stands in; places and keys of what it waits for."""

    task: Any
    group: str
    span: Span
    needs: list[str] = field(default_factory=list)
    after: list[int] = field(default_factory=list)


def timeline_sheet(
    kind: SheetKind,
    tasks: Iterable[Any],
    *,
    group_of: Callable[[Any], str],
    ties_of: Callable[[Sequence[int]], Iterable[TaskDependency]],
    show: Callable[[Sequence[Any]], None],
    today: date,
    under: str,
) -> HttpResponseBase:
    """Tasks on a line of time.

    Args:
        kind: xlsx, csv, docx or pdf.
        tasks: in the order of their groups.
        group_of: the name of the group a task stands in.
        ties_of: what some tasks wait for, by their keys.
        show: sets the `steps` of some tasks.
        today: the day of the line.
        under: what the timeline was narrowed by.
    """
    name, rows = "thoi-gian", _rows(tasks, group_of, ties_of, show, today)
    if kind not in MOST_ROWS_ON_PAPER:
        group = Column[Drawn](_("Group"), lambda row: row.group, 40)
        return sheet_response(kind, name=name, columns=[group, *_columns()], rows=rows)
    found = list(islice(rows, MOST_ROWS_ON_PAPER[kind] + 1))
    days = (one.due_on for row in found for one in row.task.steps)
    scale = drawing.scale_for(drawing.with_days([row.span for row in found], days), today)
    legend = _(
        "Red is late, green is done, blue is other work; the full part of a bar is done. "
        "An arrow leads from what must be done first; it is red where that is due later. "
        "A ring is a milestone, a full one is reached."
    )
    sections = [
        *([passage("", legend)] if kind == "pdf" and found else []),
        *(
            Section(group, _columns(), piled, drawing=bars(piled, scale, today))
            for group, piled in _groups(found)
        ),
    ]
    return sections_response(
        kind,
        name=name,
        title=_("Timeline of the tasks"),
        under=under,
        sections=sections or [Section("", _columns(), [])],
    )


def _groups(rows: Iterable[Drawn]) -> Iterator[tuple[str, list[Drawn]]]:
    for name, piled in groupby(rows, key=lambda row: row.group):
        yield name, list(piled)


def _rows(
    tasks: Iterable[Any],
    group_of: Callable[[Any], str],
    ties_of: Callable[[Sequence[int]], Iterable[TaskDependency]],
    show: Callable[[Sequence[Any]], None],
    today: date,
) -> Iterator[Drawn]:
    """The tasks with their days; what they wait for is asked for a bundle at a time."""
    left = iter(tasks)
    while bundle := list(islice(left, _A_BUNDLE)):
        show_days(bundle, today=today)
        show(bundle)
        rows = {task.pk: Drawn(task, group_of(task), _span(task)) for task in bundle}
        for tie in ties_of(list(rows)):
            rows[tie.task_id].needs.append(tie.needs.path)
            rows[tie.task_id].after.append(tie.needs_id)
        yield from rows.values()


def _span(task: Any) -> Span:
    return drawing.span_of(
        deadline_of(task), issued_on=task.plan.issued_on, due_on=task.due_on, days=task.part_days
    )


def _columns() -> list[Column[Drawn]]:
    return [
        Column(_("Provision"), lambda row: row.task.path, 14),
        Column(_("Task"), lambda row: row.task.text, 80),
        Column(_("Lead"), lambda row: leads_words(row.task), 32),
        Column(_("From"), lambda row: row.span.start, 14),
        Column(_("Until"), lambda row: row.span.end, 14),
        Column(_("Deadline"), lambda row: as_settled(due_words(row.task), row.task, "due"), 22),
        Column(_("Progress"), lambda row: standing_words(row.task.standing), 24),
        Column(_("State"), lambda row: urgency_words(row.task), 18),
        Column(_("Milestones"), lambda row: "; ".join(one.words for one in row.task.steps), 40),
        Column(_("To be done first"), lambda row: "; ".join(row.needs), 20),
    ]
