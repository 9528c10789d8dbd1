"""Periods of a recurring duty: each one that was met is kept."""

from datetime import datetime

from django.conf import settings

from hatang.accounts.models import User
from hatang.base import clock
from hatang.programme.compound import parts_of
from hatang.programme.horizon import deadline_of
from hatang.programme.models import RECURRING, Obligation, Occurrence, Progress
from hatang.programme.rules import next_due


def note_occurrence(obligation: Obligation, *, by: User, at: datetime) -> None:
    """Keep that the period in which a recurring duty was done is met, or that it is not met after all.

    The period is the one the day of the work lies in; work done early for the next one counts for its own.
    Of a deadline of several parts, each part is met for itself.
    """
    if obligation.task.due_kind not in RECURRING or parts_of([obligation.task_id]):
        return
    on = obligation.done_on or clock.local(at).date()
    due = next_due(deadline_of(obligation.task), on, is_strict=settings.IS_BEFORE_STRICT)
    if due is None:
        return
    if obligation.state != Progress.DONE or obligation.done_on is None:
        Occurrence.objects.filter(obligation=obligation, part=None, due_on=due).delete()
        return
    Occurrence.objects.update_or_create(
        obligation=obligation,
        part=None,
        due_on=due,
        defaults={"done_on": obligation.done_on, "recorded_at": at, "recorded_by": by},
    )
