"""The grid of hexagons, written as a whole."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.territory.hexagons import Peopled
from hatang.territory.models import Hexagon, HexagonShare

_SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
# Bytes handed over at once.
_BLOCK = 1 << 20


@action
def put_grid(*, made: Sequence[Peopled], area_ids: Sequence[int], by: User | None, at: datetime) -> int:
    """Replace all hexagons and shares; returns how many hexagons there are.

    Args:
        made: hexagons of each resolution with their people.
        area_ids: keys of the communes, in the order the hexagons were cut by.
    """
    HexagonShare.objects.all()._raw_delete(HexagonShare.objects.db)
    Hexagon.objects.all()._raw_delete(Hexagon.objects.db)
    keys = np.asarray(area_ids, dtype=np.int64)
    for one in made:
        grid = one.grid
        _copy(
            "COPY territory_hexagon (id, resolution, area_km2, population, longitude, latitude)"
            " FROM STDIN (FORMAT binary)",
            [
                (">i8", grid.ids),
                (">i2", np.full(len(grid.ids), one.resolution)),
                (">f8", grid.areas_km2),
                (">f8", one.populations),
                (">f8", grid.longitudes),
                (">f8", grid.latitudes),
            ],
        )
        _copy(
            "COPY territory_hexagonshare (hexagon_id, area_id, share) FROM STDIN (FORMAT binary)",
            [(">i8", grid.ids[grid.hexagons]), (">i8", keys[grid.polygons]), (">f8", grid.shares)],
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE territory_hexagon, territory_hexagonshare")
    return sum(len(one.grid.ids) for one in made)


def _copy(statement: str, columns: Sequence[tuple[str, NDArray[Any]]]) -> None:
    """Hand columns of equal length to PostgreSQL as it keeps them, row after row."""
    fields: list[tuple[str, str]] = [("n", ">i2")]
    for at, (kind, _values) in enumerate(columns):
        fields += [(f"size{at}", ">i4"), (f"value{at}", kind)]
    rows = np.zeros(len(columns[0][1]), dtype=fields)
    rows["n"] = len(columns)
    for at, (kind, values) in enumerate(columns):
        rows[f"size{at}"] = np.dtype(kind).itemsize
        rows[f"value{at}"] = values
    data = memoryview(rows.tobytes())
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(_SIGNATURE)
        for start in range(0, len(data), _BLOCK):
            copy.write(bytes(data[start : start + _BLOCK]))
        copy.write(_END)
