"""The clerk of a unit enters the number and day of what the unit submitted."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import Role, User
from hatang.accounts.queries import people_holding
from hatang.base import clock
from hatang.base.history import action
from hatang.base.lists import EARLIEST
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme.actions.products import follow_step, forget_numbers
from hatang.programme.models import Obligation, Progress
from hatang.programme.rules import Step

LONGEST_NUMBER = 80


@action
def enter_number(
    *, obligation: Obligation, number: str, on: date | None, by: User, at: datetime
) -> Obligation:
    """Enter under which number and on which day the unit's submission was issued; the day may stay as it is.

    Raises:
        Conflict: the work is not waiting for acceptance.
        Refusal: the number is missing or too long, or the day lies in the future or too far back.
    """
    number = number.strip()
    if not number or len(number) > LONGEST_NUMBER:
        raise Refusal(
            _("Enter the number of the submission, in at most %(n)s characters.") % {"n": LONGEST_NUMBER},
            field="so",
        )
    if on is not None and not EARLIEST <= on <= clock.local(at).date():
        raise Refusal(_("The day lies in the future or too far back."), field="ngay")
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("task")
    obligation = rows.get(pk=obligation.pk)
    if obligation.state != Progress.SUBMITTED:
        raise Conflict(_("Only work that waits for acceptance gets the number of its submission."))
    forget_numbers(obligation, obligation.submitted_number)
    obligation.submitted_number, obligation.submitted_on = number, on or obligation.submitted_on
    obligation.save(update_fields=["submitted_number", "submitted_on"])
    follow_step(obligation, Step.SUBMIT, by=by, at=at)
    return obligation


def ask_clerk(obligation: Obligation, *, by: User, at: datetime) -> None:
    """Ask the clerks of a unit for the number of what it submitted without one, to be issued above."""
    if obligation.submitted_number or not obligation.task.needs_issue:
        return

    def sentence() -> str:
        return _("%(unit)s submitted this without a number: enter it here.") % {"unit": obligation.unit}

    tell(
        people=people_holding(Role.CLERK, unit_id=obligation.unit_id),
        kind=NoticeKind.REVIEW,
        subject=subject_of("obligation", obligation),
        sentence=sentence,
        by=by,
        at=at,
        anchor="so-trinh",
    )
