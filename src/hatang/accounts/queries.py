"""Reads of people, units and their names."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from hatang.accounts.models import GroupMembership, Unit, UnitAlias, UnitGroup, UnitKind, User, existing
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


def groups_of(unit: Unit, on: date) -> list[UnitGroup]:
    """Groups the unit belongs to on the day."""
    return list(UnitGroup.objects.filter(existing(on, "memberships__"), memberships__unit=unit).distinct())


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
