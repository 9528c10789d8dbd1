"""Who may see plans and say how far the work is."""

from typing import TypeVar

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds, is_of_the_office, is_reader, leads, works_for
from hatang.accounts.models import WORKING_ROLES, GroupMembership, Role, Unit, User, existing
from hatang.base import clock
from hatang.base.refusal import NotFound
from hatang.documents.access import (
    hidden_documents,
    may_publish,
    sees_unpublished,
    visible_documents,
    visible_versions,
)
from hatang.programme.models import (
    Approval,
    AssignmentRole,
    Audience,
    Batch,
    CalendarFeed,
    Conflict,
    DeadlineRequest,
    Meeting,
    MeetingConclusion,
    Milestone,
    Obligation,
    Plan,
    Publication,
    SavedView,
    Target,
    TargetValue,
    Task,
    TaskDependency,
    Transition,
)
from hatang.programme.rules import Step

M = TypeVar("M", bound=models.Model)


def visible_plans(user: object) -> QuerySet[Plan]:
    """Plans the user may read, once signed in: published ones whose document is not hidden from them."""
    plans = Plan.objects.exclude(document__in=hidden_documents(user))
    return plans if is_reader(user) else plans.none()


def _hidden_plans(user: object) -> QuerySet[Plan]:
    return Plan.objects.filter(document__in=hidden_documents(user)).order_by()


def reading_rights(user: object) -> tuple[bool, tuple[int, ...]]:
    """What decides which tasks the user may read: people with the same rights read the same."""
    return is_reader(user), tuple(sorted(_hidden_plans(user).values_list("pk", flat=True)))


def visible_tasks(user: object) -> QuerySet[Task]:
    """Tasks of the plans the user may read, withdrawn ones included."""
    tasks = Task.objects.exclude(plan__in=_hidden_plans(user))
    return tasks if is_reader(user) else tasks.none()


def visible_targets(user: object) -> QuerySet[Target]:
    """Targets of the plans the user may read, withdrawn ones included."""
    targets = Target.objects.exclude(plan__in=_hidden_plans(user))
    return targets if is_reader(user) else targets.none()


def visible_obligations(user: object) -> QuerySet[Obligation]:
    """Obligations of the tasks the user may read."""
    obligations = Obligation.objects.exclude(task__plan__in=_hidden_plans(user))
    return obligations if is_reader(user) else obligations.none()


def get_plan(user: object, pk: int) -> Plan:
    """The plan of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    return _found(visible_plans(user), pk, _("There is no such plan."))


def get_task(user: object, pk: int) -> Task:
    """The task of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    return _found(visible_tasks(user).select_related("plan__document"), pk, _("There is no such task."))


def get_target(user: object, pk: int) -> Target:
    """The target of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    return _found(visible_targets(user).select_related("plan__document"), pk, _("There is no such target."))


def get_obligation(user: object, pk: int) -> Obligation:
    """The obligation of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_obligations(user).select_related("unit", "task__plan")
    return _found(rows, pk, _("There is no such obligation."))


def visible_dependencies(user: object) -> QuerySet[TaskDependency]:
    """What waits for what, where the user may read both tasks."""
    tasks = visible_tasks(user)
    return TaskDependency.objects.filter(task__in=tasks, needs__in=tasks)


