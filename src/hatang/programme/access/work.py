"""Who follows a plan, and who may say how far the work is."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from hatang.accounts.access import holds, is_of_the_office, works_for
from hatang.accounts.models import Role
from hatang.base.refusal import NotAllowed
from hatang.programme.access.finding import found
from hatang.programme.access.items import visible_obligations
from hatang.programme.models import (
    AssignmentRole,
    DeadlineRequest,
    Milestone,
    Obligation,
    Plan,
    Target,
    Task,
)
from hatang.programme.rules import Step


def follows(user: object, plan: Plan) -> bool:
    """Whether the user follows and chases a plan: the programme office, or the unit named for it."""
    return is_of_the_office(user) or works_for(user, plan.followed_by_id)


def is_of_the_committee(user: object) -> bool:
    """Whether the user leads the province: sees everything, decides what is escalated."""
    return holds(user, Role.LEADER)


def is_owed_by(task: Task, units: Collection[int]) -> bool:
    """Whether one of some units owes a part of a task; of a page of the task it is read already."""
    known: Iterable[Obligation] | None = getattr(task, "all_obligations", None)
    if known is not None:
        return any(owed.unit_id in units for owed in known)
    return task.obligations.filter(unit__in=units, withdrawn_at__isnull=True).exists()


def may_record_progress(user: object, obligation: Obligation) -> bool:
    """Whether the user may say how far this is: the programme office, or who works for the unit."""
    return works_for(user, obligation.unit_id) or follows(user, obligation.task.plan)


def judges(user: object, obligation: Obligation) -> bool:
    """Whether the user says for the plan what becomes of a unit's work; nobody judges the own unit's."""
    return is_of_the_office(user) or (
        follows(user, obligation.task.plan) and not works_for(user, obligation.unit_id)
    )


def may_set_task(user: object, task: Task) -> bool:
    """Whether the user may say for the plan what a task asks for: who follows it, but owes no part of it.

    What is issued above, waived, or begun by an event moves the clock of those who owe it (ADR 0070).
    """
    if is_of_the_office(user) or not follows(user, task.plan):
        return is_of_the_office(user)
    return not task.obligations.filter(unit=task.plan.followed_by_id, withdrawn_at__isnull=True).exists()


def may_set_target(user: object, target: Target) -> bool:
    """Whether the user may say what a plan leaves open about a target: who follows it, but not its own."""
    if is_of_the_office(user) or not follows(user, target.plan):
        return is_of_the_office(user)
    unit_id = target.plan.followed_by_id
    if target.holder_unit_id == unit_id:
        return False
    return not target.assignments.filter(role=AssignmentRole.LEAD, unit=unit_id).exists()


def require_setting(user: object, item: Task | Target) -> None:
    """Go on only when the user may say what a task or target asks for.

    Raises:
        NotAllowed: it is not the user's; who follows the plan and has a part in it is told why.
    """
    may = may_set_task(user, item) if isinstance(item, Task) else may_set_target(user, item)
    if may:
        return
    if follows(user, item.plan):
        raise NotAllowed(_("Your unit answers for this itself; the programme office says what it asks for."))
    raise NotAllowed(_("You have no right to do this."))


def may_take_step(user: object, obligation: Obligation, step: str) -> bool:
    """Whether the user may take a step: a unit submits, others accept (or a leader does) and halt."""
    if judges(user, obligation):
        return True
    if step == Step.SUBMIT:
        return works_for(user, obligation.unit_id)
    return step in (Step.ACCEPT, Step.RETURN) and is_of_the_committee(user)


def may_decide_requests(user: object, obligation: Obligation) -> bool:
    """Whether the user may decide about a later deadline: who judges the work, or leads the province."""
    return judges(user, obligation) or is_of_the_committee(user)


def why_not_judged(user: object, obligation: Obligation) -> str:
    """What somebody is told who may not say what becomes of a unit's work."""
    if follows(user, obligation.task.plan) and works_for(user, obligation.unit_id):
        return _(
            "Your unit leads this work itself: the programme office or a leader of the province decides."
        )
    return _("You have no right to do this.")


def require_step(user: object, obligation: Obligation, step: str) -> None:
    """Go on only when the user may take the step.

    Raises:
        NotAllowed: the step is not the user's; who follows the plan and leads the work is told why.
    """
    if not may_take_step(user, obligation, step):
        raise NotAllowed(why_not_judged(user, obligation))


def require_deciding(user: object, obligation: Obligation) -> None:
    """Go on only when the user may decide about a later deadline.

    Raises:
        NotAllowed: the decision is not the user's; who follows the plan and leads the work is told why.
    """
    if not may_decide_requests(user, obligation):
        raise NotAllowed(why_not_judged(user, obligation))


def may_ask_for_update(user: object, obligation: Obligation) -> bool:
    """Whether the user may ask a unit how far it is: who follows the plan, or leads the province."""
    return follows(user, obligation.task.plan) or is_of_the_committee(user)


def may_ask_for_acceptance(user: object) -> bool:
    """Whether the user may say that done work of a plan is accepted first."""
    return is_of_the_office(user)


def get_request(user: object, pk: int) -> DeadlineRequest:
    """The request for a later deadline of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = DeadlineRequest.objects.filter(obligation__in=visible_obligations(user))
    rows = rows.select_related("obligation__task__plan", "obligation__unit")
    return found(rows, pk, _("There is no such request."))


def get_milestone(user: object, pk: int) -> Milestone:
    """The milestone of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = Milestone.objects.filter(obligation__in=visible_obligations(user))
    rows = rows.select_related("obligation__task__plan", "obligation__unit")
    return found(rows, pk, _("There is no such milestone."))
