"""Which days are worked, as an administrator says it."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User, WorkDay
from hatang.base.history import action
from hatang.base.refusal import Refusal

MOST_GROUND = 300
FIRST_YEAR, LAST_YEAR = 2000, 2100


@action
def set_work_day(*, day: date, is_worked: bool, ground: str, by: User, at: datetime) -> WorkDay:
    """Say that a day is worked, or not, on a ground; said again, it is corrected.

    Limits that were counted before keep their day.

    Raises:
        Refusal: the ground is missing or too long, or the day is out of range.
    """
    ground = " ".join(ground.split())
    if not ground or len(ground) > MOST_GROUND:
        raise Refusal(
            _("Write on what ground, such as a notice's number, in at most %(n)s characters.")
            % {"n": MOST_GROUND},
            field="can-cu",
        )
    if not FIRST_YEAR <= day.year < LAST_YEAR:
        raise Refusal(_("Choose a day between 2000 and 2099."), field="ngay")
    said, _made = WorkDay.objects.update_or_create(
        day=day, defaults={"is_worked": is_worked, "ground": ground, "set_at": at, "set_by": by}
    )
    return said


@action
def clear_work_day(*, work_day: WorkDay, by: User, at: datetime) -> None:
    """Let a day be what weekends and holidays make of it again; the audit keeps what was said."""
    WorkDay.objects.filter(pk=work_day.pk).delete()
