"""Asking many questions at once: whom each would be asked of, or why it would not; and what was asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.programme import access
from hatang.programme.clearing import Filler
from hatang.programme.models import GapBatch, GapRequest, Task
from hatang.programme.queries.gaps import GapFilter, GapLine, gap_lines, with_gaps
from hatang.programme.wording import day


@dataclass(frozen=True)
class GapOutcome:
    """Whom a question would be asked of, or why of nobody."""

    line: GapLine
    asked: Unit | User | None
    why_not: str

    @property
    def key(self) -> tuple[int, str]:
        """The task and the question."""
        return self.line.task.pk, self.line.gap

    @property
    def asked_key(self) -> str:
        """Whom, as a form carries it."""
        return f"{'u' if isinstance(self.asked, Unit) else 'p'}{self.asked.pk}" if self.asked else ""


def gap_outcomes(user: User, keys: Iterable[tuple[int, str]]) -> list[GapOutcome]:
    """What asking would do with questions (task and question); those that are no longer open are left out.

    As many queries however many the questions.
    """
    wanted = set(keys)
    tasks = with_gaps(access.visible_tasks(user).filter(pk__in={pk for pk, _gap in wanted}))
    rows: list[Task] = list(
        tasks.filter(withdrawn_at__isnull=True).order_by("plan__sort_key", "plan_id", "ordinal")
    )
    found = gap_lines(rows, GapFilter(), today=clock.today())
    lines = [line for task in rows for line in found[task.pk] if (task.pk, line.gap) in wanted]
    return [_outcome(user, line) for line in lines]


def _outcome(user: User, line: GapLine) -> GapOutcome:
    asked = line.first_asked
    return GapOutcome(line, asked, _why_not(user, line, asked))


def _why_not(user: User, line: GapLine, asked: Unit | User | None) -> str:
    if not access.may_ask_for_gaps(user, line.task):
        return _("You have no right to ask about this task.")
    if line.facts.is_filled:
        return _("It is filled in.")
    if line.waiting is not None:
        return _("An answer waits for confirmation.")
    if line.request is not None:
        said = {"who": line.request, "day": day(line.request.due_on)}
        return _("%(who)s was asked already, by %(day)s.") % said
    if asked is None and line.filler == Filler.LEAD:
        return _("Several units owe this task; choose on its page who is asked.")
    if asked is None:
        return _("The programme office fills this in itself, or chooses on the task's page who is asked.")
    return ""


def recent_gap_batches(user: User, n_batches: int = 20) -> QuerySet[GapBatch]:
    """The last times many questions were asked at once, as far as the user may look at them, with n_asked."""
    batches = access.visible_gap_batches(user).select_related("asked_by", "undone_by")
    return batches.annotate(n_asked=Count("requests"))[:n_batches]


def batch_requests(user: User, batch: GapBatch) -> QuerySet[GapRequest]:
    """What was asked at once, of the tasks the user may read."""
    rows = GapRequest.objects.filter(Q(batch=batch), task__in=access.visible_tasks(user))
    return rows.select_related("task__plan", "unit", "person").order_by(
        "task__plan__sort_key", "task__ordinal", "pk"
    )
