"""Results that a unit promises on the way, and whether they were reached."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.programme.actions.gap_facts import close_answered
from hatang.programme.models import Milestone, Obligation, Progress

MOST_MILESTONES = 60


@action
def add_milestone(*, obligation: Obligation, title: str, due_on: date, by: User, at: datetime) -> Milestone:
    """Promise a result for a day; the same promise again changes nothing.

    Raises:
        Refusal: the result is not named, or named at too much length, or there are too many.
        Conflict: the plan no longer asks this of the unit.
    """
    title = " ".join(title.split())
    if not title or len(title) > 300:
        raise Refusal(_("Name the result in at most 300 characters."), field="ket-qua")
    obligation = _touched(obligation, at)
    if obligation.milestones.count() >= MOST_MILESTONES:
        raise Refusal(_("There are %(n)s milestones already; that is the most.") % {"n": MOST_MILESTONES})
    found, _made = Milestone.objects.get_or_create(
        obligation=obligation, title=title, due_on=due_on, defaults={"added_at": at, "added_by": by}
    )
    close_answered([obligation.task_id], by=by, at=at)
    return found


@action
def reach_milestone(*, milestone: Milestone, reached_on: date | None, by: User, at: datetime) -> Milestone:
    """Say on which day a result was there; None says that it is not there yet.

    Raises:
        Refusal: the day lies in the future.
    """
    if reached_on is not None and reached_on > clock.local(at).date():
        raise Refusal(_("The day lies in the future."), field="ngay")
    _touched(milestone.obligation, at)
    milestone = Milestone.objects.select_for_update().get(pk=milestone.pk)
    milestone.reached_on = reached_on
    milestone.save(update_fields=["reached_on"])
    return milestone


@action
def remove_milestone(*, milestone: Milestone, by: User, at: datetime) -> None:
    """Take a promise away; the audit keeps it. Gone already is as well: the button may be pressed twice.

    Raises:
        Conflict: the result was reached, so it stays.
    """
    present = Milestone.objects.select_for_update().filter(pk=milestone.pk).first()
    if present is None:
        return
    if present.reached_on is not None:
        raise Conflict(_("A result that was reached stays; say first that it is not there yet."))
    present.delete()


def _touched(obligation: Obligation, at: datetime) -> Obligation:
    obligation = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
    if obligation.withdrawn_at is not None or obligation.state == Progress.WITHDRAWN:
        raise Conflict(_("The plan no longer asks this of the unit."))
    obligation.updated_at = at
    obligation.save(update_fields=["updated_at"])
    return obligation
