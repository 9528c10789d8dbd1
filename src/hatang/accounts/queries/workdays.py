"""The days that are worked, with what was said of single ones."""

from datetime import date

from hatang.accounts.models import WorkDay
from hatang.base.workdays import ANSWER_DAYS, WorkDays


def work_days() -> WorkDays:
    """The days that are worked; one query."""
    rows = WorkDay.objects.values_list("day", "is_worked", "ground")
    return WorkDays({day: (is_worked, ground) for day, is_worked, ground in rows})


def usual_answer_day(today: date) -> date:
    """By when an answer is asked for unless another day is chosen: within three working days; one query."""
    return work_days().after(today, ANSWER_DAYS)
