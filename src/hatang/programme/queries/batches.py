"""What a deed would do to many obligations, and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import asks_leader
from hatang.accounts.models import User
from hatang.base import clock
from hatang.programme import access
from hatang.programme.models import Batch, BatchDeed, BatchPart, Obligation, Progress
from hatang.programme.queries.parts import states_of
from hatang.programme.rules import RECORDED, STEPS, Step, steps_from

# Deeds that say how far a unit is; those of the other kind are steps, and asking changes nothing.
STATES_OF_DEEDS = {
    BatchDeed.START: Progress.IN_PROGRESS,
    BatchDeed.FINISH: Progress.DONE,
    BatchDeed.RESET: Progress.NOT_STARTED,
}
STEPS_OF_DEEDS = {
    BatchDeed.ACCEPT: Step.ACCEPT,
    BatchDeed.RETURN: Step.RETURN,
    BatchDeed.PAUSE: Step.PAUSE,
    BatchDeed.RESUME: Step.RESUME,
    BatchDeed.WITHDRAW: Step.WITHDRAW,
}
NEED_WORDS = (BatchDeed.RETURN, BatchDeed.PAUSE, BatchDeed.RESUME, BatchDeed.WITHDRAW)


@dataclass(frozen=True)
class Outcome:
    """What a deed would make of one obligation, or why it does nothing."""

    obligation: Obligation
    state: str
    why_not: str


@dataclass(frozen=True)
class Preview:
    """What a deed would change, and what it would not and why."""

    changed: list[Outcome]
    refused: list[Outcome]


def preview(user: User, obligations: Iterable[Obligation], deed: str) -> Preview:
    """What a deed would do to each of some obligations; nothing is written."""
    outcomes = [outcome(user, one, BatchDeed(deed)) for one in obligations]
    return Preview([one for one in outcomes if not one.why_not], [one for one in outcomes if one.why_not])


def outcome(user: User, obligation: Obligation, deed: BatchDeed) -> Outcome:
    """What a deed would make of an obligation (with its task and plan) for a person."""
    if deed in STATES_OF_DEEDS:
        state = STATES_OF_DEEDS[deed]
        return Outcome(obligation, str(state.label), _why_not_recorded(user, obligation, state))
    if deed in STEPS_OF_DEEDS:
        step = STEPS_OF_DEEDS[deed]
        state = Progress(STEPS[step][1])
        return Outcome(obligation, str(state.label), _why_no_step(user, obligation, step))
    why_not = "" if access.may_ask_for_update(user, obligation) else _not_yours()
    return Outcome(obligation, obligation.get_state_display(), why_not)


def recent_batches(user: User, n_batches: int = 20) -> QuerySet[Batch]:
    """The last batches a person may look at, with n_parts."""
    batches = access.visible_batches(user).select_related("done_by", "undone_by")
    return batches.annotate(n_parts=Count("parts"))[:n_batches]


def batch_parts(user: User, batch: Batch) -> QuerySet[BatchPart]:
    """The parts of a batch whose tasks the person may read."""
    parts = BatchPart.objects.filter(batch=batch, obligation__in=access.visible_obligations(user))
    return parts.select_related("obligation__task__plan", "obligation__unit").order_by("pk")


def _why_not_recorded(user: User, obligation: Obligation, state: Progress) -> str:
    if not access.may_record_progress(user, obligation):
        return _not_yours()
    if obligation.state == state:
        return _("It is so already.")
    if obligation.state not in RECORDED:
        return _("It is “%(state)s”: that is changed first.") % {"state": obligation.get_state_display()}
    if state == Progress.DONE and asks_leader(user, obligation.unit_id):
        return _("The leader of your unit is asked first: submit it on its page.")
    if state == Progress.DONE and _is_submitted(obligation) and not access.judges(user, obligation):
        return _("Its work is submitted and accepted: submit it instead.")
    return _why_not_whole(obligation) if state == Progress.DONE else ""


def _why_no_step(user: User, obligation: Obligation, step: Step) -> str:
    if not access.may_take_step(user, obligation, step):
        return access.why_not_judged(user, obligation)
    if step == Step.ACCEPT and obligation.task.needs_issue:
        return _("Each document issued has its own number: accept it on the page of its task.")
    if step not in steps_from(obligation.state, needs_acceptance=_is_submitted(obligation)):
        return _("This does not lead on from “%(state)s”.") % {"state": obligation.get_state_display()}
    return _why_not_whole(obligation) if step == Step.ACCEPT else ""


def _why_not_whole(obligation: Obligation) -> str:
    """Asked only of tasks whose deadline has several parts."""
    if len(obligation.task.due_parts) < 2:
        return ""
    if any(one.is_open for one in states_of(obligation, today=clock.today())):
        return _("Not all parts of its deadline are met: mark them on the page of the unit's part.")
    return ""


def _is_submitted(obligation: Obligation) -> bool:
    return obligation.task.plan.needs_acceptance or obligation.task.needs_issue


def _not_yours() -> str:
    return _("You have no right to do this.")
