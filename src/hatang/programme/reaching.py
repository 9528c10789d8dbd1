"""How far a target is, from its number, its way and what was declared last.

Pure, but for the names of the choices.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hatang.programme.models import Comparator, Direction, Target


class Reach(StrEnum):
    """How far a target is; nothing is estimated between two points of its way."""

    # Its number was declared.
    REACHED = "reached"
    # Its last day has passed and what was declared falls short of the number.
    MISSED = "missed"
    # What was declared falls short of the last value its way asks for until then.
    BEHIND = "behind"
    # Nothing was declared for the last period that ended.
    SILENT = "silent"
    # The last value its way asks for was declared.
    ON_WAY = "on_way"
    # No value is asked for yet, or the way names none.
    OPEN = "open"


@dataclass(frozen=True)
class Declared:
    """The last figure of the whole, and the last day for which anybody declared a part or the whole."""

    value: Decimal | None = None
    on: date | None = None
    last_said_on: date | None = None


def reach_of(
    target: Target,
    way: Sequence[tuple[date, Decimal]],
    declared: Declared,
    ends: Sequence[date],
    *,
    today: date,
) -> Reach | None:
    """How far a target is on a day; None where it names no number.

    Args:
        target: the number with its sign, direction and last day.
        way: the values asked for by their days, in order; that of the baseline is no demand.
        declared: what was declared last.
        ends: ends of the periods that have passed, in order.
        today: the day.
    """
    if target.value is None:
        return None
    value, on = declared.value, declared.on
    asked: list[Decimal] = []
    if value is not None and on is not None:
        if attains(target, value, target.value, is_last=True):
            return Reach.REACHED
        if target.due_end is not None and target.due_end < today:
            return Reach.MISSED
        asked = [wanted for day, wanted in way if day != target.baseline_on and day <= on]
        if asked and not attains(target, value, asked[-1]):
            return Reach.BEHIND
    if ends and (declared.last_said_on is None or declared.last_said_on <= _before_last(ends)):
        return Reach.SILENT
    return Reach.ON_WAY if asked else Reach.OPEN


def attains(target: Target, value: Decimal, wanted: Decimal, *, is_last: bool = False) -> bool:
    """Whether a figure is what is wanted or better; the sign of the target counts for its last value."""
    if target.comparator == Comparator.GT and is_last:
        return value > wanted
    if target.comparator == Comparator.LT and is_last:
        return value < wanted
    if target.comparator == Comparator.RANGE and is_last and target.value_max is not None:
        return wanted <= value <= target.value_max
    return value <= wanted if _is_down(target) else value >= wanted


def _is_down(target: Target) -> bool:
    """Whether lower is better: as people said, as the sign says, or as it lies below the baseline."""
    if target.direction:
        return target.direction == Direction.DOWN
    if target.comparator in (Comparator.LE, Comparator.LT):
        return True
    if target.comparator not in (Comparator.NONE, Comparator.EQ):
        return False
    return None not in (target.value, target.baseline_value) and target.value < target.baseline_value  # type: ignore[operator]


def _before_last(ends: Sequence[date]) -> date:
    """The end of the period before the last one."""
    return ends[-2] if len(ends) > 1 else date.min
