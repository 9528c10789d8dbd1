"""The rows behind a figure that the house counts for a report."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.base.lists import page_of
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.reporting import access, queries
from hatang.reporting.queries import Line


@require_safe
def rows_behind(request: HttpRequest, reporter_id: int, source: str) -> HttpResponseBase:
    """What the house counted beside a field of a report, row by row; as a page or a sheet."""
    user = signed_in(request)
    found = access.get_reporter(user, reporter_id)
    counted = queries.source_of(found, source)
    rows, rest = (queries.rows_behind(user, found, counted), queries.rest_behind(user, found, counted))
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        title = f"{found.unit.label}: {counted.words}"
        lines = [*queries.lines_of(rows, counted), *([rest] if rest else [])]
        return sheet_response(kind, name="so-lieu", title=title, columns=_columns(), rows=lines)
    campaign = found.campaign
    page = page_of(rows, request.GET, size=100)
    context = {
        "reporter": found,
        "campaign": campaign,
        "source": counted,
        "figure": queries.sums_words(counted.figures(found.unit, campaign.starts_on, campaign.ends_on)),
        "page": page,
        "lines": queries.lines_of(page, counted),
        "rest": None if page.has_next() else rest,
    }
    return render(request, "reporting/rows_behind.html", context)


def _columns() -> list[Column[Line]]:
    return [
        Column(_("What was counted"), lambda line: line.title, 60),
        Column(_("What is said of it"), lambda line: line.words, 40),
        Column(_("Counted as"), lambda line: line.value, 14),
        Column(_("Measure"), lambda line: line.measure_unit, 14),
    ]
