"""Writes of the room."""

from hatang.territory.actions.areas import AreaRow, load_areas
from hatang.territory.actions.boundaries import Outlined, put_boundaries
from hatang.territory.actions.fixed_access import AccessRow, put_fixed_access
from hatang.territory.actions.grid import put_grid
from hatang.territory.actions.imports import (
    NotChecked,
    ask_to_apply,
    keep_import,
    note_check,
    note_progress,
    refuse_import,
    take_boundaries,
)
from hatang.territory.actions.place_imports import FaultyPlaces, PlaceImport, check_places, import_places
from hatang.territory.actions.places import PlaceRow, PutPlaces, place_again, put_places
from hatang.territory.actions.populations import People, put_populations

__all__ = [
    "AccessRow",
    "AreaRow",
    "FaultyPlaces",
    "NotChecked",
    "Outlined",
    "People",
    "PlaceImport",
    "PlaceRow",
    "PutPlaces",
    "ask_to_apply",
    "check_places",
    "import_places",
    "keep_import",
    "load_areas",
    "note_check",
    "note_progress",
    "place_again",
    "put_boundaries",
    "put_fixed_access",
    "put_grid",
    "put_places",
    "put_populations",
    "refuse_import",
    "take_boundaries",
]
