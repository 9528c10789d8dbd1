"""The first rows of something, for a panel of the home page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

ROWS = 6


@dataclass(frozen=True)
class Few:
    """The first rows of something, and how many there are."""

    rows: Sequence[Any] = ()
    n: int = 0

    @property
    def n_more(self) -> int:
        """How many are not shown."""
        return self.n - len(self.rows)


def few(rows: "QuerySet[Any, Any]", n_rows: int = ROWS) -> Few:
    """The first rows; they are counted only where there are more."""
    first = list(rows[: n_rows + 1])
    return Few(first[:n_rows], len(first) if len(first) <= n_rows else rows.count())
