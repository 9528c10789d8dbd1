"""Pages of tasks and targets, and the button that puts a document into the programme."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in, visible_units
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.lists import page_of
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.documents.access import get_version, may_publish, may_upload
from hatang.programme import access, actions, queries
from hatang.programme.forms import (
    Chosen,
    gap_options,
    plan_options,
    role_options,
    state_options,
    unit_options,
    year_options,
)
from hatang.programme.models import (
    Assignment,
    AssignmentRole,
    Gap,
    Obligation,
    PlanItem,
    Progress,
    Target,
    Task,
)
from hatang.programme.wording import due_words, urgency_words, value_words


@dataclass(frozen=True)
class Part:
    """The agencies that have one part in a task or target."""

    title: str
    named: list[Assignment]


@dataclass(frozen=True)
class Standing:
    """Units that are equally far with a task."""

    state: str
    title: str
    obligations: list[Obligation]


@require_safe
def task_list(request: HttpRequest) -> HttpResponseBase:
    """The list of tasks, as a page or a sheet."""
    user, chosen = signed_in(request), Chosen.read(request.GET)
    unit = _unit(user, chosen)
    tasks = queries.task_list(user, chosen.of_tasks(unit), today=clock.today())
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        rows = tasks.iterator(chunk_size=500)
        return sheet_response(kind, name="nhiem-vu", columns=_task_columns(), rows=rows)
    page = page_of(tasks, request.GET)
    if unit is not None:
        queries.show_own_part(page.object_list, unit)
    context = {**_list_context(user, chosen), "page": page}
    return render(
        request,
        "programme/tasks.html",
        {**context, "states": state_options(), "roles": role_options(), "gaps": gap_options()},
    )


@require_safe
def target_list(request: HttpRequest) -> HttpResponseBase:
    """The list of targets, as a page or a sheet."""
    user, chosen = signed_in(request), Chosen.read(request.GET)
    targets = queries.target_list(user, chosen.of_targets(_unit(user, chosen)))
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        rows = targets.iterator(chunk_size=500)
        return sheet_response(kind, name="chi-tieu", columns=_target_columns(), rows=rows)
    context = {**_list_context(user, chosen), "page": page_of(targets, request.GET), "sort_default": "muc"}
    years = year_options(queries.target_years(user))
    return render(request, "programme/targets.html", {**context, "years": years})


@require_safe
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """One task: its words, who must do it, and how far each unit is."""
    user = signed_in(request)
    found = queries.task_detail(user, task_id, today=clock.today())
    obligations: list[Any] = list(found.all_obligations)  # type: ignore[attr-defined]
    for owed in obligations:
        owed.may_record = access.may_record_progress(user, owed)
    return render(
        request,
        "programme/task.html",
        {
            "task": found,
            "parts": _parts(found),
            "obligations": obligations,
            "standings": _standings(obligations),
            "progress_choices": Progress.choices,
            "gaps": [Gap(gap).label for gap in found.gaps],
            "today": clock.today(),
        },
    )


@require_safe
def target(request: HttpRequest, target_id: int) -> HttpResponse:
    """One target: its words, the number to reach, by when and by whom."""
    found = queries.target_detail(signed_in(request), target_id)
    return render(request, "programme/target.html", {"target": found, "parts": _parts(found)})


@require_POST
def publish(request: HttpRequest, version_id: int) -> HttpResponse:
    """Put the targets and tasks of a document into the programme."""
    user = signed_in(request)
    require(may_publish(user))
    plan = actions.publish_plan(version=get_version(user, version_id), by=user, at=clock.now())
    n_tasks = plan.tasks.filter(withdrawn_at__isnull=True).count()
    said = ngettext(
        "Added to the programme: %(n)s task is followed from now on.",
        "Added to the programme: %(n)s tasks are followed from now on.",
        n_tasks,
    )
    messages.success(request, said % {"n": n_tasks})
    return redirect(f"{reverse('programme:tasks')}?ke-hoach={plan.pk}")


@require_POST
def progress(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Say how far a unit is with what it owes."""
    user = signed_in(request)
    obligation = access.get_obligation(user, obligation_id)
    require(access.may_record_progress(user, obligation))
    state = request.POST.get("tinh-trang", "")
    actions.record_progress(obligation=obligation, state=state, by=user, at=clock.now())
    messages.success(request, _("%(unit)s: progress was saved.") % {"unit": obligation.unit})
    return redirect("programme:task", obligation.task_id)


def _unit(user: User, chosen: Chosen) -> Unit | None:
    return visible_units(user).filter(pk=int(chosen.unit)).first() if chosen.unit else None


def _list_context(user: User, chosen: Chosen) -> dict[str, object]:
    return {
        "chosen": chosen,
        "is_filtered": chosen.is_set,
        "may_upload": may_upload(user),
        "plans": plan_options(list(access.visible_plans(user))),
        "units": unit_options(list(visible_units(user))),
    }


def _standings(obligations: list[Obligation]) -> list[Standing]:
    """Units by how far they are, those to be asked first before those that are done."""
    order = (Progress.NOT_STARTED, Progress.IN_PROGRESS, Progress.DONE)
    by_state = [(state, [owed for owed in obligations if owed.state == state]) for state in order]
    return [Standing(state.value, str(state.label), found) for state, found in by_state if found]


def _parts(item: PlanItem) -> list[Part]:
    named: Iterable[Assignment] = item.all_assignments  # type: ignore[attr-defined]
    by_role = [(role, [one for one in named if one.role == role]) for role in AssignmentRole]
    return [Part(str(role.label), found) for role, found in by_role if found]


def _leads(item: Task | Target) -> str:
    return "; ".join(one.printed_name for one in item.leads)  # type: ignore[union-attr]


def _task_columns() -> list[Column[Task]]:
    return [
        Column(_("Plan"), lambda row: row.plan.number or row.plan.title, 18),
        Column(_("Provision"), lambda row: row.path, 12),
        Column(_("Task"), lambda row: row.text, 80),
        Column(_("Lead"), _leads, 32),
        Column(_("Deadline"), due_words, 22),
        Column(_("Due on"), lambda row: row.due_on, 14),  # type: ignore[attr-defined]
        Column(_("Product"), lambda row: row.product, 28),
        Column(_("State"), urgency_words, 18),
        Column(_("Units that owe it"), lambda row: row.n_obligations, 12),  # type: ignore[attr-defined]
        Column(_("Of these done"), lambda row: row.n_done, 12),  # type: ignore[attr-defined]
    ]


def _target_columns() -> list[Column[Target]]:
    return [
        Column(_("Plan"), lambda row: row.plan.number or row.plan.title, 18),
        Column(_("Provision"), lambda row: row.path, 12),
        Column(_("Target"), lambda row: row.text, 80),
        Column(_("To reach"), value_words, 16),
        Column(_("Value"), lambda row: row.value, 12),
        Column(_("Measure"), lambda row: row.measure_unit, 12),
        Column(_("Deadline"), due_words, 22),
        Column(_("Due on"), lambda row: row.due_end, 14),
        Column(_("Lead"), _leads, 32),
    ]