def get_dependency(user: object, pk: int) -> TaskDependency:
    """The dependency of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_dependencies(user).select_related("task", "needs")
    return _found(rows, pk, _("This task waits for it no longer."))


def may_link_tasks(user: object, task: Task) -> bool:
    """Whether the user may say what a task waits for: the office, or an officer of a unit that owes it."""
    if is_of_the_office(user):
        return True
    if not isinstance(user, User) or not holds(user, *WORKING_ROLES):
        return False
    units = user.units_held(*WORKING_ROLES)
    return task.obligations.filter(unit__in=units, withdrawn_at__isnull=True).exists()


def own_feeds(user: User) -> QuerySet[CalendarFeed]:
    """Calendars the user subscribed to; nobody sees those of somebody else."""
    feeds = CalendarFeed.objects.filter(user=user)
    return feeds if is_reader(user) else feeds.none()


def get_feed(user: User, pk: int) -> CalendarFeed:
    """The user's calendar of this address.

    Raises:
        NotFound: the user has none.
    """
    return _found(own_feeds(user), pk, _("There is no such calendar."))


def may_do_batches(user: object) -> bool:
    """Whether the user may handle many tasks at once: whoever may handle a single one."""
    return is_of_the_office(user) or is_of_the_committee(user) or holds(user, *WORKING_ROLES)


def may_ask_for_update(user: object, obligation: Obligation) -> bool:
    """Whether the user may ask a unit how far it is: who follows the plan, or leads the province."""
    return follows(user, obligation.task.plan) or is_of_the_committee(user)


def visible_batches(user: User) -> QuerySet[Batch]:
    """What was done at once: the own deeds, and for the office everybody's."""
    if not may_do_batches(user):
        return Batch.objects.none()
    return Batch.objects.all() if is_of_the_office(user) else Batch.objects.filter(done_by=user)


def get_batch(user: User, pk: int) -> Batch:
    """The batch of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    batches = visible_batches(user).select_related("done_by", "undone_by")
    return _found(batches, pk, _("There is no such batch."))


def may_undo_batch(user: User, batch: Batch) -> bool:
    """Whether the user may take a batch back: the office, or who did it and still answers for all of it."""
    if is_of_the_office(user):
        return True
    if batch.done_by_id != user.pk:
        return False
    obligations = Obligation.objects.filter(batch_parts__batch=batch).select_related("task__plan")
    return is_of_the_committee(user) or all(may_record_progress(user, one) for one in obligations)


def visible_views(user: User) -> QuerySet[SavedView]:
    """Saved views the user finds: the own ones, those of the unit, and those for everyone."""
    if not is_reader(user):
        return SavedView.objects.none()
    shared = Q(audience=Audience.EVERYONE)
    if user.unit_id is not None:
        shared |= Q(audience=Audience.UNIT, unit=user.unit_id)
    return SavedView.objects.filter(Q(owner=user) | shared)


def get_view(user: User, pk: int) -> SavedView:
    """The saved view of this address.

    Raises:
        NotFound: there is none the user finds.
    """
    return _found(visible_views(user).select_related("owner__unit"), pk, _("There is no such view."))


def may_change_view(user: User, view: SavedView) -> bool:
    """Whether the user may rename, share and delete a view: its owner, or the office where it is for all."""
    if view.owner_id == user.pk:
        return is_reader(user)
    return view.audience == Audience.EVERYONE and is_of_the_office(user)


def visible_conflicts(user: object) -> QuerySet[Conflict]:
    """Contradictions between the plans the user may read; all sources must be readable."""
    targets, tasks = visible_targets(user), visible_tasks(user)
    return Conflict.objects.filter(
        Q(target__isnull=True) | Q(target__in=targets),
        Q(other_target__isnull=True) | Q(other_target__in=targets),
        Q(task__isnull=True) | Q(task__in=tasks),
        ~Q(document__in=hidden_documents(user)),
    )


def get_conflict(user: object, pk: int) -> Conflict:
    """The contradiction of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    return _found(visible_conflicts(user), pk, _("There is no such contradiction."))


def get_approval(user: object, pk: int) -> Approval:
    """What was laid before a leader, of this address.

    Raises:
        NotFound: there is none, or the user may not read unpublished documents.
    """
    rows = Approval.objects.filter(version__in=visible_versions(user)) if sees_unpublished(user) else None
    return _found(
        Approval.objects.none() if rows is None else rows.select_related("version"),
        pk,
        _("Nothing of this kind was submitted for approval."),
    )


def get_publication(user: object, pk: int) -> Publication:
    """The publication of this address.

    Raises:
        NotFound: there is none, or the user may not undo it.
    """
    rows = Publication.objects.filter(document__in=visible_documents(user))
    rows = rows if may_undo_publications(user) else rows.none()
    return _found(rows, pk, _("There is no such publication."))


def may_undo_publications(user: object) -> bool:
    """Whether the user may take a publication back on its day: whoever may approve, and the office."""
    return may_publish(user) or is_of_the_office(user)


