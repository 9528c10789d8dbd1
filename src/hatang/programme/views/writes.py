"""Buttons: publish a document, say how far a unit is."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.lists import EARLIEST, LATEST, number
from hatang.base.refusal import Refusal
from hatang.programme import access, actions
from hatang.programme.forms import STEPS
from hatang.programme.models import Obligation
from hatang.programme.views.items import Refused, task_page
from hatang.programme.views.obligations import owed_page


@require_POST
def progress(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Say how far a unit is with what it owes."""
    user = signed_in(request)
    obligation = access.get_obligation(user, obligation_id)
    require(access.may_record_progress(user, obligation))
    state = request.POST.get("tinh-trang", "")
    seen = request.POST.get("thay", "")
    actions.record_progress(obligation=obligation, state=state, seen=seen, by=user, at=clock.now())
    messages.success(request, _("%(unit)s: progress was saved.") % {"unit": obligation.unit})
    return _back(request, obligation)


@require_POST
def step(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Take a step with what a unit owes; a refusal is told beside the words that were written."""
    user = signed_in(request)
    obligation = access.get_obligation(user, obligation_id)
    name, words = STEPS.get(request.POST.get("buoc", ""), ""), request.POST.get("ly-do", "")
    access.require_step(user, obligation, name)
    try:
        actions.take_step(
            obligation=obligation,
            step=name,
            words=words,
            by=user,
            at=clock.now(),
            seen=request.POST.get("thay", ""),
            number=request.POST.get("so", ""),
            on=day_or_none(request.POST.get("ngay", "")),
        )
    except Refusal as refusal:
        refused = Refused(obligation.pk, refusal.sentence, words)
        if request.POST.get("ve") == "nghia-vu":
            return owed_page(request, obligation_id, step_refused=refused, status=refusal.status)
        return task_page(request, obligation.task_id, refused=refused, status=refusal.status)
    messages.success(request, _("%(unit)s: saved.") % {"unit": obligation.unit})
    return _back(request, obligation)


@require_POST
def acceptance(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Say whether done work of a plan is accepted before it counts."""
    user = signed_in(request)
    require(access.may_ask_for_acceptance(user))
    plan = access.get_plan(user, plan_id)
    wanted = request.POST.get("can-duyet") == "1"
    actions.ask_for_acceptance(plan=plan, needs_acceptance=wanted, by=user, at=clock.now())
    messages.success(request, _("Saved for all tasks of this plan."))
    task_id = number(request.POST, "nhiem-vu")
    return redirect("programme:task", task_id) if task_id is not None else redirect("programme:tasks")


def _back(request: HttpRequest, obligation: Obligation) -> HttpResponse:
    """Back to the page on which the button was."""
    if request.POST.get("ve") == "nghia-vu":
        return redirect("programme:obligation", obligation.pk)
    return redirect("programme:task", obligation.task_id)


def day_or_none(text: str) -> date | None:
    """The day of a form, None where it is left empty.

    Raises:
        Refusal: it is no day.
    """
    try:
        found = parse_date(text.strip())
    except ValueError:
        found = None
    if text.strip() and (found is None or not EARLIEST <= found <= LATEST):
        raise Refusal(
            _("The date “%(said)s” is no day; write it as 2026-01-31, or leave it empty.")
            % {"said": text.strip()[:40]},
            field="ngay",
        )
    return found
