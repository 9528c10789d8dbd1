"""Reads of the programme, shaped for a screen."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from hatang.accounts.models import GroupMembership, Unit
from hatang.accounts.rules import name_key
from hatang.docparse.normalise import fold
from hatang.programme import access
from hatang.programme.horizon import Horizon, horizon
from hatang.programme.models import Assignment, AssignmentRole, Obligation, Plan, Progress, Target, Task

WEEK = 7
MONTH = 30

LATE = "late"
DUE_WEEK = "week"
DUE_MONTH = "month"
OPEN = "open"
DONE = "done"
UNASSIGNED = "unassigned"
STATES = (LATE, DUE_WEEK, DUE_MONTH, OPEN, DONE, UNASSIGNED)

_SORTS: dict[str, tuple[Any, ...]] = {
    "plan": ("plan__sort_key", "plan_id", "ordinal"),
    "-plan": ("-plan__sort_key", "-plan_id", "ordinal"),
    "text": ("sort_key", "pk"),
    "-text": ("-sort_key", "-pk"),
    # What is to be done next: finished work comes last.
    "next": (
        Case(When(urgency=DONE, then=1), default=0),
        F("due_on").asc(nulls_last=True),
        "plan_id",
        "ordinal",
    ),
    "due": (F("due_on").asc(nulls_last=True), "plan_id", "ordinal"),
    "-due": (F("due_on").desc(nulls_last=True), "plan_id", "ordinal"),
    "path": ("plan_id", "ordinal"),
    "-path": ("-plan_id", "-ordinal"),
}
_TARGET_SORTS: dict[str, tuple[Any, ...]] = {
    **_SORTS,
    "due": (F("due_end").asc(nulls_last=True), "plan_id", "ordinal"),
    "-due": (F("due_end").desc(nulls_last=True), "plan_id", "ordinal"),
}


@dataclass(frozen=True)
class TaskFilter:
    """Which tasks a list shows; an empty field does not narrow it.

    `role` narrows `unit` to one part: lead, support or direct. `state` is one of STATES.
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
    sort: str = "next"


@dataclass(frozen=True)
class TargetFilter:
    """Which targets a list shows; an empty field does not narrow it."""

    text: str = ""
    unit: Unit | None = None
    plan_id: int | None = None
    year: int | None = None
    sort: str = "plan"


@dataclass
class Tally:
    """How many tasks (or obligations of a unit) there are, by what a morning asks about them."""

    n_all: int = 0
    n_late: int = 0
    n_week: int = 0
    n_month: int = 0
    n_done: int = 0

    @property
    def n_open(self) -> int:
        """Not done yet."""
        return self.n_all - self.n_done

    @property
    def n_soon(self) -> int:
        """Due within 30 days."""
        return self.n_month


@dataclass(frozen=True)
class PlanTally:
    """A plan and how its tasks stand."""

    plan: Plan
    tally: Tally


@dataclass(frozen=True)
class UnitTally:
    """A unit and how its obligations stand."""

    unit: Unit
    tally: Tally


