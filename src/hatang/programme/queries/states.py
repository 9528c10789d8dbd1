"""What a day makes of tasks: done, late, due soon - as conditions of the database."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from hatang.programme.horizon import Horizon
from hatang.programme.models import Obligation, Progress, Task
from hatang.programme.rules import Standing

WEEK = 7
MONTH = 30
LATE = "late"
DUE_WEEK = "week"
DUE_MONTH = "month"
OPEN = "open"
DONE = "done"
WITHDRAWN = "withdrawn"
UNASSIGNED = "unassigned"
STATES = (LATE, DUE_WEEK, DUE_MONTH, OPEN, DONE, UNASSIGNED)
# Of the obligations of a task, the standing to be asked about first is that of the task.
_ASKED_FIRST = (
    Standing.OVERDUE,
    Standing.SUBMITTED,
    Standing.REQUESTED,
    Standing.IN_TIME,
    Standing.NOT_STARTED,
    Standing.IN_TRANSITION,
    Standing.PAUSED,
    Standing.DONE_LATE,
    Standing.DONE_IN_TIME,
    Standing.WITHDRAWN,
)


def with_state(tasks: QuerySet[Task], view: Horizon) -> QuerySet[Task]:
    """Tasks with their day, their obligations counted and what the day makes of them.

    A page of them is read in two steps (`pagewise`), so that the counts are made for its rows only.
    """
    today = Value(view.today, output_field=DateField())
    counted: QuerySet[Task, Any] = tasks.alias(first_standing=_first_standing(view)).annotate(
        due_on=view.due_on(),
        is_finished=ExpressionWrapper(is_done_by_all(view), output_field=BooleanField()),
        n_obligations=_n_obligations(~Q(state=Progress.WITHDRAWN)),
        n_done=_n_obligations(view.done()),
        n_started=_n_obligations(Q(state__in=(Progress.IN_PROGRESS, Progress.SUBMITTED))),
    )
    return counted.annotate(
        urgency=Case(
            When(is_finished=True, then=Value(DONE)),
            When(is_closed(view), then=Value(WITHDRAWN)),
            When(~is_awaited(view), then=Value("")),
            When(due_on__lt=view.today, then=Value(LATE)),
            When(within(view.today, WEEK), then=Value(DUE_WEEK)),
            When(within(view.today, MONTH), then=Value(DUE_MONTH)),
            default=Value(""),
            output_field=CharField(),
        ),
        # What some units have done and others not begun is under way.
        standing=Case(
            When(first_standing=Standing.NOT_STARTED.value, n_done__gt=0, then=Value(Standing.IN_TIME.value)),
            default=F("first_standing"),
            output_field=CharField(),
        ),
        n_days_late=_days_between(F("due_on"), today),
        n_days_left=_days_between(today, F("due_on")),
    )


def first_asked(standings: Iterable[str]) -> str:
    """Of the standings of what is owed for a task, the one asked about first; empty where there is none."""
    return min(standings, key=_ASKED_FIRST.index, default="")


def live(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks that a plan still asks for."""
    return tasks.filter(withdrawn_at__isnull=True)


def is_done_by_all(view: Horizon) -> Q:
    """Condition for a task that somebody owes and nobody still owes."""
    return Q(Exists(owed().filter(view.done()))) & ~Q(Exists(_left(view)))


def is_closed(view: Horizon) -> Q:
    """Condition for a task that was owed and of which nothing is left: done or withdrawn."""
    return Q(Exists(owed())) & ~Q(Exists(_left(view)))


def is_awaited(view: Horizon) -> Q:
    """Condition for a task on which somebody is expected to work, or which nobody was given."""
    nobody = ~Q(Exists(owed())) & ~Q(plan__in=view.ended_plans)
    return Q(Exists(owed().filter(view.running()))) | nobody


def with_standing(obligations: QuerySet[Obligation], view: Horizon) -> QuerySet[Obligation]:
    """Obligations with their day as `due_on` and what it makes of their progress as `standing`."""
    dated: QuerySet[Obligation, Any] = obligations.annotate(due_on=view.owed_on())
    done_in_time = view.done() & (Q(due_on__isnull=True) | Q(done_on__lte=F("due_on")))
    cases = (
        (done_in_time, Standing.DONE_IN_TIME),
        (view.done(), Standing.DONE_LATE),
        (Q(state=Progress.SUBMITTED), Standing.SUBMITTED),
        (Q(state=Progress.PAUSED), Standing.PAUSED),
        (Q(state=Progress.WITHDRAWN), Standing.WITHDRAWN),
        (view.in_transition(), Standing.IN_TRANSITION),
        (view.is_requested(), Standing.REQUESTED),
        (Q(due_on__lt=view.today), Standing.OVERDUE),
        (Q(state=Progress.IN_PROGRESS), Standing.IN_TIME),
    )
    return dated.annotate(
        standing=Case(
            *(When(when, then=Value(standing.value)) for when, standing in cases),
            default=Value(Standing.NOT_STARTED.value),
            output_field=CharField(),
        )
    )


def stands(standing: str, view: Horizon, **owing: Any) -> Q:
    """Condition for tasks of which some obligation (of `owing`) has a standing."""
    rows: QuerySet[Any] = with_standing(Obligation.objects.filter(withdrawn_at__isnull=True, **owing), view)
    return Q(pk__in=rows.filter(standing=standing).order_by().values("task"))


def owed() -> QuerySet[Obligation]:
    """What is owed for the task of the outer query."""
    return Obligation.objects.filter(task=OuterRef("pk"), withdrawn_at__isnull=True)


def within(today: date, n_days: int) -> Q:
    """Condition for a day within the next days."""
    return Q(due_on__gte=today, due_on__lte=today + timedelta(days=n_days))


def _left(view: Horizon) -> QuerySet[Obligation]:
    """What is still owed for the task of the outer query."""
    return owed().exclude(view.done()).exclude(state=Progress.WITHDRAWN)


def _first_standing(view: Horizon) -> Coalesce:
    """The standing to be asked about first, empty where nobody owes the task."""
    # A place in a list names the standing once; a case for each place would repeat all of its conditions.
    order = Cast(Value([one.value for one in _ASKED_FIRST]), ArrayField(TextField()))
    rank = Func(order, F("standing"), function="array_position", output_field=IntegerField())
    first: QuerySet[Any] = with_standing(owed(), view)
    found = Subquery(first.annotate(rank=rank).order_by("rank", "pk").values("standing")[:1])
    return Coalesce(found, Value(""), output_field=CharField())


def _n_obligations(condition: Q) -> Coalesce:
    rows = owed().filter(condition).order_by().values("task")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())


def _days_between(start: Any, end: Any) -> Any:
    """Days from one day to another; the database subtracts days to a whole number."""
    return Func(end, start, template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField())
