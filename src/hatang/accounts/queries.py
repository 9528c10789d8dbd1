"""Reads of people, units and their names."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Count, Q, QuerySet

from hatang.accounts import access
from hatang.accounts.models import (
    GroupMembership,
    Unit,
    UnitAlias,
    UnitGroup,
    UnitKind,
    UnitSuccessor,
    User,
    existing,
)
from hatang.accounts.pointers import Pointer, pointers_to
from hatang.accounts.rules import candidate_keys, name_key, own_keys
from hatang.base import clock

Named = Unit | UnitGroup


@dataclass
class NameIndex:
    """All names of units and groups, to resolve many printed names with few reads."""

    home: str = ""
    exact: dict[str, Named] = field(default_factory=dict)
    names: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))

    def resolve(self, printed: str, *, on: date | None = None) -> Named | None:
        """The unit or group that a printed name means on the day, or None when it is not known.

        Aliases and groups come first, then units that exist on the day, then closed ones; a name that
        several units could mean is not guessed.
        """
        for key in candidate_keys(printed, home=self.home):
            if key in self.exact:
                return self.exact[key]
            unit = _only(self.names.get(key, []), on)
            if unit is not None:
                return unit
        return None


def name_index() -> NameIndex:
    """Read every name of the house, with three queries."""
    units = list(Unit.objects.all())
    province = next(
        (unit.name for unit in units if unit.kind == UnitKind.PROVINCE and unit.valid_to is None), ""
    )
    index = NameIndex(home=_home_of(province))
    for alias in UnitAlias.objects.select_related("unit", "group"):
        named = alias.unit or alias.group
        if named is not None:
            index.exact[alias.key] = named
    for group in UnitGroup.objects.all():
        index.exact.setdefault(name_key(group.name), group)
    for unit in units:
        for key in {*own_keys(unit.name, home=index.home), *_short_keys(unit)}:
            index.names[key].append(unit)
    return index


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


@dataclass(frozen=True)
class AliasRow:
    """A printed name, and who last decided when what it means; nobody for what was loaded."""

    alias: UnitAlias
    at: datetime | None
    actor_id: int | None


def alias_rows(named: Named) -> list[AliasRow]:
    """Printed names of a unit or a group with the last decision about each; two queries."""
    rows: list[Any] = list(named.aliases.order_by("text").prefetch_related("events"))
    return [_alias_row(alias, list(alias.events.all())) for alias in rows]


def _alias_row(alias: UnitAlias, events: list[Any]) -> AliasRow:
    last = max(events, key=lambda event: event.pgh_id, default=None)
    return AliasRow(alias, last and last.pgh_created_at, last and (last.pgh_context or {}).get("user"))


def groups_of(unit: Unit, on: date) -> list[UnitGroup]:
    """Groups the unit belongs to on the day."""
    return list(UnitGroup.objects.filter(existing(on, "memberships__"), memberships__unit=unit).distinct())


@dataclass(frozen=True)
class Heir:
    """A unit that answers for a share of a closed unit's duties, itself or for one that was closed since."""

    unit: Unit
    share: Decimal

    @property
    def percent(self) -> Decimal:
        """The share in per cent."""
        return self.share * 100


@dataclass(frozen=True)
class UnitAbout:
    """What this room knows of a unit, as its page shows it; closed units below it come last.

    `people` and `pointers` are asked for where somebody may act on them, else they are empty.
    """

    unit: Unit
    children: list[Unit]
    aliases: list[UnitAlias]
    memberships: list[GroupMembership]
    predecessors: list[UnitSuccessor]
    successors: list[UnitSuccessor]
    heirs: list[Heir]
    people: list[User]
    pointers: list[Pointer]


def unit_about(user: User, unit: Unit, *, today: date) -> UnitAbout:
    """The facts of a unit, what belongs to it, what it came from and what follows it."""
    ends = unit.valid_to is not None
    links = UnitSuccessor.objects.order_by("on", "pk")
    memberships = GroupMembership.objects.filter(unit=unit).select_related("group")
    children = Unit.objects.filter(parent=unit)
    return UnitAbout(
        unit=unit,
        children=sorted(children, key=lambda one: (one.valid_to is not None, one.sort_key)),
        aliases=list(UnitAlias.objects.filter(unit=unit).order_by("text")),
        memberships=list(memberships.order_by("group__sort_key", "valid_from")),
        predecessors=list(links.filter(successor=unit).select_related("unit")),
        successors=list(links.filter(unit=unit).select_related("successor")),
        heirs=heirs_on(unit, today) if ends else [],
        people=list(person_list().filter(unit=unit)) if access.may_manage_users(user) else [],
        pointers=pointers_to(user, unit) if ends or access.may_manage_units(user) else [],
    )


