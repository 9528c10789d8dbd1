"""Activities of all units' plans on a line of time, unit by unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from hatang.planning import access
from hatang.planning.models import Activity, UptakeName
from hatang.programme.models import Plan
from hatang.programme.queries.todays_book import book_of
from hatang.programme.timeline import Shape, Span


@dataclass(frozen=True)
class Planned:
    """An activity on the line of time: its days, the day its task is due, and how the unit stands with that.

    It is late where it ends after its task is due, or has ended and the task is not done by the unit; one
    that takes up a part of the task only once the task is due as well.
    """

    activity: Activity
    span: Span
    due_on: date | None
    is_done: bool
    is_late: bool


def planned_activities(
    user: object, *, year: int, plan: Plan | None = None, unit: int | None = None
) -> "QuerySet[Activity]":
    """Activities of the plans for a year that the user may see, by unit and plan, in their order."""
    plans = access.visible_unit_plans(user).filter(year=year)
    plans = plans.filter(plan=plan) if plan is not None else plans
    plans = plans.filter(unit=unit) if unit is not None else plans
    rows = Activity.objects.filter(unit_plan__in=plans.order_by().values("pk"))
    rows = rows.select_related("unit_plan__unit", "unit_plan__plan", "task", "target")
    return rows.order_by("unit_plan__unit__sort_key", "unit_plan", "ordinal", "pk")


def on_the_line(activities: Iterable[Activity], *, today: date) -> Sequence[Planned]:
    """Activities with their days; what is due comes from the book of the day."""
    book, found = book_of(today), []
    for one in activities:
        owed = book.owed_by_task.get(one.task_id, ()) if one.task_id is not None else ()
        own = next((each for each in owed if each.unit_id == one.unit_plan.unit_id), None)
        task = book.by_pk.get(one.task_id) if one.task_id is not None else None
        due_on = own.due_on if own is not None else task.due_on if task is not None else None
        is_done = own is not None and own.is_done
        is_over = own is not None and _is_over(one, due_on, today)
        is_after = one.ends_on is not None and due_on is not None and one.ends_on > due_on
        found.append(Planned(one, span_of(one), due_on, is_done, not is_done and (is_over or is_after)))
    return found


def _is_over(activity: Activity, due_on: date | None, today: date) -> bool:
    """Whether its days are past, and with them those of what it takes up."""
    if activity.ends_on is None or activity.ends_on >= today:
        return False
    return activity.uptake != UptakeName.PART or (due_on is not None and due_on < today)


def span_of(activity: Activity) -> Span:
    """The days of an activity: from the first quarter that says something, else from January on.

    One without a last day goes on to the end of the year.
    """
    year = activity.unit_plan.year
    first = next((place for place, words in enumerate(activity.quarters) if words), 0)
    start = date(year, first * 3 + 1, 1)
    if activity.ends_on is None:
        return Span(Shape.LINE, start, date(year, 12, 31))
    if activity.ends_on <= start:
        return Span(Shape.MARK, activity.ends_on, activity.ends_on)
    return Span(Shape.BAR, start, activity.ends_on)
