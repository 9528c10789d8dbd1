"""What a day makes of tasks: done, late, due soon - as conditions of the database."""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from hatang.programme.horizon import Horizon
from hatang.programme.models import Obligation, Progress, Task

WEEK = 7
MONTH = 30
LATE = "late"
DUE_WEEK = "week"
DUE_MONTH = "month"
OPEN = "open"
DONE = "done"
UNASSIGNED = "unassigned"
STATES = (LATE, DUE_WEEK, DUE_MONTH, OPEN, DONE, UNASSIGNED)


def with_state(tasks: QuerySet[Task], view: Horizon) -> QuerySet[Task]:
    """Tasks with their day, their obligations counted and what the day makes of them.

    The counts are subqueries, which the database computes for the rows of the page only.
    """
    today = Value(view.today, output_field=DateField())
    counted: QuerySet[Task, Any] = tasks.annotate(
        due_on=view.due_on(),
        n_obligations=_n_obligations(Q()),
        n_done=_n_obligations(view.done()),
        n_started=_n_obligations(Q(state=Progress.IN_PROGRESS)),
    )
    return counted.annotate(
        urgency=Case(
            When(is_done_by_all(view), then=Value(DONE)),
            When(due_on__lt=view.today, then=Value(LATE)),
            When(within(view.today, WEEK), then=Value(DUE_WEEK)),
            When(within(view.today, MONTH), then=Value(DUE_MONTH)),
            default=Value(""),
            output_field=CharField(),
        ),
        n_days_late=_days_between(F("due_on"), today),
        n_days_left=_days_between(today, F("due_on")),
    )


def live(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks that a plan still asks for."""
    return tasks.filter(withdrawn_at__isnull=True)


def is_done_by_all(view: Horizon) -> Q:
    """Condition for a task that somebody owes and nobody still owes."""
    return Q(Exists(owed())) & ~Q(Exists(owed().exclude(view.done())))


def owed() -> QuerySet[Obligation]:
    """What is owed for the task of the outer query."""
    return Obligation.objects.filter(task=OuterRef("pk"), withdrawn_at__isnull=True)


def within(today: date, n_days: int) -> Q:
    """Condition for a day within the next days."""
    return Q(due_on__gte=today, due_on__lte=today + timedelta(days=n_days))


def _n_obligations(condition: Q) -> Coalesce:
    rows = owed().filter(condition).order_by().values("task")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())


def _days_between(start: Any, end: Any) -> Any:
    """Days from one day to another; the database subtracts days to a whole number."""
    return Func(end, start, template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField())
