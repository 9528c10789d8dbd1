"""How far a unit is with what it owes, and the steps beside it: submit, accept, pause, withdraw."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import asks_leader
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.lists import EARLIEST
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.models import NoticeKind
from hatang.programme.access import judges
from hatang.programme.actions.hand_ins import close_results, hand_in
from hatang.programme.actions.numbering import ask_clerk
from hatang.programme.actions.occurrences import note_occurrence
from hatang.programme.actions.parts import last_met, refuse_open_parts
from hatang.programme.actions.products import follow_step, forget_numbers, refuse_unproved
from hatang.programme.actions.telling import tell_followers, tell_of_state
from hatang.programme.models import HandInKind, Obligation, Plan, Progress, Task
from hatang.programme.rules import RECORDED, STEPS, Step, may_move, steps_from
from hatang.programme.wording import day

MOST_WORDS = 2000
_SAID = [
    "state",
    "done_on",
    "note",
    "submitted_on",
    "submitted_number",
    "issued_number",
    "issued_on",
    "updated_at",
]


class WrongDay(Refusal):
    """The day does not fit the state."""

    code = "wrong_day"


class WrongMove(Conflict):
    """The obligation cannot go from the state it is in to the one asked for."""

    code = "wrong_move"


@action
def record_progress(
    *,
    obligation: Obligation,
    state: str,
    by: User,
    at: datetime,
    done_on: date | None = None,
    seen: str = "",
    words: str = "",
) -> Obligation:
    """Say how far a unit is; what is done has a day, today unless another one is given.

    Args:
        obligation: what the unit owes.
        state: not started, in progress or done.
        by: who says it.
        at: when.
        done_on: the day on which it was done.
        seen: the state on the page from which it is said; empty when it does not matter.
        words: what is kept with it, where the state changes.

    Raises:
        WrongDay: a day is given for work that is not done, or lies in the future.
        WrongMove: the work is waiting for acceptance, paused or withdrawn, or must be accepted, or the
            leader of the unit is asked first.
        Conflict: a part of its deadline is open.
        Refusal: the state is unknown, or the task is no longer in the plan.
    """
    obligation = _locked(obligation, seen)
    today = clock.local(at).date()
    if state not in RECORDED:
        raise Refusal(_("There is no such state."), field="state")
    if state != Progress.DONE and done_on is not None:
        raise WrongDay(_("Only what is done has a day on which it was done."), field="done_on")
    if done_on is not None and done_on < EARLIEST:
        raise WrongDay(_("The day lies too far back."), field="done_on")
    if done_on is not None and done_on > today:
        raise WrongDay(_("The day on which it was done lies in the future."), field="done_on")
    if obligation.state not in RECORDED:
        raise WrongMove(_moved_by_steps(obligation), field="state")
    if state == Progress.DONE:
        _refuse_unsubmitted(obligation, by)
    last = last_met(refuse_open_parts(obligation, today)) if state == Progress.DONE else None
    if last is not None and done_on is not None and done_on < last:
        raise WrongDay(_("A part of it was done later, on %(day)s.") % {"day": day(last)}, field="done_on")
    obligation.done_on = (done_on or last or today) if state == Progress.DONE else None
    is_moved = state != obligation.state
    if is_moved:
        forget_numbers(obligation, obligation.submitted_number, obligation.issued_number)
        obligation.state, obligation.note, obligation.submitted_on = state, words, None
        obligation.submitted_number, obligation.issued_number, obligation.issued_on = "", "", None
    obligation.updated_at = at
    obligation.save(update_fields=_SAID)
    note_occurrence(obligation, by=by, at=at)
    if state == Progress.DONE:
        close_results(obligation, by=by, at=at)
    if is_moved:
        tell_of_state(obligation, by=by, at=at)
    return obligation


@action
def take_step(
    *,
    obligation: Obligation,
    step: str,
    words: str,
    by: User,
    at: datetime,
    seen: str = "",
    number: str = "",
    on: date | None = None,
) -> Obligation:
    """Submit, accept, return, pause, withdraw or resume; accepted work counts from the day it was submitted.

    What is submitted by somebody whose unit has a leader is handed in to the leader, who releases it.

    Args:
        obligation: what the unit owes.
        step: one of `Step`.
        words: what was done, or why; only accepting needs none.
        by: who takes the step.
        at: when.
        seen: the state on the page from which it is taken; empty when it does not matter.
        number: number of the submission, or of what was issued.
        on: day of the submission, or of the issue; today by default.

    Raises:
        WrongDay: the day lies in the future, or the issue before the submission.
        WrongMove: the step does not lead on from the state.
        AlreadyHandedIn: a result waits for the leader of the unit.
        Refusal: there is no such step, the words are missing or too long, the task is no longer asked for, or
            nothing proves what is submitted.
        Conflict: a part of its deadline is open.
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
    is_within = step == Step.SUBMIT and asks_leader(by, obligation.unit_id)
    allowed = steps_from(obligation.state, needs_acceptance=is_within or is_submitted(obligation.task))
    if step not in allowed or not may_move(obligation.state, end):
        raise WrongMove(
            _("This cannot be done now: the unit's work is “%(state)s”.")
            % {"state": obligation.get_state_display()}
        )
    if end == Progress.DONE:
        refuse_open_parts(obligation, clock.local(at).date())
    if step == Step.SUBMIT:
        refuse_unproved(obligation, number.strip())
    if step in (Step.RETURN, Step.RESUME):
        forget_numbers(obligation, obligation.submitted_number)
    _put_days(obligation, step, number.strip(), on, clock.local(at).date())
    if is_within:
        hand_in(
            obligation=obligation,
            kind=HandInKind.RESULT,
            words=words,
            number=number.strip(),
            on=on,
            by=by,
            at=at,
        )
        return obligation
    obligation.done_on = obligation.submitted_on if end == Progress.DONE else None
    obligation.state, obligation.note, obligation.updated_at = end, words or obligation.note, at
    obligation.save(update_fields=_SAID)
    follow_step(obligation, Step(step), by=by, at=at)
    tell_of_state(obligation, words=words, by=by, at=at)
    if end == Progress.DONE:
        note_occurrence(obligation, by=by, at=at)
    if step == Step.SUBMIT:
        close_results(obligation, by=by, at=at)
        _tell_of_submission(obligation, by=by, at=at)
        ask_clerk(obligation, by=by, at=at)
    return obligation


