"""Units are told in time what falls due and which milestones come, and every week what is late."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.queries.workdays import work_days
from hatang.base import clock
from hatang.base.history import action
from hatang.base.ladder import MOST_DAYS, rung_day, rung_due
from hatang.base.workdays import WorkDays
from hatang.notices.actions import tell
from hatang.notices.models import Notice, NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme.actions.telling import people_asked, tell_unit
from hatang.programme.horizon import horizon
from hatang.programme.models import Milestone, Obligation
from hatang.programme.queries.states import with_standing
from hatang.programme.rules import Standing
from hatang.programme.wording import day

# Days before a milestone; -1 is the day after it.
DAYS_BEFORE_MILESTONE = (3, -1)
_RUNNING = (Standing.NOT_STARTED, Standing.IN_TIME, Standing.OVERDUE)


def remind_of_deadlines(*, at: datetime) -> int:
    """Tell units what falls due and what is late, by the ladder of each plan. Returns how many were told.

    The newest rung that has come is told once; after the last one it goes on every week (`base.ladder`).
    """
    today, days = clock.local(at).date(), work_days()
    if not days.is_worked(today):
        return 0
    return sum(_remind(obligation_id=pk, today=today, at=at) for pk in _due_to_tell(today, days))


def _due_to_tell(today: date, days: WorkDays) -> list[int]:
    """What is awaited and was not told since the day of its newest rung; one query."""
    rows = _awaited(today).filter(due_on__isnull=False, due_on__lte=today + timedelta(days=MOST_DAYS))
    rows = rows.values_list("pk", "due_on", "reminded_on", "task__plan__rungs", "task__plan__published_at")
    # Thousands of rows have few days; working days are counted once for each.
    rung_days: dict[tuple[date, tuple[int, ...], date], date | None] = {}
    found = []
    for pk, due_on, reminded_on, rungs, published_at in rows:
        key = due_on, tuple(rungs), clock.local(published_at).date()
        if key not in rung_days:
            rung_days[key] = _rung_day(*key, today, days)
        told_by = rung_days[key]
        if told_by is not None and (reminded_on is None or reminded_on < told_by):
            found.append(pk)
    return found


def _rung_day(
    due_on: date, rungs: Sequence[int], opened_on: date, today: date, days: WorkDays
) -> date | None:
    rung = rung_due(rungs, due_on, opened_on=opened_on, today=today, days=days)
    return None if rung is None else rung_day(due_on, rung, days)


@action
def _remind(*, obligation_id: int, today: date, at: datetime) -> bool:
    # Locked: two workers that remind at once tell it once.
    Obligation.objects.select_for_update(of=("self",)).get(pk=obligation_id)
    rows = _awaited(today).select_related("unit", "task__plan", "responsible")
    found = rows.filter(pk=obligation_id).first()
    if found is None or found.reminded_on == today:
        return False
    found.reminded_on = today
    found.save(update_fields=["reminded_on"])
    due_on: date = found.due_on

    def sentence() -> str:
        said = {"unit": found.unit, "day": day(due_on)}
        if due_on < today:
            return _("%(unit)s: this was due on %(day)s and is not done.") % said
        return _("%(unit)s: this is due on %(day)s.") % said

    tell_unit(found, NoticeKind.REMINDER, sentence, by=None, at=at)
    return True


def remind_of_milestones(*, at: datetime) -> int:
    """Tell units which milestones come in three days or passed yesterday unreached; returns of how many."""
    today = clock.local(at).date()
    days = [today + timedelta(days=n) for n in DAYS_BEFORE_MILESTONE]
    awaited = _awaited(today).filter(milestones__due_on__in=days, milestones__reached_on__isnull=True)
    rows = Milestone.objects.filter(
        obligation__in=awaited.values("pk"), due_on__in=days, reached_on__isnull=True
    )
    return sum(_remind_of(milestone_id=pk, today=today, at=at) for pk in rows.values_list("pk", flat=True))


@action
def _remind_of(*, milestone_id: int, today: date, at: datetime) -> bool:
    # Locked: two workers that remind at once tell it once.
    found = Milestone.objects.select_for_update(of=("self",)).filter(pk=milestone_id).first()
    if found is None or found.reached_on is not None:
        return False
    owed = Obligation.objects.select_related("unit", "task__plan", "responsible").get(pk=found.obligation_id)
    subject, anchor = subject_of("obligation", owed), f"moc-{found.pk}"
    told = Notice.objects.filter(**subject.columns, kind=NoticeKind.REMINDER, anchor=anchor)
    if told.filter(created_at__gte=clock.day_start(today)).exists():
        return False

    def sentence() -> str:
        said = {"title": found.title[:200], "day": day(found.due_on)}
        if found.due_on < today:
            return _("The milestone “%(title)s” was promised for %(day)s and is not reached.") % said
        return _("The milestone “%(title)s” is promised for %(day)s.") % said

    kind = NoticeKind.REMINDER
    people = people_asked(owed)
    return bool(
        tell(people=people, kind=kind, subject=subject, sentence=sentence, by=None, at=at, anchor=anchor)
    )


def _awaited(today: date) -> QuerySet[Any]:
    """What somebody is expected to work on."""
    rows = Obligation.objects.filter(withdrawn_at__isnull=True, task__withdrawn_at__isnull=True)
    standing: QuerySet[Any] = with_standing(rows, horizon(today))
    return standing.filter(standing__in=[one.value for one in _RUNNING])
