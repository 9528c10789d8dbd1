"""Who may declare the figures of targets."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import works_for
from hatang.accounts.models import GroupMembership, Unit, existing
from hatang.base import clock
from hatang.programme.access.finding import found
from hatang.programme.access.items import visible_targets
from hatang.programme.access.work import follows
from hatang.programme.models import AssignmentRole, Target, TargetValue


def part_units(target: Target) -> QuerySet[Unit]:
    """Units that have a part of a target: the one that holds it, those that lead it, alone or in a group."""
    named = target.assignments.filter(role=AssignmentRole.LEAD)
    today = GroupMembership.objects.filter(existing(clock.today()), group__in=named.values("group"))
    units: QuerySet[Unit] = Unit.objects.filter(
        Q(pk=target.holder_unit_id) | Q(pk__in=named.values("unit")) | Q(pk__in=today.values("unit"))
    )
    return units


def may_declare(user: object, target: Target, unit: Unit | None) -> bool:
    """Whether the user may declare a figure: of the whole, who follows the plan or works for the holder;
    of a part, who follows the plan or works for the unit that has it."""
    if unit is None:
        return follows(user, target.plan) or works_for(user, target.holder_unit_id)
    if not (follows(user, target.plan) or works_for(user, unit.pk)):
        return False
    return part_units(target).filter(pk=unit.pk).exists()


def visible_values(user: object) -> QuerySet[TargetValue]:
    """Figures declared for the targets the user may read."""
    return TargetValue.objects.filter(target__in=visible_targets(user))


def get_value(user: object, pk: int) -> TargetValue:
    """The declared figure of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_values(user).select_related("unit", "target__plan")
    return found(rows, pk, _("There is no such figure."))
