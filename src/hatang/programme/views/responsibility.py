"""Who answers for a task and who follows a plan; a unit takes note."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.access import get_unit, require, signed_in, works_for
from hatang.base import clock
from hatang.base.lists import number
from hatang.base.refusal import Refusal
from hatang.programme import access, actions


@require_POST
def set_responsibility(request: HttpRequest, task_id: int) -> HttpResponse:
    """Say how the units of a task answer for it."""
    user = signed_in(request)
    task = access.get_task(user, task_id)
    access.require_setting(user, task)
    unit_id = number(request.POST, "dau-moi")
    actions.set_responsibility(
        task=task,
        is_distributed=request.POST.get("cach") == "tung-don-vi",
        focal_unit=get_unit(user, unit_id) if unit_id is not None else None,
        needs_issue=request.POST.get("ban-hanh") == "1",
        by=user,
        at=clock.now(),
    )
    messages.success(request, _("The responsibility was saved."))
    return redirect("programme:task", task_id)


@require_POST
def acknowledge(request: HttpRequest, task_id: int) -> HttpResponse:
    """Say for a unit that it knows of its part."""
    user = signed_in(request)
    task = access.get_task(user, task_id)
    unit = get_unit(user, number(request.POST, "don-vi") or 0)
    require(works_for(user, unit.pk))
    actions.acknowledge(task=task, unit=unit, by=user, at=clock.now())
    messages.success(request, _("%(unit)s has taken note.") % {"unit": unit})
    return redirect("programme:task", task_id)


@require_POST
def set_follower(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Say which unit follows and chases a plan."""
    user = signed_in(request)
    require(access.may_ask_for_acceptance(user))
    plan = access.get_plan(user, plan_id)
    unit_id = number(request.POST, "don-vi")
    unit = get_unit(user, unit_id) if unit_id is not None else None
    actions.set_follower(plan=plan, unit=unit, by=user, at=clock.now())
    return _saved(request)


@require_POST
def set_quiet_weeks(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Say after how many weeks without an update a meeting speaks about work of a plan."""
    user = signed_in(request)
    require(access.may_ask_for_acceptance(user))
    plan = access.get_plan(user, plan_id)
    weeks = number(request.POST, "so-tuan")
    try:
        actions.set_quiet_weeks(plan=plan, weeks=weeks, by=user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return _back(request)
    return _saved(request)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Saved for all tasks of this plan."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """Back to the task from whose page the plan was set."""
    task_id = number(request.POST, "nhiem-vu")
    return redirect("programme:task", task_id) if task_id is not None else redirect("programme:tasks")
