"""Units are told in time what falls due and which milestones come, and once that it is late."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.base import clock
from hatang.base.history import action
from hatang.notices.actions import tell
from hatang.notices.models import Notice, NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme.actions.telling import people_asked, tell_unit
from hatang.programme.horizon import horizon
from hatang.programme.models import Milestone, Obligation
from hatang.programme.queries.states import with_standing
from hatang.programme.rules import Standing
from hatang.programme.wording import day

# Days before the deadline on which a unit is told; 0 days left is the day itself.
DAYS_BEFORE = (7, 1)
# Days before a milestone; -1 is the day after it.
DAYS_BEFORE_MILESTONE = (3, -1)
_RUNNING = (Standing.NOT_STARTED, Standing.IN_TIME, Standing.OVERDUE)


def remind_of_deadlines(*, at: datetime) -> int:
    """Tell units what is due in a week, tomorrow, or was due yesterday; each once a day. Returns how many."""
    today = clock.local(at).date()
    days = [*(today + timedelta(days=n) for n in DAYS_BEFORE), today - timedelta(days=1)]
    due = _awaited(today).filter(due_on__in=days).exclude(reminded_on=today)
    return sum(_remind(obligation_id=pk, today=today, at=at) for pk in due.values_list("pk", flat=True))


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
