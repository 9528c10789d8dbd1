"""What a figure of the house is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.functional import Promise

from hatang.accounts.models import Unit


@dataclass(frozen=True)
class Source:
    """A figure by what it counts in words, and the rows it is made of, for a unit from one day to another.

    The figure is the number of the rows, or the sum of their column `sums`, over `scale`; a page lists them.
    """

    words: str | Promise
    rows: Callable[[Unit, date, date], QuerySet[Any]]
    sums: str = ""
    scale: Decimal = Decimal(1)

    def figure(self, unit: Unit, start: date, end: date) -> Decimal:
        """The figure of a unit for a period, both days in it."""
        rows = self.rows(unit, start, end).order_by()
        if not self.sums:
            return Decimal(rows.count())
        return (rows.aggregate(sum=Sum(self.sums))["sum"] or Decimal(0)) / self.scale

    def value(self, row: Any) -> Decimal:
        """What one of its rows adds to the figure."""
        return getattr(row, self.sums) / self.scale if self.sums else Decimal(1)
