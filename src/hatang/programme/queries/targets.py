"""The page of a target: its way, and what was declared."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hatang.programme.chart import Chart, draw
from hatang.programme.measuring import years_of
from hatang.programme.models import Target, TargetStep
from hatang.programme.queries.lists import target_detail


@dataclass(frozen=True)
class YearOfWay:
    """A year in which the way of a target may have a value."""

    year: int
    value: Decimal | None


@dataclass(frozen=True)
class TargetPage:
    """A target with its yearly way and the drawing of it."""

    target: Target
    steps: list[TargetStep]
    years: list[YearOfWay]
    chart: Chart | None


def target_page(user: object, pk: int) -> TargetPage:
    """Everything the page of a target shows.

    Raises:
        NotFound: there is none the user may see.
    """
    target = target_detail(user, pk)
    steps = list(target.steps.all())
    said = {step.year: step.value for step in steps}
    years = sorted({*years_of(target, target.baseline_on), *said})
    return TargetPage(
        target=target,
        steps=steps,
        years=[YearOfWay(year, said.get(year)) for year in years],
        chart=draw(way_of(target, steps), []),
    )


def way_of(target: Target, steps: list[TargetStep]) -> list[tuple[date, Decimal]]:
    """Baseline, yearly values at the end of their year, and the value to reach on its day."""
    way: dict[date, Decimal] = {}
    if target.baseline_on is not None and target.baseline_value is not None:
        way[target.baseline_on] = target.baseline_value
    way |= {date(step.year, 12, 31): step.value for step in steps}
    if target.due_end is not None and target.value is not None:
        way.setdefault(target.due_end, target.value)
    return sorted(way.items())
