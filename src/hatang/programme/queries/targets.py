"""The page of a target: its way, and what was declared."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hatang.base import clock
from hatang.notices.models import Evidence
from hatang.programme.chart import Chart, draw
from hatang.programme.measuring import period_ends, unmet_periods, years_of
from hatang.programme.models import FigureHandIn, Target, TargetStep, TargetValue
from hatang.programme.queries.hand_ins import Moves, figures_of
from hatang.programme.queries.lists import target_detail


@dataclass(frozen=True)
class YearOfWay:
    """A year in which the way of a target may have a value."""

    year: int
    value: Decimal | None


@dataclass(frozen=True)
class TargetPage:
    """A target with its yearly way, the declared figures (each with `is_replaced`, `n_days_after`), what
    waits within units, the periods without one, and the drawing."""

    target: Target
    steps: list[TargetStep]
    years: list[YearOfWay]
    chart: Chart | None
    values: list[TargetValue]
    hand_ins: list[tuple[FigureHandIn, Moves]]
    missing: list[date]


def target_page(user: object, pk: int, *, today: date) -> TargetPage:
    """Everything the page of a target shows.

    Raises:
        NotFound: there is none the user may see.
    """
    target = target_detail(user, pk)
    steps = list(target.steps.all())
    values = _values(target)
    standing = [one for one in values if not one.is_replaced]  # type: ignore[attr-defined]
    whole = [(one.ends_on, one.value) for one in standing if one.unit_id is None]
    said = {step.year: step.value for step in steps}
    years = sorted({*years_of(target, target.baseline_on), *said})
    return TargetPage(
        target=target,
        steps=steps,
        years=[YearOfWay(year, said.get(year)) for year in years],
        chart=draw(way_of(target, steps), whole),
        values=values,
        hand_ins=figures_of(user, target),
        missing=unmet_periods(
            period_ends(target, today), [one.ends_on for one in standing], target.baseline_on
        ),
    )


def _values(target: Target) -> list[TargetValue]:
    """Figures of a target, the latest period first, each with what a table says beside it."""
    values: list[Any] = list(target.values.select_related("unit", "declared_by"))
    replaced = {one.replaces_id for one in values}
    files = Evidence.objects.filter(subject_kind="figure", removed_at__isnull=True)
    shown = Counter(
        files.filter(subject_id__in=[one.pk for one in values]).values_list("subject_id", flat=True)
    )
    for one in values:
        one.is_replaced = one.pk in replaced
        one.n_evidence = shown[one.pk]
        one.n_days_after = max(0, (clock.local(one.declared_at).date() - one.ends_on).days)
    return values


def way_of(target: Target, steps: list[TargetStep]) -> list[tuple[date, Decimal]]:
    """Baseline, yearly values at the end of their year, and the value to reach on its day."""
    way: dict[date, Decimal] = {}
    if target.baseline_on is not None and target.baseline_value is not None:
        way[target.baseline_on] = target.baseline_value
    way |= {date(step.year, 12, 31): step.value for step in steps}
    if target.due_end is not None and target.value is not None:
        way.setdefault(target.due_end, target.value)
    return sorted(way.items())
