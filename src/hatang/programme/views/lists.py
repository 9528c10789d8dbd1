"""Lists of tasks and targets, as pages and sheets."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from urllib.parse import parse_qsl

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in, visible_units
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.lists import Options, page_of
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.documents.access import may_upload
from hatang.programme import access, queries
from hatang.programme.forms import (
    Chosen,
    gap_options,
    leader_options,
    plan_options,
    reach_options,
    role_options,
    state_options,
    unit_options,
    year_options,
)
from hatang.programme.models import RuledField, SavedView, Target, Task, ViewKind
from hatang.programme.wording import (
    as_settled,
    due_words,
    leads_words,
    reach_words,
    standing_words,
    urgency_words,
    value_words,
)

EVERYTHING = "xem=tat-ca"
_PAGES = {
    ViewKind.TABLE: "tasks",
    ViewKind.BOARD: "board",
    ViewKind.TIMELINE: "timeline",
    ViewKind.CALENDAR: "calendar",
}


@require_safe
def task_list(request: HttpRequest) -> HttpResponseBase:
    """The list of tasks, as a page or a sheet."""
    user, chosen = signed_in(request), Chosen.read(request.GET)
    if not request.GET and "HX-Request" not in request.headers and (default := queries.default_view(user)):
        return redirect(view_address(default))
    unit = chosen_unit(user, chosen)
    asked = chosen.of_tasks(unit)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        tasks = queries.task_list(user, asked, today=clock.today())
        rows = queries.with_products(tasks).iterator(chunk_size=500)
        under = chosen.in_words(*list_options(user), leader_options(list(queries.leaders(user))))
        columns = _task_columns()
        return sheet_response(
            kind, name="nhiem-vu", columns=columns, rows=rows, title=_("Tasks"), under=under
        )
    page = page_of(queries.task_rows(user, asked, today=clock.today()), request.GET)
    if unit is not None:
        queries.show_own_part(page.object_list, unit)
    return render(
        request,
        "programme/tasks.html",
        {
            **task_context(user, chosen),
            "view": "table",
            "page": page,
            "may_choose": access.may_do_batches(user),
            "chosen_pairs": parse_qsl(chosen.as_query()),
        },
    )


@require_safe
def target_list(request: HttpRequest) -> HttpResponseBase:
    """The list of targets, as a page or a sheet."""
    user, chosen = signed_in(request), Chosen.read(request.GET)
    today = clock.today()
    targets = queries.target_rows(user, chosen.of_targets(chosen_unit(user, chosen)), today=today)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        rows = _with_reach(targets, today)
        under = chosen.in_words(*list_options(user))
        columns = _target_columns()
        return sheet_response(
            kind, name="chi-tieu", columns=columns, rows=rows, title=_("Targets"), under=under
        )
    page = page_of(targets, request.GET)
    queries.show_reach(page.object_list, today=today)
    context = {**_list_context(user, chosen), "page": page, "sort_default": "muc", "reaches": reach_options()}
    years = year_options(queries.target_years(user))
    return render(request, "programme/targets.html", {**context, "years": years})


def _with_reach(targets: "QuerySet[Target]", today: date) -> Iterator[Target]:
    """Targets one after another, each with how far it is."""
    rows = targets.iterator(chunk_size=500)
    while some := list(islice(rows, 500)):
        queries.show_reach(some, today=today)
        yield from some


def chosen_unit(user: User, chosen: Chosen) -> Unit | None:
    """The unit whose tasks are asked for, where the address names one."""
    return visible_units(user).filter(pk=int(chosen.unit)).first() if chosen.unit else None


def task_context(user: User, chosen: Chosen) -> dict[str, object]:
    """What the filters of every view of the tasks offer."""
    return {
        **_list_context(user, chosen),
        "saved": [(view, view_address(view)) for view in queries.saved_views(user)],
        "query": chosen.as_query(),
        "states": state_options(),
        "roles": role_options(),
        "gaps": gap_options(),
        "leaders": leader_options(queries.named_leaders(user)),
    }


def view_address(view: SavedView) -> str:
    """Where a saved view is looked at; "all tasks" is said, so that it is not taken for the default."""
    page = reverse(f"programme:{_PAGES[ViewKind(view.kind)]}")
    return f"{page}?{view.query or EVERYTHING}"


def list_options(user: User) -> tuple[Options, Options]:
    """Units and plans the filters offer."""
    return unit_options(queries.units_to_choose(user)), plan_options(queries.plans_to_choose(user))


def _list_context(user: User, chosen: Chosen) -> dict[str, object]:
    units, plans = list_options(user)
    return {
        "chosen": chosen,
        "is_filtered": chosen.is_set,
        "may_upload": may_upload(user),
        "plans": plans,
        "units": units,
    }


def ruled_words(item: Task | Target) -> str:
    """What of an item follows another source by a settled contradiction."""
    return ", ".join(str(RuledField(one).label) for one in item.ruled_fields)


def holder_words(target: Target) -> str:
    """Whose figure a target is."""
    return str(target.holder_unit or target.get_holder_display())


def _product_kinds(task: Task) -> str:
    kinds = [one.get_kind_display() for one in task.named_products]  # type: ignore[attr-defined]
    return "; ".join(dict.fromkeys(str(kind) for kind in kinds))


def _task_columns() -> list[Column[Task]]:
    return [
        Column(_("Plan"), lambda row: row.plan.number or row.plan.title, 24),
        Column(_("Provision"), lambda row: row.path, 14),
        Column(_("Task"), lambda row: row.text, 80),
        Column(_("Lead"), leads_words, 32),
        Column(_("Directing leader"), lambda row: str(row.leader or ""), 30, is_on_paper=False),
        Column(_("Deadline"), lambda row: as_settled(due_words(row), row, "due"), 22),
        Column(_("Due on"), lambda row: row.due_on, 14, is_on_paper=False),  # type: ignore[attr-defined]
        Column(_("Product"), lambda row: row.product, 28),
        Column(_("Kind of the product"), _product_kinds, 20, is_on_paper=False),
        Column(_("As settled"), ruled_words, 18, is_on_paper=False),
        Column(_("State"), urgency_words, 18, is_on_paper=False),
        Column(_("Progress"), lambda row: standing_words(row.standing), 24),  # type: ignore[attr-defined]
        Column(_("Units that owe it"), lambda row: row.n_obligations, 12, is_on_paper=False),  # type: ignore[attr-defined]
        Column(_("Of these done"), lambda row: row.n_done, 12, is_on_paper=False),  # type: ignore[attr-defined]
    ]


def _target_columns() -> list[Column[Target]]:
    return [
        Column(_("Plan"), lambda row: row.plan.number or row.plan.title, 18),
        Column(_("Provision"), lambda row: row.path, 12),
        Column(_("Target"), lambda row: row.text, 80),
        Column(_("To reach"), lambda row: as_settled(value_words(row), row, "value"), 16),
        Column(_("Value"), lambda row: row.value, 12, is_on_paper=False),
        Column(_("Measure"), lambda row: row.measure_unit, 12, is_on_paper=False),
        Column(_("Deadline"), lambda row: as_settled(due_words(row), row, "due"), 22),
        Column(_("Due on"), lambda row: row.due_end, 14, is_on_paper=False),
        Column(_("Lead"), leads_words, 32),
        Column(_("As settled"), ruled_words, 18, is_on_paper=False),
        Column(_("Direction"), lambda row: row.get_direction_display(), 16, is_on_paper=False),
        Column(_("Strength"), lambda row: row.get_strength_display(), 14, is_on_paper=False),
        Column(_("Holder"), holder_words, 24, is_on_paper=False),
        Column(_("Baseline"), lambda row: row.baseline_value, 12, is_on_paper=False),
        Column(_("How far"), reach_words, 22),
        Column(_("Last declared"), lambda row: row.declared_value, 14),  # type: ignore[attr-defined]
        Column(_("Until"), lambda row: row.declared_on, 14),  # type: ignore[attr-defined]
    ]
