"""Lists of places."""

from dataclasses import dataclass

from django.db.models import QuerySet

from hatang.accounts.models import User
from hatang.base.words import Folded, with_words
from hatang.docparse.normalise import fold
from hatang.territory.access import visible_places
from hatang.territory.models import Place


@dataclass(frozen=True)
class PlaceFilter:
    """What a list of places is narrowed by; empty means not at all."""

    words: str = ""
    kind: str = ""
    area_id: int | None = None
    is_priority: bool = False
    is_outside: bool = False


def place_list(user: User, chosen: PlaceFilter) -> QuerySet[Place]:
    """Places that exist, in Vietnamese order, with their communes."""
    places = visible_places(user).filter(valid_to__isnull=True).select_related("area").defer("wkb")
    if chosen.kind:
        places = places.filter(kind=chosen.kind)
    if chosen.area_id is not None:
        places = places.filter(area_id=chosen.area_id)
    if chosen.is_priority:
        places = places.filter(is_priority=True)
    if chosen.is_outside:
        places = places.filter(area__isnull=True)
    if sought := fold(chosen.words).split():
        places = with_words(places.annotate(folded=Folded("name")), sought, column="folded")
    return places
