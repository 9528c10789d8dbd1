"""Doors of what the map draws: kept as they are sent, asked for again by their ETag."""

import gzip
import hashlib
from collections.abc import Callable, Hashable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from hatang.accounts.access import is_reader, signed_in
from hatang.accounts.models import User
from hatang.base.kept import Kinds, kept, numbers_of
from hatang.network.access import operators_shown
from hatang.portal.map import areas, hexagons, plant, sites, stations

# Another number makes browsers ask anew when what is sent is made otherwise.
_VERSION = 2
_BINARY, _JSON = "application/octet-stream", "application/json"


@require_safe
def map_areas(request: HttpRequest) -> HttpResponse:
    """Communes with outlines."""
    found = areas.communes(signed_in(request))
    about = tuple((one.pk, one.code, one.name, one.area_km2, one.population) for one in found)
    return _sent(request, ("areas", about), lambda: areas.areas_json(found), of=areas.MADE_OF, kind=_JSON)


@require_safe
def map_sites(request: HttpRequest) -> HttpResponse:
    """Masts, who stands there and in which state they are, with their days; stations of one's own."""
    user = signed_in(request)
    about = ("sites", is_reader(user), *_scope(user))
    return _sent(request, about, lambda: sites.sites_columns(user), of=sites.MADE_OF)


@require_safe
def map_cells(request: HttpRequest) -> HttpResponse:
    """Radio cells of one's own unit, or all for who oversees the registry."""
    user = signed_in(request)
    about = ("cells", *_scope(user))
    return _sent(request, about, lambda: sites.cells_columns(user), of=sites.MADE_OF)


@require_safe
def map_routes(request: HttpRequest) -> HttpResponse:
    """Lines of plant of one's own unit, or all for who oversees the registry."""
    user = signed_in(request)
    about = ("routes", *_scope(user))
    return _sent(request, about, lambda: plant.routes_columns(user), of=plant.ROUTES_ARE_MADE_OF)


@require_safe
def map_places(request: HttpRequest) -> HttpResponse:
    """Places and zones that exist today."""
    user = signed_in(request)
    about = ("places", *plant.day_of_places(user))
    return _sent(request, about, lambda: plant.places_json(user), of=plant.PLACES_ARE_MADE_OF, kind=_JSON)


@require_safe
def map_hexagons(request: HttpRequest) -> HttpResponse:
    """Where the hexagons lie."""
    signed_in(request)
    return _sent(request, ("hexagons",), hexagons.shapes_columns, of=hexagons.MADE_OF)


@require_safe
def map_people(request: HttpRequest) -> HttpResponse:
    """How many people live in each hexagon."""
    signed_in(request)
    return _sent(request, ("people",), hexagons.people_columns, of=hexagons.MADE_OF)


@require_safe
def map_stations(request: HttpRequest) -> HttpResponse:
    """How many stations serve in each commune, month by month; counts are shared with everybody."""
    user = signed_in(request)
    about = ("stations", is_reader(user))
    return _sent(request, about, lambda: stations.stations_columns(user), of=sites.MADE_OF)


def _scope(user: User) -> tuple[Hashable, ...]:
    """Whose stations and lines a person may see: whoever may see the same shares what is kept."""
    operators = operators_shown(user)
    return (True,) if operators is None else (False, *sorted(operators))


def _sent(
    request: HttpRequest,
    about: tuple[Hashable, ...],
    make: Callable[[], bytes],
    *,
    of: Kinds,
    kind: str = _BINARY,
) -> HttpResponse:
    """The answer, or that nothing has changed: by what it is about and the numbers of its events."""
    known = repr((_VERSION, about, numbers_of(of)))
    etag = f'"{hashlib.sha256(known.encode()).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None or not 300 <= answer.status_code < 400:
        answer = HttpResponse(_packed(about, make, of), content_type=kind)
        answer.headers["Content-Encoding"] = "gzip"
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            answer.content = gzip.decompress(answer.content)
            del answer.headers["Content-Encoding"]
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ("Accept-Encoding", "Cookie"))
    return answer


def _packed(about: tuple[Hashable, ...], make: Callable[[], bytes], of: Kinds) -> bytes:
    def packed() -> bytes:
        return gzip.compress(make(), 5)

    return kept(("map", about), packed, of=of)
