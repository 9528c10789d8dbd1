"""The timeline: tasks as bars under quarters and years, with arrows for what waits for what."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.base import clock
from hatang.base.lists import choice, page_of
from hatang.base.sheets import sheet_kind
from hatang.programme import queries
from hatang.programme import timeline as drawing
from hatang.programme.forms import Chosen
from hatang.programme.horizon import deadline_of
from hatang.programme.models import Task, TaskDependency
from hatang.programme.queries.milestones import Step, show_milestones
from hatang.programme.queries.parts import show_days
from hatang.programme.sheets.timeline import timeline_sheet
from hatang.programme.timeline import Arrow, Scale, Shape, Span
from hatang.programme.views.lists import chosen_unit, list_options, task_context

ROWS_A_PAGE = 40
GROUPS = {"don-vi": "unit"}
_HALF = drawing.BAR_HEIGHT // 2


@dataclass
class Row:
    """One task of the drawing; `heading` begins a group, `css` says late, done or under way.

    `stops` are the days of its parts where it has several; `rings` are results promised on the way.
    """

    task: Task
    heading: str
    span: Span
    y: int
    x: int = 0
    width: int = 0
    done_width: int = 0
    overrun_width: int = 0
    css: str = "is-open"
    needs: list[str] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    rings: list[tuple[int, str]] = field(default_factory=list)

    @property
    def shape(self) -> str:
        """How it is drawn."""
        return self.span.shape.value

    @property
    def top(self) -> int:
        """Upper edge of its bar."""
        return self.y - _HALF

    @property
    def mark(self) -> str:
        """Corners of the mark of a single day."""
        x, y, half = self.x, self.y, _HALF + 1
        return f"{x},{y - half} {x + half},{y} {x},{y + half} {x - half},{y}"


@require_safe
def timeline(request: HttpRequest) -> HttpResponseBase:
    """What the filters leave on a line of time, by plan or by unit, as a page or a file."""
    user, chosen, today = signed_in(request), Chosen.read(request.GET), clock.today()
    group = choice(request.GET, "theo", GROUPS)
    tasks = queries.timeline(
        user, chosen.of_tasks(chosen_unit(user, chosen)), today=today, by=GROUPS.get(group, "plan")
    )
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return timeline_sheet(
            kind,
            tasks.iterator(chunk_size=500),
            group_of=lambda task: _group_name(task, group),
            ties_of=lambda pks: queries.waits_between(user, pks),
            show=lambda bundle: show_milestones(user, bundle),
            today=today,
            under=chosen.in_words(*list_options(user)),
        )
    page = page_of(tasks, request.GET, size=ROWS_A_PAGE)
    shown = list(page.object_list)
    show_milestones(user, shown)
    rows, scale, height = _rows(shown, group, today)
    ties = queries.waits_between(user, [row.task.pk for row in rows])
    context = {
        **task_context(user, chosen),
        "view": "timeline",
        "page": page,
        "group": group,
        "kept": [("theo", group)] if group else [],
        "rows": rows,
        "scale": scale,
        "height": height,
        "axis": drawing.AXIS_HEIGHT,
        "bar_height": drawing.BAR_HEIGHT,
        "today": today,
        "today_x": scale.x(today),
        "arrows": _arrows(rows, ties, scale),
    }
    return render(request, "programme/timeline.html", context)


def _rows(tasks: list[Any], group: str, today: date) -> tuple[list[Row], Scale, int]:
    show_days(tasks, today=today)
    spans = [
        drawing.span_of(
            deadline_of(task), issued_on=task.plan.issued_on, due_on=task.due_on, days=task.part_days
        )
        for task in tasks
    ]
    scale = drawing.scale_for(
        drawing.with_days(spans, (one.due_on for task in tasks for one in task.steps)), today
    )
    headings = _headings([_group_name(task, group) for task in tasks])
    middles, height = drawing.heights([bool(heading) for heading in headings])
    rows = [Row(*parts) for parts in zip(tasks, headings, spans, middles, strict=True)]
    for row in rows:
        _place(row, scale, today)
    return rows, scale, height


def _place(row: Row, scale: Scale, today: date) -> None:
    """Set the lengths and the colour of a row."""
    task: Any = row.task
    row.stops = [scale.x(day) for day in task.part_days]
    row.rings = [(scale.x(one.due_on), ring_state(one, today)) for one in task.steps]
    row.css = {queries.LATE: "is-late", queries.DONE: "is-done"}.get(task.urgency, "is-open")
    if row.span.start is None:
        return
    row.x = scale.x(row.span.start)
    end = scale.x(row.span.end) if row.span.end is not None else scale.width
    row.width = max(end - row.x, 4)
    if task.n_obligations and row.span.shape == Shape.BAR:
        row.done_width = round(row.width * task.n_done / task.n_obligations)
    if task.urgency == queries.LATE:
        row.overrun_width = max(scale.x(today) - (row.x + row.width if row.shape == "bar" else row.x), 0)


def ring_state(step: Step, today: date) -> str:
    """The class of a promised result: there, late, or still ahead."""
    if step.is_reached:
        return "is-done"
    return "is-late" if step.is_late(today) else "is-open"


def _headings(names: list[str]) -> list[str]:
    """The name of each group at its first row, nothing at the others."""
    return [name if not place or name != names[place - 1] else "" for place, name in enumerate(names)]


def _group_name(task: Any, group: str) -> str:
    if not group:
        return str(task.plan)
    if not task.leads:
        return _("No lead named")
    lead = task.leads[0]
    return str(lead.unit or lead.group or lead.printed_name)


def _arrows(rows: list[Row], ties: list[TaskDependency], scale: Scale) -> list[Arrow]:
    """Arrows between rows of the page; every row is told in words what it waits for."""
    known = {row.task.pk: row for row in rows}
    found = []
    for tie in ties:
        waiting, needed = known[tie.task_id], known.get(tie.needs_id)
        waiting.needs.append(tie.needs.path)
        if needed is None:
            continue
        first: Any = needed.task
        then: Any = waiting.task
        is_out_of_order = bool(first.due_on and then.due_on and first.due_on > then.due_on)
        drawn = drawing.arrow(
            needed.span, needed.y, waiting.span, waiting.y, scale, is_out_of_order=is_out_of_order
        )
        if drawn is not None:
            found.append(drawn)
    return found
