"""Money of projects: sums, rates and what is remarkable about a declared figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

# Figures are kept in whole đồng and written in millions of đồng.
MILLION = Decimal(1_000_000)
# No source of a year has more: a million times a milliard đồng [đồng].
MOST = Decimal(10) ** 15
YEARS = (2000, 2100)


class Remark(StrEnum):
    """What is remarkable about declared figures; none of it is refused."""

    OVER_ALLOCATED = "over_allocated"
    OVER_ESTIMATE = "over_estimate"
    SILENT = "silent"


@dataclass(frozen=True)
class Amounts:
    """Estimate, allocated and disbursed money [đồng], whole and not negative; None where nobody said."""

    estimate: Decimal | None = None
    allocated: Decimal | None = None
    disbursed: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return self == Amounts()

    @property
    def rate(self) -> Decimal | None:
        """Disbursed of allocated [%], one place; None where nothing was allocated or nobody reported."""
        return rate(self.disbursed, self.allocated)

    @property
    def remarks(self) -> list[Remark]:
        """What is remarkable about the figures."""
        found = []
        if (self.disbursed or 0) > (self.allocated or 0):
            found.append(Remark.OVER_ALLOCATED)
        if self.estimate is not None and (self.allocated or 0) > self.estimate:
            found.append(Remark.OVER_ESTIMATE)
        if self.allocated and self.disbursed is None:
            found.append(Remark.SILENT)
        return found


@dataclass(frozen=True)
class Total:
    """Money of several lines together, and of how many of them the disbursed money is not known."""

    amounts: Amounts
    n_lines: int
    n_silent: int


def total(lines: Iterable[Amounts]) -> Total:
    """The sum of lines: each part is the sum of what was said of it, None where nobody said anything."""
    rows = [one for one in lines if not one.is_empty]
    return Total(
        Amounts(
            _sum(one.estimate for one in rows),
            _sum(one.allocated for one in rows),
            _sum(one.disbursed for one in rows),
        ),
        len(rows),
        sum(Remark.SILENT in one.remarks for one in rows),
    )


def rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """A part of a whole [%], one place, half up; None where there is no whole, or nobody said the part.

    Of several lines it is asked with their sums: shares of lines are never averaged.
    """
    if not whole or part is None:
        return None
    return (part * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _sum(parts: Iterable[Decimal | None]) -> Decimal | None:
    said = [one for one in parts if one is not None]
    return sum(said, Decimal(0)) if said else None
