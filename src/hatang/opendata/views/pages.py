"""The page for people: what is open now, and how to take it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.base import clock
from hatang.opendata.access import visible_rows
from hatang.opendata.collections import COLLECTIONS, Collection
from hatang.opendata.queries import LAYERS
from hatang.opendata.queries.narrowing import living
from hatang.opendata.rules import Days


@dataclass(frozen=True)
class Row:
    """A collection on the page: how many features exist today, and the addresses to copy."""

    collection: Collection
    n: int
    items: str
    tiles: str


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What is open now, with addresses to copy, and the steps in QGIS."""
    user, today = signed_in(request), clock.today()
    existing = living(Days(today, today))
    rows = [
        Row(
            collection=one,
            n=visible_rows(user, one).filter(existing).count(),
            items=_whole(request, "ogc_items", name),
            tiles=_template_of(request, name) if name in LAYERS else "",
        )
        for name, one in COLLECTIONS.items()
    ]
    shown: dict[str, Any] = {"rows": rows, "root": _whole(request, "ogc"), "today": today}
    return render(request, "opendata/open_data.html", shown)


def _whole(request: HttpRequest, name: str, *words: Any) -> str:
    return request.build_absolute_uri(reverse(f"opendata:{name}", args=words))


def _template_of(request: HttpRequest, name: str) -> str:
    return _whole(request, "tile", name, 0, 0, 0).replace("/0/0/0.mvt", "/{z}/{x}/{y}.mvt")
