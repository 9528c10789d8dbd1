"""Communes as a list, and the page of an area."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.base.lists import page_of
from hatang.base.sheets import sheet_kind
from hatang.territory import access, queries
from hatang.territory.forms import KINDS, commune_filter, commune_options
from hatang.territory.geometry import shape_of
from hatang.territory.outlines import drawing_of
from hatang.territory.sheets import commune_sheet, communes_sheet


@require_safe
def areas(request: HttpRequest) -> HttpResponseBase:
    """The communes with their figures; as a page or a file."""
    user = signed_in(request)
    chosen = commune_filter(request.GET)
    rows = queries.commune_list(user, chosen)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return communes_sheet(kind, rows)
    context = {
        "page": page_of(rows, request.GET),
        "people": sum(row.area.population or 0 for row in rows),
        "km2": sum(row.area.area_km2 or 0 for row in rows),
        "is_approximate": queries.has_approximate_boundaries(),
        "may_manage": access.may_manage_territory(user),
        "chosen": {name: request.GET.get(name, "") for name in ("tim", "loai")},
        "order": chosen.order,
        "is_filtered": bool(chosen.words or chosen.kind),
        **commune_options(),
    }
    return render(request, "territory/areas.html", context)


@require_safe
def area(request: HttpRequest, area_id: int) -> HttpResponseBase:
    """One area: its people by year, what it came from, places, fixed access and a small outline."""
    user = signed_in(request)
    page = queries.commune_page(user, access.get_area(user, area_id))
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return commune_sheet(kind, page)
    words = {kind.value: word for word, kind in KINDS.items()}
    drawing = None
    if page.boundary:
        points = [(one.longitude, one.latitude, one.name) for one in page.places]
        drawing = drawing_of(shape_of(page.boundary.wkb), points)
    context = {
        "page": page,
        "area": page.area,
        "drawing": drawing,
        "kinds": [(words[kind], title, n) for kind, title, n in page.kinds],
    }
    return render(request, "territory/area.html", context)