def heirs_on(unit: Unit, day: date) -> list[Heir]:
    """Who answers on the day for the duties of a unit, over however many steps; the largest share first."""
    shares: dict[Unit, Decimal] = {}
    front = {unit: Decimal(1)}
    # Duties never go in a circle (`close_unit`), so that every step comes nearer to the end.
    while front:
        links = UnitSuccessor.objects.filter(unit__in=front, on__lte=day).select_related("successor")
        following: dict[Unit, Decimal] = defaultdict(Decimal)
        for link in links:
            share = front[Unit(pk=link.unit_id)] * link.share
            if link.successor.valid_to is None or link.successor.valid_to > day:
                shares[link.successor] = shares.get(link.successor, Decimal(0)) + share
            else:
                following[link.successor] += share
        front = dict(following)
    heirs = [Heir(heir, share) for heir, share in shares.items()]
    return sorted(heirs, key=lambda heir: (-heir.share, heir.unit.sort_key))


@dataclass(frozen=True)
class Branch:
    """A unit in the tree and how deep it stands: 0 at the top."""

    unit: Unit
    depth: int


def unit_tree(units: Iterable[Unit]) -> list[Branch]:
    """Units in the order of the tree; one whose parent is not among them stands at the top."""
    kinds = list(UnitKind.values)
    ordered = sorted(units, key=lambda unit: (kinds.index(unit.kind), unit.sort_key, unit.pk))
    known = {unit.pk for unit in ordered}
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in ordered:
        below[unit.parent_id if unit.parent_id in known else None].append(unit)
    branches: list[Branch] = []
    waiting = [Branch(unit, 0) for unit in reversed(below[None])]
    while waiting:
        branch = waiting.pop()
        branches.append(branch)
        waiting += [Branch(child, branch.depth + 1) for child in reversed(below[branch.unit.pk])]
    return branches


def unit_ancestors(unit: Unit) -> list[Unit]:
    """Units above this one, the highest first; the tree is three deep at most."""
    above: list[Unit] = []
    parent = unit.parent
    while parent is not None and parent not in above:
        above.insert(0, parent)
        parent = parent.parent
    return above


def _only(units: list[Unit], on: date | None) -> Unit | None:
    """The one unit meant: the one that exists on the day, else the only one there is."""
    alive = [unit for unit in units if on is None or unit.exists_on(on)]
    chosen = alive or units
    return chosen[0] if len(chosen) == 1 else None


def _short_keys(unit: Unit) -> list[str]:
    return [name_key(unit.short_name)] if unit.short_name else []


def _home_of(province: str) -> str:
    """The province's own name out of that of its committee."""
    _before, found, after = province.rpartition("tỉnh ")
    return after if found else ""


def person_list(*, text: str = "", role: str = "") -> "QuerySet[User]":
    """People whose username, position or unit has the words, those who may sign in first."""
    people = User.objects.select_related("unit").order_by("-is_active", "full_title", "pk")
    if role:
        people = people.filter(role=role)
    for word in text.split():
        fits = Q(username__icontains=word) | Q(full_title__icontains=word) | Q(unit__name__icontains=word)
        people = people.filter(fits)
    return people


def titles_of(ids: Iterable[int | None]) -> dict[int, str]:
    """Positions of these people, in one query."""
    return dict(User.objects.filter(pk__in={pk for pk in ids if pk}).values_list("pk", "full_title"))


def living_sessions(person: User) -> list[UserSession]:
    """Where a person is signed in now, the last seen first; two queries."""
    known = UserSession.objects.filter(user=person).order_by("-last_seen_at", "-pk")
    by_key = {session.session_key: session for session in known}
    living = Session.objects.filter(session_key__in=by_key, expire_date__gt=clock.now())
    # A session of an older password opens nothing, though its row is still there.
    right = {
        row.session_key
        for row in living
        if row.get_decoded().get(HASH_SESSION_KEY) == person.get_session_auth_hash()
    }
    return [session for key, session in by_key.items() if key in right]
