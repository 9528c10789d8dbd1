"""OGC API - Features over HTTP."""

from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.base import clock
from hatang.opendata import describing
from hatang.opendata.access import get_collection
from hatang.opendata.collections import COLLECTIONS, Collection
from hatang.opendata.describing import GEOJSON, JSON, OPENAPI, Link, link
from hatang.opendata.openapi import openapi
from hatang.opendata.queries import Found, extent_of, feature_with_links, features, only_feature
from hatang.opendata.rules import read_items, read_none, token_after
from hatang.opendata.views.answers import json_answer, packed


@require_safe
def landing_page(request: HttpRequest) -> HttpResponse:
    """Where everything begins."""
    _take_none(request)
    title = _("Open data of the province's digital infrastructure")
    description = _("Features as GeoJSON by the standard OGC API - Features; the page for people shows how.")
    return json_answer(request, describing.landing(_root(request), _pages(request), title, description), JSON)


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """The description by which programs find their way."""
    _take_none(request)
    return json_answer(request, openapi(_root(request)), OPENAPI)


@require_safe
def conforms(request: HttpRequest) -> HttpResponse:
    """The classes of the standard that are served."""
    _take_none(request)
    return json_answer(request, describing.conformance(), JSON)


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """All collections."""
    _take_none(request)
    user = signed_in(request)
    extents = {name: extent_of(user, one) for name, one in COLLECTIONS.items()}
    return json_answer(request, describing.all_collections(_root(request), _pages(request), extents), JSON)


@require_safe
def one_collection(request: HttpRequest, collection: str) -> HttpResponse:
    """One collection."""
    found = get_collection(collection)
    _take_none(request)
    extent = extent_of(signed_in(request), found)
    return json_answer(request, describing.one_collection(_root(request), found, extent), JSON)


@require_safe
def items(request: HttpRequest, collection: str) -> HttpResponse:
    """Features of a collection."""
    found = get_collection(collection)
    asked = read_items(dict(request.GET.lists()))
    page = features(signed_in(request), found, asked, today=clock.today())
    return packed(request, _feature_collection(request, found, page), GEOJSON)


@require_safe
def feature(request: HttpRequest, collection: str, feature_id: int) -> HttpResponse:
    """One feature."""
    found = get_collection(collection)
    _take_none(request)
    one = only_feature(signed_in(request), found, feature_id, today=clock.today())
    address = f"{_root(request)}/collections/{collection}"
    links = [
        link("self", f"{address}/items/{feature_id}", GEOJSON),
        link("collection", address, JSON, found.title),
    ]
    return packed(request, feature_with_links(one, links), GEOJSON)


def _feature_collection(request: HttpRequest, found: Collection, page: Found) -> bytes:
    """The features are texts already: only what stands around them is written here."""
    around: dict[str, Any] = {
        "type": "FeatureCollection",
        "timeStamp": clock.now().isoformat(timespec="seconds"),
        "numberMatched": page.n_matched,
        "numberReturned": len(page.features),
        "links": _links(request, found, page),
    }
    head = msgspec.json.encode(around)
    return b"".join((head[:-1], b',"features":[', b",".join(page.features), b"]}"))


def _links(request: HttpRequest, found: Collection, page: Found) -> list[Link]:
    address = f"{_root(request)}/collections/{found.name}"
    said = {name: value for name, value in request.GET.items() if name != "token"}
    links = [
        link("self", _with(f"{address}/items", request.GET.dict()), GEOJSON),
        link("collection", address, JSON, found.title),
    ]
    if page.following is not None:
        following = {**said, "token": token_after(page.following)}
        links.append(link("next", _with(f"{address}/items", following), GEOJSON))
    return links


def _with(address: str, said: dict[str, Any]) -> str:
    return f"{address}?{urlencode(said)}" if said else address


def _take_none(request: HttpRequest) -> None:
    read_none(dict(request.GET.lists()))


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("opendata:ogc"))


def _pages(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("opendata:open_data"))
