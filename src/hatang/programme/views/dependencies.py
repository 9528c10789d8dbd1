"""What a task waits for: its page, and adding and taking away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.lists import number, words
from hatang.base.refusal import Refusal
from hatang.programme import access, actions, queries


@require_safe
def dependencies(request: HttpRequest, task_id: int) -> HttpResponse:
    """What a task waits for and what waits for it, and a search for one more."""
    return _page(request, task_id)


@require_POST
def add_dependency(request: HttpRequest, task_id: int) -> HttpResponse:
    """Let a task wait for another one; a refusal is told above the search."""
    user = signed_in(request)
    task = access.get_task(user, task_id)
    require(access.may_link_tasks(user, task))
    needs = access.get_task(user, number(request.POST, "can") or 0)
    try:
        actions.add_dependency(task=task, needs=needs, by=user, at=clock.now())
    except Refusal as refusal:
        return _page(request, task_id, refused=refusal.sentence, status=refusal.status)
    messages.success(request, _("This task waits for %(path)s from now on.") % {"path": needs.path})
    return redirect("programme:dependencies", task_id)


@require_POST
def remove_dependency(request: HttpRequest, dependency_id: int) -> HttpResponse:
    """Let a task wait for another one no longer."""
    user = signed_in(request)
    found = access.get_dependency(user, dependency_id)
    require(access.may_link_tasks(user, found.task))
    actions.remove_dependency(dependency=found, by=user, at=clock.now())
    messages.success(request, _("This task waits for %(path)s no longer.") % {"path": found.needs.path})
    return redirect("programme:dependencies", found.task_id)


def _page(request: HttpRequest, task_id: int, *, refused: str = "", status: int = 200) -> HttpResponse:
    user, today = signed_in(request), clock.today()
    task = queries.task_detail(user, task_id, today=today)
    asked = words(request.GET)
    may_link = access.may_link_tasks(user, task)
    context = {
        "task": task,
        "waits": queries.waits_of(user, task, today=today),
        "words": asked,
        "found": queries.needable_tasks(user, task, asked, today=today) if may_link else [],
        "may_link": may_link,
        "refused": refused,
    }
    return render(request, "programme/dependencies.html", context, status=status)
