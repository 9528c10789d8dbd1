"""Units: the tree, what one came from and what follows it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hatang.accounts import access
from hatang.accounts.models import (
    GroupMembership,
    Unit,
    UnitAlias,
    UnitKind,
    UnitSuccessor,
    User,
)
from hatang.accounts.pointers import Pointer, pointers_to
from hatang.accounts.queries.people import Desk, desks_of


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

    `desks` and `pointers` are asked for where somebody may act on them, else they are empty.
    """

    unit: Unit
    children: list[Unit]
    aliases: list[UnitAlias]
    memberships: list[GroupMembership]
    predecessors: list[UnitSuccessor]
    successors: list[UnitSuccessor]
    heirs: list[Heir]
    desks: list[Desk]
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
        desks=desks_of(unit, today) if access.may_manage_users(user) else [],
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
