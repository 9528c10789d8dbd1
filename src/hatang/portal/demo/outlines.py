"""Boundaries of the example province: those of a file where one is named, else drawn around centroids."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import shapely
from vietnamadminunits.database import query

from hatang.accounts.models import User
from hatang.base.filestore import CHUNK_BYTES
from hatang.base.refusal import Refusal
from hatang.portal.demo.units import MERGED_ON
from hatang.territory import imports
from hatang.territory.actions import Outlined, keep_import, put_boundaries, put_grid
from hatang.territory.geometry import Shape
from hatang.territory.models import Area, AreaKind, Boundary, ImportState
from hatang.territory.queries import commune_polygons, made_grids

FILE = "HATANG_BOUNDARIES"
# Communes of the neighbours are needed too, so that the edge of the province lies between theirs and ours.
_AROUND = (105.2, 20.4, 107.8, 22.2)
_CENTROIDS = (
    "SELECT wardCode, provinceCode, wardLat, wardLon FROM admin_units "
    "WHERE wardLon BETWEEN 105.2 AND 107.8 AND wardLat BETWEEN 20.4 AND 22.2 ORDER BY wardCode"
)
_SOURCE = "Vẽ gần đúng quanh tâm xã, phường (gói vietnamadminunits)"


def load_outlines(*, by: User, at: datetime, say: Callable[[str], None]) -> None:
    """Give each commune an outline and cut the grid, where there is none yet."""
    named = os.environ.get(FILE, "")
    if named:
        _take_file(Path(named), by=by, at=at, say=say)
    elif not Boundary.objects.exists():
        say("Boundaries and hexagons …")
        rows = approximate_rows()
        put_boundaries(rows=rows, source=_SOURCE, is_approximate=True, by=by, at=at)
        made, keys = made_grids(commune_polygons())
        put_grid(made=made, area_ids=keys, by=by, at=at)


def _take_file(file: Path, *, by: User, at: datetime, say: Callable[[str], None]) -> None:
    """Take over a file once; what is wrong with it is said, and the demo goes on."""
    say(f"Boundaries of {file.name} and hexagons …")
    try:
        with file.open("rb") as stream:
            chunks = iter(lambda: stream.read(CHUNK_BYTES), b"")
            made = keep_import(chunks=chunks, name=file.name, by=by, at=at, is_queued=False)
        if made.state != ImportState.APPLIED:
            imports.check(made.pk)
            imports.take_over(made.pk, on=MERGED_ON, by=by)
    except (OSError, Refusal) as error:
        say(f"{file}: {error}")


def approximate_rows() -> list[Outlined]:
    """The communes, each with all that lies nearer to its centroid than to another one, and the province."""
    found = approximate_polygons()
    communes = {one.code: one for one in Area.objects.communes() if one.code in found}
    province = Area.objects.get(kind=AreaKind.PROVINCE, valid_to__isnull=True)
    whole = shapely.union_all([found[code] for code in communes])
    return [
        *(Outlined(area, found[code], MERGED_ON) for code, area in communes.items()),
        Outlined(province, whole, MERGED_ON),
    ]


def approximate_polygons() -> dict[str, Shape]:
    """Outlines by code of the commune: cells of Voronoi around the centroids of the register."""
    rows = query(_CENTROIDS)
    points = shapely.MultiPoint([(row["wardLon"], row["wardLat"]) for row in rows])
    cells = shapely.voronoi_polygons(points, extend_to=shapely.box(*_AROUND), ordered=True)
    pairs = zip(rows, cells.geoms, strict=True)
    return {row["wardCode"]: cell for row, cell in pairs if row["provinceCode"] == "24"}
