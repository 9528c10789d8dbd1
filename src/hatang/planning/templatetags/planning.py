"""Filters of the room's templates."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template

from hatang.planning.models import Activity, UnitPlan
from hatang.planning.queries import Cell, Finding, Matrix, MatrixRow, PlanFileLine
from hatang.planning.rules.rows import FIELDS, Became, FieldChange
from hatang.planning.sheets import result_words
from hatang.planning.wording import AGAINST, BECAME, field_words, finding_words, kept_words, taken_words

register = template.Library()
register.filter("taken", taken_words)
register.filter("finding", finding_words)
register.filter("result", result_words)


@register.filter
def against(one: Finding) -> str:
    """In what an activity contradicts, in one word."""
    return str(AGAINST[one.against])


@register.filter
def field(change: FieldChange) -> str:
    """What a changed field is called."""
    return field_words(change.field)


@register.filter
def became(word: str) -> str:
    """What became of a row of a version."""
    return str(BECAME[Became(word)])


@register.filter
def answer_of(row: MatrixRow, unit: Any) -> Cell | None:
    """How a unit answers a row; None where it neither owes nor plans it."""
    return row.cells.get(unit.pk)


@register.filter
def falls_in(day: date | None, quarter: int) -> bool:
    """Whether a day lies in a quarter of its year."""
    return day is not None and (day.month - 1) // 3 + 1 == quarter


@register.simple_tag
def quarters_of(activity: Activity) -> list[tuple[int, str]]:
    """The quarters of an activity by number, with what is reached in each."""
    return list(enumerate(activity.quarters, start=1))


@register.filter
def plan_of(plans: Mapping[int, UnitPlan], unit: Any) -> int:
    """The number of a unit's plan."""
    return plans[unit.pk].pk


@register.filter
def unit_of(one: Finding, matrix: Matrix) -> str:
    """The unit whose activity contradicts."""
    plans = {plan.pk: pk for pk, plan in matrix.unit_plans.items()}
    return matrix.units[plans[one.activity.unit_plan_id]].label


@register.filter
def before(change: FieldChange) -> str:
    """What a field said before, as a person reads it."""
    return kept_words(change.field, change.before)


@register.filter
def after(change: FieldChange) -> str:
    """What a field says now, as a person reads it."""
    return kept_words(change.field, change.after)


@register.filter
def any_active(files: Sequence[PlanFileLine]) -> bool:
    """Whether one of a unit's files waits or is being read."""
    return any(line.is_active for line in files)


@register.filter
def said_of(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a kept row says, by the names of its fields."""
    names = [name for name in FIELDS if name != "title" and row.get(name)]
    return [(field_words(name), kept_words(name, row[name])) for name in names]
