"""Lines of plant and places as the map draws them."""

import json
from typing import Any

import numpy as np
import shapely
from django.db.models import Q
from numpy.typing import NDArray

from hatang.accounts.access import is_reader
from hatang.accounts.models import User, existing
from hatang.base import clock
from hatang.network.access import visible_routes
from hatang.network.models import Route, RouteKind
from hatang.portal.map.areas import pieces_of
from hatang.portal.map.columns import ALWAYS, NEVER, days, pack
from hatang.territory.access import visible_areas
from hatang.territory.models import Place

ROUTES_ARE_MADE_OF = (Route,)
PLACES_ARE_MADE_OF = (Place,)


def routes_columns(user: User) -> bytes:
    """Lines the user may see: their points one after another, and where each line begins."""
    kinds = [kind.value for kind in RouteKind]
    rows = list(
        visible_routes(user).order_by("pk").values_list("pk", "kind", "valid_from", "valid_to", "wkb")
    )
    lines = shapely.from_wkb([bytes(row[4]) for row in rows])
    sizes = np.asarray(shapely.get_num_coordinates(lines), dtype=np.int64).ravel()
    columns: dict[str, tuple[str, NDArray[Any]]] = {
        "id": ("u4", np.fromiter((row[0] for row in rows), dtype=np.int64)),
        "kind": ("u1", np.fromiter((kinds.index(row[1]) for row in rows), dtype=np.uint8)),
        "from": ("i2", days((row[2] for row in rows), ALWAYS)),
        "to": ("i2", days((row[3] for row in rows), NEVER)),
        "start": ("u4", np.cumsum(sizes, dtype=np.int64) - sizes),
        "position": ("f4", shapely.get_coordinates(lines)),
    }
    return pack({"kinds": kinds}, columns)


def places_json(user: User) -> bytes:
    """Places that exist today, zones with their outlines; also those that lie in no commune."""
    on = clock.today()
    is_seen = Q(area__in=visible_areas(user)) | Q(area=None) if is_reader(user) else Q(pk__in=[])
    rows = [
        {
            "id": place.pk,
            "kind": place.kind,
            "name": place.name,
            "lon": round(place.longitude, 5),
            "lat": round(place.latitude, 5),
            "isPriority": place.is_priority,
            "pieces": pieces_of(shapely.from_wkb(bytes(place.wkb))) if place.wkb else [],
        }
        for place in Place.objects.filter(existing(on), is_seen)
    ]
    return json.dumps({"places": rows}, ensure_ascii=False, separators=(",", ":")).encode()


def day_of_places(user: User) -> tuple[str, bool]:
    """What the places depend on beside themselves: the day, and whether the user may see areas."""
    return clock.today().isoformat(), is_reader(user)
