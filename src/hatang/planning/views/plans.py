"""Plans of units: the list of one plan and year, one plan with its activities, its steps and versions."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import get_unit, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import Options, number, page_of
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.base.sheets import sheet_kind
from hatang.notices.views.comments import mark_of
from hatang.planning import access, actions, queries
from hatang.planning.actions import StaleActivity
from hatang.planning.forms import (
    STEPS,
    planned_by,
    project_options,
    step_forms,
    target_options,
    task_options,
    typed_activity,
)
from hatang.planning.models import Activity, StateName, UnitPlan
from hatang.planning.sheets import plan_sheet
from hatang.programme.access import get_plan
from hatang.programme.models import Plan

_NEW = "moi"
# Years that a plan can have.
YEARS = range(2000, 2101)


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """The units of a plan and year with how far their own plans are."""
    user, today = signed_in(request), clock.today()
    parents = queries.parent_plans(user)
    wanted = number(request.GET, "ke-hoach")
    plan = next((one for one in parents if one.pk == wanted), parents[0] if parents else None)
    year = year_of(request.GET.get("nam", ""))
    rows = queries.unit_rows(user, plan, year=year, today=today) if plan else []
    mine = set(access.planning_units(user).values_list("pk", flat=True))
    context = {
        "plan": plan,
        "year": year,
        "page": page_of(rows, request.GET),
        "said": queries.tally(rows),
        "plan_options": [(str(one.pk), str(one)) for one in parents],
        "year_options": year_options(year),
        "beginning": _beginning(user, plan, rows, mine),
        "sees_all": access.sees_every_plan(user),
    }
    return render(request, "planning/plans.html", context)


def _beginning(user: User, plan: Plan | None, rows: list[queries.UnitRow], mine: set[int]) -> Options:
    """Units of the user that have no plan yet, for a choice."""
    if plan is None:
        return []
    begun = {row.unit.pk for row in rows if row.unit_plan}
    units = access.planning_units(user).exclude(pk__in=begun).order_by("sort_key")
    return [(str(unit.pk), unit.label) for unit in units if unit.pk in mine]


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a unit's plan for a plan and year, or open the one that is there."""
    user = signed_in(request)
    plan = get_plan(user, number(request.POST, "ke-hoach") or 0)
    unit = get_unit(user, number(request.POST, "don-vi") or 0)
    made = actions.begin_plan(
        unit=unit, plan=plan, year=year_of(request.POST.get("nam", "")), by=user, at=clock.now()
    )
    return redirect("planning:plan", made.pk)


@require_safe
def plan(request: HttpRequest, unit_plan_id: int) -> HttpResponseBase:
    """A unit's plan: its activities, one of them as a form; as a page or a file."""
    user = signed_in(request)
    found = access.get_unit_plan(user, unit_plan_id)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return plan_sheet(kind, queries.plan_page(user, found, today=clock.today()))
    return page_of_plan(request, user, found, opened=request.GET.get("mo", ""))


