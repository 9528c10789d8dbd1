"""The split of a target as a table: units down, quarters across, with sums and what was declared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hatang.accounts.models import Unit
from hatang.indicators import queries as indicators
from hatang.indicators.models import IndicatorKind, Source
from hatang.programme.access import part_units
from hatang.programme.models import Target, TargetMeasure, TargetValue
from hatang.programme.rules import quarter_of

# A hundred communes fit on one page.
_MOST_UNITS = 150


@dataclass(frozen=True)
class QuotaCell:
    """What a unit is to bring in a quarter, and what it declared for it."""

    name: str
    quota: Decimal | None
    declared: Decimal | None
    is_over: bool
    measured: Decimal | None = None

    @property
    def is_missed(self) -> bool:
        """Whether the quarter is over with less than the quota."""
        return self.is_over and self.quota is not None and (self.declared or Decimal(0)) < self.quota


@dataclass(frozen=True)
class QuotaRow:
    """A unit with its quarters; shares of a whole are not added up."""

    unit: Unit
    cells: list[QuotaCell]
    is_added: bool = True

    @property
    def quota(self) -> Decimal:
        """What the unit is to bring in the year."""
        return sum((cell.quota or Decimal(0) for cell in self.cells), Decimal(0))

    @property
    def declared(self) -> Decimal:
        """What it declared."""
        return sum((cell.declared or Decimal(0) for cell in self.cells), Decimal(0))

    @property
    def measured(self) -> Decimal | None:
        """What was measured of it, where a quarter was."""
        return _added(cell.measured for cell in self.cells) if self.is_added else None


@dataclass(frozen=True)
class QuotaTable:
    """The split of a year; `total` is the sum over all years, to be compared with the target."""

    year: int
    years: list[int]
    rows: list[QuotaRow]
    columns: list[tuple[Decimal, Decimal]]
    total: Decimal
    rest: Decimal | None

    @property
    def measured(self) -> Decimal | None:
        """What was measured of all units."""
        return _added(row.measured for row in self.rows)

    @property
    def quota(self) -> Decimal:
        """What all units are to bring in the year."""
        return sum((row.quota for row in self.rows), Decimal(0))

    @property
    def declared(self) -> Decimal:
        """What they declared."""
        return sum((row.declared for row in self.rows), Decimal(0))


def quota_table(target: Target, *, year: int | None, today: date) -> QuotaTable | None:
    """The split of a target in a year, the present one by default; None where nobody could have a part."""
    units = list(part_units(target).order_by("sort_key")[:_MOST_UNITS])
    if not units:
        return None
    quotas = list(target.quotas.all())
    years = sorted({one.quarter.year for one in quotas} | set(_years(target, today)))
    chosen = year if year in years else next((one for one in years if one >= today.year), years[-1])
    said = {(one.unit_id, one.quarter): one.value for one in quotas}
    declared = _declared(target, chosen)
    measured = _measured(target, chosen, [unit.pk for unit in units])
    is_added = not TargetMeasure.objects.filter(target=target, indicator__kind=IndicatorKind.RATIO).exists()
    rows = [
        QuotaRow(unit, list(_cells(unit, chosen, said, declared, measured, today)), is_added)
        for unit in units
    ]
    columns = [
        (
            sum((row.cells[place].quota or Decimal(0) for row in rows), Decimal(0)),
            sum((row.cells[place].declared or Decimal(0) for row in rows), Decimal(0)),
        )
        for place in range(4)
    ]
    total = sum((one.value for one in quotas), Decimal(0))
    rest = target.value - total if target.value is not None and quotas else None
    return QuotaTable(chosen, years, rows, columns, total, rest)


def _cells(
    unit: Unit,
    year: int,
    said: dict[tuple[int, date], Decimal],
    declared: dict[tuple[int, date], Decimal],
    measured: dict[tuple[int, date], Decimal],
    today: date,
) -> Iterator[QuotaCell]:
    for quarter in range(1, 5):
        first = date(year, 3 * quarter - 2, 1)
        key = (unit.pk, first)
        is_over = quarter_of(first)[1] < today
        yield QuotaCell(
            f"q-{unit.pk}-{quarter}", said.get(key), declared.get(key), is_over, measured.get(key)
        )


def _declared(target: Target, year: int) -> dict[tuple[int, date], Decimal]:
    """What units declared last within each quarter of a year."""
    values = TargetValue.objects.filter(
        target=target, unit__isnull=False, ends_on__year=year, replaced_by__isnull=True
    ).order_by("ends_on", "pk")
    found: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
    for one in values:
        found[one.unit_id or 0, quarter_of(one.ends_on)[0]] = one.value
    return dict(found)


def _measured(target: Target, year: int, unit_ids: list[int]) -> dict[tuple[int, date], Decimal]:
    """What the indicator of the target counted of each unit in each quarter of a year."""
    code = TargetMeasure.objects.filter(target=target).values_list("indicator__code", flat=True).first()
    if code is None:
        return {}
    starts = [date(year, 3 * quarter - 2, 1) for quarter in range(1, 5)]
    return indicators.measured(code, unit_ids=unit_ids, starts=starts, source=Source.REGISTRY)


def _added(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _years(target: Target, today: date) -> range:
    """Years in which a target may be split: from its plan, or its beginning, until it is due."""
    issued = target.plan.issued_on or today
    first = (target.due_start or issued).year
    last = (target.due_end or date(first, 12, 31)).year
    return range(max(2000, min(first, last)), min(2100, max(first, last), first + 15) + 1)
