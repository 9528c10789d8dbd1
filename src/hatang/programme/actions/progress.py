"""How far a unit is with what it owes, and the steps beside it: submit, accept, pause, withdraw."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import is_of_the_office
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.programme.actions.telling import tell_of_state
from hatang.programme.models import Obligation, Plan, Progress
from hatang.programme.rules import RECORDED, STEPS, Step, may_move, steps_from

MOST_WORDS = 2000


class WrongDay(Refusal):
    """The day does not fit the state."""

    code = "wrong_day"


class WrongMove(Conflict):
    """The obligation cannot go from the state it is in to the one asked for."""

    code = "wrong_move"


@action
def record_progress(
    *, obligation: Obligation, state: str, by: User, at: datetime, done_on: date | None = None, seen: str = ""
) -> Obligation:
    """Say how far a unit is; what is done has a day, today unless another one is given.

    Args:
        obligation: what the unit owes.
        state: not started, in progress or done.
        by: who says it.
        at: when.
        done_on: the day on which it was done.
        seen: the state on the page from which it is said; empty when it does not matter.

    Raises:
        WrongDay: a day is given for work that is not done, or lies in the future.
        WrongMove: the work is waiting for acceptance, paused or withdrawn, or must be accepted.
        Refusal: the state is unknown, or the task is no longer in the plan.
    """
    obligation = _locked(obligation, seen)
    today = clock.local(at).date()
    if state not in RECORDED:
        raise Refusal(_("There is no such state."), field="state")
    if state != Progress.DONE and done_on is not None:
        raise WrongDay(_("Only what is done has a day on which it was done."), field="done_on")
    if done_on is not None and done_on > today:
        raise WrongDay(_("The day on which it was done lies in the future."), field="done_on")
    if obligation.state not in RECORDED:
        raise WrongMove(_moved_by_steps(obligation), field="state")
    if state == Progress.DONE and obligation.task.plan.needs_acceptance and not is_of_the_office(by):
        raise WrongMove(_("This plan asks for acceptance: submit the work instead."), field="state")
    obligation.done_on = (done_on or today) if state == Progress.DONE else None
    is_moved = state != obligation.state
    if is_moved:
        obligation.state, obligation.note, obligation.submitted_on = state, "", None
    obligation.save(update_fields=["state", "done_on", "note", "submitted_on"])
    if is_moved:
        tell_of_state(obligation, by=by, at=at)
    return obligation


@action
def take_step(
    *, obligation: Obligation, step: str, words: str, by: User, at: datetime, seen: str = ""
) -> Obligation:
    """Submit, accept, return, pause, withdraw or resume; accepted work counts from the day it was submitted.

    Args:
        obligation: what the unit owes.
        step: one of `Step`.
        words: what was done, or why; only accepting needs none.
        by: who takes the step.
        at: when.
        seen: the state on the page from which it is taken; empty when it does not matter.

    Raises:
        WrongMove: the step does not lead on from the state.
        Refusal: there is no such step, the words are missing or too long, or the task is no longer asked for.
    """
    if step not in [one.value for one in Step]:
        raise Refusal(_("There is no such step."), field="step")
    words = words.strip()
    if not words and step != Step.ACCEPT:
        raise Refusal(_("Write what was done, or the reason."), field="words")
    if len(words) > MOST_WORDS:
        raise Refusal(_("Write at most %(n)s characters.") % {"n": MOST_WORDS}, field="words")
    obligation = _locked(obligation, seen)
    end = STEPS[Step(step)][1]
    allowed = steps_from(obligation.state, needs_acceptance=obligation.task.plan.needs_acceptance)
    if step not in allowed or not may_move(obligation.state, end):
        raise WrongMove(
            _("This cannot be done now: the unit's work is “%(state)s”.")
            % {"state": obligation.get_state_display()}
        )
    if step == Step.SUBMIT:
        obligation.submitted_on = clock.local(at).date()
    obligation.done_on = obligation.submitted_on if end == Progress.DONE else None
    if step in (Step.RETURN, Step.RESUME):
        obligation.submitted_on = None
    obligation.state, obligation.note = end, words or obligation.note
    obligation.save(update_fields=["state", "done_on", "note", "submitted_on"])
    tell_of_state(obligation, words=words, by=by, at=at)
    return obligation


@action
def ask_for_acceptance(*, plan: Plan, needs_acceptance: bool, by: User, at: datetime) -> Plan:
    """Say whether done work of a plan counts only once it was accepted; what is submitted stays so."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    plan.needs_acceptance = needs_acceptance
    plan.save(update_fields=["needs_acceptance"])
    return plan


def _locked(obligation: Obligation, seen: str) -> Obligation:
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("task__plan", "unit")
    obligation = rows.get(pk=obligation.pk)
    if obligation.withdrawn_at is not None:
        raise Conflict(_("The plan no longer asks this of the unit."))
    if seen and seen != obligation.state:
        raise WrongMove(
            _("Somebody was faster: this is now “%(state)s”. Look at it again.")
            % {"state": obligation.get_state_display()}
        )
    return obligation


def _moved_by_steps(obligation: Obligation) -> str:
    if obligation.state == Progress.SUBMITTED:
        return _("The work is waiting for acceptance: it is accepted or returned first.")
    return _("The programme office has paused or withdrawn this: it is resumed first.")
