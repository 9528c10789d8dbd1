"""Writes of boundaries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import shapely
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.territory.geometry import Shape, geodesic_area_km2
from hatang.territory.models import Area, Boundary, BoundaryImport


@dataclass(frozen=True)
class Outlined:
    """An area with the polygon it is to have, valid and in EPSG:4326, and the first day of it."""

    area: Area
    polygon: Shape
    on: date


@action
def put_boundaries(
    *,
    rows: Iterable[Outlined],
    source: str,
    by: User | None,
    at: datetime,
    is_approximate: bool = False,
    came_with: BoundaryImport | None = None,
) -> int:
    """Give areas the outlines that count; returns how many have another one now.

    The one before ends on the day. It is taken away where it was only approximate, or began on that day.

    Raises:
        Refusal: an outline would begin before its area does, or before the surveyed one it replaces.
    """
    rows = list(rows)
    known = {
        one.area_id: one
        for one in Boundary.objects.select_for_update().filter(
            area__in=[row.area for row in rows], valid_to__isnull=True
        )
    }
    n_changed = 0
    for row in rows:
        wkb = bytes(shapely.to_wkb(row.polygon) or b"")
        before = known.get(row.area.pk)
        if before is not None and bytes(before.wkb) == wkb and before.is_approximate == is_approximate:
            continue
        refuse_earlier(row.area.name, row.on, _first_day(row.area, before))
        if before is not None:
            _end(before, row.on)
        _add(row, wkb, source=source, is_approximate=is_approximate, came_with=came_with)
        n_changed += 1
    return n_changed


def refuse_earlier(name: str, on: date, first: date | None) -> None:
    """Refuse a day before the first one that can be asked for: history already kept is not rewritten."""
    if first is not None and on < first:
        said = _("Boundaries of %(area)s count from %(day)s already; choose that day or a later one.")
        raise Refusal(said % {"area": name, "day": f"{first:%d/%m/%Y}"}, field="tu-ngay")


def _first_day(area: Area, before: Boundary | None) -> date | None:
    days = [area.valid_from, before.valid_from if before and not before.is_approximate else None]
    return max((day for day in days if day), default=None)


def _end(before: Boundary, on: date) -> None:
    if before.is_approximate or before.valid_from == on:
        before.delete()
    else:
        before.valid_to = on
        before.save(update_fields=["valid_to"])


def _add(
    row: Outlined, wkb: bytes, *, source: str, is_approximate: bool, came_with: BoundaryImport | None
) -> None:
    west, south, east, north = row.polygon.bounds
    Boundary.objects.create(
        area=row.area,
        wkb=wkb,
        west=west,
        south=south,
        east=east,
        north=north,
        area_km2=geodesic_area_km2(row.polygon),
        is_approximate=is_approximate,
        source=source,
        came_with=came_with,
        valid_from=row.on,
    )
