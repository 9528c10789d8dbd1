"""Writes of printed names."""

from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.actions.refusals import NameTaken
from hatang.accounts.actions.units import UNITS
from hatang.accounts.models import Unit, UnitAlias, UnitGroup, User
from hatang.accounts.rules import name_key
from hatang.base.history import action
from hatang.base.jobs import enqueue
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn

Named = Unit | UnitGroup


class AliasGone(Conflict):
    """The printed name means nothing any more, or something else since."""

    code = "alias_gone"


@action
def put_alias(*, named: Named, text: str, by: User | None, at: datetime) -> UnitAlias:
    """Let a printed form mean a unit or a group.

    Raises:
        NameTaken: the form already means another one.
        Refusal: the form has no letters, or too many.
    """
    wait_for_turn(UNITS)
    # The key of an endless text is not asked for; that of a short one may be longer than the text.
    key = name_key(text) if len(text) <= 300 else text
    if not key:
        raise Refusal(_("A name needs letters."), field="text")
    if len(key) > 300:
        raise Refusal(_("A printed name has at most 300 characters."), field="text")
    unit = named if isinstance(named, Unit) else None
    group = named if isinstance(named, UnitGroup) else None
    alias = UnitAlias.objects.select_related("unit", "group").filter(key=key).first()
    if alias is None:
        return UnitAlias.objects.create(unit=unit, group=group, text=text.strip(), key=key)
    if (alias.unit, alias.group) != (unit, group):
        owner = alias.unit or alias.group
        raise NameTaken(
            _("“%(text)s” already means %(owner)s.") % {"text": text, "owner": owner}, field="text"
        )
    return alias


@action
def add_alias(*, named: Named, text: str, by: User, at: datetime) -> UnitAlias:
    """Let a printed form mean a unit or a group, and look again at the places where it waits.

    Raises:
        NameTaken, Refusal: as for `put_alias`.
    """
    alias = put_alias(named=named, text=text, by=by, at=at)
    look_again()
    return alias


@action
def remove_alias(*, alias: UnitAlias, named: Named, by: User, at: datetime) -> None:
    """Let a printed form mean nothing any more; what was bound by it stays bound.

    Raises:
        AliasGone: it does not mean `named` any more.
    """
    wait_for_turn(UNITS)
    _still(alias, named).delete()


@action
def move_alias(*, alias: UnitAlias, named: Named, to: Named, by: User, at: datetime) -> UnitAlias:
    """Let a printed form mean another unit or group from now on; what was bound by it stays bound.

    Raises:
        AliasGone: it does not mean `named` any more.
    """
    wait_for_turn(UNITS)
    alias = _still(alias, named)
    alias.unit = to if isinstance(to, Unit) else None
    alias.group = to if isinstance(to, UnitGroup) else None
    alias.save(update_fields=["unit", "group"])
    look_again()
    return alias


def _still(alias: UnitAlias, named: Named) -> UnitAlias:
    """The alias as it is now, where it still means what the page said."""
    kept = UnitAlias.objects.select_related("unit", "group").filter(pk=alias.pk).first()
    if kept is None or (kept.unit or kept.group) != named:
        said = _("“%(text)s” does not mean %(unit)s any more; somebody decided otherwise meanwhile.")
        raise AliasGone(said % {"text": alias.text, "unit": named})
    return kept


def look_again() -> None:
    """Have the places looked at again where printed names wait for a unit."""
    enqueue("programme.resolve_names", once="programme.resolve_names")
