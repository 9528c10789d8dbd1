"""Lists by key: a page is what comes after a number, so that it costs the same anywhere in the list."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from django.db import models
from pydantic import Field

from hatang.base.lists import EARLIEST, LATEST

LARGEST_PAGE = 200

After = Annotated[int, Field(ge=0, description="The key a page comes after; 0 is the beginning.")]
Words = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$", description="Words, in any order.")]
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST, description="A day from 1900 to 2200.")]
Limit = Annotated[int, Field(ge=1, le=LARGEST_PAGE, description="How many at most.")]


def page_after(rows: "models.QuerySet[Any]", *, after: int, limit: int) -> tuple[Sequence[Any], int | None]:
    """Rows with a greater primary key than `after`, and the key to go on from when there are more."""
    size = max(1, min(limit, LARGEST_PAGE))
    found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None
