"""Reads of the room."""

from hatang.opendata.queries.extents import Extent, extent_of
from hatang.opendata.queries.features import Found, feature_with_links, features, only_feature
from hatang.opendata.queries.tiles import LAYERS, Layer, get_layer, tile_of

__all__ = [
    "LAYERS",
    "Extent",
    "Found",
    "Layer",
    "extent_of",
    "feature_with_links",
    "features",
    "get_layer",
    "only_feature",
    "tile_of",
]
