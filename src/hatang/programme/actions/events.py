"""What a deadline waited for has happened, or has not after all."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.accounts.queries.workdays import work_days
from hatang.base import clock
from hatang.base.history import action
from hatang.base.lists import EARLIEST
from hatang.base.refusal import Conflict, Refusal
from hatang.documents.models import Document
from hatang.notices.models import NoticeKind
from hatang.programme.actions.gap_facts import close_answered
from hatang.programme.actions.telling import tell_unit
from hatang.programme.models import DueEvent, DueKind, DuePart, Gap, Obligation, Plan, Task, TermUnit
from hatang.programme.rules import RUNNING
from hatang.programme.terms import MOST_UNITS, Term, term_end
from hatang.programme.wording import day

MOST_WORDS = 2000


class ToldAlready(Conflict):
    """Somebody has told the event."""

    code = "told_already"


@dataclass(frozen=True)
class Happening:
    """What is told of an event: its day, its ground, and how long the deadline runs from it."""

    happened_on: date
    ground: str
    n_units: int
    term_unit: str
    document: Document | None = None


@action
def tell_event(
    *,
    task: Task,
    part: DuePart | None,
    told: Happening,
    by: User,
    at: datetime,
    because: str = "",
) -> DueEvent:
    """Say that the event a deadline waits for has happened; the deadline runs from it.

    With a reason in `because` it replaces what was told before.

    Raises:
        ToldAlready: it was told, and no reason is given to correct it.
        Conflict: the deadline waits for no event, or the plan no longer asks for the task.
        Refusal: the day lies in the future or too far back, the ground is missing or too long, or the time
            is none that can be counted.
    """
    task = Task.objects.select_for_update().get(pk=task.pk)
    _refuse_without_event(task, part)
    ground = _refuse_odd(told, clock.local(at).date())
    former = DueEvent.objects.select_for_update().filter(task=task, part=part, taken_back_at__isnull=True)
    present = former.first()
    if present is not None:
        if not because.strip():
            raise ToldAlready(
                _("This was told already, for %(day)s; to correct it, write the reason.")
                % {"day": day(present.happened_on)}
            )
        _take_back(present, because, by, at)
    event = DueEvent.objects.create(
        task=task,
        part=part,
        happened_on=told.happened_on,
        ground=ground,
        document=told.document,
        n_units=told.n_units,
        term_unit=told.term_unit,
        due_on=term_end(Term(told.n_units, told.term_unit), told.happened_on, work_days()),
        told_at=at,
        told_by=by,
    )
    _say_whether_clear(task, part, is_told=True)
    close_answered([task.pk], by=by, at=at)
    _tell_units(event, by=by, at=at)
    return event


@action
def take_back_event(*, event: DueEvent, because: str, by: User, at: datetime) -> DueEvent:
    """Say that an event has not happened after all: the deadline waits again.

    Raises:
        Conflict: it was taken back already.
        Refusal: the reason is missing or too long.
    """
    # The task first, as telling locks it.
    task = Task.objects.select_for_update().get(pk=event.task_id)
    event = DueEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.taken_back_at is not None:
        raise Conflict(_("This was taken back already."))
    _say_whether_clear(task, event.part, is_told=False)
    return _take_back(event, because, by, at)


def keep_clear(plan: Plan) -> None:
    """Let tasks whose event was told keep their clear time after a publication."""
    for task in plan.tasks.filter(due_events__taken_back_at__isnull=True, due_events__isnull=False):
        if task.due_kind == DueKind.ON_EVENT:
            _say_whether_clear(task, None, is_told=True)


def _say_whether_clear(task: Task, part: DuePart | None, *, is_told: bool) -> None:
    """The time of a task is clear once its event was told, and unclear before.

    A plan published since may have given it a day of its own.
    """
    if part is not None or task.due_kind != DueKind.ON_EVENT:
        return
    others = [gap for gap in task.gaps if gap != Gap.TIME]
    task.gaps = others if is_told else [*others, Gap.TIME.value]
    task.save(update_fields=["gaps"])


def _take_back(event: DueEvent, because: str, by: User, at: datetime) -> DueEvent:
    because = because.strip()
    if not because or len(because) > MOST_WORDS:
        raise Refusal(
            _("Write why it is taken back, in at most %(n)s characters.") % {"n": MOST_WORDS}, field="ly-do"
        )
    event.taken_back_at, event.taken_back_by, event.taken_back_because = at, by, because
    event.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_because"])
    return event


def _refuse_without_event(task: Task, part: DuePart | None) -> None:
    if task.withdrawn_at is not None or (part is not None and part.withdrawn_at is not None):
        raise Conflict(_("The newest version of the plan no longer has this."))
    kind = part.due_kind if part is not None else task.due_kind
    is_of_the_task = part is None or part.task_id == task.pk
    has_parts = part is None and task.parts.filter(withdrawn_at__isnull=True).exists()
    if kind != DueKind.ON_EVENT or not is_of_the_task or has_parts:
        raise Conflict(_("This deadline waits for no event."))


def _refuse_odd(told: Happening, today: date) -> str:
    """The ground as it is kept."""
    ground = " ".join(told.ground.split())
    if told.happened_on > today:
        raise Refusal(_("The day lies in the future."), field="ngay")
    if told.happened_on < EARLIEST:
        raise Refusal(_("The day lies too far back."), field="ngay")
    if not ground or len(ground) > 300:
        raise Refusal(
            _("Name the ground in at most 300 characters: the number of the document, or what happened."),
            field="can-cu",
        )
    if told.term_unit not in TermUnit.values:
        raise Refusal(_("There is no such unit of time."), field="don-vi-tinh")
    if not 0 <= told.n_units <= MOST_UNITS:
        raise Refusal(
            _("The time after the event is a number from 0 to %(n)s.") % {"n": MOST_UNITS}, field="thoi-han"
        )
    return ground


def _tell_units(event: DueEvent, *, by: User, at: datetime) -> None:
    owed = Obligation.objects.filter(task_id=event.task_id, withdrawn_at__isnull=True, state__in=RUNNING)
    said = {"ground": event.ground, "day": day(event.due_on)}
    for one in owed.select_related("task__plan", "unit", "responsible"):
        tell_unit(
            one,
            NoticeKind.DEADLINE,
            lambda: _("%(ground)s: from now on this is due on %(day)s.") % said,
            by=by,
            at=at,
        )
