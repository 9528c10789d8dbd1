"""Who may see and change the plans of units."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds_in, is_of_the_office, is_reader, units_of, writes_for
from hatang.accounts.models import WORKING_ROLES, Role, Unit, User
from hatang.accounts.queries import has_leader
from hatang.base import clock
from hatang.base.refusal import NotFound
from hatang.documents.access import hidden_documents
from hatang.planning.access.units import sees_every_plan
from hatang.planning.models import Activity, PlanFile, UnitPlan
from hatang.planning.rules.life import PlanStep
from hatang.programme.access import hidden_plans


def visible_unit_plans(user: object) -> "QuerySet[UnitPlan]":
    """Plans of units the user may read: all for who sees every one, else those of the own units.

    What a unit plans about a plan that is hidden from the user is hidden too.
    """
    rows = UnitPlan.objects.exclude(plan__in=hidden_plans(user))
    if not is_reader(user):
        return rows.none()
    return rows if sees_every_plan(user) else rows.filter(unit__in=units_of(user))


def get_unit_plan(user: object, pk: int) -> UnitPlan:
    """The plan of a unit by its address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_unit_plans(user).select_related("unit", "plan")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such plan of a unit."))
    return found


def get_activity(user: object, unit_plan: UnitPlan, pk: int) -> Activity:
    """An activity of a unit's plan by its address.

    Raises:
        NotFound: there is none the user may see.
    """
    found = unit_plan.activities.filter(pk=pk).first() if is_reader(user) else None
    if found is None:
        raise NotFound(_("Somebody has taken this activity out of the plan."))
    return found


def visible_plan_files(user: object, unit_plan: UnitPlan) -> "QuerySet[PlanFile]":
    """Files of the unit's own documents, for whoever reads the plan; without restricted ones for others."""
    rows = PlanFile.objects.filter(unit_plan=unit_plan) if is_reader(user) else PlanFile.objects.none()
    return rows.exclude(file__version__document__in=hidden_documents(user).values("pk"))


def get_plan_file(user: object, unit_plan: UnitPlan, pk: int) -> PlanFile:
    """A file of a unit's plan by its address.

    Raises:
        NotFound: there is none the user may see.
    """
    found = visible_plan_files(user, unit_plan).select_related("file", "unit_plan").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such file."))
    return found


def may_write(user: object, unit_plan: UnitPlan) -> bool:
    """Whether the user may write in the plan now: it is a draft of a unit the user works for."""
    return unit_plan.is_writable and writes_for(user, unit_plan.unit)


def may_take_step(user: object, unit_plan: UnitPlan, step: PlanStep) -> bool:
    """Whether a step is the user's, whatever state the plan is in.

    The leader of the unit issues; where a unit has no leader who signs in, who writes it issues it.
    """
    unit = unit_plan.unit
    is_leader = holds_in(user, unit.pk, Role.APPROVER)
    if step is PlanStep.SEND_BACK:
        return is_leader
    if step is PlanStep.ISSUE:
        return is_leader or (writes_for(user, unit) and not has_leader(unit))
    if step is PlanStep.HAND_IN:
        return writes_for(user, unit) and not is_leader and has_leader(unit)
    return writes_for(user, unit)


def may_send_letters(user: object) -> bool:
    """Whether the user writes letters about what nobody has taken up: the programme office."""
    return is_of_the_office(user)


def planning_units(user: object) -> "QuerySet[Unit]":
    """The units for which the user may begin a plan."""
    if not isinstance(user, User):
        return Unit.objects.none()
    own = user.units_held(*WORKING_ROLES) & units_of(user)
    divisions = Unit.objects.filter(pk__in=own, kind="division").values_list("parent_id", flat=True)
    pks = {*own, *(pk for pk in divisions if pk is not None)}
    return Unit.objects.existing(clock.today()).filter(pk__in=pks).exclude(kind="division")
