"""For which units somebody plans, and who reads what all of them plan."""

from hatang.accounts.access import holds, is_of_the_office
from hatang.accounts.models import WORKING_ROLES, Role, Unit, UnitKind, User
from hatang.accounts.queries import people_holding


def sees_every_plan(user: object) -> bool:
    """Whether the user reads what every unit plans: the office, and who leads the province."""
    return is_of_the_office(user) or holds(user, Role.LEADER)


def writes_for(user: object, unit: Unit) -> bool:
    """Whether the user writes the unit's plans: who works in it or in one of its divisions."""
    if not isinstance(user, User) or not user.is_active:
        return False
    divisions = Unit.objects.filter(parent=unit, kind=UnitKind.DIVISION)
    return bool(user.units_held(*WORKING_ROLES) & {unit.pk, *divisions.values_list("pk", flat=True)})


def has_leader(unit: Unit) -> bool:
    """Whether somebody who signs in leads the unit."""
    return people_holding(Role.APPROVER, unit_id=unit.pk).exists()


def units_of(user: object) -> set[int]:
    """Units in which the user holds a role, and the agencies of which these are divisions."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    own = {unit for _role, unit in user.held if unit is not None}
    above = Unit.objects.filter(pk__in=own, kind=UnitKind.DIVISION).values_list("parent_id", flat=True)
    return own | {pk for pk in above if pk is not None}
