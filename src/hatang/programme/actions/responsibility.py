"""Who answers for a task: one unit or each for its part, the person in the unit, and who has taken note."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import works_for
from hatang.accounts.models import Unit, User
from hatang.base.history import action
from hatang.base.ladder import MOST_DAYS, MOST_ESCALATES_AFTER, MOST_RUNGS, is_bearable
from hatang.base.refusal import Conflict, Refusal
from hatang.programme.access import may_name_responsible
from hatang.programme.actions.gap_facts import close_answered
from hatang.programme.models import MOST_QUIET_WEEKS, Acknowledgement, AssignmentRole, Obligation, Plan, Task


@action
def set_responsibility(
    *,
    task: Task,
    is_distributed: bool,
    focal_unit: Unit | None,
    needs_issue: bool,
    by: User,
    at: datetime,
) -> Task:
    """Say whether each lead answers for its own part, which unit gathers or answers, and who issues.

    Raises:
        Refusal: the focal unit has no part in the task.
    """
    task = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if focal_unit is not None and focal_unit.pk not in named_units(task):
        raise Refusal(
            _("%(unit)s has no part in this task; choose one of the units named in it.")
            % {"unit": focal_unit},
            field="dau-moi",
        )
    task.is_distributed, task.focal_unit, task.needs_issue = is_distributed, focal_unit, needs_issue
    task.save(update_fields=["is_distributed", "focal_unit", "needs_issue"])
    close_answered([task.pk], by=by, at=at)
    return task


@action
def name_responsible(*, obligation: Obligation, person: User | None, by: User, at: datetime) -> Obligation:
    """Name the person of the unit who does the work; None names nobody.

    Raises:
        Conflict: somebody has it meanwhile, and who asks may only take what nobody has.
        Refusal: the person does not work for the unit, or may no longer sign in.
    """
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("task__plan")
    obligation = rows.get(pk=obligation.pk)
    if not may_name_responsible(by, obligation, person):
        raise Conflict(_("Somebody is in charge of this meanwhile; the focal point or a head names another."))
    if person is not None and not works_for(person, obligation.unit_id):
        raise Refusal(_("This person does not work for the unit."), field="nguoi-phu-trach")
    obligation.responsible = person
    obligation.save(update_fields=["responsible"])
    close_answered([obligation.task_id], by=by, at=at)
    return obligation


@action
def acknowledge(*, task: Task, unit: Unit, by: User, at: datetime) -> Acknowledgement:
    """Say for a unit that it knows of its part in a task; saying it again changes nothing.

    Raises:
        Conflict: the unit has no part in the task any more.
    """
    # The lock lets a doubled click find the first one.
    Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if unit.pk not in named_units(task):
        raise Conflict(_("The plan no longer asks this of the unit."))
    said, _made = Acknowledgement.objects.get_or_create(
        task=task, unit=unit, defaults={"said_at": at, "said_by": by}
    )
    return said


@action
def set_follower(*, plan: Plan, unit: Unit | None, by: User, at: datetime) -> Plan:
    """Say which unit follows and chases a plan; None means the programme office."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    plan.followed_by = unit
    plan.save(update_fields=["followed_by"])
    return plan


@action
def set_quiet_weeks(*, plan: Plan, weeks: int | None, by: User, at: datetime) -> Plan:
    """Say after how many weeks without an update a meeting speaks about work of a plan; 0 is never.

    Raises:
        Refusal: it is no number, or more than a year.
    """
    if weeks is None or not 0 <= weeks <= MOST_QUIET_WEEKS:
        raise Refusal(
            _("Weeks without an update: enter a number from 0 to %(most)s.") % {"most": MOST_QUIET_WEEKS},
            field="so-tuan",
        )
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    plan.quiet_weeks = weeks
    plan.save(update_fields=["quiet_weeks"])
    return plan


@action
def set_ladder(
    *, plan: Plan, rungs: Sequence[int], escalates_after: int | None, by: User, at: datetime
) -> Plan:
    """Say when units are reminded of what they owe by a plan, and after how many reminders it is escalated.

    Raises:
        Refusal: the days are too many or too far away, or the number is none or too large.
    """
    if not is_bearable(rungs):
        said = _("Give at most %(n)s days of reminders, each within %(most)s days of the last day.")
        raise Refusal(said % {"n": MOST_RUNGS, "most": MOST_DAYS}, field="rungs")
    if escalates_after is None or not 0 <= escalates_after <= MOST_ESCALATES_AFTER:
        said = _("Reminders before it is escalated: enter a number from 0 to %(most)s.")
        raise Refusal(said % {"most": MOST_ESCALATES_AFTER}, field="escalates_after")
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    plan.rungs, plan.escalates_after = sorted(set(rungs)), escalates_after
    plan.save(update_fields=["rungs", "escalates_after"])
    return plan


def named_units(task: Task) -> set[int]:
    """Units with a part in a task: those that owe it, and those that support it."""
    owing = task.obligations.filter(withdrawn_at__isnull=True).values_list("unit_id", flat=True)
    supporting = task.assignments.filter(role=AssignmentRole.SUPPORT, unit__isnull=False)
    return {*owing, *(unit_id for unit_id in supporting.values_list("unit_id", flat=True) if unit_id)}
