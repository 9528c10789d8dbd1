"""The first rows of something, for a panel of the home page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window

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


def few(rows: "QuerySet[Any, Any] | Sequence[Any]", n_rows: int = ROWS) -> Few:
    """The first rows, and how many there are; two queries at most."""
    if not isinstance(rows, QuerySet):
        return Few(rows[:n_rows], len(rows))
    # Only keys are put in order and counted: the rows themselves are wide.
    keys = list(rows.annotate(n=Window(Count("*"))).values_list("pk", "n")[:n_rows])
    found = rows.in_bulk([pk for pk, _n in keys]) if keys else {}
    return Few([found[pk] for pk, _n in keys if pk in found], keys[0][1] if keys else 0)