@dataclass(frozen=True)
class Overview:
    """The programme this morning."""

    tasks: Tally
    obligations: Tally
    n_plans: int
    n_targets: int
    n_unknown_names: int
    next_due: date | None
    by_plan: list[PlanTally] = field(default_factory=list)
    by_unit: list[UnitTally] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where a printed name stands."""

    plan: Plan
    path: str
    text: str
    role: str
    task_id: int | None
    target_id: int | None


@dataclass(frozen=True)
class UnknownName:
    """A printed name that no unit or group answers to."""

    printed_name: str
    places: list[Place]

    @property
    def n_times(self) -> int:
        """How often it is printed."""
        return len(self.places)


def task_list(user: object, chosen: TaskFilter, *, today: date) -> QuerySet[Task]:
    """Tasks with their lead agencies and their state on a day.

    Annotates due_on, n_obligations, n_done, n_started, urgency (done, late, week, month or empty),
    n_days_late and n_days_left; `leads` holds the lead assignments.
    """
    view = horizon(today)
    tasks = _with_state(_live(access.visible_tasks(user)), view)
    tasks = _narrowed(tasks, chosen, view)
    return (
        tasks.select_related("plan")
        .prefetch_related(_leads())
        .order_by(*_SORTS.get(chosen.sort, _SORTS["next"]))
    )


def target_list(user: object, chosen: TargetFilter) -> QuerySet[Target]:
    """Targets with their lead agencies as `leads`."""
    targets = access.visible_targets(user).filter(withdrawn_at__isnull=True)
    if chosen.plan_id is not None:
        targets = targets.filter(plan_id=chosen.plan_id)
    if chosen.unit is not None:
        targets = targets.filter(_named_for(chosen.unit, "", "target"))
    if chosen.year is not None:
        targets = targets.filter(due_end__year__gte=chosen.year).filter(
            Q(due_start__isnull=True, due_end__year=chosen.year) | Q(due_start__year__lte=chosen.year)
        )
    for word in fold(chosen.text).split():
        targets = targets.filter(search_text__contains=word)
    order = _TARGET_SORTS.get(chosen.sort, _TARGET_SORTS["plan"])
    return targets.select_related("plan").prefetch_related(_leads()).order_by(*order)


def task_detail(user: object, pk: int, *, today: date) -> Task:
    """One task with its state, `all_assignments` and `all_obligations`.

    Raises:
        NotFound: there is none the user may see.
    """
    access.get_task(user, pk)
    return (
        _with_state(access.visible_tasks(user), horizon(today))
        .select_related("plan__document", "plan__version")
        .prefetch_related(_leads(), _assignments(), _obligations())
        .get(pk=pk)
    )


def target_detail(user: object, pk: int) -> Target:
    """One target with `all_assignments`.

    Raises:
        NotFound: there is none the user may see.
    """
    access.get_target(user, pk)
    targets = access.visible_targets(user).select_related("plan__document", "plan__version")
    return targets.prefetch_related(_leads(), _assignments()).get(pk=pk)


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


def overview(user: object, *, today: date, n_units: int = 12) -> Overview:
    """Counts of tasks and obligations, of those late and due soon, by plan and by unit."""
    view = horizon(today)
    plans = {plan.pk: plan for plan in access.visible_plans(user)}
    by_plan: dict[int, Tally] = {pk: Tally() for pk in plans}
    total, upcoming = Tally(), []
    rows = _with_state(_live(access.visible_tasks(user)), view)
    for plan_id, urgency, due_on in _states(rows):
        for tally in (total, by_plan[plan_id]):
            _count(tally, urgency)
        if due_on is not None and due_on >= today and urgency != DONE:
            upcoming.append(due_on)
    units = unit_tallies(user, today=today)
    ranked = sorted(units, key=lambda row: (-row.tally.n_late, -row.tally.n_month, -row.tally.n_all))
    return Overview(
        tasks=total,
        obligations=_sum(row.tally for row in units),
        n_plans=len(plans),
        n_targets=access.visible_targets(user).filter(withdrawn_at__isnull=True).count(),
        n_unknown_names=len(unknown_names(user)),
        next_due=min(upcoming, default=None),
        by_plan=[PlanTally(plans[pk], tally) for pk, tally in by_plan.items()],
        by_unit=ranked[:n_units],
    )


def unit_tallies(user: object, *, today: date, units: Iterable[int] | None = None) -> list[UnitTally]:
    """Units that owe something with the state of their obligations, in Vietnamese order.

    Args:
        user: who reads.
        today: the day from which deadlines are looked at.
        units: numbers of the units asked for; all by default.
    """
    view = horizon(today)
    obligations = access.visible_obligations(user).filter(
        withdrawn_at__isnull=True, task__withdrawn_at__isnull=True
    )
    if units is not None:
        obligations = obligations.filter(unit_id__in=list(units))
    due_on, is_open = view.due_on("task__"), ~view.done()
    rows = (
        obligations.annotate(due_on=due_on)
        .order_by()
        .values("unit_id")
        .annotate(
            n_all=Count("pk"),
            n_done=Count("pk", filter=view.done()),
            n_late=Count("pk", filter=is_open & Q(due_on__lt=today)),
            n_week=Count("pk", filter=is_open & _within(today, WEEK)),
            n_month=Count("pk", filter=is_open & _within(today, MONTH)),
        )
    )
    names = ("n_all", "n_late", "n_week", "n_month", "n_done")
    tallies = {row["unit_id"]: Tally(*(row[name] for name in names)) for row in rows}  # type: ignore[literal-required]
    return [UnitTally(unit, tallies[unit.pk]) for unit in Unit.objects.filter(pk__in=list(tallies))]


def show_own_part(tasks: Iterable[Task], unit: Unit) -> None:
    """Set `own` of each task to what the unit itself owes for it, or None."""
    listed = list(tasks)
    owed = Obligation.objects.filter(
        unit=unit, withdrawn_at__isnull=True, task__in=[task.pk for task in listed]
    )
    by_task = {obligation.task_id: obligation for obligation in owed}
    for task in listed:
        task.own = by_task.get(task.pk)  # type: ignore[attr-defined]


def unit_tally(user: object, unit: Unit, *, today: date) -> Tally:
    """How the obligations of one unit stand."""
    found = unit_tallies(user, today=today, units=[unit.pk])
    return found[0].tally if found else Tally()


def unknown_names(user: object) -> list[UnknownName]:
    """Printed names that no unit or group answers to, the most frequent first, with where they stand."""
    waiting = (
        Assignment.objects.filter(unit__isnull=True, group__isnull=True)
        .filter(Q(task__in=access.visible_tasks(user)) | Q(target__in=access.visible_targets(user)))
        .filter(
            Q(task__isnull=False, task__withdrawn_at__isnull=True)
            | Q(target__isnull=False, target__withdrawn_at__isnull=True)
        )
        .select_related("task__plan", "target__plan")
        .order_by("pk")
    )
    names: dict[str, UnknownName] = {}
    for assignment in waiting:
        key = name_key(assignment.printed_name)
        name = names.setdefault(key, UnknownName(assignment.printed_name, []))
        name.places.append(_place(assignment))
    return sorted(names.values(), key=lambda name: (-name.n_times, name.printed_name))


def _with_state(tasks: QuerySet[Task], view: Horizon) -> QuerySet[Task]:
    """Tasks with their day, their obligations counted and what the day makes of them.

    The counts are subqueries, which the database computes for the rows of the page only.
    """
    today = Value(view.today, output_field=DateField())
    counted: QuerySet[Task, Any] = tasks.annotate(
        due_on=view.due_on(),
        n_obligations=_n_obligations(Q()),
        n_done=_n_obligations(view.done()),
        n_started=_n_obligations(Q(state=Progress.IN_PROGRESS)),
    )
    return counted.annotate(
        urgency=Case(
            When(_is_done(view), then=Value(DONE)),
            When(due_on__lt=view.today, then=Value(LATE)),
            When(_within(view.today, WEEK), then=Value(DUE_WEEK)),
            When(_within(view.today, MONTH), then=Value(DUE_MONTH)),
            default=Value(""),
            output_field=CharField(),
        ),
        n_days_late=_days_between(F("due_on"), today),
        n_days_left=_days_between(today, F("due_on")),
    )


def _narrowed(tasks: QuerySet[Any], chosen: TaskFilter, view: Horizon) -> QuerySet[Task]:
    """The tasks a filter leaves; all conditions hold together."""
    if chosen.plan_id is not None:
        tasks = tasks.filter(plan_id=chosen.plan_id)
    if chosen.due_kind:
        tasks = tasks.filter(due_kind=chosen.due_kind)
    if chosen.gap:
        tasks = tasks.filter(gaps__contains=[chosen.gap])
    if chosen.unit is not None:
        tasks = tasks.filter(_named_for(chosen.unit, chosen.role, "task"))
    elif chosen.role:
        tasks = tasks.filter(Exists(Assignment.objects.filter(task=OuterRef("pk"), role=chosen.role)))
    for word in fold(chosen.text).split():
        tasks = tasks.filter(search_text__contains=word)
    if chosen.due_from is not None:
        tasks = tasks.filter(due_on__gte=chosen.due_from)
    if chosen.due_to is not None:
        tasks = tasks.filter(due_on__lte=chosen.due_to)
    return tasks.filter(_in_state(chosen, view)) if chosen.state in STATES else tasks


def _states(tasks: QuerySet[Task]) -> "QuerySet[Any, tuple[int, str, date | None]]":
    """Plan, urgency and due day of every task, without its words."""
    annotated: QuerySet[Any] = tasks
    return annotated.order_by().values_list("plan_id", "urgency", "due_on")


def _in_state(chosen: TaskFilter, view: Horizon) -> Q:
    """Condition for the chosen state; a unit's list looks at what this unit owes, where it owes something."""
    if chosen.state == UNASSIGNED:
        return ~Q(Exists(_owed()))
    is_done = _is_done(view)
    if chosen.unit is not None:
        own = _owed().filter(unit=chosen.unit)
        is_own = Q(Exists(own))
        is_done = (is_own & Q(Exists(own.filter(view.done())))) | (~is_own & is_done)
    if chosen.state == DONE:
        return is_done
    when = {
        LATE: Q(due_on__lt=view.today),
        DUE_WEEK: _within(view.today, WEEK),
        DUE_MONTH: _within(view.today, MONTH),
        OPEN: Q(),
    }[chosen.state]
    return when & ~is_done


