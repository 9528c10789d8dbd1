"""Tasks, targets and plans for lists and pages of one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Coalesce, Collate

from hatang.accounts.models import Unit
from hatang.base import clock
from hatang.base.pagewise import pagewise
from hatang.base.words import with_words
from hatang.docparse.normalise import fold
from hatang.programme import access
from hatang.programme.horizon import horizon
from hatang.programme.models import (
    Assignment,
    AssignmentRole,
    Obligation,
    Plan,
    Target,
    TargetValue,
    Task,
    TransitionPart,
    Way,
)
from hatang.programme.queries.filters import (
    SORTS,
    TARGET_SORTS,
    TargetFilter,
    TaskFilter,
    brought_by,
    narrowed,
)
from hatang.programme.queries.hand_ins import mark_with_leader
from hatang.programme.queries.states import live, with_standing, with_state


def task_list(user: object, chosen: TaskFilter, *, today: date) -> QuerySet[Task]:
    """Tasks with their lead agencies and their state on a day.

    Annotates due_on, n_obligations, n_done, n_started, standing, urgency (done, withdrawn, late, week,
    month or empty), n_days_late and n_days_left; `leads` holds the lead assignments.
    """
    view = horizon(today)
    tasks = with_state(live(access.visible_tasks(user)), view)
    tasks = narrowed(tasks, chosen, view)
    tasks = tasks.select_related("plan__directed_by", "directed_by").prefetch_related(leads())
    return pagewise(tasks.order_by(*SORTS.get(chosen.sort, SORTS["next"])))


def timeline(user: object, chosen: TaskFilter, *, today: date, by: str) -> QuerySet[Task]:
    """The same tasks in groups: `by` plan, or by the unit or group that is named first as their lead."""
    tasks: QuerySet[Any] = task_list(user, chosen, today=today)
    if by != "unit":
        return tasks.order_by("plan__sort_key", "plan_id", "ordinal")
    first = Assignment.objects.filter(task=OuterRef("pk"), role=AssignmentRole.LEAD).order_by("ordinal")
    key = Coalesce("unit__sort_key", "group__sort_key", "printed_name", output_field=TextField())
    tasks = tasks.annotate(first_lead=Subquery(first.values(key=Collate(key, "C"))[:1]))
    return tasks.order_by(
        F("first_lead").asc(nulls_last=True), F("due_on").asc(nulls_last=True), "plan_id", "ordinal"
    )


def target_list(user: object, chosen: TargetFilter) -> QuerySet[Target]:
    """Targets with their lead agencies as `leads`; annotates the last declared_value and its declared_on."""
    targets = access.visible_targets(user).filter(withdrawn_at__isnull=True)
    if chosen.plan_id is not None:
        targets = targets.filter(plan_id=chosen.plan_id)
    if chosen.unit is not None:
        targets = targets.filter(brought_by(chosen.unit))
    if chosen.year is not None:
        targets = targets.filter(due_end__year__gte=chosen.year).filter(
            Q(due_start__isnull=True, due_end__year=chosen.year) | Q(due_start__year__lte=chosen.year)
        )
    targets = with_words(targets, fold(chosen.text).split())
    declared = TargetValue.objects.filter(target=OuterRef("pk"), unit__isnull=True, replaced_by__isnull=True)
    latest = declared.order_by("-ends_on")
    targets = targets.annotate(
        declared_value=Subquery(latest.values("value")[:1]),
        declared_on=Subquery(latest.values("ends_on")[:1]),
    )
    order = TARGET_SORTS.get(chosen.sort, TARGET_SORTS["plan"])
    return targets.select_related("plan", "holder_unit").prefetch_related(leads()).order_by(*order)


def obligation_detail(user: object, pk: int, *, today: date) -> Obligation:
    """What one unit owes, with its day and its standing.

    Raises:
        NotFound: there is none the user may see.
    """
    access.get_obligation(user, pk)
    obligation = with_standing(access.visible_obligations(user), horizon(today)).get(pk=pk)
    mark_with_leader([obligation])
    return obligation


def target_detail(user: object, pk: int) -> Target:
    """One target with `all_assignments`.

    Raises:
        NotFound: there is none the user may see.
    """
    access.get_target(user, pk)
    targets = access.visible_targets(user).select_related("plan__document", "plan__version")
    return targets.prefetch_related(leads(), assignments()).get(pk=pk)


def target_years(user: object) -> list[int]:
    """Years in which targets are due, the first one first."""
    years = access.visible_targets(user).filter(withdrawn_at__isnull=True, due_end__isnull=False)
    return sorted({day.year for day in years.values_list("due_end", flat=True).distinct() if day})


def plan_list(user: object) -> QuerySet[Plan]:
    """Plans with n_tasks and n_targets, in Vietnamese order."""
    return access.visible_plans(user).annotate(
        n_tasks=Count("tasks", filter=Q(tasks__withdrawn_at__isnull=True), distinct=True),
        n_targets=Count("targets", filter=Q(targets__withdrawn_at__isnull=True), distinct=True),
    )


def show_own_part(tasks: Iterable[Task], unit: Unit, *, today: date | None = None) -> None:
    """Set `own` of each task to what the unit itself owes for it, with its standing, or None."""
    listed = list(tasks)
    owed = Obligation.objects.filter(
        unit=unit, withdrawn_at__isnull=True, task__in=[task.pk for task in listed]
    )
    standing = with_standing(owed, horizon(today or clock.today()))
    by_task = {obligation.task_id: obligation for obligation in standing}
    for task in listed:
        task.own = by_task.get(task.pk)  # type: ignore[attr-defined]


def leads() -> "Prefetch[Any]":
    """The agencies that lead a task or target, as `leads`."""
    named = Assignment.objects.filter(role=AssignmentRole.LEAD).select_related("unit", "group")
    return Prefetch("assignments", queryset=named.order_by("ordinal"), to_attr="leads")


def named_in(task: Task, *roles: str) -> list[Assignment]:
    """The agencies a task names for some parts in it, in order; of `task_detail` they are read already."""
    known: Iterable[Assignment] | None = getattr(task, "all_assignments", None)
    named = known if known is not None else task.assignments.order_by("role", "ordinal")
    return [one for one in named if one.role in roles]


def assignments() -> "Prefetch[Any]":
    """The agencies that have any part in a task or target, as `all_assignments`."""
    named = Assignment.objects.select_related("unit", "group").order_by("role", "ordinal")
    return Prefetch("assignments", queryset=named, to_attr="all_assignments")


def moves_seen_by(user: object) -> "list[Prefetch[Any]]":
    """Where obligations were moved to, and where from, as `moved_to` and `moved_from`."""
    moves = TransitionPart.objects.filter(
        transition__undone_at__isnull=True, transition__way=Way.MOVE
    ).select_related("obligation__unit", "obligation__task__plan", "successor__unit", "successor__task__plan")
    tasks = access.visible_tasks(user)
    return [
        Prefetch("transition_parts", queryset=moves.filter(successor__task__in=tasks), to_attr="moved_to"),
        Prefetch("moved_here", queryset=moves.filter(obligation__task__in=tasks), to_attr="moved_from"),
    ]
