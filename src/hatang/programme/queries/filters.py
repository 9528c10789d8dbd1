"""What narrows and orders the lists of tasks and targets."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from hatang.accounts.models import GroupMembership, Unit
from hatang.base.words import with_words
from hatang.docparse.normalise import fold
from hatang.programme.horizon import Horizon
from hatang.programme.models import (
    Assignment,
    AssignmentRole,
    Obligation,
    Progress,
    TargetQuota,
    Task,
)
from hatang.programme.queries.states import (
    DONE,
    DUE_MONTH,
    DUE_WEEK,
    LATE,
    MONTH,
    OPEN,
    STATES,
    UNASSIGNED,
    WEEK,
    is_awaited,
    is_closed,
    is_done_by_all,
    owed,
    stands,
    within,
)
from hatang.programme.rules import Standing

SORTS: dict[str, tuple[Any, ...]] = {
    "plan": ("plan__sort_key", "plan_id", "ordinal"),
    "-plan": ("-plan__sort_key", "-plan_id", "ordinal"),
    "text": ("sort_key", "pk"),
    "-text": ("-sort_key", "-pk"),
    # What is to be done next: finished work comes last.
    "next": (
        Case(When(is_finished=True, then=1), default=0),
        F("due_on").asc(nulls_last=True),
        "plan_id",
        "ordinal",
    ),
    "due": (F("due_on").asc(nulls_last=True), "plan_id", "ordinal"),
    "-due": (F("due_on").desc(nulls_last=True), "plan_id", "ordinal"),
    "path": ("plan_id", "ordinal"),
    "-path": ("-plan_id", "-ordinal"),
}
_STANDINGS = frozenset(standing.value for standing in Standing)
TARGET_SORTS: dict[str, tuple[Any, ...]] = {
    **SORTS,
    "due": (F("due_end").asc(nulls_last=True), "plan_id", "ordinal"),
    "-due": (F("due_end").desc(nulls_last=True), "plan_id", "ordinal"),
}


@dataclass(frozen=True)
class TaskFilter:
    """Which tasks a list shows; an empty field does not narrow it.

    `role` narrows `unit` to one part: lead, support or direct. `state` is one of STATES or a Standing.
    """

    text: str = ""
    unit: Unit | None = None
    role: str = ""
    plan_id: int | None = None
    state: str = ""
    due_kind: str = ""
    due_from: date | None = None
    due_to: date | None = None
    gap: str = ""
    leader_id: int | None = None
    sort: str = "next"

    @property
    def is_set(self) -> bool:
        """Whether it leaves anything out."""
        return replace(self, sort="next") != TaskFilter()


@dataclass(frozen=True)
class TargetFilter:
    """Which targets a list shows; an empty field does not narrow it. `reach` is a Reach."""

    text: str = ""
    unit: Unit | None = None
    plan_id: int | None = None
    year: int | None = None
    reach: str = ""
    sort: str = "plan"


def narrowed(tasks: QuerySet[Any], chosen: TaskFilter, view: Horizon) -> QuerySet[Task]:
    """The tasks a filter leaves; all conditions hold together."""
    if chosen.plan_id is not None:
        tasks = tasks.filter(plan_id=chosen.plan_id)
    if chosen.due_kind:
        tasks = tasks.filter(due_kind=chosen.due_kind)
    if chosen.leader_id is not None:
        tasks = tasks.filter(directed_by(chosen.leader_id))
    if chosen.gap:
        tasks = tasks.filter(gaps__contains=[chosen.gap])
    if chosen.unit is not None:
        tasks = tasks.filter(named_for(chosen.unit, chosen.role, "task"))
    elif chosen.role:
        tasks = tasks.filter(Exists(Assignment.objects.filter(task=OuterRef("pk"), role=chosen.role)))
    tasks = with_words(tasks, fold(chosen.text).split())
    if chosen.due_from is not None:
        tasks = tasks.filter(due_on__gte=chosen.due_from)
    if chosen.due_to is not None:
        tasks = tasks.filter(due_on__lte=chosen.due_to)
    if chosen.state in STATES:
        return tasks.filter(_in_state(chosen, view))
    if chosen.state in _STANDINGS:
        own = {"unit": chosen.unit} if chosen.unit is not None else {}
        return tasks.filter(stands(chosen.state, view, **own))
    return tasks


def directed_by(leader_id: int) -> Q:
    """Condition for tasks that a leader directs: named for the task, else for its plan."""
    of_the_plan = Q(directed_by__isnull=True, plan__directed_by=leader_id)
    return Q(directed_by=leader_id) | of_the_plan


def _in_state(chosen: TaskFilter, view: Horizon) -> Q:
    """Condition for the chosen state; a unit's list looks at what this unit owes, where it owes something."""
    if chosen.state == UNASSIGNED:
        return ~Q(Exists(owed()))
    own: QuerySet[Any] = Obligation.objects.none()
    if chosen.unit is not None:
        own = owed().filter(unit=chosen.unit).annotate(due_on=view.owed_on())
    if chosen.state == DONE:
        return _own_or(own, view.done(), is_done_by_all(view))
    if chosen.state == OPEN:
        return _own_or(own, ~view.done() & ~Q(state=Progress.WITHDRAWN), ~is_closed(view))
    when = {
        LATE: Q(due_on__lt=view.today),
        DUE_WEEK: within(view.today, WEEK),
        DUE_MONTH: within(view.today, MONTH),
    }[chosen.state]
    return _own_or(own, when & view.running(), when & is_awaited(view))


def _own_or(own: QuerySet[Obligation], is_so: Q, otherwise: Q) -> Q:
    """Condition on what a unit owes itself, where it owes something, else on the task."""
    if own.query.is_empty():
        return otherwise
    return Q(Exists(own.filter(is_so))) | (~Q(Exists(own)) & otherwise)


def named_for(unit: Unit, role: str, item: str) -> Q:
    """Condition for tasks or targets in which a unit has a part, itself or as a member of a group.

    A group means its members on the day the plan was issued.
    """
    on = OuterRef(f"{item}__plan__issued_on")
    member = GroupMembership.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        unit=unit,
        group=OuterRef("group"),
    )
    # Few groups have the unit: only of these the days are looked at.
    ever = GroupMembership.objects.filter(unit=unit).order_by().values("group")
    own = Q(unit=unit) | (Q(group__in=ever) & Exists(member))
    named = Assignment.objects.filter(own, **{item: OuterRef("pk")})
    part = Q(Exists(named.filter(role=role) if role else named))
    if item == "task" and role in ("", AssignmentRole.LEAD):
        part |= Q(Exists(owed().filter(unit=unit)))
    return part


def brought_by(unit: Unit) -> Q:
    """Condition for targets in which a unit has a part: named for them, their holder, or given a share."""
    given = TargetQuota.objects.filter(target=OuterRef("pk"), unit=unit)
    return named_for(unit, "", "target") | Q(holder_unit=unit) | Q(Exists(given))
