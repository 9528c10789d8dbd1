"""Doors of the room."""

from hatang.opendata.views.ogc import (
    api,
    collections,
    conforms,
    feature,
    items,
    landing_page,
    one_collection,
)
from hatang.opendata.views.pages import open_data
from hatang.opendata.views.tiles import tile, tile_json

__all__ = [
    "api",
    "collections",
    "conforms",
    "feature",
    "items",
    "landing_page",
    "one_collection",
    "open_data",
    "tile",
    "tile_json",
]
