"""The office begins escalations about what is late."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hatang.accounts.access import require, signed_in, visible_units
from hatang.base import clock
from hatang.base.lists import number
from hatang.base.refusal import NotAllowed, Refusal
from hatang.chasing import access, actions, queries
from hatang.chasing.forms import about_of, things_of, unit_options


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """What is late and not escalated, to be ticked; what was refused stays ticked.

    Of one thing only where it is escalated from that thing's page, to which it leads back.
    """
    user = signed_in(request)
    require(access.may_begin(user))
    about = about_of(user, request.GET.get("ve", ""))
    refusal = None
    if request.method == "POST":
        try:
            things = things_of(user, request.POST.getlist("chon"))
            because = request.POST.get("ly-do", "")
            n = actions.begin_many(things=things, because=because, by=user, at=clock.now())
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            said = ngettext("%(n)s unit was asked for an answer.", "%(n)s answers were asked for.", n)
            messages.success(request, said % {"n": n})
            return redirect(f"{about.url}#leo-thang" if about else "chasing:escalations")
    unit = visible_units(user).filter(pk=number(request.GET, "don-vi") or 0).first()
    rows, n_all = queries.candidates(user, unit=unit, about=about, today=clock.today())
    context = {
        "rows": rows,
        "n_all": n_all,
        "about": about,
        "unit": str(unit.pk) if unit else "",
        "units": unit_options(user),
        "ticked": request.POST.getlist("chon"),
        "because": request.POST.get("ly-do", ""),
        "error": refusal,
    }
    return render(request, "chasing/begin.html", context, status=refusal.status if refusal else 200)
