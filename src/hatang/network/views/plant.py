"""Lines and points of plant, data centres and public Wi-Fi as of a day."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.base import clock
from hatang.base.lists import words
from hatang.base.sheets import SheetKind, sheet_kind
from hatang.network import access, queries
from hatang.network.forms import NODE_KINDS, ROUTE_KINDS, plant_filter, plant_options
from hatang.network.models import ExistingQuerySet
from hatang.network.sheets import data_centre_sheet, node_sheet, route_sheet, wifi_sheet

_CHOSEN = ("don-vi", "loai", "tinh-trang", "xa")
Kinds = Mapping[str, Any]
Sheet = Callable[[SheetKind, Iterable[Any]], HttpResponseBase]


@require_safe
def route_list(request: HttpRequest) -> HttpResponseBase:
    """Lines of plant as a tree of what lies in what; with a filter each by itself; as a page or a file."""
    user = signed_in(request)
    chosen = plant_filter(request.GET, ROUTE_KINDS)
    every = queries.narrowed(access.visible_routes(user), chosen)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return route_sheet(kind, every.select_related("owner", "commune", "parent"))
    page = queries.key_page(queries.route_list(user, chosen), **_place(request))
    drawn_m, built_m = queries.lengths(every)
    context = {
        "page": page,
        "rows": queries.route_tree(user, page.rows, chosen),
        "n": every.order_by().count(),
        "drawn_km": drawn_m / 1000,
        "built_km": built_m / 1000,
        "underground": queries.underground(user, chosen.on),
        **_context(request, chosen, access.visible_routes(user), ROUTE_KINDS),
    }
    return render(request, "network/routes.html", context)


@require_safe
def node_list(request: HttpRequest) -> HttpResponseBase:
    """Points of plant; as a page or a file."""
    rows = access.visible_nodes(signed_in(request))
    return _list(request, rows, NODE_KINDS, "network/nodes.html", node_sheet)


@require_safe
def data_centre_list(request: HttpRequest) -> HttpResponseBase:
    """Data centres; as a page or a file."""
    rows = access.visible_data_centres(signed_in(request))
    return _list(request, rows, {}, "network/data_centres.html", data_centre_sheet)


@require_safe
def wifi_list(request: HttpRequest) -> HttpResponseBase:
    """Places with public Wi-Fi; as a page or a file."""
    rows = access.visible_wifi(signed_in(request))
    return _list(request, rows, {}, "network/wifi.html", wifi_sheet)


def _list(
    request: HttpRequest, every: ExistingQuerySet, kinds: Kinds, template: str, sheet: Sheet
) -> HttpResponseBase:
    chosen = plant_filter(request.GET, kinds)
    rows = queries.narrowed(every, chosen)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return sheet(kind, rows)
    page = queries.key_page(rows, **_place(request))
    context = {"page": page, "rows": page.rows, **_context(request, chosen, every, kinds)}
    return render(request, template, context)


def _place(request: HttpRequest) -> dict[str, Any]:
    return {"after": words(request.GET, "sau"), "before": words(request.GET, "truoc")}


def _context(
    request: HttpRequest, chosen: queries.PlantFilter, every: ExistingQuerySet, kinds: Kinds
) -> dict[str, Any]:
    said = {name.replace("-", "_"): request.GET.get(name, "") for name in _CHOSEN} | {"tim": chosen.words}
    return {
        "on": chosen.on,
        "is_today": chosen.on == clock.today(),
        "chosen": said,
        "is_filtered": any(said.values()),
        "has_kinds": bool(kinds),
        **plant_options(queries.owners_of(every), kinds),
    }
