"""When what falls due is asked for again, on worked days before and after its last day.

A rung is a whole number of days from the last day: below 0 before it, 0 on it, above 0 after it.
"""

import re
from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _

from hatang.base.refusal import Refusal
from hatang.base.workdays import ANSWER_DAYS, WorkDays

USUAL_RUNGS = (-30, -14, -7, -1, 1)
# Rungs lie within a year of the last day, and are not more than this.
MOST_DAYS, MOST_RUNGS = 365, 20
# Reminders after the last day, before it is taken to the unit's head; 0 for never.
USUAL_ESCALATES_AFTER, MOST_ESCALATES_AFTER = 2, 52
_WEEK = 7


def usual_rungs() -> list[int]:
    """The rungs of a campaign or plan that says nothing else."""
    return list(USUAL_RUNGS)


def days_of(rungs: Collection[int]) -> tuple[str, str]:
    """The days of rungs up to the last day and after it, as they are typed: "30, 14, 7, 1" and "1"."""
    before = ", ".join(str(-rung) for rung in sorted(rungs) if rung <= 0)
    return before, ", ".join(str(rung) for rung in sorted(rungs) if rung > 0)


def is_bearable(rungs: Collection[int]) -> bool:
    """Whether rungs are few enough, and near enough to the last day."""
    return len(rungs) <= MOST_RUNGS and all(abs(rung) <= MOST_DAYS for rung in rungs)


def rung_day(last: date, rung: int, days: WorkDays) -> date:
    """The worked day of a rung: up to the last day the worked day before, after it the worked day after."""
    day = last + timedelta(days=rung)
    return days.after(day, 0) if rung > 0 else days.before(day)


def rung_due(
    rungs: Collection[int], last: date, *, opened_on: date, today: date, days: WorkDays
) -> int | None:
    """The newest rung whose day has come, however long ago; None where none has come since the opening.

    Only the newest one is due: who was not reached for some days is not told several times at once. After the
    last rung that lies after the last day it goes on every week. On a day that is not worked nothing is due.

    Args:
        rungs: of the campaign or plan, in any order.
        last: the last day on which it is on time.
        opened_on: when units were told of it; a rung of this day or of an earlier one has passed.
        today: the day that is looked at.
        days: which days are worked.
    """
    if not days.is_worked(today):
        return None
    ladder = sorted(rungs)
    if ladder and ladder[-1] > 0:
        n_more = max(((today - last).days - ladder[-1]) // _WEEK, 0)
        ladder += [ladder[-1] + _WEEK * n for n in range(1, n_more + 1)]
    come = [rung for rung in ladder if opened_on < rung_day(last, rung, days) <= today]
    return come[-1] if come else None


def escalates_on(rungs: Collection[int], after: int, last: date, days: WorkDays) -> date | None:
    """The first day on which silence after some reminders is taken to the unit's head; None for never.

    Args:
        rungs: of the campaign or plan, in any order; without one after the last day nothing goes on.
        after: how many reminders after the last day are waited for; 0 for never.
        last: the last day on which it was on time.
        days: which days are worked; the unit has three of them after the last reminder.
    """
    late = sorted(rung for rung in rungs if rung > 0)
    if not after or not late:
        return None
    late += [late[-1] + _WEEK * n for n in range(1, after + 1)]
    return days.after(rung_day(last, late[after - 1], days), ANSWER_DAYS + 1)


def typed_rungs(before: str, after: str) -> list[int]:
    """Rungs as they are typed: "30, 14" before the last day, "1" after it; empty for no reminders.

    Raises:
        Refusal: something else than whole numbers of days is typed, or they are too many or too far away.
    """
    found = sorted({*(-n for n in _days(before)), *_days(after)})
    if not is_bearable(found):
        said = _("Give at most %(n)s days of reminders, each within %(most)s days of the last day.")
        raise Refusal(said % {"n": MOST_RUNGS, "most": MOST_DAYS}, field="rungs")
    return found


def _days(words: str) -> list[int]:
    found = [word for word in re.split(r"[\s,;]+", words) if word]
    if not all(word.isdecimal() and len(word) <= 3 for word in found):
        raise Refusal(_("Write the days of reminders as whole numbers, like “30, 14, 7, 1”."), field="rungs")
    return [int(word) for word in found]
