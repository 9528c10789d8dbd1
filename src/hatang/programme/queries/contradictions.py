"""The rows that contradictions are looked for in, and the contradictions of the house."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, Q, QuerySet, Sum, Value, When

from hatang.accounts.models import Unit
from hatang.docparse.normalise import fold
from hatang.documents.models import Document
from hatang.programme import access
from hatang.programme.contradictions import (
    Contradiction,
    DocumentRow,
    TargetRow,
    TaskRow,
    closed_leads,
    differing_targets,
    early_deadlines,
    fulfilled_tasks,
    subject,
    uneven_sums,
    unreachable_radii,
)
from hatang.programme.models import (
    Assignment,
    AssignmentRole,
    Conflict,
    ConflictKind,
    Obligation,
    Plan,
    Progress,
    Target,
    TargetQuota,
    Task,
)
from hatang.territory.models import Area, AreaKind

OPEN, SETTLED, GONE = "open", "settled", "gone"
_STATIONS = "tram"


@dataclass(frozen=True)
class ConflictFilter:
    """Which contradictions a list shows; an empty field does not narrow it."""

    kind: str = ""
    state: str = OPEN
    plan_id: int | None = None


def contradictions(*, today: date) -> Iterator[Contradiction]:
    """Every contradiction in what is published, in effect and still asked for."""
    targets = _target_rows(today)
    tasks = _task_rows(today)
    documents = [
        DocumentRow(one.pk, one.kind, one.title, one.issued_on)
        for one in Document.objects.filter(versions__published_at__isnull=False).distinct()
    ]
    closed = {unit.pk: unit.valid_to for unit in Unit.objects.filter(valid_to__lte=today) if unit.valid_to}
    yield from differing_targets(targets)
    yield from fulfilled_tasks(tasks, documents)
    yield from early_deadlines(tasks)
    yield from closed_leads(_still_led(tasks), closed)
    yield from unreachable_radii(targets, n_planned_stations(today=today))
    yield from uneven_sums(targets, _given())


def conflict_list(user: object, chosen: ConflictFilter) -> QuerySet[Conflict]:
    """Contradictions with both sources: what plans say against each other first, then the newest."""
    rows = access.visible_conflicts(user)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.plan_id is not None:
        plan = chosen.plan_id
        rows = rows.filter(Q(target__plan=plan) | Q(other_target__plan=plan) | Q(task__plan=plan))
    rows = rows.filter(
        {
            OPEN: Q(settlement="", gone_at__isnull=True),
            SETTLED: ~Q(settlement=""),
            GONE: Q(gone_at__isnull=False),
        }.get(chosen.state, Q())
    )
    order = Case(*(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(ConflictKind.values)))
    return rows.order_by(order, "-found_at", "-pk").select_related(
        "target__plan", "other_target__plan", "task__plan", "document", "unit", "settled_by"
    )


def n_open_conflicts(user: object) -> int:
    """Contradictions that wait for somebody's word."""
    return access.visible_conflicts(user).filter(settlement="", gone_at__isnull=True).count()


def conflict_counts(user: object) -> dict[str, int]:
    """Open contradictions by kind."""
    counts = dict.fromkeys(ConflictKind.values, 0)
    for kind in (
        access.visible_conflicts(user).filter(settlement="", gone_at__isnull=True).values_list("kind")
    ):
        counts[kind[0]] += 1
    return counts


def n_planned_stations(*, today: date) -> int:
    """Radio stations that the targets in force plan together; the registry does not count them yet.

    Everybody reads the sum, so targets of restricted documents are not in it.
    """
    planned = Target.objects.filter(
        withdrawn_at__isnull=True, search_text__contains=_STATIONS, plan__document__is_restricted=False
    ).exclude(_has_ended(today))
    rows = [row for row in planned if _STATIONS in fold(row.measure_unit).split() and row.value is not None]
    # The same stations named in two plans are built once.
    counted = {(subject(row.text), row.value) for row in rows}
    return round(sum(float(value or 0) for _about, value in counted))


def _has_ended(today: date) -> Q:
    """Condition for targets and tasks of a document that is no longer in effect: it contradicts nobody."""
    return Q(plan__document__valid_to__lte=today)


def _given() -> dict[int, float]:
    """What units were given of each target that was split."""
    sums = TargetQuota.objects.order_by().values("target").annotate(total=Sum("value"))
    return {row["target"]: float(row["total"]) for row in sums}


def _target_rows(today: date) -> list[TargetRow]:
    leads = _leads(Q(target__isnull=False), "target_id")
    areas = _areas()
    rows = Target.objects.filter(withdrawn_at__isnull=True).exclude(_has_ended(today))
    rows = rows.order_by("plan_id", "ordinal")
    return [
        TargetRow(
            pk=row.pk,
            plan_id=row.plan_id,
            text=row.text,
            measure=row.measure_unit,
            value=None if row.value is None else float(row.value),
            value_max=None if row.value_max is None else float(row.value_max),
            due_end=row.due_end,
            leads=frozenset(leads[row.pk]),
            area_km2=_area_of(row.plan, areas),
            comparator=row.comparator,
        )
        for row in rows.select_related("plan__document")
    ]


def _task_rows(today: date) -> list[TaskRow]:
    leads = _leads(Q(task__isnull=False), "task_id")
    rows = Task.objects.filter(withdrawn_at__isnull=True).exclude(_has_ended(today))
    rows = rows.order_by("plan_id", "ordinal")
    return [
        TaskRow(
            row.pk, row.plan.document_id, row.text, row.plan.issued_on, row.due_end, frozenset(leads[row.pk])
        )
        for row in rows.select_related("plan")
    ]


def _still_led(tasks: list[TaskRow]) -> Iterator[TaskRow]:
    """The same tasks with the leads that have neither done their part nor been freed of it."""
    free = Obligation.objects.filter(state__in=[Progress.DONE, Progress.WITHDRAWN])
    done = set(free.values_list("task_id", "unit_id"))
    for task in tasks:
        yield replace(task, leads=frozenset(unit for unit in task.leads if (task.pk, unit) not in done))


def _leads(condition: Q, column: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    named = Assignment.objects.filter(condition, role=AssignmentRole.LEAD, unit__isnull=False)
    for item, unit in named.values_list(column, "unit_id"):
        if item is not None and unit is not None:
            found[item].add(unit)
    return found


def _areas() -> list[tuple[str, date | None, float]]:
    """Provinces, former and present, by their folded name with the day they ended and their size."""
    provinces = Area.objects.filter(kind__in=[AreaKind.PROVINCE, AreaKind.FORMER_PROVINCE])
    rows = provinces.annotate(parts=Sum("children__area_km2"))
    return [
        (fold(name), valid_to, float(size or parts))
        for name, valid_to, size, parts in rows.values_list("name", "valid_to", "area_km2", "parts")
        if size or parts
    ]


def _area_of(plan: Plan, areas: list[tuple[str, date | None, float]]) -> float | None:
    """Size of the province whose body issued a plan, as it was on the plan's day."""
    said = fold(f"{plan.issuer} {plan.document.place if plan.document_id else ''} {plan.title}")
    fitting = [
        (valid_to or date.max, size)
        for name, valid_to, size in areas
        if name in said and (valid_to is None or plan.issued_on is None or plan.issued_on < valid_to)
    ]
    return min(fitting)[1] if fitting else None
