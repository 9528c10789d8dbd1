"""Proposals to commend or criticise units: the list, one with its figures, their rows, and the draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hatang.accounts.access import get_unit, require, signed_in
from hatang.base import clock
from hatang.base.refusal import NotAllowed, Refusal
from hatang.base.sheets import SheetKind
from hatang.chasing import access
from hatang.chasing.actions.proposing import make_proposal, propose
from hatang.chasing.models import Proposal
from hatang.chasing.proposal_forms import chosen_units, period_of, row_words, shown_lines, typed_period
from hatang.chasing.queries.figures import rows_of_unit, unit_lines
from hatang.chasing.submission import submission
from hatang.reporting.queries import issuer_for
from hatang.reporting.rules.paper_kinds import PaperKind
from hatang.reporting.views.letters import official_file


@require_http_methods(["GET", "POST"])
def proposals(request: HttpRequest) -> HttpResponse:
    """Proposals, and the form for another one."""
    user = signed_in(request)
    require(access.may_begin(user))
    refusal = None
    if request.method == "POST":
        try:
            made = make_proposal(said=period_of(request.POST), by=user, at=clock.now())
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            return redirect("chasing:proposal", made.pk)
    context = {
        "rows": access.visible_proposals(user).prefetch_related("units"),
        "typed": typed_period(request.POST, clock.today()),
        "error": refusal,
    }
    return render(request, "chasing/proposals.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The figures of a period by unit, and what the office ticks; what was refused stays ticked."""
    user = signed_in(request)
    found = access.get_proposal(user, proposal_id)
    refusal = None
    if request.method == "POST":
        try:
            propose(proposal=found, chosen=chosen_units(request.POST), by=user, at=clock.now())
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Kept, with the figures as they are now."))
            return redirect("chasing:proposal", found.pk)
    lines = unit_lines(user, found, today=clock.today())
    context = {
        "proposal": found,
        "lines": shown_lines(lines, request.POST if refusal else None),
        "n_proposed": sum(line.proposed is not None for line in lines),
        "error": refusal,
    }
    return render(request, "chasing/proposal.html", context, status=refusal.status if refusal else 200)


@require_safe
def unit_rows(request: HttpRequest, proposal_id: int, unit_id: int) -> HttpResponse:
    """What the figures of a unit count, row by row."""
    user = signed_in(request)
    found, unit = access.get_proposal(user, proposal_id), get_unit(user, unit_id)
    rows = rows_of_unit(user, found, unit, today=clock.today())
    context = {
        "proposal": found,
        "unit": unit,
        "rows": [(row, row_words(row.kind), subject) for row, subject in rows],
    }
    return render(request, "chasing/unit_rows.html", context)


@require_safe
def draft(request: HttpRequest, proposal_id: int) -> HttpResponseBase:
    """The submission to the leader as a Word or pdf file."""
    user = signed_in(request)
    found: Proposal = access.get_proposal(user, proposal_id)
    units = list(found.units.select_related("unit"))
    if not units:
        raise Refusal(_("No unit is ticked yet; choose what is proposed for at least one."), field="de-xuat")
    today = clock.today()
    kind: SheetKind = "pdf" if request.GET.get("dinh-dang") == "pdf" else "docx"
    written = submission(found, units, issuer_for(user, on=today), today)
    return official_file(written, kind, "to-trinh-khen-thuong-phe-binh", PaperKind.SUBMISSION)
