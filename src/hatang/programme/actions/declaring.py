"""Figures that are declared for targets, and their corrections."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.programme.models import Target, TargetValue

MOST_WORDS = 2000


class DeclaredAlready(Conflict):
    """There is a figure for this day, or it was corrected meanwhile."""

    code = "declared_already"


@action
def declare_value(
    *,
    target: Target,
    unit: Unit | None,
    ends_on: date,
    value: Decimal,
    by: User,
    at: datetime,
    note: str = "",
) -> TargetValue:
    """Declare the figure of a target at the end of a period; the same one again changes nothing.

    Raises:
        Refusal: the day lies in the future or before 2000, or the note is too long.
        DeclaredAlready: there is another figure for the day; it is corrected with a reason.
    """
    note = _words(note, "ghi-chu")
    if not date(2000, 1, 1) <= ends_on <= clock.local(at).date():
        raise Refusal(_("The period must have ended, after 2000."), field="den-ngay")
    # The lock lets a doubled click find the first one.
    target = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if target.withdrawn_at is not None:
        raise Conflict(_("The newest version of the plan no longer has this target."))
    declared = TargetValue.objects.filter(target=target, unit=unit, ends_on=ends_on)
    found = declared.filter(replaced_by__isnull=True).first()
    if found is None:
        return TargetValue.objects.create(
            target=target,
            unit=unit,
            ends_on=ends_on,
            value=value,
            note=note,
            declared_at=at,
            declared_by=by,
        )
    if found.value != value:
        raise DeclaredAlready(
            _("A figure was declared for this day already; correct it in the table and say why."),
            field="den-ngay",
        )
    return found


@action
def correct_value(
    *, declared: TargetValue, value: Decimal, reason: str, by: User, at: datetime
) -> TargetValue:
    """Replace a figure by the right one; both are kept, with the reason.

    Raises:
        Refusal: the reason is missing or too long, or the figure is the same.
        DeclaredAlready: somebody has corrected it meanwhile.
    """
    reason = _words(reason, "ly-do")
    if not reason:
        raise Refusal(_("Say why the figure is corrected."), field="ly-do")
    declared = TargetValue.objects.select_for_update(of=("self",)).get(pk=declared.pk)
    if TargetValue.objects.filter(replaces=declared).exists():
        raise DeclaredAlready(_("Somebody has corrected this figure meanwhile; look at it again."))
    if declared.value == value:
        raise Refusal(_("This is the figure that stands there already."), field="gia-tri")
    return TargetValue.objects.create(
        target_id=declared.target_id,
        unit_id=declared.unit_id,
        ends_on=declared.ends_on,
        value=value,
        note=declared.note,
        replaces=declared,
        reason=reason,
        declared_at=at,
        declared_by=by,
    )


def _words(words: str, field: str) -> str:
    words = words.strip()
    if len(words) > MOST_WORDS:
        raise Refusal(_("Write at most 2000 characters."), field=field)
    return words
