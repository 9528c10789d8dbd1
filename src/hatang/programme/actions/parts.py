"""Parts of a deadline of several parts: each is met, or waived, for itself."""

from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.lists import EARLIEST
from hatang.base.refusal import Conflict, Refusal
from hatang.programme.actions.telling import tell_of_state
from hatang.programme.horizon import deadline_of
from hatang.programme.models import RECURRING, DuePart, Obligation, Occurrence, Progress
from hatang.programme.parts import PartState
from hatang.programme.queries.parts import states_of
from hatang.programme.rules import RUNNING, next_due
from hatang.programme.wording import part_words

MOST_WORDS = 2000


@action
def meet_part(
    *,
    obligation: Obligation,
    part: DuePart,
    by: User,
    at: datetime,
    done_on: date | None = None,
    waived_because: str = "",
) -> Occurrence:
    """Say that a unit has met one part of a deadline, or with a reason that it need not; again corrects it.

    What had not begun has begun with it. Of a part that recurs, the period that `done_on` lies in is met.

    Args:
        obligation: what the unit owes.
        part: of the deadline of its task.
        by: who says it.
        at: when.
        done_on: the day on which it was done, today by default.
        waived_because: why it need not be met; empty where it was met.

    Raises:
        Conflict: it is no part of this deadline that can be met, or the work is not going on.
        Refusal: the day lies in the future or too far back, or the reason is too long.
    """
    today = clock.local(at).date()
    done_on, because = done_on or today, waived_because.strip()
    if done_on > today:
        raise Refusal(_("The day lies in the future."), field="ngay")
    if done_on < EARLIEST:
        raise Refusal(_("The day lies too far back."), field="ngay")
    if len(because) > MOST_WORDS:
        raise Refusal(_("Write at most %(n)s characters.") % {"n": MOST_WORDS}, field="ly-do")
    obligation = _locked(obligation)
    state = _state_of(obligation, part, today)
    due_on = state.due_on or done_on
    if part.due_kind in RECURRING:
        due_on = next_due(deadline_of(part), done_on, is_strict=settings.IS_BEFORE_STRICT) or due_on
    elif state.met is not None:
        due_on = state.met.due_on
    met, _made = Occurrence.objects.update_or_create(
        obligation=obligation,
        part=part,
        due_on=due_on,
        defaults={"done_on": done_on, "waived_because": because, "recorded_at": at, "recorded_by": by},
    )
    _begin(obligation, by=by, at=at)
    return met


@action
def reopen_part(*, obligation: Obligation, part: DuePart, by: User, at: datetime) -> None:
    """Say that a part was not met after all; the audit keeps what was said.

    Raises:
        Conflict: the work is done: that is taken back first; or the part is not met.
    """
    obligation = _locked(obligation)
    if obligation.state == Progress.DONE:
        raise Conflict(_("The work is done; say first that it is in progress again."))
    met = _state_of(obligation, part, clock.local(at).date()).met
    if met is None:
        raise Conflict(_("This part is not met."))
    met.delete()
    obligation.updated_at = at
    obligation.save(update_fields=["updated_at"])


def refuse_open_parts(obligation: Obligation, today: date) -> list[PartState]:
    """The parts of a deadline, all of which are met.

    Raises:
        Conflict: one is open.
    """
    states = states_of(obligation, today=today)
    still_open = [part_words(one.part) for one in states if one.is_open]
    if still_open:
        raise Conflict(
            _("Not all parts of the deadline are met: %(parts)s. Mark each as done, or have it waived.")
            % {"parts": "; ".join(still_open)}
        )
    return states


def last_met(states: list[PartState]) -> date | None:
    """The day on which the last part was done; None where there are no parts, or all were waived."""
    days = [one.met.done_on for one in states if one.met is not None and not one.met.waived_because]
    return max(days, default=None)


def _state_of(obligation: Obligation, part: DuePart, today: date) -> PartState:
    for state in states_of(obligation, today=today):
        if state.part.pk == part.pk and part.counts:
            return state
    raise Conflict(_("This is no part of the deadline that is met for itself."))


def _begin(obligation: Obligation, *, by: User, at: datetime) -> None:
    has_begun = obligation.state != Progress.NOT_STARTED
    obligation.state = obligation.state if has_begun else Progress.IN_PROGRESS
    obligation.updated_at = at
    obligation.save(update_fields=["state", "updated_at"])
    if not has_begun:
        tell_of_state(obligation, by=by, at=at)


def _locked(obligation: Obligation) -> Obligation:
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("task__plan", "unit")
    obligation = rows.get(pk=obligation.pk)
    if obligation.withdrawn_at is not None:
        raise Conflict(_("The plan no longer asks this of the unit."))
    if obligation.state not in (*RUNNING, Progress.SUBMITTED, Progress.DONE):
        raise Conflict(_("The programme office has paused or withdrawn this: it is resumed first."))
    return obligation
