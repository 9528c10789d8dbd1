"""Doors of the map: the page, its table, cards and search."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import words
from hatang.base.refusal import Refusal
from hatang.base.sheets import sheet_kind, sheet_response
from hatang.network.access import operators_shown, sees_every_cell
from hatang.network.models import Technology
from hatang.portal.map.areas import communes, extent, has_outlines, is_approximate
from hatang.portal.map.asked import FIGURES, LAYERS, SHOWS, Asked, asked
from hatang.portal.map.cards import find, place_card, point_card, route_card, site_card
from hatang.portal.map.sites import has_examples, operators
from hatang.portal.map.table import area_rows, columns, total

_AROUND = 0.6


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The map, drawn by the browser; without WebGL a link leads to its table."""
    user = signed_in(request)
    said = asked(request.GET, clock.today())
    context = {
        **_choices(user, said),
        "config": _config(user),
        "is_approximate": is_approximate(),
        "has_outlines": has_outlines(),
        "is_example": has_examples(user),
        "sees_every_cell": sees_every_cell(user),
        "today": clock.today(),
        "query": request.GET.urlencode(),
    }
    return render(request, "portal/map.html", context)


@require_safe
def map_table(request: HttpRequest) -> HttpResponseBase:
    """The figures of the map by commune, as a page or a sheet."""
    user = signed_in(request)
    said = asked(request.GET, clock.today())
    rows = area_rows(user, said)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        title = _("Figures of the map at the end of %(month)s") % {"month": f"{said.day:%m/%Y}"}
        return sheet_response(kind, name="ban-do", title=title, columns=columns(), rows=[*rows, total(rows)])
    context = {
        **_choices(user, said),
        "rows": rows,
        "total": total(rows),
        "is_example": has_examples(user),
        "query": request.GET.urlencode(),
    }
    return render(request, "portal/map_table.html", context)


@require_safe
def map_search(request: HttpRequest) -> HttpResponse:
    """Communes and masts that answer to some words; a part of the page."""
    text = words(request.GET)
    areas, sites = find(signed_in(request), text)
    return render(request, "portal/map_found.html", {"words": text, "areas": areas, "sites": sites})


@require_safe
def map_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """The card of a mast."""
    card = site_card(signed_in(request), site_id, today=clock.today())
    return render(request, "portal/map_site.html", {"card": card, "site": card.site})


@require_safe
def map_place(request: HttpRequest, place_id: int) -> HttpResponse:
    """The card of a place."""
    return render(request, "portal/map_place.html", {"place": place_card(signed_in(request), place_id)})


@require_safe
def map_route(request: HttpRequest, route_id: int) -> HttpResponse:
    """The card of a line of plant."""
    return render(request, "portal/map_route.html", {"route": route_card(signed_in(request), route_id)})


@require_safe
def map_point(request: HttpRequest) -> HttpResponse:
    """The card of a point: its commune with its figures this month, and its hexagon."""
    user = signed_in(request)
    try:
        longitude, latitude = float(request.GET["kinh-do"]), float(request.GET["vi-do"])
    except (KeyError, ValueError):
        raise Refusal(_("Say where: kinh-do and vi-do in degrees."), field="kinh-do") from None
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise Refusal(_("Say where: kinh-do and vi-do in degrees."), field="kinh-do")
    card = point_card(user, longitude, latitude)
    return render(request, "portal/map_point.html", {"card": card, "area": card.area})


def _choices(user: User, said: Asked) -> dict[str, Any]:
    """What the form offers and what is chosen of it; generations to those who may see single stations."""
    found, shown = operators(user), operators_shown(user)
    has_stations = shown is None or any(one.pk in shown for one in found)
    return {
        "asked": said,
        "layers": LAYERS,
        "shows": SHOWS,
        "figures": FIGURES,
        "operators": [("", _("All operators")), *((one.pk, one.label) for one in found)],
        "technologies": [("", _("All generations")), *Technology.choices] if has_stations else [],
        "areas": [("", _("The whole province")), *((one.code, one.name) for one in communes(user))],
    }


def _config(user: User) -> dict[str, Any]:
    """What the script needs to know."""
    west, south, east, north = extent()
    data = ("areas", "sites", "stations", "cells", "routes", "places", "hexagons", "people")
    return {
        "data": {name: reverse(f"portal:map_{name}") for name in data},
        "cards": {
            "site": reverse("portal:map_site", args=[0]),
            "place": reverse("portal:map_place", args=[0]),
            "route": reverse("portal:map_route", args=[0]),
            "point": reverse("portal:map_point"),
        },
        "basemap": settings.BASEMAP,
        "credit": settings.BASEMAP_CREDIT,
        "box": [west, south, east, north],
        "bounds": [west - _AROUND, south - _AROUND, east + _AROUND, north + _AROUND],
        "words": {**_words(), "ownStations": "%s" if sees_every_cell(user) else _("%s, of your unit")},
        "mapWords": {
            "Map.Title": _("Map"),
            "NavigationControl.ZoomIn": _("Zoom in"),
            "NavigationControl.ZoomOut": _("Zoom out"),
            "ScaleControl.Meters": "m",
            "ScaleControl.Kilometers": "km",
        },
    }


def _words() -> dict[str, str]:
    return {
        "language": get_language() or "vi",
        "map": _("Map; arrows move it, plus and minus zoom, Enter asks for what is in its middle"),
        "built": _("Built"),
        "onAir": _("of which on air"),
        "planned": _("Planned"),
        "off": _("Switched off"),
        "shared": _("Shared sites"),
        "none": _("No figure"),
        "cell": _("Cell"),
        "routes": _("Routes of plant"),
        "places": _("Places"),
        "zones": _("Zones"),
        "hexagons": _("People in a hexagon of 0.11 km²"),
        "month": _("At the end of %s"),
        "area": _("Area"),
        "people": _("People (by hexagons)"),
        "length": _("Length"),
        "measureHelp": _("Set points on the map: the length stands here. Backspace takes the last one back."),
        "drawHelp": _("Set the corners of an area on the map: its figures stand here from the third one."),
    }