def _named_for(unit: Unit, role: str, item: str) -> Q:
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
    named = Assignment.objects.filter(Q(unit=unit) | Exists(member), **{item: OuterRef("pk")})
    part = Q(Exists(named.filter(role=role) if role else named))
    if item == "task" and role in ("", AssignmentRole.LEAD):
        part |= Q(Exists(_owed().filter(unit=unit)))
    return part


def _is_done(view: Horizon) -> Q:
    """Condition for a task that somebody owes and nobody still owes."""
    return Q(Exists(_owed())) & ~Q(Exists(_owed().exclude(view.done())))


def _owed() -> QuerySet[Obligation]:
    """What is owed for the task of the outer query."""
    return Obligation.objects.filter(task=OuterRef("pk"), withdrawn_at__isnull=True)


def _n_obligations(condition: Q) -> Coalesce:
    rows = _owed().filter(condition).order_by().values("task")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())


def _within(today: date, n_days: int) -> Q:
    return Q(due_on__gte=today, due_on__lte=today + timedelta(days=n_days))


def _days_between(start: Any, end: Any) -> Any:
    """Days from one day to another; the database subtracts days to a whole number."""
    return Func(end, start, template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField())


def _live(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.filter(withdrawn_at__isnull=True)


def _leads() -> "Prefetch[Any]":
    leads = Assignment.objects.filter(role=AssignmentRole.LEAD).select_related("unit", "group")
    return Prefetch("assignments", queryset=leads.order_by("ordinal"), to_attr="leads")


def _assignments() -> "Prefetch[Any]":
    named = Assignment.objects.select_related("unit", "group").order_by("role", "ordinal")
    return Prefetch("assignments", queryset=named, to_attr="all_assignments")


def _obligations() -> "Prefetch[Any]":
    owed = Obligation.objects.filter(withdrawn_at__isnull=True).select_related("unit", "group")
    return Prefetch("obligations", queryset=owed.order_by("unit__sort_key", "pk"), to_attr="all_obligations")


def _count(tally: Tally, urgency: str) -> None:
    tally.n_all += 1
    tally.n_done += urgency == DONE
    tally.n_late += urgency == LATE
    tally.n_week += urgency == DUE_WEEK
    tally.n_month += urgency in (DUE_WEEK, DUE_MONTH)


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.n_all += tally.n_all
        total.n_done += tally.n_done
        total.n_late += tally.n_late
        total.n_week += tally.n_week
        total.n_month += tally.n_month
    return total


def _place(assignment: Assignment) -> Place:
    item = assignment.task or assignment.target
    assert item is not None  # noqa: S101 - assignment_of_a_task_or_a_target
    return Place(
        plan=item.plan,
        path=item.path,
        text=item.text,
        role=assignment.role,
        task_id=assignment.task_id,
        target_id=assignment.target_id,
    )
