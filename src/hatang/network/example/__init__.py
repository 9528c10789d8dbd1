"""A seeded, plausible registry of a province: invented positions, real bands and totals; an example."""

from hatang.network.example.inventory import CommuneShape, Inventory, generate
from hatang.network.example.masts import Mast, Stand
from hatang.network.example.plant import Centre, Line, Point, Spot
from hatang.network.example.radio import Carrier

__all__ = [
    "Carrier",
    "Centre",
    "CommuneShape",
    "Inventory",
    "Line",
    "Mast",
    "Point",
    "Spot",
    "Stand",
    "generate",
]
