"""Areas, places and fixed access as the API gives them."""

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Schema


class AreaOut(Schema):
    """An area."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    area_km2: Decimal | None
    population: int | None
    is_population_estimate: bool
    valid_from: date | None
    valid_to: date | None


class AreaPage(Schema):
    """Areas after a key; `next` is the key of the following page."""

    items: list[AreaOut]
    next: int | None


class PopulationOut(Schema):
    """People of an area in a year."""

    year: int
    population: int
    is_estimate: bool
    source: str


class AreaDetailOut(AreaOut):
    """An area with its people by year and the size of the polygon that counts [km², geodesic]."""

    populations: list[PopulationOut]
    polygon_km2: float | None
    is_approximate: bool | None


class PlaceOut(Schema):
    """A place; degrees in EPSG:4326, `hexagon9` is the H3 index of resolution 9 in hexadecimal."""

    id: int
    code: str
    name: str
    kind: str
    area_id: int | None
    longitude: float
    latitude: float
    hexagon9: str
    is_priority: bool
    is_example: bool
    source: str
    valid_from: date | None
    valid_to: date | None

    @staticmethod
    def resolve_hexagon9(place: Any) -> str:
        """The index as H3 writes it."""
        return f"{place.hexagon9:x}"


class PlacePage(Schema):
    """Places after a key; `next` is the key of the following page."""

    items: list[PlaceOut]
    next: int | None


class FixedAccessOut(Schema):
    """What an operator (none: all together) reaches by fibre in a commune on a day."""

    id: int
    area_id: int
    on: date
    operator_id: int | None
    households: int
    households_passed: int
    households_1gbps: int
    premises: int
    premises_passed: int
    max_download_mbps: int | None
    source: str
    is_example: bool


class FixedAccessPage(Schema):
    """Lines of fixed access after a key; `next` is the key of the following page."""

    items: list[FixedAccessOut]
    next: int | None
