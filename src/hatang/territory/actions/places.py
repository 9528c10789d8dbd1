"""Writes of places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.sorting import sort_key
from hatang.territory.hexagons import hexagon_of
from hatang.territory.models import Place
from hatang.territory.queries import communes_of


@dataclass(frozen=True)
class PlaceRow:
    """A place to keep, known by its code; its point in degrees, EPSG:4326."""

    code: str
    name: str
    kind: str
    longitude: float
    latitude: float
    source: str
    wkb: bytes | None = None
    is_priority: bool = False
    is_example: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class PutPlaces:
    """How many places are new, and how many were changed."""

    n_new: int
    n_changed: int


@action
def put_places(*, rows: Sequence[PlaceRow], by: User | None, at: datetime) -> PutPlaces:
    """Add places, bring known ones (same code) up to date; each gets the commune and hexagon of its point."""
    if not rows:
        return PutPlaces(0, 0)
    communes = communes_of(
        np.array([row.longitude for row in rows]), np.array([row.latitude for row in rows])
    )
    known = {one.code: one for one in Place.objects.filter(code__in=[row.code for row in rows])}
    new, changed = [], []
    for row, commune in zip(rows, communes, strict=True):
        values = _values(row, int(commune))
        place = known.get(row.code)
        if place is None:
            new.append(Place(code=row.code, **values))
        elif _differs(place, values):
            for name, value in values.items():
                setattr(place, name, value)
            changed.append(place)
    Place.objects.bulk_create(new, batch_size=1000)
    if changed:
        Place.objects.bulk_update(changed, list(_values(rows[0], -1)), batch_size=500)
    return PutPlaces(len(new), len(changed))


@action
def place_again(*, by: User | None, at: datetime) -> int:
    """Look anew in which commune each place lies, after boundaries changed; returns how many moved."""
    places = list(Place.objects.all())
    if not places:
        return 0
    communes = communes_of(
        np.array([one.longitude for one in places]), np.array([one.latitude for one in places])
    )
    moved = []
    for place, commune in zip(places, communes, strict=True):
        found = int(commune) if commune >= 0 else None
        if place.area_id != found:
            place.area_id = found
            moved.append(place)
    Place.objects.bulk_update(moved, ["area"], batch_size=500)
    return len(moved)


def _values(row: PlaceRow, commune: int) -> dict[str, Any]:
    return {
        "name": row.name,
        "kind": row.kind,
        "area_id": commune if commune >= 0 else None,
        "longitude": row.longitude,
        "latitude": row.latitude,
        "wkb": row.wkb,
        "hexagon9": hexagon_of(row.longitude, row.latitude, 9),
        "is_priority": row.is_priority,
        "is_example": row.is_example,
        "source": row.source,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "sort_key": sort_key(row.name),
    }


def _differs(place: Place, values: dict[str, Any]) -> bool:
    def kept(value: Any) -> Any:
        return bytes(value) if isinstance(value, memoryview) else value

    return any(kept(getattr(place, name)) != value for name, value in values.items())
