"""Rows about what a unit owes; that of a restricted document is left out, as reports are shown to others."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hatang.accounts.models import Unit
from hatang.base import clock
from hatang.base.looks import once
from hatang.notices.models import Evidence
from hatang.programme.horizon import Horizon
from hatang.programme.models import Milestone, Obligation, Occurrence, Progress, TargetValue
from hatang.programme.queries.states import with_standing
from hatang.programme.rules import Standing


def owed(unit: Unit, _start: date, _end: date) -> QuerySet[Obligation]:
    """All that the unit owes."""
    rows = Obligation.objects.filter(unit=unit, withdrawn_at__isnull=True, task__withdrawn_at__isnull=True)
    return rows.exclude(state=Progress.WITHDRAWN).filter(task__plan__document__is_restricted=False)


def done(unit: Unit, start: date, end: date) -> QuerySet[Obligation]:
    """What was done in the period."""
    return owed(unit, start, end).filter(state=Progress.DONE, done_on__range=(start, end))


def still_open(unit: Unit, start: date, end: date) -> QuerySet[Obligation]:
    """What was not done at the end of the period."""
    return owed(unit, start, end).exclude(state=Progress.DONE, done_on__lte=end)


def done_in_time(unit: Unit, start: date, end: date) -> QuerySet[Obligation]:
    """What was done in the period by its day, or has none."""
    return done(unit, start, end).exclude(pk__in=done_late(unit, start, end).order_by().values("pk"))


def done_late(unit: Unit, start: date, end: date) -> QuerySet[Obligation]:
    """What was done in the period after its day."""
    rows = _dated(done(unit, start, end), unit, end)
    # A recurring duty may be owed again by now; what was recorded of it says whether it was late.
    late = Occurrence.objects.filter(
        obligation=OuterRef("pk"), done_on=OuterRef("done_on"), due_on__lt=F("done_on"), waived_because=""
    )
    return rows.filter(Q(standing=Standing.DONE_LATE) | Exists(late))


def overdue(unit: Unit, start: date, end: date) -> QuerySet[Obligation]:
    """What was due when the period ended, today at the latest, and was not done then."""
    rows = _dated(still_open(unit, start, end), unit, end)
    return rows.filter(Q(standing=Standing.OVERDUE) | Q(state=Progress.DONE, due_on__lte=end))


def milestones_due(unit: Unit, start: date, end: date) -> QuerySet[Milestone]:
    """Milestones promised for a day of the period."""
    return Milestone.objects.filter(obligation__in=owed(unit, start, end), due_on__range=(start, end))


def milestones_kept(unit: Unit, start: date, end: date) -> QuerySet[Milestone]:
    """Those of them that were reached by their day."""
    return milestones_due(unit, start, end).filter(reached_on__lte=F("due_on"))


def evidence_added(unit: Unit, start: date, end: date) -> QuerySet[Evidence]:
    """Files added in the period to what the unit owes or to figures it declared, and not taken back."""
    rows: QuerySet[Evidence, Any] = Evidence.objects.filter(
        removed_at__isnull=True, added_at__date__range=(start, end)
    )
    figures = TargetValue.objects.filter(unit=unit, target__plan__document__is_restricted=False)
    return rows.filter(
        Q(subject_kind="obligation", subject_id__in=owed(unit, start, end).order_by().values("pk"))
        | Q(subject_kind="figure", subject_id__in=figures.order_by().values("pk"))
    )


def _dated(rows: QuerySet[Obligation], unit: Unit, end: date) -> QuerySet[Obligation]:
    """Obligations with their day and standing when a period had ended, or today where it has not."""
    # A day is over when it has ended: what was due on the last one is looked at from the day after it.
    day = min(end + timedelta(days=1), clock.today())
    return with_standing(rows, once(("report", unit.pk, day), lambda: _view(unit, day)))


def _view(unit: Unit, day: date) -> Horizon:
    tasks = Obligation.objects.filter(unit=unit).order_by().values_list("task", flat=True)
    return Horizon(day, settings.IS_BEFORE_STRICT).of_tasks(tasks)
