"""Writes of the roles that people hold beside their own."""

from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import UNIT_ROLES, Role, RoleHolding, Unit, User
from hatang.base.clock import local
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal


class AlreadyHeld(Conflict):
    """The person holds this role in this unit."""

    code = "already_held"


@action
def give_role(*, user: User, role: str, unit: Unit | None, by: User | None, at: datetime) -> RoleHolding:
    """Let a person hold a further role in a unit, from today.

    Raises:
        Refusal: the role is unknown or not for a second desk, or needs a unit that exists.
        AlreadyHeld: the person holds it.
    """
    on = local(at).date()
    if role not in Role.values or role == Role.ADMINISTRATOR:
        raise Refusal(_("This role cannot be held beside another one."), field="vai-tro")
    if role in UNIT_ROLES and unit is None:
        raise Refusal(_("Say in which unit the role is held."), field="don-vi")
    if unit is not None and unit.valid_to is not None and unit.valid_to <= on:
        raise Refusal(_("This unit no longer exists; choose its successor."), field="don-vi")
    # Two people who give the same role wait for each other here.
    user = User.objects.select_for_update().get(pk=user.pk)
    unit_id = unit.pk if unit else None
    if (user.role, user.unit_id) == (role, unit_id) or user.holdings.filter(
        role=role, unit=unit, valid_to__isnull=True
    ).exists():
        raise AlreadyHeld(_("This person holds this role already."), field="vai-tro")
    return RoleHolding.objects.create(user=user, role=role, unit=unit, valid_from=on)


@action
def end_role(*, holding: RoleHolding, by: User, at: datetime) -> RoleHolding:
    """Let a further role end: from today it is not held.

    Raises:
        Conflict: it has ended already.
    """
    holding = RoleHolding.objects.select_for_update().get(pk=holding.pk)
    if holding.valid_to is not None:
        raise Conflict(_("This role has ended already."))
    holding.valid_to = max(local(at).date(), holding.valid_from)
    holding.save(update_fields=["valid_to"])
    return holding
