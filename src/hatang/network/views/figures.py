"""Figures of the registry, the rows behind them, and places that are far from 5G or fibre."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import Unit
from hatang.base import clock
from hatang.base.lists import day as day_of
from hatang.base.lists import number, page_of
from hatang.base.refusal import NotFound
from hatang.base.sheets import sheet_kind
from hatang.network import access, figure_sheets
from hatang.network.actions import record_figures
from hatang.network.definitions import DEFINITIONS
from hatang.network.figure_forms import limits_of, period_of
from hatang.network.queries.counted import COUNTED, rows_of, shown_rows, tally
from hatang.network.queries.overview import commune_figures, overview
from hatang.network.queries.reach import far_places
from hatang.territory.models import Area, PlaceKind


@require_safe
def figures(request: HttpRequest) -> HttpResponseBase:
    """The figures of a day, by operator, kind of area and who is served; as a page or a file."""
    user = signed_in(request)
    found = overview(period_of(request.GET))
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return figure_sheets.overview_sheet(kind, found)
    context = {
        "found": found,
        "communes": commune_figures(found.period),
        "definitions": DEFINITIONS,
        "may_record": access.may_keep_the_registry(user) and found.on == clock.today(),
    }
    return render(request, "network/figures.html", context)


@require_safe
def communes(request: HttpRequest) -> HttpResponseBase:
    """Figures of every commune as a file."""
    signed_in(request)
    kind = sheet_kind(request.GET.get("dinh-dang")) or "xlsx"
    return figure_sheets.communes_sheet(kind, commune_figures(period_of(request.GET)))


@require_safe
def rows_behind(request: HttpRequest, code: str) -> HttpResponseBase:
    """The sites or stations a figure counted; stations only of operators whose cells the reader may see."""
    user = signed_in(request)
    if code not in COUNTED:
        raise NotFound(_("There is no such figure."))
    period = period_of(request.GET)
    commune_id, operator_id = number(request.GET, "dia-ban"), number(request.GET, "don-vi")
    rows = rows_of(code, period, commune_id=commune_id, operator_id=operator_id)
    shown = shown_rows(code, rows, access.operators_shown(user))
    units = {unit.pk: unit for unit in Unit.objects.filter(tenancies__isnull=False).distinct()}
    names = dict(Area.objects.communes().values_list("pk", "name"))
    table = [figure_sheets.behind(row, names, units) for row in shown]
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return figure_sheets.rows_sheet(kind, code, table)
    context = {
        "definition": DEFINITIONS[code],
        "is_share": COUNTED[code].hits is not None,
        "is_of_stations": COUNTED[code].is_of_stations,
        "is_of_a_period": COUNTED[code].is_of_a_period,
        "period": period,
        "tally": tally(code, rows),
        "n_hidden": len(rows) - len(shown),
        "page": page_of(table, request.GET),
        "communes": [("", _("All communes")), *((str(pk), name) for pk, name in names.items())],
        "operators": [("", _("All operators")), *((str(pk), unit.label) for pk, unit in units.items())],
        "chosen": {"dia_ban": str(commune_id or ""), "don_vi": str(operator_id or "")},
    }
    return render(request, "network/figure_rows.html", context)


@require_safe
def far(request: HttpRequest) -> HttpResponseBase:
    """Places farther from 5G or fibre than the rule of distance allows; as a page or a file."""
    signed_in(request)
    day: date = day_of(request.GET, "ngay") or clock.today()
    limits = limits_of(request.GET)
    kind_of_place = request.GET.get("loai", "")
    kinds = (kind_of_place,) if kind_of_place in PlaceKind.values else ()
    commune_id = number(request.GET, "dia-ban")
    rows = far_places(
        kinds, day, limit_5g_km=limits.to_5g_km, limit_fibre_km=limits.to_fibre_km, commune_id=commune_id
    )
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return figure_sheets.far_sheet(kind, rows)
    names = Area.objects.communes().existing(day).values_list("pk", "name")
    context = {
        "page": page_of(rows, request.GET),
        "day": day,
        "limits": limits,
        "kinds": [("", _("Priority places")), *PlaceKind.choices],
        "communes": [("", _("All communes")), *((str(pk), name) for pk, name in names)],
        "chosen": {"dia_ban": str(commune_id or ""), "loai": kinds[0] if kinds else ""},
    }
    return render(request, "network/far_places.html", context)


@require_POST
def record(request: HttpRequest) -> HttpResponse:
    """Write the figures of today where the programme reads them."""
    user = signed_in(request)
    require(access.may_keep_the_registry(user))
    n_new = record_figures(day=clock.today(), by=user, at=clock.now())
    said = ngettext("%(n)s value was recorded anew.", "%(n)s values were recorded anew.", n_new) % {
        "n": n_new
    }
    messages.success(request, said)
    return redirect("network:figures")
