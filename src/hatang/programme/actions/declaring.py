"""Figures that are declared for targets, and their corrections."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.access import asks_leader
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.programme.actions.figures import close_figures, hand_in_figure
from hatang.programme.models import FigureHandIn, Target, TargetValue

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
) -> TargetValue | FigureHandIn:
    """Declare the figure of a target at the end of a period; the same one again changes nothing.

    Declared by somebody whose unit has a leader, it is handed in to the leader; nothing counts it before.

    Raises:
        Refusal: the day lies in the future or before 2000, or the note is too long.
        DeclaredAlready: there is another figure for the day; it is corrected with a reason.
        AlreadyHandedIn: another figure for the day waits for the leader of the unit.
    """
    note = _words(note, "ghi-chu")
    if not date(2000, 1, 1) <= ends_on <= clock.local(at).date():
        raise Refusal(_("The period must have ended, after 2000."), field="den-ngay")
    # The lock lets a doubled click find the first one.
    target = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if target.withdrawn_at is not None:
        raise Conflict(_("The newest version of the plan no longer has this target."))
    standing = TargetValue.objects.filter(target=target, unit=unit, ends_on=ends_on)
    found = standing.filter(replaced_by__isnull=True).first()
    if found is not None:
        if found.value != value:
            raise DeclaredAlready(
                _("A figure was declared for this day already; correct it in the table and say why."),
                field="den-ngay",
            )
        return found
    said: dict[str, Any] = {"target": target, "unit": unit, "ends_on": ends_on, "value": value}
    within = _asked_within(target, unit.pk if unit else None, by)
    if within is not None:
        return hand_in_figure(**said, within=within, words=note, by=by, at=at)
    declared = TargetValue.objects.create(**said, note=note, declared_at=at, declared_by=by)
    close_figures(declared, by=by, at=at)
    return declared


@action
def correct_value(
    *, declared: TargetValue, value: Decimal, reason: str, by: User, at: datetime
) -> TargetValue | FigureHandIn:
    """Replace a figure by the right one; both are kept, with the reason.

    By somebody whose unit has a leader, it is handed in to the leader; the former figure counts until then.

    Raises:
        Refusal: the reason is missing or too long, or the figure is the same.
        DeclaredAlready: somebody has corrected it meanwhile.
    """
    reason = _words(reason, "ly-do")
    if not reason:
        raise Refusal(_("Say why the figure is corrected."), field="ly-do")
    target = Target.objects.select_for_update(of=("self",)).get(pk=declared.target_id)
    declared = TargetValue.objects.select_for_update(of=("self",)).get(pk=declared.pk)
    if TargetValue.objects.filter(replaces=declared).exists():
        raise DeclaredAlready(_("Somebody has corrected this figure meanwhile; look at it again."))
    if declared.value == value:
        raise Refusal(_("This is the figure that stands there already."), field="gia-tri")
    said: dict[str, Any] = {"target": target, "ends_on": declared.ends_on, "value": value}
    said |= {"unit": declared.unit, "replaces": declared}
    within = _asked_within(target, declared.unit_id, by)
    if within is not None:
        return hand_in_figure(**said, within=within, words=reason, by=by, at=at)
    corrected = TargetValue.objects.create(
        **said, note=declared.note, reason=reason, declared_at=at, declared_by=by
    )
    close_figures(corrected, by=by, at=at)
    return corrected


def _asked_within(target: Target, unit_id: int | None, by: User) -> int | None:
    """The unit whose leader somebody asks before a figure leaves it; None for who declares at once."""
    within = unit_id or target.holder_unit_id
    return within if asks_leader(by, within) else None


def _words(words: str, field: str) -> str:
    words = words.strip()
    if len(words) > MOST_WORDS:
        raise Refusal(_("Write at most 2000 characters."), field=field)
    return words
