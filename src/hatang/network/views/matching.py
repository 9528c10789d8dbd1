"""Doubtful pairs of masts, for the programme office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.lists import page_of
from hatang.base.refusal import NotAllowed, Refusal
from hatang.network import access, actions
from hatang.network.queries.filing_report import open_pairs


@require_safe
def pair_list(request: HttpRequest) -> HttpResponse:
    """The pairs that wait for an answer, or those answered."""
    require(access.may_keep_the_registry(signed_in(request)))
    return _page(request)


def _page(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    is_open = request.GET.get("xem") != "da-tra-loi"
    context = {
        "page": page_of(open_pairs(is_open=is_open), request.GET, size=20),
        "is_open": is_open,
        "refusal": refusal,
    }
    return render(request, "network/pairs.html", context, status=refusal.status if refusal else 200)


@require_POST
def answer_pair(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Say whether a pair is one mast, or take the answer back."""
    user = signed_in(request)
    pair = access.get_pair(user, pair_id)
    try:
        if request.POST.get("tra-loi") == "hoan-tac":
            actions.undo_answer(pair=pair, by=user, at=clock.now())
            messages.success(request, _("The answer was taken back."))
        else:
            actions.answer_pair(
                pair=pair,
                answer=request.POST.get("tra-loi", ""),
                reason=request.POST.get("ly-do", ""),
                by=user,
                at=clock.now(),
            )
            messages.success(request, _("Kept."))
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, refusal)
    return redirect("network:pairs")
