"""How far a unit is with what it owes."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.programme.models import (
    Obligation,
    Progress,
)


class WrongDay(Refusal):
    """The day does not fit the state."""

    code = "wrong_day"


@action
def record_progress(
    *, obligation: Obligation, state: str, by: User, at: datetime, done_on: date | None = None
) -> Obligation:
    """Say how far a unit is; what is done has a day, today unless another one is given.

    Raises:
        WrongDay: a day is given for work that is not done, or lies in the future.
        Refusal: the state is unknown, or the task is no longer in the plan.
    """
    obligation = Obligation.objects.select_for_update().get(pk=obligation.pk)
    today = clock.local(at).date()
    if state not in Progress.values:
        raise Refusal(_("There is no such state."), field="state")
    if obligation.withdrawn_at is not None:
        raise Conflict(_("The plan no longer asks this of the unit."))
    if state != Progress.DONE and done_on is not None:
        raise WrongDay(_("Only what is done has a day on which it was done."), field="done_on")
    if done_on is not None and done_on > today:
        raise WrongDay(_("The day on which it was done lies in the future."), field="done_on")
    obligation.state = state
    obligation.done_on = (done_on or today) if state == Progress.DONE else None
    obligation.save(update_fields=["state", "done_on"])
    return obligation
