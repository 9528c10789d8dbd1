"""Areas as the API gives them."""

from datetime import date
from decimal import Decimal

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
