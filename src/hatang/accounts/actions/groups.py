"""Writes of groups and of who belongs to them when."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from hatang.accounts.actions.refusals import NameTaken, StaleUnit
from hatang.accounts.actions.units import UNITS
from hatang.accounts.models import GroupMembership, Unit, UnitGroup, User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.sorting import sort_key
from hatang.base.turns import wait_for_turn

_CODE = re.compile(r"[-a-zA-Z0-9_]{1,40}")


class AlreadyMember(Conflict):
    """The unit belongs to the group on some of these days already."""

    code = "already_member"


@action
def put_group(*, code: str, name: str, by: User | None, at: datetime) -> UnitGroup:
    """Add a group, or rename the one of this code.

    Raises:
        Refusal: the code or the name cannot be one.
    """
    wait_for_turn(UNITS)
    return _put(code, name)


@action
def add_group(*, code: str, name: str, by: User, at: datetime) -> UnitGroup:
    """Add a group.

    Raises:
        NameTaken: the code is in use.
        Refusal: the code or the name cannot be one.
    """
    wait_for_turn(UNITS)
    taken = UnitGroup.objects.filter(code__iexact=code.strip()).first()
    if taken is not None:
        raise NameTaken(_("The code is in use by %(unit)s.") % {"unit": taken}, field="code")
    return _put(code.strip(), name)


@action
def rename_group(*, group: UnitGroup, name: str, seen: str, by: User, at: datetime) -> UnitGroup:
    """Give a group another name; `seen` is its mark on the page from which it is said.

    Raises:
        StaleUnit: somebody has renamed it meanwhile.
        Refusal: the name cannot be one.
    """
    wait_for_turn(UNITS)
    group = UnitGroup.objects.get(pk=group.pk)
    if seen != group.mark and name.strip() != group.name:
        words = {"name": group.name}
        raise StaleUnit(_("Somebody named this group “%(name)s” meanwhile. Look again.") % words)
    return _put(group.code, name)


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
    """Let units belong to a group for a period; those that already do so are left. Returns how many came.

    Raises:
        AlreadyMember: a unit belongs to it in a part of the period already.
        Refusal: the period ends before it begins.
    """
    if valid_from and valid_to and valid_to <= valid_from:
        raise Refusal(_("The membership must last for a day at least."), field="valid_to")
    wait_for_turn(UNITS)
    members = GroupMembership.objects.filter(group=group, unit__in=units).select_related("unit")
    present = {member.unit_id for member in members if member.valid_from == valid_from}
    for member in members:
        if member.unit_id not in present and _overlaps(member, valid_from, valid_to):
            raise AlreadyMember(_already(member), field="valid_from")
    new = [
        GroupMembership(group=group, unit=unit, valid_from=valid_from, valid_to=valid_to)
        for unit in dict.fromkeys(units)
        if unit.pk not in present
    ]
    GroupMembership.objects.bulk_create(new)
    return len(new)


@action
def put_membership(
    *,
    group: UnitGroup,
    unit: Unit,
    valid_from: date | None,
    valid_to: date | None,
    by: User | None,
    at: datetime,
) -> GroupMembership:
    """Let a unit belong to a group for a period; where it begins on the same day, only its end is said anew.

    Raises:
        AlreadyMember: the unit belongs to it in a part of the period already.
        Refusal: the period ends before it begins.
    """
    wait_for_turn(UNITS)
    known = GroupMembership.objects.filter(group=group, unit=unit, valid_from=valid_from).first()
    if known is None:
        put_members(group=group, units=[unit], valid_from=valid_from, valid_to=valid_to, by=by, at=at)
        return GroupMembership.objects.get(group=group, unit=unit, valid_from=valid_from)
    if known.valid_to == valid_to:
        return known
    if valid_from and valid_to and valid_to <= valid_from:
        raise Refusal(_("The membership must last for a day at least."), field="valid_to")
    others = GroupMembership.objects.filter(group=group, unit=unit).exclude(pk=known.pk)
    for other in others.select_related("unit"):
        if _overlaps(other, valid_from, valid_to):
            raise AlreadyMember(_already(other), field="valid_to")
    known.valid_to = valid_to
    known.save(update_fields=["valid_to"])
    return known


@action
def take_out_members(
    *, group: UnitGroup, units: Iterable[Unit], on: date, by: User | None, at: datetime
) -> int:
    """Let units belong to a group no more from a day on; returns how many memberships this ended.

    A membership that would begin on that day or later is taken away as if it had never been said.
    """
    wait_for_turn(UNITS)
    lasting = GroupMembership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    ended = list(lasting.filter(group=group, unit__in=list(units)))
    for member in ended:
        if member.valid_from is not None and member.valid_from >= on:
            member.delete()
        else:
            member.valid_to = on
            member.save(update_fields=["valid_to"])
    return len(ended)


def _put(code: str, name: str) -> UnitGroup:
    name = name.strip()
    if not _CODE.fullmatch(code):
        raise Refusal(_("A code has 1 to 40 letters without marks, digits, - or _."), field="code")
    if not name or len(name) > 200:
        raise Refusal(_("A name of at most 200 characters is needed."), field="name")
    group, _created = UnitGroup.objects.update_or_create(
        code=code, defaults={"name": name, "sort_key": sort_key(name)}
    )
    return group


def _overlaps(member: GroupMembership, valid_from: date | None, valid_to: date | None) -> bool:
    begins = member.valid_from is None or valid_to is None or member.valid_from < valid_to
    return begins and (member.valid_to is None or valid_from is None or member.valid_to > valid_from)


def _already(member: GroupMembership) -> str:
    words = {"unit": member.unit, "since": _day(member.valid_from), "until": _day(member.valid_to)}
    if member.valid_to is None:
        if member.valid_from is None:
            return _("%(unit)s belongs to the group already, without a first and a last day.") % words
        return _("%(unit)s belongs to the group already, since %(since)s; take it out first.") % words
    if member.valid_from is None:
        return _("%(unit)s belongs to the group already until %(until)s; begin on that day.") % words
    return _("%(unit)s belongs to the group from %(since)s until %(until)s; choose other days.") % words


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""
