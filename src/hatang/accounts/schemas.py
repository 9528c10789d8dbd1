"""Units as the API gives them."""

from datetime import date

from ninja import Schema


class UnitOut(Schema):
    """A unit."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    parent_id: int | None
    area_code: str
    e_identifier: str
    valid_from: date | None
    valid_to: date | None


class UnitPage(Schema):
    """Units after a key; `next` is the key of the following page."""

    items: list[UnitOut]
    next: int | None


class GroupOut(Schema):
    """A group of units."""

    id: int
    code: str
    name: str


class GroupPage(Schema):
    """Groups after a key; `next` is the key of the following page."""

    items: list[GroupOut]
    next: int | None
