"""Reads of the room, shaped for a screen and for the rooms above."""

from hatang.territory.queries.boundary_checks import (
    Looked,
    Match,
    first_day_of,
    look_at,
    province_outline,
)
from hatang.territory.queries.communes import (
    CommuneFilter,
    CommunePage,
    CommuneRow,
    commune_list,
    commune_page,
    has_approximate_boundaries,
)
from hatang.territory.queries.grids import commune_polygons, made_grids
from hatang.territory.queries.locating import commune_of, communes_of, locator
from hatang.territory.queries.places import PlaceFilter, place_list
from hatang.territory.queries.totals import commune_totals

__all__ = [
    "CommuneFilter",
    "CommunePage",
    "CommuneRow",
    "Looked",
    "Match",
    "PlaceFilter",
    "commune_list",
    "commune_of",
    "commune_page",
    "commune_polygons",
    "commune_totals",
    "communes_of",
    "first_day_of",
    "has_approximate_boundaries",
    "locator",
    "look_at",
    "made_grids",
    "place_list",
    "province_outline",
]
