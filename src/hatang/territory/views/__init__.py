"""Pages of the room."""

from hatang.territory.views.areas import area, areas
from hatang.territory.views.boundaries import apply_boundaries, boundaries, boundary_import
from hatang.territory.views.places import place_workbook, places

__all__ = [
    "apply_boundaries",
    "area",
    "areas",
    "boundaries",
    "boundary_import",
    "place_workbook",
    "places",
]
