"""Groups and who belongs to them when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from hatang.accounts.models import (
    GroupMembership,
    Unit,
    UnitAlias,
    UnitGroup,
    existing,
)


def members_on(group_ids: Iterable[int], on: date) -> dict[int, list[Unit]]:
    """Units that belong to each group on the day and exist on it, in Vietnamese order."""
    members: dict[int, list[Unit]] = defaultdict(list)
    memberships = (
        GroupMembership.objects.filter(existing(on), existing(on, "unit__"), group_id__in=set(group_ids))
        .select_related("unit")
        .order_by("unit__sort_key", "unit_id")
    )
    for membership in memberships:
        members[membership.group_id].append(membership.unit)
    return members


@dataclass(frozen=True)
class GroupRow:
    """A group of the list: how many belong to it on the day, and how else it is printed."""

    group: UnitGroup
    n_members: int
    names: list[str]


def group_rows(groups: "QuerySet[UnitGroup]", on: date) -> list[GroupRow]:
    """Groups with their members counted on a day, in Vietnamese order; two queries."""
    counted = groups.annotate(
        n_members=Count(
            "memberships", filter=existing(on, "memberships__") & existing(on, "memberships__unit__")
        )
    )
    names: dict[int, list[str]] = defaultdict(list)
    for alias in UnitAlias.objects.filter(group__isnull=False).order_by("text"):
        names[alias.group_id or 0].append(alias.text)
    return [GroupRow(group, group.n_members, names[group.pk]) for group in counted]


@dataclass(frozen=True)
class GroupAbout:
    """A group on a day: who belongs to it, who did or will, and how else it is printed."""

    members: list[GroupMembership]
    others: list[GroupMembership]
    aliases: list[UnitAlias]


def group_about(group: UnitGroup, on: date) -> GroupAbout:
    """The members of a group on a day, and all other memberships."""
    memberships = GroupMembership.objects.filter(group=group).select_related("unit")
    ordered = list(memberships.order_by("unit__sort_key", "valid_from"))
    members = [one for one in ordered if one.holds_on(on) and one.unit.exists_on(on)]
    held = {one.pk for one in members}
    return GroupAbout(
        members=members,
        others=[one for one in ordered if one.pk not in held],
        aliases=list(UnitAlias.objects.filter(group=group).order_by("text")),
    )


def groups_of(unit: Unit, on: date) -> list[UnitGroup]:
    """Groups the unit belongs to on the day."""
    return list(UnitGroup.objects.filter(existing(on, "memberships__"), memberships__unit=unit).distinct())
