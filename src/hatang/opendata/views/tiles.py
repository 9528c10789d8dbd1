"""Vector tiles over HTTP."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.opendata.collections import COLLECTIONS
from hatang.opendata.describing import JSON
from hatang.opendata.queries import extent_of, get_layer, tile_of
from hatang.opendata.rules import read_days, read_none
from hatang.opendata.rules.mercator import DEEPEST_ZOOM, Tile
from hatang.opendata.views.answers import json_answer, packed

MVT = "application/vnd.mapbox-vector-tile"


@require_safe
def tile(request: HttpRequest, layer: str, z: int, x: int, y: int) -> HttpResponse:
    """One tile; whoever has it already is told so."""
    found = get_layer(layer)
    days = read_days(dict(request.GET.lists()))
    body = tile_of(signed_in(request), found, Tile(z, x, y), days)
    # A weak one: packed or not, it is the same tile.
    tag = f'W/"{sha256(body).hexdigest()[:32]}"'
    known = [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]
    response = HttpResponse(status=304) if tag in known else packed(request, body, MVT)
    response.headers["ETag"] = tag
    # Kept by the browser of this person, and asked for anew each time: rows change at any moment. What only
    # its operator may see stays on no disk.
    response.headers["Cache-Control"] = "private, no-store" if found.is_secret else "private, no-cache"
    return response


@require_safe
def tile_json(request: HttpRequest, layer: str) -> HttpResponse:
    """What programs need to know of the tiles of a layer (TileJSON 3.0)."""
    found = get_layer(layer)
    read_none(dict(request.GET.lists()))
    collection = COLLECTIONS[layer]
    extent = extent_of(signed_in(request), collection)
    first = request.build_absolute_uri(reverse("opendata:tile", args=(layer, 0, 0, 0)))
    fields = dict.fromkeys((*found.properties, "count"), "")
    said = {
        "tilejson": "3.0.0",
        "name": str(collection.title),
        "description": str(collection.description),
        "tiles": [first.replace("/0/0/0.mvt", "/{z}/{x}/{y}.mvt")],
        "vector_layers": [{"id": layer, "fields": fields, "minzoom": 0, "maxzoom": DEEPEST_ZOOM}],
        "minzoom": 0,
        "maxzoom": DEEPEST_ZOOM,
        **({"bounds": list(extent.box)} if extent.box else {}),
    }
    return json_answer(request, said, JSON)
