"""The usual days of periods, and the campaign of the next one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.refusal import NotAllowed, Refusal
from hatang.reporting import access, actions, queries
from hatang.reporting.period_forms import bounds_options, sent_terms, term_rows


@require_http_methods(["GET", "POST"])
def periods(request: HttpRequest) -> HttpResponse:
    """By when reports of each kind of period are due; the office sets it."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    terms, refusal = queries.period_terms(), None
    if request.method == "POST":
        try:
            terms_sent = sent_terms(terms, request.POST)
            actions.set_period_terms(terms=terms_sent, by=user, at=clock.now())
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Kept. Campaigns that are there keep their days."))
            return redirect("reporting:periods")
    context = {
        "rows": term_rows(terms, clock.today()),
        "bounds": bounds_options(),
        "typed": request.POST if refusal else {},
        "error": refusal,
    }
    return render(request, "reporting/periods.html", context, status=refusal.status if refusal else 200)


@require_POST
def next_campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Prepare the campaign of the next period and go on to its form."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    found = access.get_campaign(user, campaign_id)
    try:
        made = actions.make_next_campaign(campaign=found, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("reporting:campaign", found.pk)
    messages.success(request, _("Prepared with the same units. Look at its days, then open it."))
    return redirect("reporting:campaign", made.pk)
