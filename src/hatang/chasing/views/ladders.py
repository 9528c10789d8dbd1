"""When units are reminded of what they owe by each plan, and after how many reminders it is escalated."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.ladder import days_of, typed_rungs
from hatang.base.lists import number
from hatang.base.refusal import NotAllowed, Refusal
from hatang.chasing import access
from hatang.programme.access import get_plan, visible_plans
from hatang.programme.actions import set_ladder


@require_http_methods(["GET", "POST"])
def ladders(request: HttpRequest) -> HttpResponse:
    """The ladder of every plan, each in a form of its own; what was refused stays in it."""
    user = signed_in(request)
    require(access.may_begin(user))
    refusal = None
    if request.method == "POST":
        plan = get_plan(user, number(request.POST, "ke-hoach") or 0)
        try:
            rungs = typed_rungs(request.POST.get("nhac-truoc", ""), request.POST.get("nhac-sau", ""))
            after = number(request.POST, "leo-thang")
            set_ladder(plan=plan, rungs=rungs, escalates_after=after, by=user, at=clock.now())
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Saved for all tasks of this plan."))
            return redirect("chasing:ladders")
    context = {
        "rows": [(plan, *days_of(plan.rungs)) for plan in visible_plans(user)],
        "before_typed": request.POST.get("nhac-truoc", ""),
        "after_typed": request.POST.get("nhac-sau", ""),
        "refused_id": number(request.POST, "ke-hoach") if refusal else None,
        "error": refusal,
    }
    return render(request, "chasing/ladders.html", context, status=refusal.status if refusal else 200)
