"""Rows of a collection within a box and days."""

from datetime import date
from typing import Any

import shapely
from django.db.models import Q, QuerySet

from hatang.opendata.collections import Collection
from hatang.opendata.rules import Asked, Box, Days

Rows = QuerySet[Any]


def narrowed(rows: Rows, collection: Collection, asked: Asked) -> Rows:
    """Rows whose shape meets the box and whose existence meets the days."""
    rows = rows.alias(**collection.joins())
    if asked.days is not None:
        rows = rows.filter(living(asked.days))
    if asked.box is None:
        return rows
    where = Q(pk__in=[])
    for part in asked.box.parts:
        where |= _in_box(part, collection) if collection.shape == "Point" else _met(rows, part, collection)
    return rows.filter(where)


def living(days: Days, prefix: str = "") -> Q:
    """Condition for rows that exist on one of the days at least; a row without a begin always did."""
    first, last = days
    where = Q()
    if last is not None:
        where &= Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": last})
    if first is not None:
        where &= Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": first})
    return where


def day_of(asked: Asked, today: date) -> date:
    """The day as of which a feature says its state: the last one asked for, else today."""
    return today if asked.days is None else asked.days.last or today


def _in_box(box: Box, collection: Collection) -> Q:
    longitude, latitude = collection.path("longitude"), collection.path("latitude")
    return Q(
        **{f"{longitude}__range": (box.west, box.east), f"{latitude}__range": (box.south, box.north)},
    )


def _met(rows: Rows, box: Box, collection: Collection) -> Q:
    """Lines and polygons: those wholly within the box, and those at its edge that really meet it."""
    west, south, east, north = (collection.path(side) for side in ("west", "south", "east", "north"))
    touching = {
        f"{west}__lte": box.east,
        f"{east}__gte": box.west,
        f"{south}__lte": box.north,
        f"{north}__gte": box.south,
    }
    within = Q(
        **{
            f"{west}__gte": box.west,
            f"{east}__lte": box.east,
            f"{south}__gte": box.south,
            f"{north}__lte": box.north,
        }
    )
    at_edge = rows.filter(**touching).exclude(within).values_list("pk", collection.path("wkb"))
    numbers: list[int] = []
    shapes: list[bytes] = []
    for number, wkb in at_edge.iterator(chunk_size=2000):
        numbers.append(number)
        shapes.append(bytes(wkb))
    if not numbers:
        return within
    hits = shapely.intersects(shapely.from_wkb(shapes), shapely.box(*box))
    return within | Q(pk__in=[number for number, is_hit in zip(numbers, hits, strict=True) if is_hit])
