"""The page of a leader, and the forms that say who directs a plan or a task."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import number
from hatang.base.refusal import Refusal
from hatang.programme import access, actions, queries


@require_safe
def leader(request: HttpRequest, leader_id: int) -> HttpResponse:
    """What a leader directs."""
    user = signed_in(request)
    page = queries.leader_page(user, access.get_leader(user, leader_id), today=clock.today())
    return render(request, "programme/leader.html", {"page": page, "leader": page.leader})


@require_POST
def set_task_leader(request: HttpRequest, task_id: int) -> HttpResponse:
    """Say who directs a task, where it is not the leader of its plan."""
    user = signed_in(request)
    task = access.get_task(user, task_id)
    require(access.may_name_leaders(user))
    actions.set_leader(item=task, person=_person(request), by=user, at=clock.now())
    messages.success(request, _("The directing leader was saved."))
    return redirect("programme:task", task_id)


@require_POST
def set_plan_leader(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Say who directs a plan."""
    user = signed_in(request)
    plan = access.get_plan(user, plan_id)
    require(access.may_name_leaders(user))
    actions.set_leader(item=plan, person=_person(request), by=user, at=clock.now())
    messages.success(request, _("Saved for all tasks of this plan."))
    task_id = number(request.POST, "nhiem-vu")
    return redirect("programme:task", task_id) if task_id is not None else redirect("programme:tasks")


def _person(request: HttpRequest) -> User | None:
    """The person who was chosen; None where nobody is.

    Raises:
        Refusal: there is no such person.
    """
    if not request.POST.get("lanh-dao"):
        return None
    person = User.objects.filter(pk=number(request.POST, "lanh-dao") or 0).first()
    if person is None:
        raise Refusal(_("Choose somebody from the list."), field="lanh-dao")
    return person
