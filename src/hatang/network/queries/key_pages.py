"""Pages of a list by key: what comes after or before a code costs the same anywhere in the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class KeyPage:
    """Rows in the order of their codes, how many there are in all, and the codes that lead on and back.

    `before` is empty for what is on the first page although there is an earlier one.
    """

    rows: Sequence[Any]
    n: int
    following: str | None
    before: str | None


def key_page(rows: "QuerySet[Any]", *, after: str = "", before: str = "", size: int = ROWS_A_PAGE) -> KeyPage:
    """The rows after a code, else the last ones before another, else the first ones."""
    n = rows.order_by().count()
    if before and not after:
        found = list(rows.filter(code__lt=before).order_by("-code")[: size + 1])
        shown = found[:size][::-1]
        if not shown:
            return key_page(rows, size=size)
        return KeyPage(shown, n, shown[-1].code, shown[0].code if len(found) > size else None)
    found = list((rows.filter(code__gt=after) if after else rows).order_by("code")[: size + 1])
    shown = found[:size]
    has_more = len(found) > size
    return KeyPage(shown, n, shown[-1].code if has_more else None, shown[0].code if after and shown else None)
