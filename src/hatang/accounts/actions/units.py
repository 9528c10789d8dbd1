"""Writes of units, groups and names."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.actions.refusals import NameTaken
from hatang.accounts.models import GroupMembership, Unit, UnitAlias, UnitGroup, UnitSuccessor, User
from hatang.accounts.rules import name_key
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.base.sorting import sort_key


@action
def put_unit(
    *,
    code: str,
    name: str,
    kind: str,
    by: User | None,
    at: datetime,
    short_name: str = "",
    parent: Unit | None = None,
    area_code: str = "",
    e_identifier: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Unit:
    """Add a unit, or bring the one of this code up to date."""
    values: dict[str, Any] = {
        "name": name,
        "short_name": short_name,
        "kind": kind,
        "parent": parent,
        "area_code": area_code,
        "e_identifier": e_identifier,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "sort_key": sort_key(name),
    }
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        created: Unit = Unit.objects.create(code=code, **values)
        return created
    if any(getattr(unit, field) != value for field, value in values.items()):
        for field, value in values.items():
            setattr(unit, field, value)
        unit.save()
    return unit


@action
def close_unit(*, unit: Unit, on: date, successors: dict[Unit, float], by: User | None, at: datetime) -> Unit:
    """End a unit on a day and name who takes over which share of its duties."""
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])
    for successor, share in successors.items():
        UnitSuccessor.objects.update_or_create(
            unit=unit, successor=successor, defaults={"share": share, "on": on}
        )
    return unit


@action
def put_group(*, code: str, name: str, by: User | None, at: datetime) -> UnitGroup:
    """Add a group, or rename the one of this code."""
    group, _created = UnitGroup.objects.update_or_create(
        code=code, defaults={"name": name, "sort_key": sort_key(name)}
    )
    return group


@action
def put_members(
    *,
    group: UnitGroup,
    units: list[Unit],
    by: User | None,
    at: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> int:
    """Let units belong to a group for a period; those that already do so are left. Returns how many came."""
    present = set(
        GroupMembership.objects.filter(group=group, valid_from=valid_from).values_list("unit_id", flat=True)
    )
    new = [
        GroupMembership(group=group, unit=unit, valid_from=valid_from, valid_to=valid_to)
        for unit in units
        if unit.pk not in present
    ]
    GroupMembership.objects.bulk_create(new)
    return len(new)


@action
def put_alias(*, named: Unit | UnitGroup, text: str, by: User | None, at: datetime) -> UnitAlias:
    """Let a printed form mean a unit or a group.

    Raises:
        NameTaken: the form already means another one.
        Refusal: the form has no letters.
    """
    key = name_key(text)
    if not key:
        raise Refusal(_("A name needs letters."), field="text")
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
