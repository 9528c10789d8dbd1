"""Units are told in time what falls due, and once that it is late."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.base import clock
from hatang.base.history import action
from hatang.notices.models import NoticeKind
from hatang.programme.actions.telling import tell_unit
from hatang.programme.horizon import horizon
from hatang.programme.models import Obligation
from hatang.programme.queries.states import with_standing
from hatang.programme.rules import Standing
from hatang.programme.wording import day

# Days before the deadline on which a unit is told; 0 days left is the day itself.
DAYS_BEFORE = (7, 1)
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


def _awaited(today: date) -> QuerySet[Any]:
    """What somebody is expected to work on."""
    rows = Obligation.objects.filter(withdrawn_at__isnull=True, task__withdrawn_at__isnull=True)
    standing: QuerySet[Any] = with_standing(rows, horizon(today))
    return standing.filter(standing__in=[one.value for one in _RUNNING])
