"""What a campaign gathers: every field over all reports, with what each unit says behind it."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.sheets import sheet_kind
from hatang.reporting import access, queries
from hatang.reporting.sheets import gathering_sheet, total_words


@require_safe
def gathering(request: HttpRequest, campaign_id: int) -> HttpResponseBase:
    """The reports that have arrived, as one; as a page or a file."""
    user = signed_in(request)
    require(access.sees_every_report(user))
    found = access.get_campaign(user, campaign_id)
    rows = queries.gathered(found)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return gathering_sheet(kind, found, rows)
    context = {
        "campaign": found,
        "rows": [(row, total_words(row)) for row in rows],
        "said": queries.tally(queries.reporter_lines(user, found, today=clock.today())),
    }
    return render(request, "reporting/gathering.html", context)
