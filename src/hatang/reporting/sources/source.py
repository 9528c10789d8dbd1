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
    Where `measured_by` says in what each row is measured, stations and kilometres are never added up.
    """

    words: str | Promise
    rows: Callable[[Unit, date, date], QuerySet[Any]]
    sums: str = ""
    scale: Decimal = Decimal(1)
    measured_by: str = ""

    def figure(self, unit: Unit, start: date, end: date, measure_unit: str = "") -> Decimal | None:
        """The figure of a unit for a period, both days in it.

        Only what is measured in `measure_unit`, where one is said. None where the rows are measured in
        several and none is said, or in others than that.
        """
        found = self.figures(unit, start, end)
        if self.measured_by and measure_unit:
            wanted = measure_unit.strip().casefold()
            nothing = None if found else Decimal(0)
            return next((sum for name, sum in found.items() if name.casefold() == wanted), nothing)
        return None if len(found) > 1 else next(iter(found.values()), Decimal(0))

    def figures(self, unit: Unit, start: date, end: date) -> dict[str, Decimal]:
        """The figure for each measure of the rows, "" where they have none; empty without rows."""
        rows = self.rows(unit, start, end).order_by()
        if not self.sums:
            return {"": Decimal(rows.count())}
        if not self.measured_by:
            return {"": self._scaled(rows.aggregate(sum=Sum(self.sums))["sum"])}
        found: dict[str, Decimal] = {}
        for name, total in rows.values_list(self.measured_by).annotate(sum=Sum(self.sums)).order_by("sum"):
            known = next((one for one in found if one.casefold() == name.strip().casefold()), name.strip())
            found[known] = found.get(known, Decimal(0)) + self._scaled(total)
        return found

    def _scaled(self, total: Decimal | None) -> Decimal:
        return (total or Decimal(0)) / self.scale

    def value(self, row: Any) -> Decimal:
        """What one of its rows adds to the figure."""
        return getattr(row, self.sums) / self.scale if self.sums else Decimal(1)
