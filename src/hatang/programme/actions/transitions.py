"""Work whose document or unit has ended: moved to its successor, closed, or still carried out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.notices.models import NoticeKind
from hatang.programme.actions.carrying import bring_back, carry, drop
from hatang.programme.actions.telling import tell_of_state, tell_unit
from hatang.programme.horizon import horizon
from hatang.programme.models import Obligation, Progress, Task, Transition, TransitionPart, Way
from hatang.programme.queries.transitions import OPEN_STATES, Handover, handovers

MOST_WORDS = 2000
MOST_AT_ONCE = 200
_TURN = "programme.transitions"
_DAYS = ("done_on", "submitted_on", "extended_to", "issued_on")
_COLUMNS = ("state", *_DAYS, "submitted_number", "issued_number", "note", "withdrawn_at")


class DecidedAlready(Conflict):
    """Some of the work was decided about, done or changed meanwhile."""

    code = "decided_already"


class NobodyTakesOver(Refusal):
    """Nothing and nobody is known that could take some of the work over."""

    code = "nobody_takes_over"


class TooLateToUndo(Conflict):
    """A decision is undone on its day only, once, and while nobody has worked on with it."""

    code = "too_late_to_undo"


@action
def decide_transition(
    *,
    obligations: Iterable[Obligation],
    way: str,
    reason: str,
    by: User,
    at: datetime,
    unit: Unit | None = None,
    task: Task | None = None,
) -> Transition:
    """Say what becomes of open work whose document or unit has ended, all of it or none.

    What is moved goes on where it was: the successor takes over how far it is, what was promised and what was
    asked for. The old obligation is withdrawn and stays with its history.

    Args:
        obligations: the work that is decided about.
        way: one of `Way`.
        reason: why.
        by: who decides.
        at: when.
        unit: who takes the work over; the unit proposed for each by default.
        task: the task under which it goes on; the one proposed for each by default.

    Raises:
        Refusal: nothing was chosen, the way is unknown, the reason is missing, a closed unit cannot go on, or
            the task or unit that was chosen has ended itself.
        DecidedAlready: some of it no longer waits for a decision.
        NobodyTakesOver: some of it is to be moved and there is no successor.
    """
    wait_for_turn(_TURN)
    reason = reason.strip()
    today = clock.local(at).date()
    if way not in Way.values:
        raise Refusal(_("Choose what becomes of the work."), field="cach")
    if not reason or len(reason) > MOST_WORDS:
        raise Refusal(_("Say in a sentence of at most 2,000 characters why."), field="ly-do")
    rows = _locked(obligations, today)
    closed = set(horizon(today).closed_units) if way == Way.KEEP else set()
    if any(row.unit_id in closed for row in rows):
        sentence = _("A unit that no longer exists cannot carry work out; move or close it.")
        raise Refusal(sentence, field="cach")
    if way == Way.MOVE:
        _refuse_ended(today, unit, task)
    goals = _goals(rows, today, unit, task) if way == Way.MOVE else []
    transition = Transition.objects.create(way=way, reason=reason, decided_at=at, decided_by=by)
    parts = [
        TransitionPart(transition=transition, obligation=row, before={"old": _columns(row)}) for row in rows
    ]
    for part, goal in zip(parts, goals, strict=False):
        part.successor, part.before["new"] = _hand_over(part.obligation, goal)
        part.before["carried"] = carry(part.obligation, part.successor, reason=reason, by=by, at=at)
    for part in parts if way == Way.CLOSE else []:
        part.before["carried"] = drop(part.obligation, reason=reason, by=by, at=at)
    for row in rows if way != Way.KEEP else []:
        row.state, row.note, row.done_on = Progress.WITHDRAWN, reason, None
        row.save(update_fields=["state", "note", "done_on"])
    for part, after in zip(parts, _now(parts), strict=True):
        part.after = after
    TransitionPart.objects.bulk_create(parts)
    for part in parts if way != Way.KEEP else []:
        _tell(part, words=reason, by=by, at=at)
    return transition


@action
def undo_transition(*, transition: Transition, by: User, at: datetime) -> Transition:
    """Take a decision back on its day: everything is as it was before.

    Raises:
        TooLateToUndo: the day is over, it was undone, or somebody has worked on with it.
    """
    wait_for_turn(_TURN)
    transition = Transition.objects.select_for_update().get(pk=transition.pk)
    if transition.undone_at is not None:
        raise TooLateToUndo(_("This decision was taken back already."))
    if not may_undo_transition(transition, at):
        raise TooLateToUndo(_("A decision can be taken back on its own day only; decide anew."))
    parts = list(
        transition.parts.select_related("obligation__task__plan", "obligation__unit", "successor").order_by(
            "-pk"
        )
    )
    keys = {key for part in parts for key in (part.obligation_id, part.successor_id) if key is not None}
    # Locked in one order: what a unit says meanwhile is seen, or waits.
    list(Obligation.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    if [part.after for part in parts] != _now(parts):
        raise TooLateToUndo(_("Somebody has changed this work since; decide anew."))
    for part in parts:
        _put_back(part.obligation, part.before["old"])
        if part.successor is not None:
            before = part.before["new"] or {**part.after["new"], "withdrawn_at": at.isoformat()}
            _put_back(part.successor, before)
        bring_back(part.obligation, part.successor, part.before.get("carried", {}))
    for part in parts if transition.way != Way.KEEP else []:
        tell_of_state(part.obligation, words=_("Taken back."), by=by, at=at)
    transition.undone_at, transition.undone_by = at, by
    transition.save(update_fields=["undone_at", "undone_by"])
    return transition


def may_undo_transition(transition: Transition, at: datetime) -> bool:
    """Whether a decision is of today and stands."""
    is_of_today = clock.local(transition.decided_at).date() == clock.local(at).date()
    return transition.undone_at is None and is_of_today


def _tell(part: TransitionPart, *, words: str, by: User, at: datetime) -> None:
    """Tell the unit that did the work, and the one that takes it over."""
    tell_of_state(part.obligation, words=words, by=by, at=at)
    successor = part.successor
    if successor is None:
        return

    def sentence() -> str:
        said = {"words": words[:200]}
        if successor.responsible_id is None:
            return _("This work was moved to your unit; name who is responsible. %(words)s") % said
        return _("This work was moved to your unit. %(words)s") % said

    tell_unit(successor, NoticeKind.ASSIGNMENT, sentence, by=by, at=at)


def _locked(obligations: Iterable[Obligation], today: date) -> list[Obligation]:
    keys = {one.pk for one in obligations}
    if not keys:
        raise Refusal(_("Choose at least one piece of work."), field="nghia-vu")
    if len(keys) > MOST_AT_ONCE:
        raise Refusal(_("At most %(n)s are changed at once.") % {"n": MOST_AT_ONCE}, field="nghia-vu")
    waiting = Obligation.objects.select_for_update(of=("self",)).select_related("task__plan", "unit")
    waiting = waiting.filter(
        horizon(today).in_transition(),
        pk__in=keys,
        state__in=OPEN_STATES,
        withdrawn_at__isnull=True,
        task__withdrawn_at__isnull=True,
    )
    rows = list(waiting.order_by("pk"))
    if len(rows) != len(keys):
        raise DecidedAlready(
            _("Some of this work no longer waits for a decision; look at the list again."), field="nghia-vu"
        )
    return rows


def _refuse_ended(today: date, unit: Unit | None, task: Task | None) -> None:
    """What nobody asks for any more cannot be gone on with: work that is moved there is seen in no list."""
    view = horizon(today)
    if task is not None and (task.withdrawn_at is not None or task.plan_id in view.ended_plans):
        raise Refusal(
            _("Task %(n)s is no longer asked for; choose one of a plan in effect.") % {"n": task.pk},
            field="cho-nhiem-vu",
        )
    if unit is not None and unit.pk in view.closed_units:
        raise Refusal(
            _("%(unit)s no longer exists; choose a unit that does.") % {"unit": unit}, field="cho-don-vi"
        )


def _goals(rows: Sequence[Obligation], today: date, unit: Unit | None, task: Task | None) -> list[Handover]:
    proposed = handovers(rows, today=today)
    goals = [Handover(one.obligation, task or one.task, unit or one.unit) for one in proposed]
    lost = [goal for goal in goals if not goal.is_elsewhere]
    if lost:
        named = "; ".join(f"{one.obligation.task.path} · {one.obligation.unit}" for one in lost[:5])
        raise NobodyTakesOver(
            _("No successor is known for %(n)s of them (%(named)s): choose one, close them, or keep them.")
            % {"n": len(lost), "named": named},
            field="nghia-vu",
        )
    return goals


def _hand_over(old: Obligation, goal: Handover) -> tuple[Obligation, dict[str, Any] | None]:
    """The obligation that goes on with the work, and what it was before; None where it is new."""
    assert goal.task is not None and goal.unit is not None  # noqa: S101 - only such goals come here
    carried = ["state", "submitted_on", "submitted_number", "note"]
    if goal.task.pk == old.task_id:
        carried.append("extended_to")
    values = {name: getattr(old, name) for name in carried}
    group = old.group if goal.task.pk == old.task_id else None
    successor, is_new = Obligation.objects.select_for_update().get_or_create(
        task=goal.task, unit=goal.unit, defaults={**values, "group": group}
    )
    if is_new:
        return successor, None
    before = _columns(successor)
    if successor.withdrawn_at is not None or successor.state == Progress.WITHDRAWN:
        successor.withdrawn_at, successor.done_on = None, None
        successor.issued_number, successor.issued_on = "", None
        for name, value in values.items():
            setattr(successor, name, value)
    elif successor.state == Progress.NOT_STARTED and old.state != Progress.NOT_STARTED:
        successor.state = Progress.IN_PROGRESS
    successor.save()
    return successor, before


def _columns(obligation: Obligation) -> dict[str, Any]:
    values = {name: getattr(obligation, name) for name in _COLUMNS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _now(parts: Sequence[TransitionPart]) -> list[dict[str, Any]]:
    """Both obligations of each part as they are in the database."""
    keys = {key for part in parts for key in (part.obligation_id, part.successor_id) if key is not None}
    rows = {pk: _columns(row) for pk, row in Obligation.objects.in_bulk(keys).items()}
    return [
        {"old": rows[part.obligation_id], "new": rows[part.successor_id] if part.successor_id else None}
        for part in parts
    ]


def _put_back(obligation: Obligation, values: dict[str, Any]) -> None:
    days = {name: values[name] and date.fromisoformat(values[name]) for name in _DAYS}
    withdrawn_at = values["withdrawn_at"] and datetime.fromisoformat(values["withdrawn_at"])
    for name, value in {**values, **days, "withdrawn_at": withdrawn_at}.items():
        setattr(obligation, name, value)
    obligation.save(update_fields=list(_COLUMNS))
