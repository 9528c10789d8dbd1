"""A question that somebody was asked closes by itself once what it asks for came to be."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme.models import Gap, GapFact, GapRequest, Task
from hatang.programme.queries.gaps import open_gap_requests, with_gaps

# What answers a question without words.
_FACTS = {
    Gap.PEOPLE: GapFact.PERSON,
    Gap.TIME: GapFact.TIME,
    Gap.RESPONSIBILITY: GapFact.UNIT,
    Gap.PRODUCT: GapFact.PRODUCT,
}


def close_answered(tasks: Iterable[int], *, by: User, at: datetime) -> None:
    """Close what was asked about tasks where it needs no answer any more; for actions that changed these.

    Who asked is told what came to be. Two queries where nothing is asked, however many the tasks.
    """
    requests = list(
        open_gap_requests().filter(task__in=list(tasks)).select_for_update(of=("self",)).order_by("pk")
    )
    if not requests:
        return
    asked = {
        task.pk: task for task in with_gaps(Task.objects.filter(pk__in={one.task_id for one in requests}))
    }
    for request in requests:
        fact = _fact(asked[request.task_id], request.gap)
        if fact is not None:
            _close(request, asked[request.task_id], fact, by, at)


def _fact(task: Task, gap: str) -> GapFact | None:
    """What answers a question of a task (of `with_gaps`) by now; None while it is open."""
    if getattr(task, f"is_{gap}_by_field"):
        return _FACTS[Gap(gap)]
    if gap in task.gaps:
        return None
    has_event = gap == Gap.TIME and task.due_events.filter(taken_back_at__isnull=True).exists()
    return GapFact.TIME if has_event else GapFact.DOCUMENT


def _close(request: GapRequest, task: Task, fact: GapFact, by: User, at: datetime) -> None:
    request.fact, request.closed_at, request.closed_by = fact, at, by
    request.save(update_fields=["fact", "closed_at", "closed_by"])
    tell(
        people=[request.asked_by],
        kind=NoticeKind.ASSIGNMENT,
        subject=subject_of("task", task),
        sentence=lambda: (
            _("“%(gap)s” needs no answer any more: %(fact)s.")
            % {"gap": Gap(request.gap).label, "fact": fact.label}
        ),
        by=by,
        at=at,
        anchor="sau-ro",
    )