@action
def ask_for_acceptance(*, plan: Plan, needs_acceptance: bool, by: User, at: datetime) -> Plan:
    """Say whether done work of a plan counts only once it was accepted; what is submitted stays so."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    plan.needs_acceptance = needs_acceptance
    plan.save(update_fields=["needs_acceptance"])
    return plan


def is_submitted(task: Task) -> bool:
    """Whether a unit submits its work instead of saying itself that it is done."""
    return task.plan.needs_acceptance or task.needs_issue


def _tell_of_submission(obligation: Obligation, *, by: User, at: datetime) -> None:
    names = {"unit": obligation.unit.name}
    tell_followers(
        obligation, NoticeKind.REVIEW, lambda: _("%(unit)s submitted its work.") % names, by=by, at=at
    )


def _refuse_unsubmitted(obligation: Obligation, by: User) -> None:
    if judges(by, obligation):
        return
    if asks_leader(by, obligation.unit_id):
        raise WrongMove(
            _("In your unit the leader releases what is done: submit it to the leader."), field="state"
        )
    if obligation.task.needs_issue:
        raise WrongMove(
            _("This product is submitted first and done once it is issued: submit it with its number."),
            field="state",
        )
    if obligation.task.plan.needs_acceptance:
        raise WrongMove(_("This plan asks for acceptance: submit the work instead."), field="state")


def _put_days(obligation: Obligation, step: str, number: str, on: date | None, today: date) -> None:
    """Keep the number and day that a step brings; what is issued has both, after it was submitted."""
    if len(number) > 80:
        raise Refusal(_("A number has at most 80 characters."), field="so")
    if on is not None and on < EARLIEST:
        raise WrongDay(_("The day lies too far back."), field="ngay")
    if on is not None and on > today:
        raise WrongDay(_("The day lies in the future."), field="ngay")
    if step == Step.SUBMIT:
        obligation.submitted_on, obligation.submitted_number = on or today, number
    if step in (Step.RETURN, Step.RESUME):
        obligation.submitted_on, obligation.submitted_number = None, ""
    if step == Step.ACCEPT and obligation.task.needs_issue:
        if not number:
            raise Refusal(_("Enter the number of the document that was issued."), field="so")
        issued_on = on or today
        if obligation.submitted_on is not None and issued_on < obligation.submitted_on:
            raise WrongDay(_("The document cannot be issued before it was submitted."), field="ngay")
        obligation.issued_number, obligation.issued_on = number, issued_on


def _locked(obligation: Obligation, seen: str) -> Obligation:
    rows = Obligation.objects.select_for_update(of=("self",)).select_related(
        "task__plan", "unit", "responsible"
    )
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
