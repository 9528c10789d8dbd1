"""Projects: the register with its money, one project, and what is sent from its page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.accounts.queries import titles_of
from hatang.base import clock
from hatang.base.lists import number, page_of, words
from hatang.base.refusal import NotAllowed, Refusal
from hatang.base.sheets import sheet_kind
from hatang.planning import access, actions, queries
from hatang.planning.models import Project
from hatang.planning.money_forms import money_by, money_rows, source_options
from hatang.planning.project_forms import (
    STEPS,
    day_of,
    document_by,
    fact_options,
    facts_by,
    filter_options,
    project_filter,
    step_forms,
    typed_facts,
)
from hatang.planning.project_sheets import project_sheet, register_sheet, totals_sheet
from hatang.programme.access import get_task

# Tasks that are offered to be tied to a project.
MOST_OFFERED = 40


@require_safe
def project_list(request: HttpRequest) -> HttpResponseBase:
    """The register of projects with their money; as a page or a file."""
    user = signed_in(request)
    chosen = project_filter(request.GET)
    rows = queries.project_list(user, chosen)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return register_sheet(kind, queries.project_rows(rows))
    page = page_of(rows, request.GET)
    context = {
        "page": page,
        "rows": queries.project_rows(page),
        "whole": queries.totals(rows).whole,
        "may_add": access.writable_units(user).exists(),
        **_chosen(request, user),
    }
    return render(request, "planning/projects.html", context)


@require_safe
def project_money(request: HttpRequest) -> HttpResponseBase:
    """Money of the chosen projects by source, year and unit; as a page or a file."""
    user = signed_in(request)
    said = queries.totals(queries.project_list(user, project_filter(request.GET)))
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return totals_sheet(kind, said)
    return render(request, "planning/project_money.html", {"said": said, **_chosen(request, user)})


@require_safe
def project(request: HttpRequest, project_id: int) -> HttpResponseBase:
    """One project: its money, its steps, the tasks it serves, and what may overlap with it."""
    user = signed_in(request)
    found = access.get_project(user, project_id)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return project_sheet(kind, queries.project_page(user, found))
    return _page(request, user, found)


@require_http_methods(["GET", "POST"])
def new_project(request: HttpRequest) -> HttpResponse:
    """Enter a project; what was refused stays in the form."""
    user = signed_in(request)
    require(access.writable_units(user).exists())
    if request.method != "POST":
        return _form(request, user, None)
    try:
        made = actions.make_project(facts=facts_by(user, request.POST, None), by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _form(request, user, None, refusal)
    messages.success(request, _("Entered. Say now what money it needs, and which tasks it serves."))
    return redirect("planning:project", made.pk)


@require_http_methods(["GET", "POST"])
def change_project(request: HttpRequest, project_id: int) -> HttpResponse:
    """Change what is said of a project."""
    user = signed_in(request)
    found = access.get_project(user, project_id)
    require(access.writes_projects_of(user, found.unit_id))
    if request.method != "POST":
        return _form(request, user, found)
    try:
        actions.change_project(
            project=found,
            facts=facts_by(user, request.POST, found),
            seen=_seen(request),
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _form(request, user, access.get_project(user, project_id), refusal)
    messages.success(request, _("Kept."))
    return redirect("planning:project", found.pk)


@require_http_methods(["GET", "POST"])
def money(request: HttpRequest, project_id: int) -> HttpResponse:
    """The money of a project as a table to fill in, line by line."""
    user = signed_in(request)
    found = access.get_project(user, project_id)
    require(access.writes_projects_of(user, found.unit_id))
    if request.method != "POST":
        return _money_form(request, found)
    try:
        changed = actions.set_money(
            project=found,
            lines=money_by(request.POST),
            ground=request.POST.get("can-cu", ""),
            ground_on=day_of(request.POST, "ngay-can-cu", "ground_on"),
            seen=_seen(request),
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _money_form(request, access.get_project(user, project_id), refusal)
    if changed:
        messages.success(request, _("Kept."))
    else:
        messages.info(request, _("Nothing was changed: the figures are as they were."))
    return redirect("planning:project", found.pk)


@require_POST
def take_project_step(request: HttpRequest, project_id: int) -> HttpResponse:
    """Take a project a step on."""
    user = signed_in(request)
    found = access.get_project(user, project_id)
    step = STEPS.get(request.POST.get("buoc", ""))
    try:
        if step is None:
            raise Refusal(_("There is no such step."), field="step")
        actions.take_project_step(
            project=found,
            step=step,
            document=document_by(request.POST),
            words=request.POST.get("ly-do", ""),
            seen=request.POST.get("thay", ""),
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, user, access.get_project(user, project_id), refusal)
    messages.success(request, _("Kept; those concerned were told."))
    return redirect("planning:project", found.pk)


@require_POST
def link_task(request: HttpRequest, project_id: int) -> HttpResponse:
    """Say that a project serves a task."""
    user = signed_in(request)
    found = access.get_project(user, project_id)
    require(access.writes_projects_of(user, found.unit_id))
    try:
        task = get_task(user, number(request.POST, "nhiem-vu") or 0)
        actions.link_task(project=found, task=task, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("planning:project", found.pk)


@require_POST
def unlink_task(request: HttpRequest, project_id: int, link_id: int) -> HttpResponse:
    """Say that a project does not serve a task."""
    user = signed_in(request)
    found = access.get_project(user, project_id)
    require(access.writes_projects_of(user, found.unit_id))
    actions.unlink_task(link=access.get_task_link(user, found, link_id), by=user, at=clock.now())
    return redirect("planning:project", found.pk)


def _page(request: HttpRequest, user: User, project: Project, refusal: Refusal | None = None) -> HttpResponse:
    page = queries.project_page(user, project)
    may_write = access.writes_projects_of(user, project.unit_id)
    sought = words(request.GET, "viec") if may_write else ""
    context = {
        "project": project,
        "page": page,
        "may_write": may_write,
        "steps": step_forms(user, project),
        "findings": queries.findings(user, projects=[project]),
        "may_settle": access.may_decide_projects(user),
        "may_open": access.sees_every_project(user),
        "titles": titles_of(one.actor_id for one in page.changes),
        "sought": sought,
        "offered": queries.tasks_to_link(user, project, sought, MOST_OFFERED) if sought else [],
        "error": refusal,
        "typed": request.POST if refusal else {},
        "today": clock.today(),
    }
    return render(request, "planning/project.html", context, status=refusal.status if refusal else 200)


def _form(
    request: HttpRequest, user: User, project: Project | None, refusal: Refusal | None = None
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    context = {
        "project": project,
        "typed": typed_facts(project, sent),
        "seen": _revision(request, project, refusal),
        "error": refusal,
        **fact_options(user, project),
    }
    return render(request, "planning/project_form.html", context, status=refusal.status if refusal else 200)


def _money_form(request: HttpRequest, project: Project, refusal: Refusal | None = None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    lines = list(project.money.all())
    context = {
        "project": project,
        "lines": [one for one in lines if not one.amounts.is_empty],
        "rows": money_rows(lines, sent, year=clock.today().year),
        "sources": source_options(),
        "seen": _revision(request, project, refusal),
        "is_stale": isinstance(refusal, actions.StaleProject),
        "ground": request.POST.get("can-cu", ""),
        "ground_on": request.POST.get("ngay-can-cu", ""),
        "today": clock.today(),
        "error": refusal,
    }
    return render(request, "planning/money_form.html", context, status=refusal.status if refusal else 200)


def _chosen(request: HttpRequest, user: User) -> dict[str, object]:
    names = ("don-vi", "nam", "nguon", "tinh-trang", "loai")
    chosen = {name.replace("-", "_"): request.GET.get(name, "") for name in names}
    chosen["tim"] = words(request.GET)
    return {"chosen": chosen, "is_filtered": any(chosen.values()), **filter_options(user)}


def _seen(request: HttpRequest) -> int:
    """The revision the form showed; one that cannot be where none was sent."""
    return number(request.POST, "thay") or 0


def _revision(request: HttpRequest, project: Project | None, refusal: Refusal | None) -> int:
    """What the form shows as seen: after somebody was faster the new state, beside which the words stand."""
    if project is None:
        return 0
    if refusal is not None and not isinstance(refusal, actions.StaleProject):
        return _seen(request)
    return project.revision
