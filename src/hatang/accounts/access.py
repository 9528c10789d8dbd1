"""Who may see and change units and people."""

from allauth.usersessions.models import UserSession
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hatang.accounts.models import (
    WORKING_ROLES,
    ApiToken,
    Role,
    RoleHolding,
    SignInEvent,
    SignInEventQuerySet,
    Unit,
    UnitAlias,
    UnitGroup,
    UnitKind,
    UnitQuerySet,
    User,
    WorkDay,
)
from hatang.base.looks import once
from hatang.base.refusal import NotAllowed, NotFound


def visible_units(user: User) -> UnitQuerySet:
    """Units the user may look at: all of them, once signed in."""
    units: UnitQuerySet = Unit.objects.all()
    return units if is_reader(user) else units.none()


def get_unit(user: User, pk: int) -> Unit:
    """The unit of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    unit = visible_units(user).filter(pk=pk).first()
    if unit is None:
        raise NotFound(_("There is no such unit."))
    return unit


def visible_groups(user: User) -> "models.QuerySet[UnitGroup]":
    """Groups the user may look at: all of them, once signed in."""
    groups = UnitGroup.objects.all()
    return groups if is_reader(user) else groups.none()


def get_group(user: User, pk: int) -> UnitGroup:
    """The group of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    group = visible_groups(user).filter(pk=pk).first()
    if group is None:
        raise NotFound(_("There is no such group."))
    return group


def get_alias(user: User, pk: int) -> UnitAlias:
    """The printed name of this address.

    Raises:
        NotFound: there is none, or the user may not manage units.
    """
    aliases = UnitAlias.objects.select_related("unit", "group")
    alias = aliases.filter(pk=pk).first() if may_manage_units(user) else None
    if alias is None:
        raise NotFound(_("This printed name means nothing any more."))
    return alias


def is_reader(user: object) -> bool:
    """Whether somebody has signed in and is still allowed to."""
    return isinstance(user, User) and user.is_active


def is_of_the_office(user: object) -> bool:
    """Whether the user belongs to the programme office or administers the house."""
    return holds(user, Role.ADMINISTRATOR, Role.OFFICE)


def holds(user: object, *roles: str) -> bool:
    """Whether somebody who may sign in holds one of the roles today, in whatever unit."""
    return isinstance(user, User) and user.is_active and user.holds(*roles)


def holds_in(user: object, unit_id: int | None, *roles: str) -> bool:
    """Whether somebody who may sign in holds one of the roles today in the unit."""
    return isinstance(user, User) and user.is_active and user.holds_in(unit_id, *roles)


def works_for(user: object, unit_id: int | None) -> bool:
    """Whether the user may say for a unit how far its work is."""
    return holds_in(user, unit_id, *WORKING_ROLES)


def writes_for(user: object, unit: Unit) -> bool:
    """Whether the user writes what a unit plans and reports: who works in it or in one of its divisions."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return bool(user.units_held(*WORKING_ROLES) & unit_with_divisions(unit))


def units_of(user: object) -> set[int]:
    """Units in which the user holds a role, and the agencies of which these are divisions."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    return once(("units of", user), lambda: _units_and_above(user))


def unit_with_divisions(unit: Unit) -> set[int]:
    """The unit and its divisions."""
    divisions = Unit.objects.filter(parent=unit, kind=UnitKind.DIVISION)
    return {unit.pk, *divisions.values_list("pk", flat=True)}


def leads(user: object, unit_id: int | None) -> bool:
    """Whether the user decides for a unit."""
    return holds_in(user, unit_id, Role.APPROVER)


def asks_leader(user: object, unit_id: int | None) -> bool:
    """Whether what the user sends out of the unit goes to its leader first; the office sends at once."""
    if not isinstance(user, User) or not user.is_active or is_of_the_office(user):
        return False
    return unit_id in user.asking_units


def may_manage_units(user: object) -> bool:
    """Whether the user may change units, groups and their names."""
    return is_of_the_office(user)


def may_manage_users(user: object) -> bool:
    """Whether the user may add people and change their roles."""
    return holds(user, Role.ADMINISTRATOR)


def may_see_audit(user: object) -> bool:
    """Whether the user may search in the kept changes: administrators only."""
    return may_manage_users(user)


def visible_sign_ins(user: User) -> SignInEventQuerySet:
    """What happened at the door: everything for administrators, their own for everybody else."""
    events = SignInEvent.objects.all()
    if may_see_audit(user):
        return events
    return events.filter(user=user) if is_reader(user) else events.none()


def get_session(user: User, pk: int) -> UserSession:
    """The user's own session of this number.

    Raises:
        NotFound: the user has none; nobody sees those of somebody else one by one.
    """
    session = UserSession.objects.filter(user=user, pk=pk).first() if is_reader(user) else None
    if session is None:
        raise NotFound(_("There is no such session; it may have ended."))
    return session


def get_person(user: User, pk: int) -> User:
    """The person of this address.

    Raises:
        NotFound: there is none, or the user may not manage people.
    """
    person = User.objects.select_related("unit").filter(pk=pk).first() if may_manage_users(user) else None
    if person is None:
        raise NotFound(_("There is no such person."))
    return person


def get_holding(user: User, person: User, pk: int) -> RoleHolding:
    """The further role of this address that a person holds.

    Raises:
        NotFound: there is none, or the user may not manage people.
    """
    holding = RoleHolding.objects.filter(user=person, pk=pk).first() if may_manage_users(user) else None
    if holding is None:
        raise NotFound(_("There is no such role of this person."))
    return holding


def may_set_work_days(user: object) -> bool:
    """Whether the user may say which days are worked: administrators only."""
    return holds(user, Role.ADMINISTRATOR)


def get_work_day(user: User, pk: int) -> WorkDay:
    """The day that was set, of this address.

    Raises:
        NotFound: there is none, or the user may not set days.
    """
    found = WorkDay.objects.filter(pk=pk).first() if may_set_work_days(user) else None
    if found is None:
        raise NotFound(_("This day was not set."))
    return found


def require(allowed: bool) -> None:
    """Go on only when allowed.

    Raises:
        NotAllowed: the user has no right to do this.
    """
    if not allowed:
        raise NotAllowed(_("You have no right to do this."))


def signed_in(request: HttpRequest) -> User:
    """The person behind a request.

    Raises:
        NotAllowed: nobody has signed in.
    """
    user = request.user
    if not isinstance(user, User):
        raise NotAllowed(_("Sign in first."))
    # Django gives a lazy object, through which every question about the person takes twice as long.
    found: User = getattr(user, "_wrapped", user)
    return found


def own_tokens(user: User) -> "models.QuerySet[ApiToken]":
    """Tokens of the user; nobody sees those of somebody else."""
    tokens = ApiToken.objects.filter(user=user)
    return tokens if is_reader(user) else tokens.none()


def get_token(user: User, pk: int) -> ApiToken:
    """The user's token of this address.

    Raises:
        NotFound: the user has none.
    """
    token = own_tokens(user).filter(pk=pk).first()
    if token is None:
        raise NotFound(_("There is no such token."))
    return token


def _units_and_above(user: User) -> set[int]:
    own = {unit for _role, unit in user.held if unit is not None}
    above = Unit.objects.filter(pk__in=own, kind=UnitKind.DIVISION).values_list("parent_id", flat=True)
    return own | {pk for pk in above if pk is not None}
