"""How a unit's activities answer what a plan gives it: taken up or not, later, lower.

Days and figures are looked at here, rows of the database nowhere.
"""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hatang.docparse.normalise import fold


class Uptake(StrEnum):
    """How an activity takes up what it is for."""

    WHOLE = "whole"
    PART = "part"


class Taken(StrEnum):
    """How a unit, or all that owe it, have taken up a task."""

    NOBODY = "nobody"
    PART = "part"
    WHOLE = "whole"


class Against(StrEnum):
    """In what an activity contradicts the plan above it."""

    LATER = "later"
    LOWER = "lower"


def taken_by(uptakes: Collection[str]) -> Taken:
    """How a unit takes up a task by its activities: in whole where one of them does."""
    if not uptakes:
        return Taken.NOBODY
    return Taken.WHOLE if Uptake.WHOLE in uptakes else Taken.PART


def taken_together(each: Sequence[Taken]) -> Taken:
    """How all that owe a task have taken it up: by nobody, by each of them in whole, or in part."""
    if all(one is Taken.NOBODY for one in each):
        return Taken.NOBODY
    return Taken.WHOLE if all(one is Taken.WHOLE for one in each) else Taken.PART


def is_later(ends_on: date | None, due_on: date | None, *, year: int) -> bool:
    """Whether an activity ends after its task is due; a day before the plan's year is nobody's to meet."""
    if ends_on is None or due_on is None or due_on.year < year:
        return False
    return ends_on > due_on


def together(values: Sequence[Decimal], measure: str) -> Decimal:
    """What several results of one measure are together: added, but of shares the largest."""
    return max(values) if "%" in measure else sum(values, Decimal(0))


def is_short(said: Decimal, asked: Decimal, *, is_down: bool = False) -> bool:
    """Whether a result stays behind what is asked; where less is better, whether it is more."""
    return said > asked if is_down else said < asked


def is_same_measure(one: str, other: str) -> bool:
    """Whether two measures are the same word; "%" is one too."""
    return fold(one) == fold(other) and ("%" in one) == ("%" in other)


def is_of_year(
    due_start: date | None, done_on: date | None, *, year: int, ends_by: date | None = None
) -> bool:
    """Whether a task is to be planned in a year: begun by its end, not done before it, not over before it.

    Args:
        due_start: the day from which it is to be done.
        done_on: when the unit had done it.
        year: of the unit's plan.
        ends_by: the last day of what is over by itself, like a duty of certain years.
    """
    if due_start is not None and due_start.year > year:
        return False
    if ends_by is not None and ends_by.year < year:
        return False
    return done_on is None or done_on.year >= year
