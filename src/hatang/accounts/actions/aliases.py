"""Writes of printed names."""

from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.actions.refusals import NameTaken
from hatang.accounts.models import Unit, UnitAlias, UnitGroup, User
from hatang.accounts.rules import name_key
from hatang.base.history import action
from hatang.base.refusal import Refusal


@action
def put_alias(*, named: Unit | UnitGroup, text: str, by: User | None, at: datetime) -> UnitAlias:
    """Let a printed form mean a unit or a group.

    Raises:
        NameTaken: the form already means another one.
        Refusal: the form has no letters, or too many.
    """
    key = name_key(text)
    if not key:
        raise Refusal(_("A name needs letters."), field="text")
    if len(text.strip()) > 300 or len(key) > 300:
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
