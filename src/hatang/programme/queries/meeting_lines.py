"""What a meeting has to speak about: late, due or promised before the next one, waiting, or long silent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.programme import access
from hatang.programme.horizon import horizon
from hatang.programme.models import DeadlineRequest, Meeting, Milestone, Obligation, Progress
from hatang.programme.queries.changes import moment_of
from hatang.programme.queries.obligations import without_milestone
from hatang.programme.queries.states import with_standing
from hatang.programme.rules import RUNNING, Reason, Standing, meeting_reasons

# Where the next meeting is not called yet, it is expected in a week.
A_WEEK = timedelta(days=7)
# Of work that has not begun and is due later than this nobody expects to hear.
AHEAD = timedelta(days=90)

Found = tuple[Obligation, date | None, list[Reason]]

_RUNS = (Standing.NOT_STARTED, Standing.IN_TIME)
_STANDS_THERE = (
    Q(standing__in=(Standing.OVERDUE, Standing.SUBMITTED))
    | Q(is_next=True)
    | Q(has_step=True)
    | Q(is_asking=True)
    | Q(is_quiet=True)
)


@dataclass(frozen=True)
class Left:
    """How much of what is owed and not on the sheet had no word since the former meeting, or no promise."""

    n_silent: int
    n_lacking: int


def next_day(meeting: Meeting) -> date:
    """The day of the next meeting of the same circle; a week later where none is called."""
    same = Q(unit=meeting.unit_id) if meeting.unit_id else Q(unit__isnull=True)
    later = Meeting.objects.filter(same, held_on__gt=meeting.held_on).order_by("held_on")
    return later.values_list("held_on", flat=True).first() or meeting.held_on + A_WEEK


def owed_to(user: object, meeting: Meeting) -> QuerySet[Obligation]:
    """What is owed by the units of a meeting: everybody's, or those of its unit and its divisions."""
    rows = access.visible_obligations(user).filter(withdrawn_at__isnull=True, task__withdrawn_at__isnull=True)
    if meeting.unit_id is None:
        return rows
    own = Unit.objects.filter(Q(pk=meeting.unit_id) | Q(parent=meeting.unit_id)).order_by()
    return rows.filter(unit__in=own.values("pk"))


def lines_of(rows: QuerySet[Any], meeting: Meeting) -> Iterator[Found]:
    """What is red or amber on the day of the meeting, and what was spoken about in it."""
    # What was spoken about stays on the sheet, though it was done during the meeting.
    noted = set(meeting.notes.exclude(obligation=None).values_list("obligation_id", flat=True))
    shown = rows.filter(_STANDS_THERE | Q(pk__in=noted))
    for owed in shown.select_related("unit", "task__plan", "responsible"):
        reasons = meeting_reasons(
            Standing(owed.standing),
            is_next=owed.is_next,
            has_step=owed.has_step,
            is_asking=owed.is_asking,
            is_quiet=owed.is_quiet,
            is_lacking=owed.is_lacking,
            is_silent=owed.is_silent,
        )
        if reasons or owed.pk in noted:
            yield owed, owed.due_on, reasons


def left_of(rows: QuerySet[Any]) -> Left:
    """What could be remarked about the work that is not on the sheet; one query."""
    counted = rows.exclude(_STANDS_THERE).aggregate(
        n_silent=Count("pk", filter=Q(is_silent=True)), n_lacking=Count("pk", filter=Q(is_lacking=True))
    )
    return Left(**counted)


def looked_at(user: User, meeting: Meeting, former: Meeting | None, *, next_on: date) -> QuerySet[Any]:
    """What is owed to a meeting with all that decides whether it has to be spoken about."""
    today = meeting.held_on
    steps = Milestone.objects.filter(obligation=OuterRef("pk"), reached_on=None, due_on__lte=next_on)
    asked = DeadlineRequest.objects.filter(
        obligation=OuterRef("pk"), decision="", obligation__state__in=RUNNING
    )
    lacking = without_milestone(user, today=today).order_by().values("pk")
    running = Q(standing__in=_RUNS)
    silent = Q(pk=None)
    if former is not None:
        since = moment_of(former)
        silent = (running | Q(standing=Standing.OVERDUE)) & (
            Q(updated_at__isnull=True) | Q(updated_at__lt=since)
        )
    rows: QuerySet[Any] = with_standing(owed_to(user, meeting), horizon(today))
    marked: QuerySet[Any] = rows.annotate(
        said_at=Coalesce("updated_at", "task__plan__published_at"),
        is_next=_flag(running & Q(due_on__range=(today, next_on))),
        has_step=_flag(running & Q(Exists(steps))),
        is_asking=Exists(asked),
        is_quiet=_flag(running & _is_quiet(today)),
        is_lacking=_flag(Q(pk__in=lacking)),
        is_silent=_flag(silent),
    )
    return marked


def _is_quiet(today: date) -> Q:
    """Nobody said anything for as long as the plan allows, of what has begun or is due soon enough."""
    allowed = F("task__plan__quiet_weeks") * Value(A_WEEK, output_field=DurationField())
    ends = ExpressionWrapper(F("said_at") + allowed, output_field=DateTimeField())
    expected = Q(state=Progress.IN_PROGRESS) | Q(due_on__lte=today + AHEAD)
    return expected & Q(task__plan__quiet_weeks__gt=0) & Q(LessThan(ends, clock.day_start(today)))


def _flag(condition: Q) -> Case:
    """True or false; what is without a day is not unknown."""
    return Case(When(condition, then=True), default=False, output_field=BooleanField())
