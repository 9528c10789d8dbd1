"""Milestones by their days, for the calendar and for calendar programs."""

from datetime import date

from django.db.models import QuerySet

from hatang.programme import access
from hatang.programme.horizon import horizon, what_ended
from hatang.programme.models import Milestone, Progress
from hatang.programme.queries.filters import TaskFilter, narrowed
from hatang.programme.queries.states import live, with_state


def milestones_due(
    user: object, chosen: TaskFilter, *, first: date, last: date, today: date
) -> "QuerySet[Milestone]":
    """Milestones of a period in the work that a filter of tasks leaves, of a unit where one is chosen."""
    owed = access.visible_obligations(user).filter(~what_ended(today).in_transition())
    owed = owed.filter(withdrawn_at__isnull=True, task__withdrawn_at__isnull=True)
    owed = owed.exclude(state=Progress.WITHDRAWN)
    if chosen.unit is not None:
        owed = owed.filter(unit=chosen.unit)
    if chosen.is_set:
        view = horizon(today)
        tasks = narrowed(with_state(live(access.visible_tasks(user)), view), chosen, view)
        owed = owed.filter(task__in=tasks.order_by().values("pk"))
    rows = Milestone.objects.filter(due_on__range=(first, last), obligation__in=owed.order_by().values("pk"))
    return rows.select_related("obligation__unit", "obligation__task__plan").order_by("due_on", "pk")
