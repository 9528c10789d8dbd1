"""What the room keeps: areas, their people and outlines, the grid, places and fixed access."""

from hatang.territory.models.areas import Area, AreaKind, AreaPopulation, AreaQuerySet, AreaSuccessor
from hatang.territory.models.boundaries import Boundary, BoundaryImport, ImportState
from hatang.territory.models.fixed_access import FixedAccess
from hatang.territory.models.hexagons import Hexagon, HexagonShare
from hatang.territory.models.places import Place, PlaceKind

__all__ = [
    "Area",
    "AreaKind",
    "AreaPopulation",
    "AreaQuerySet",
    "AreaSuccessor",
    "Boundary",
    "BoundaryImport",
    "FixedAccess",
    "Hexagon",
    "HexagonShare",
    "ImportState",
    "Place",
    "PlaceKind",
]
