"""How far a collection reaches."""

from datetime import date
from typing import NamedTuple

from django.db.models import Max, Min

from hatang.accounts.models import User
from hatang.opendata.access import visible_rows
from hatang.opendata.collections import Collection
from hatang.opendata.rules import Box


class Extent(NamedTuple):
    """Box around all features a person may read, first and last day; None is open, or nothing is there."""

    box: Box | None
    first: date | None
    last: date | None


def extent_of(user: User, collection: Collection) -> Extent:
    """Box and days of what the user may read of the collection."""
    sides = (
        ("longitude", "latitude") * 2 if collection.shape == "Point" else ("west", "south", "east", "north")
    )
    west, south, east, north = (collection.path(side) for side in sides)
    found = (
        visible_rows(user, collection)
        .alias(**collection.joins())
        .aggregate(
            west=Min(west),
            south=Min(south),
            east=Max(east),
            north=Max(north),
            first=Min("valid_from"),
        )
    )
    corners = [found[side] for side in ("west", "south", "east", "north")]
    box = None if None in corners else Box(*(round(corner, 7) for corner in corners))
    # What exists has no end, so that the end of the collection is open.
    return Extent(box, found["first"], None)