def may_settle_conflicts(user: object) -> bool:
    """Whether the user may say which source counts: the programme office."""
    return is_of_the_office(user)


def follows(user: object, plan: Plan) -> bool:
    """Whether the user follows and chases a plan: the programme office, or the unit named for it."""
    return is_of_the_office(user) or works_for(user, plan.followed_by_id)


def may_record_progress(user: object, obligation: Obligation) -> bool:
    """Whether the user may say how far this is: the programme office, or who works for the unit."""
    return works_for(user, obligation.unit_id) or follows(user, obligation.task.plan)


def is_of_the_committee(user: object) -> bool:
    """Whether the user leads the province: sees everything, decides what is escalated."""
    return holds(user, Role.LEADER)


def may_take_step(user: object, obligation: Obligation, step: str) -> bool:
    """Whether the user may take a step: a unit submits, followers or leaders accept, followers halt."""
    if follows(user, obligation.task.plan):
        return True
    if step == Step.SUBMIT:
        return works_for(user, obligation.unit_id)
    return step in (Step.ACCEPT, Step.RETURN) and is_of_the_committee(user)


def may_decide_requests(user: object, obligation: Obligation) -> bool:
    """Whether the user may decide about a later deadline: who follows the plan, or leads the province."""
    return follows(user, obligation.task.plan) or is_of_the_committee(user)


def get_request(user: object, pk: int) -> DeadlineRequest:
    """The request for a later deadline of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = DeadlineRequest.objects.filter(obligation__in=visible_obligations(user))
    rows = rows.select_related("obligation__task__plan", "obligation__unit")
    return _found(rows, pk, _("There is no such request."))


def get_milestone(user: object, pk: int) -> Milestone:
    """The milestone of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = Milestone.objects.filter(obligation__in=visible_obligations(user))
    rows = rows.select_related("obligation__task__plan", "obligation__unit")
    return _found(rows, pk, _("There is no such milestone."))


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
    return _found(rows, pk, _("There is no such figure."))


def may_ask_for_acceptance(user: object) -> bool:
    """Whether the user may say that done work of a plan is accepted first."""
    return is_of_the_office(user)


def may_decide_transitions(user: object) -> bool:
    """Whether the user may say what becomes of work whose document or unit has ended: the office."""
    return is_of_the_office(user)


def visible_transitions(user: object) -> QuerySet[Transition]:
    """Decisions about work whose document or unit has ended, for those who take them."""
    rows = Transition.objects.all()
    return rows if may_decide_transitions(user) else rows.none()


def get_transition(user: object, pk: int) -> Transition:
    """The decision of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    return _found(visible_transitions(user), pk, _("There is no such decision."))


def _found(rows: QuerySet[M], pk: int, sentence: str) -> M:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound(sentence)
    return row


def visible_meetings(user: object) -> QuerySet[Meeting]:
    """Meetings the user may look at: those of the province for whoever works, those of a unit within it.

    The programme office and the leaders of the province see all; a reader sees none, for what is said
    there is not published.
    """
    meetings = Meeting.objects.all()
    if is_of_the_office(user) or is_of_the_committee(user):
        return meetings
    if not isinstance(user, User) or not holds(user, *WORKING_ROLES, Role.CLERK):
        return meetings.none()
    return meetings.filter(Q(unit__isnull=True) | Q(unit__in=user.units_held(*WORKING_ROLES, Role.CLERK)))


def get_meeting(user: object, pk: int) -> Meeting:
    """The meeting of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    return _found(visible_meetings(user).select_related("unit"), pk, _("There is no such meeting."))


def get_conclusion(user: object, meeting: Meeting, pk: int) -> MeetingConclusion:
    """The conclusion of a meeting, of this address.

    Raises:
        NotFound: there is none.
    """
    rows = MeetingConclusion.objects.filter(meeting=meeting, meeting__in=visible_meetings(user))
    return _found(rows.select_related("meeting"), pk, _("There is no such conclusion."))


def may_call_meetings(user: object, unit_id: int | None) -> bool:
    """Whether the user may call, run and close meetings: office and leaders, or who leads the unit."""
    return is_of_the_office(user) or is_of_the_committee(user) or leads(user, unit_id)
