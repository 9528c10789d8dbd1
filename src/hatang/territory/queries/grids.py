"""The grid of hexagons as it is to be, made of the boundaries that count."""

from collections.abc import Callable, Mapping, Sequence

from hatang.territory.geometry import Shape, shape_of
from hatang.territory.hexagons import RESOLUTIONS, Peopled, grid_of, people_of
from hatang.territory.models import AreaKind, Boundary
from hatang.territory.queries.totals import YearFigure, commune_totals

Polygons = Mapping[int, Shape]


def commune_polygons() -> dict[int, Shape]:
    """The outlines that count by key of the commune."""
    rows = Boundary.objects.filter(
        valid_to__isnull=True, area__kind__in=[AreaKind.COMMUNE, AreaKind.WARD]
    ).order_by("area_id")
    return {area: shape_of(wkb) for area, wkb in rows.values_list("area_id", "wkb")}


def made_grids(
    polygons: Polygons,
    *,
    said: Mapping[int, YearFigure] | None = None,
    watch: Callable[[], None] = lambda: None,
) -> tuple[list[Peopled], Sequence[int]]:
    """Hexagons of each resolution with their people, and the keys of the communes they were cut by.

    Args:
        polygons: outlines by key of the commune.
        said: people of communes that are about to be kept.
        watch: called when a resolution is done; each takes a few seconds.
    """
    keys = list(polygons)
    totals = commune_totals(said)
    made = []
    for resolution in RESOLUTIONS:
        grid = grid_of([polygons[key] for key in keys], resolution)
        made.append(Peopled(resolution, grid, people_of(grid, [totals.get(key, 0) for key in keys])))
        watch()
    return made, keys
