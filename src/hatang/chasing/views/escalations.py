"""Escalations: the list, one of them, its answer and what is decided about it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in, visible_units
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import number, page_of
from hatang.base.refusal import NotAllowed, Refusal
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.chasing import access, actions, queries
from hatang.chasing.forms import (
    answer_options,
    answered_by,
    chosen,
    decided_by,
    decision_forms,
    kind_options,
    tier_options,
    typed_by,
    unit_options,
    view_options,
)
from hatang.chasing.models import Escalation
from hatang.chasing.queries import EscalationLine


@require_safe
def escalation_list(request: HttpRequest) -> HttpResponseBase:
    """Escalations that the user may look at, as a page or a sheet."""
    user, today = signed_in(request), clock.today()
    unit = visible_units(user).filter(pk=number(request.GET, "don-vi") or 0).first()
    narrowed = chosen(request.GET, unit)
    rows = queries.escalation_rows(user, narrowed)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        lines = queries.escalation_lines(rows, today=today)
        return sheet_response(kind, name="don-doc", title=_("Escalations"), columns=_columns(), rows=lines)
    page = page_of(rows, request.GET)
    context = {
        "page": page,
        "lines": queries.escalation_lines(page, today=today),
        "counts": queries.counts_for(user),
        "chosen": narrowed,
        "is_filtered": narrowed != queries.EscalationFilter(),
        "tier": str(narrowed.tier or ""),
        "unit": str(unit.pk) if unit else "",
        "views": view_options(),
        "tiers": tier_options(),
        "kinds": kind_options(),
        "units": unit_options(user) if access.sees_every_escalation(user) else [],
        "may_begin": access.may_begin(user),
    }
    return render(request, "chasing/escalations.html", context)


@require_safe
def escalation(request: HttpRequest, escalation_id: int) -> HttpResponse:
    """One escalation with everything done in it, and what may be done now."""
    user = signed_in(request)
    return _page(request, user, access.get_escalation(user, escalation_id))


@require_POST
def answer(request: HttpRequest, escalation_id: int) -> HttpResponse:
    """Answer for the unit; what was refused stays in the form."""
    user = signed_in(request)
    found = access.get_escalation(user, escalation_id)
    require(access.answers_for(user, found))
    try:
        said = answered_by(user, found, request.POST)
        actions.answer(escalation=found, said=said, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, user, access.get_escalation(user, escalation_id), refusal)
    messages.success(request, _("Answered; those who decide were told."))
    return redirect("chasing:escalation", found.pk)


@require_POST
def decide(request: HttpRequest, escalation_id: int) -> HttpResponse:
    """Decide about an answer, or about silence; what was refused stays in the form."""
    user = signed_in(request)
    found = access.get_escalation(user, escalation_id)
    require(not found.is_open or access.may_decide(user, found))
    try:
        seen = request.POST.get("thay", "")
        actions.decide(escalation=found, said=decided_by(request.POST), seen=seen, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, user, access.get_escalation(user, escalation_id), refusal)
    messages.success(request, _("Kept; those whom it concerns were told."))
    return redirect("chasing:escalation", found.pk)


def _page(
    request: HttpRequest, user: User, found: Escalation, refusal: Refusal | None = None
) -> HttpResponse:
    page = queries.escalation_page(user, found, today=clock.today())
    obstacles = [(str(one.pk), one.title) for one in page.obstacles]
    context = {
        "escalation": found,
        "page": page,
        "answers": answer_options(list(page.answers)),
        "obstacles": [("", _("Choose an obstacle")), *obstacles] if obstacles else [],
        "decisions": decision_forms(list(page.decisions)),
        "typed": typed_by(request.POST),
        "error": refusal,
    }
    return render(request, "chasing/escalation.html", context, status=refusal.status if refusal else 200)


def _columns() -> list[Column[EscalationLine]]:
    return [
        Column(_("Tier"), lambda line: line.escalation.get_tier_display(), 22),
        Column(_("Unit"), lambda line: line.escalation.unit.name, 36),
        Column(_("About"), lambda line: line.title, 60),
        Column(_("Was due"), lambda line: line.escalation.due_on, 14),
        Column(_("Days late"), lambda line: line.n_days_late or None, 10),
        Column(_("State"), lambda line: line.escalation.get_state_display(), 26),
        Column(_("Answer by"), lambda line: line.escalation.answer_on, 14),
        Column(_("Days without an answer"), lambda line: line.n_days_silent or None, 12),
    ]
