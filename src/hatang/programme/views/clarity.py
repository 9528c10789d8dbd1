"""The "6 rõ" of the tasks: by plan and unit, question by question, and fields without their department."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in, visible_units
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import Options, choice, number, page_of
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.programme import access, queries
from hatang.programme.clearing import GapState
from hatang.programme.forms import FILLER_WORDS, GAPS
from hatang.programme.models import Gap
from hatang.programme.queries import Clarity, GapFilter, GapLine, LeftOut
from hatang.programme.views.lists import list_options
from hatang.programme.wording import FILLERS, GAP_STATES, filler_words, gap_state_words, leads_words

GAP_WORDS = {gap: word for word, gap in GAPS.items()}
STATES = {
    "con-thieu": GapState.OPEN,
    "da-yeu-cau": GapState.ASKED,
    "qua-han": GapState.LATE,
    "cho-xac-nhan": GapState.WAITING,
    "da-bo-sung": GapState.FILLED,
}
_CHUNK = 500


@dataclass(frozen=True)
class Cell:
    """A question of a plan or unit: how many tasks leave it open or were filled in, and where they are."""

    n_open: int
    n_filled: int
    open_address: str
    filled_address: str


@dataclass(frozen=True)
class Line:
    """A plan or unit with its clarity, question by question."""

    kind: str
    name: str
    clarity: Clarity
    cells: list[Cell]


@require_safe
def clarity(request: HttpRequest) -> HttpResponseBase:
    """How clear the tasks are, as a page or a sheet."""
    view = queries.clarity(signed_in(request))
    plans = [
        _line(_("Plan"), plan.number or plan.title, one, "ke-hoach", plan.pk) for plan, one in view.by_plan
    ]
    units = [_line(_("Unit"), unit.name, one, "don-vi", unit.pk) for unit, one in view.by_unit]
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return sheet_response(
            kind, name="6-ro", title=_("How clear the tasks are"), columns=_columns(), rows=[*plans, *units]
        )
    context = {
        "tab": "clarity",
        "whole": _line("", "", view.whole),
        "gaps": [gap.label for gap in Gap],
        "tables": [(_("By plan"), plans), (_("By unit"), units)],
    }
    return render(request, "programme/clarity.html", context)


@require_safe
def gap_list(request: HttpRequest) -> HttpResponseBase:
    """What the documents leave open, task by task, as a page or a sheet."""
    user, today = signed_in(request), clock.today()
    chosen = _chosen(user, request)
    tasks = queries.gap_tasks(user, chosen, today=today)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        rows = _all_lines(tasks, chosen)
        title = _("What the documents leave open")
        return sheet_response(kind, name="6-ro-con-thieu", title=title, columns=_gap_columns(), rows=rows)
    page = page_of(tasks, request.GET)
    lines = queries.gap_lines(page.object_list, chosen, today=today)
    units, plans = list_options(user)
    context = {
        "tab": "gaps",
        "chosen": {
            "gap": request.GET.get("ro", ""),
            "state": request.GET.get("tinh-trang", ""),
            "filler": request.GET.get("nguoi", ""),
            "unit": request.GET.get("don-vi", ""),
            "plan": request.GET.get("ke-hoach", ""),
        },
        "page": page,
        "rows": [(task, [_shown(line, user) for line in lines[task.pk]]) for task in page.object_list],
        "may_choose": access.may_do_batches(user),
        "plans": plans,
        "units": units,
        "gaps": [("", _("All six")), *((word, Gap(gap).label) for word, gap in GAPS.items())],
        "states": [("", _("All states")), *((word, GAP_STATES[state]) for word, state in STATES.items())],
        "fillers": [("", _("Anybody")), *((word, FILLERS[one]) for word, one in FILLER_WORDS.items())],
        "is_filtered": chosen != GapFilter(),
    }
    return render(request, "programme/gaps.html", context)


@require_safe
def left_out(request: HttpRequest) -> HttpResponseBase:
    """Fields of work that tasks name without their department, as a page or a sheet."""
    user = signed_in(request)
    unit = visible_units(user).filter(pk=number(request.GET, "don-vi") or 0).first()
    plan_id = number(request.GET, "ke-hoach")
    rows = queries.left_out_list(user, plan_id=plan_id, unit=unit)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        title = _("Fields without their department")
        return sheet_response(kind, name="6-ro-linh-vuc", title=title, columns=_left_out_columns(), rows=rows)
    context = {
        "tab": "fields",
        "chosen": {"unit": request.GET.get("don-vi", ""), "plan": request.GET.get("ke-hoach", "")},
        "page": page_of(rows, request.GET),
        "plans": list_options(user)[1],
        "units": _departments(user),
        "is_filtered": bool(unit or plan_id),
    }
    return render(request, "programme/left_out.html", context)


def proposal_words(row: LeftOut) -> str:
    """What is proposed where a department has no part in work of its field."""
    if row.has_lead:
        return _("Add %(unit)s to those who co-operate") % {"unit": row.unit}
    return _("Ask %(unit)s whether it leads this") % {"unit": row.unit}


def _departments(user: User) -> Options:
    units = visible_units(user).filter(kind="department", valid_to__isnull=True)
    return [("", _("All departments")), *((str(unit.pk), unit.name) for unit in units)]


def _chosen(user: User, request: HttpRequest) -> GapFilter:
    unit_id = number(request.GET, "don-vi")
    return GapFilter(
        plan_id=number(request.GET, "ke-hoach"),
        unit=visible_units(user).filter(pk=unit_id).first() if unit_id is not None else None,
        gap=GAPS.get(choice(request.GET, "ro", GAPS), ""),
        state=STATES.get(choice(request.GET, "tinh-trang", STATES), ""),
        filler=FILLER_WORDS.get(choice(request.GET, "nguoi", FILLER_WORDS), ""),
    )


def _all_lines(tasks: Any, chosen: GapFilter) -> Iterator[GapLine]:
    """The lines of all tasks, some hundred tasks at a time."""
    rows = tasks.iterator(chunk_size=_CHUNK)
    while chunk := list(islice(rows, _CHUNK)):
        for lines in queries.gap_lines(chunk, chosen, today=clock.today()).values():
            yield from lines


def _shown(line: GapLine, user: User) -> dict[str, Any]:
    state = line.facts.state(clock.today())
    return {
        "line": line,
        "state": state,
        "state_words": gap_state_words(state),
        "filler": filler_words(line),
        "may_choose": state == GapState.OPEN and access.may_ask_for_gaps(user, line.task),
    }


def _line(kind: str, name: str, one: Clarity, narrowed: str = "", pk: int | None = None) -> Line:
    narrow = {narrowed: pk} if narrowed else {}

    def address(gap: str, state: str) -> str:
        asked = {**narrow, "ro": GAP_WORDS[Gap(gap)], "tinh-trang": state}
        return f"{reverse('programme:gaps')}?{urlencode(asked)}"

    cells = [
        Cell(count.n_open, count.n_filled, address(count.gap, "con-thieu"), address(count.gap, "da-bo-sung"))
        for count in one.cells
    ]
    return Line(kind, name, one, cells)


def _columns() -> list[Column[Line]]:
    def open_ones(place: int, gap: Gap) -> Column[Line]:
        return Column(str(gap.label), lambda row: row.cells[place].n_open, 16)

    return [
        Column(_("Kind"), lambda row: row.kind, 12),
        Column(_("Name"), lambda row: row.name, 60),
        Column(_("Tasks"), lambda row: row.clarity.n_tasks, 12),
        Column(_("Questions asked"), lambda row: row.clarity.n_asked, 16),
        Column(_("Answered by the document"), lambda row: row.clarity.n_answered, 16),
        Column(_("Filled in since"), lambda row: row.clarity.n_filled, 16),
        *(open_ones(place, gap) for place, gap in enumerate(Gap)),
    ]


def _gap_columns() -> list[Column[GapLine]]:
    def asked(line: GapLine) -> str:
        return str(line.request) if line.request else ""

    return [
        Column(_("Plan"), lambda row: row.task.plan.number or row.task.plan.title, 22),
        Column(_("Provision"), lambda row: row.task.path, 12),
        Column(_("Task"), lambda row: row.task.text, 70),
        Column(_("Question"), lambda row: row.label, 16),
        Column(_("To be filled in by"), filler_words, 30),
        Column(_("Asked"), asked, 28),
        Column(_("By"), lambda row: row.request.due_on if row.request else None, 14),
        Column(_("State"), lambda row: gap_state_words(row.facts.state(clock.today())), 22),
        Column(_("Answer"), lambda row: row.answer.text if row.answer else "", 40),
        Column(_("Ground"), lambda row: row.answer.ground if row.answer else "", 28),
    ]


def _left_out_columns() -> list[Column[LeftOut]]:
    return [
        Column(_("Plan"), lambda row: row.task.plan.number or row.task.plan.title, 22),
        Column(_("Provision"), lambda row: row.task.path, 12),
        Column(_("Task"), lambda row: row.task.text, 70),
        Column(_("Field"), lambda row: row.words, 20),
        Column(_("Department without a part"), lambda row: row.unit.name, 36),
        Column(_("Lead"), lambda row: leads_words(row.task), 32),
        Column(_("Proposal"), proposal_words, 48),
    ]
