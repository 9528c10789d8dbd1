"""Sites that something stands in the way of."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.accounts.models import Unit
from hatang.base import clock
from hatang.base.lists import number, page_of
from hatang.base.sheets import sheet_kind
from hatang.network import queries
from hatang.network.forms import unit_options
from hatang.network.sheets import blocked_sheet


@require_safe
def blocked_list(request: HttpRequest) -> HttpResponseBase:
    """Open obstacles about sites: who must answer, since when, how far; as a page or a file."""
    user, today = signed_in(request), clock.today()
    every = queries.blocking_obstacles(user)
    owner_id = number(request.GET, "don-vi")
    rows = queries.blocking_obstacles(user, owner_id=owner_id).select_related("unit", "owner")
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return blocked_sheet(kind, queries.blocked_sites(user, list(rows), today=today))
    page = page_of(rows, request.GET)
    owners = Unit.objects.filter(pk__in=every.order_by().values("owner"))
    context = {
        "page": page,
        "rows": queries.blocked_sites(user, list(page.object_list), today=today),
        "owners": [("", _("All units")), *unit_options(owners)],
        "chosen": request.GET.get("don-vi", ""),
    }
    return render(request, "network/blocked.html", context)