@require_POST
def put_activity(request: HttpRequest, unit_plan_id: int, activity_id: int | None = None) -> HttpResponse:
    """Add an activity or change one; what was refused stays in its form."""
    user = signed_in(request)
    found = access.get_unit_plan(user, unit_plan_id)
    activity = access.get_activity(user, found, activity_id) if activity_id is not None else None
    seen = number(request.POST, "thay")
    try:
        kept = actions.put_activity(
            unit_plan=found,
            activity=activity,
            said=planned_by(user, found, request.POST),
            seen=-1 if seen is None else seen,
            mark=mark_of(request),
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        opened = _NEW if activity is None else str(activity.pk)
        found = access.get_unit_plan(user, unit_plan_id)
        return page_of_plan(request, user, found, opened=opened, sent=request.POST, refusal=refusal)
    messages.success(request, _("Saved."))
    address = reverse("planning:plan", args=[found.pk])
    return redirect(f"{address}?mo={_NEW}#hd-moi" if "them" in request.POST else f"{address}#hd-{kept.pk}")


@require_POST
def drop_activity(request: HttpRequest, unit_plan_id: int, activity_id: int) -> HttpResponse:
    """Take an activity out of the plan."""
    user = signed_in(request)
    found = access.get_unit_plan(user, unit_plan_id)
    activity = access.get_activity(user, found, activity_id)
    seen = number(request.POST, "thay")
    try:
        actions.drop_activity(
            unit_plan=found,
            activity=activity,
            seen=-1 if seen is None else seen,
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return page_of_plan(request, user, access.get_unit_plan(user, unit_plan_id), refusal=refusal)
    messages.success(request, _("Taken out of the plan."))
    return redirect("planning:plan", found.pk)


@require_POST
def move_activity(request: HttpRequest, unit_plan_id: int, activity_id: int) -> HttpResponse:
    """Let an activity change places with its neighbour."""
    user = signed_in(request)
    found = access.get_unit_plan(user, unit_plan_id)
    activity = access.get_activity(user, found, activity_id)
    is_up = request.POST.get("huong") == "len"
    try:
        actions.move_activity(unit_plan=found, activity=activity, is_up=is_up, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return page_of_plan(request, user, access.get_unit_plan(user, unit_plan_id), refusal=refusal)
    return redirect(f"{reverse('planning:plan', args=[found.pk])}#hd-{activity.pk}")


@require_POST
def take_step(request: HttpRequest, unit_plan_id: int) -> HttpResponse:
    """Take the plan a step on."""
    user = signed_in(request)
    found = access.get_unit_plan(user, unit_plan_id)
    move = STEPS.get(request.POST.get("buoc", ""))
    try:
        actions.take_plan_step(
            unit_plan=found,
            step=move.value if move else "",
            words=request.POST.get("loi", ""),
            number=request.POST.get("so"),
            seen=request.POST.get("thay", ""),
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        found = access.get_unit_plan(user, unit_plan_id)
        return page_of_plan(request, user, found, refusal=refusal, said=request.POST)
    messages.success(request, _("Done; those whom it concerns were told."))
    return redirect("planning:plan", found.pk)


@require_safe
def version(request: HttpRequest, unit_plan_id: int, ordinal: int) -> HttpResponse:
    """What a plan said when it was issued, and what that changed of the version before it."""
    user = signed_in(request)
    found = access.get_unit_plan(user, unit_plan_id)
    kept = found.versions.select_related("issued_by").filter(ordinal=ordinal).first()
    if kept is None:
        raise NotFound(_("There is no such version."))
    context = {"unit_plan": found, "version": kept, "changes": queries.version_changes(kept)}
    return render(request, "planning/version.html", context)


def year_of(typed: str) -> int:
    """The year of an address, this one where it says none that a plan can have."""
    is_possible = typed.isdecimal() and len(typed) == 4 and int(typed) in YEARS
    return int(typed) if is_possible else clock.today().year


def require_year(year: int) -> int:
    """The year of an address, where a plan can have it.

    Raises:
        NotFound: no plan can.
    """
    if year not in YEARS:
        raise NotFound(_("No plan is for this year."))
    return year


def year_options(chosen: int) -> Options:
    """Years around this one for a choice, and the one that is chosen."""
    this = clock.today().year
    return [(str(year), str(year)) for year in sorted({*range(this - 1, this + 3), chosen})]


def page_of_plan(
    request: HttpRequest,
    user: User,
    found: UnitPlan,
    *,
    opened: str = "",
    sent: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
    said: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page; the activity of `opened` is a form, what was `sent` and refused stays in it."""
    page = queries.plan_page(user, found, today=clock.today())
    context: dict[str, Any] = {
        "page": page,
        "unit_plan": found,
        "forms": step_forms(page.steps),
        "files": queries.plan_files(user, found),
        "may_send": access.writes_for(user, found.unit),
        "error": refusal,
        "said": said or {},
        "states": StateName,
    }
    if page.may_write:
        line = next((one for one in page.lines if str(one.activity.pk) == opened), None)
        if line is not None or opened == _NEW:
            context |= _form(request, user, page, line.activity if line else None, sent, refusal)
    status = refusal.status if refusal else 200
    return render(request, "planning/plan.html", context, status=status)


def _form(
    request: HttpRequest,
    user: User,
    page: queries.PlanPage,
    activity: Activity | None,
    sent: Mapping[str, str] | None,
    refusal: Refusal | None,
) -> dict[str, Any]:
    """What the open form shows; a new one may begin with the task it is for."""
    typed = typed_activity(activity, sent)
    if activity is None and sent is None:
        typed |= {"task": request.GET.get("nhiem-vu", ""), "target": request.GET.get("chi-tieu", "")}
        typed["measure_unit"] = _measure_of(page, typed["target"])
    stale = isinstance(refusal, StaleActivity)
    seen = activity.revision if activity else 0
    # Who was told that somebody was faster and sends once more has seen what is kept.
    if sent is not None and not stale:
        seen = number(sent, "thay") or 0
    mine, others = task_options(user, page)
    return {
        "opened": activity.pk if activity else _NEW,
        "typed": typed,
        "seen": seen,
        "mark": sent.get("dau") if sent else uuid4(),
        "own_tasks": mine,
        "other_tasks": others,
        "targets": target_options(user, page),
        "projects": project_options(user, page.unit_plan),
        "field": refusal.field if refusal else "",
    }


def _measure_of(page: queries.PlanPage, target: str) -> str:
    rows = (row.item for row in page.matrix.rows if row.is_target and str(row.item.pk) == target)
    return next((getattr(item, "measure_unit", "") for item in rows), "")
