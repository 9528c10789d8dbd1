"""People and where they are signed in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from hatang.accounts import access
from hatang.accounts.models import Role, RoleHolding, Unit, User, existing
from hatang.accounts.pointers import Pointer
from hatang.base import clock


def person_list(*, text: str = "", role: str = "") -> "QuerySet[User]":
    """People whose username, position or unit has the words, those who may sign in first."""
    people = User.objects.select_related("unit").order_by("-is_active", "full_title", "pk")
    if role:
        held = RoleHolding.objects.filter(existing(clock.today()), user=OuterRef("pk"), role=role)
        people = people.filter(Q(role=role) | Exists(held))
    for word in text.split():
        fits = Q(username__icontains=word) | Q(full_title__icontains=word) | Q(unit__name__icontains=word)
        people = people.filter(fits)
    return people


def people_holding(*roles: str, unit_id: int | None = None) -> "QuerySet[User]":
    """People who may sign in and hold one of the roles today, in a unit where one is given."""
    held = RoleHolding.objects.filter(existing(clock.today()), user=OuterRef("pk"), role__in=roles)
    own = Q(role__in=roles)
    if unit_id is not None:
        held, own = held.filter(unit=unit_id), own & Q(unit=unit_id)
    return User.objects.filter(own | Exists(held), is_active=True).order_by("full_title", "pk")


def has_leader(unit: Unit) -> bool:
    """Whether somebody who signs in leads the unit."""
    return people_holding(Role.APPROVER, unit_id=unit.pk).exists()


@dataclass(frozen=True)
class Desk:
    """A person at a desk of a unit, with the roles held there today."""

    person: User
    roles: list[str]


def desks_of(unit: Unit, on: date) -> list[Desk]:
    """Everybody who belongs to a unit or holds a role in it on a day; two queries."""
    held: dict[int, list[str]] = defaultdict(list)
    for holding in RoleHolding.objects.filter(existing(on), unit=unit):
        held[holding.user_id].append(holding.get_role_display())
    people = person_list().filter(Q(unit=unit) | Q(pk__in=held))
    return [Desk(one, [*_own_role(one, unit), *held[one.pk]]) for one in people]


def _own_role(person: User, unit: Unit) -> list[str]:
    return [person.get_role_display()] if person.unit_id == unit.pk else []


def people_pointers(user: User, unit: Unit) -> list[Pointer]:
    """Accounts that still belong to a unit, for those who may move them."""
    if not access.may_manage_users(user):
        return []
    n = User.objects.filter(unit=unit, is_active=True).count()
    words = ngettext("%(n)s account belongs to it", "%(n)s accounts belong to it", n) % {"n": n}
    return [Pointer(n, words, f"{reverse('accounts:people')}?{urlencode({'tim': unit.name})}")]


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
