"""What plans say, as rows in which contradictions are looked for: as it is followed, and as it is printed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, Sum

from hatang.docparse.normalise import fold
from hatang.programme.contradictions import TargetRow, TaskRow
from hatang.programme.models import (
    RECURRING,
    Assignment,
    AssignmentRole,
    DueKind,
    Plan,
    PlanItem,
    RuledField,
    Ruling,
    Target,
    Task,
)
from hatang.programme.queries.rulings import standing_rulings, wording
from hatang.programme.rules import ONCE
from hatang.territory.models import Area, AreaKind


def has_ended(today: date) -> Q:
    """Condition for targets and tasks of a document that is no longer in effect: it contradicts nobody."""
    return Q(plan__document__valid_to__lte=today)


def target_rows(today: date, **only: Any) -> list[TargetRow]:
    """Targets in force as they are followed, all or `only` some."""
    leads = _leads(Q(target__isnull=False), "target_id")
    areas = _areas()
    rows = Target.objects.filter(withdrawn_at__isnull=True, **only).exclude(has_ended(today))
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
            due=due_key(row),
        )
        for row in rows.select_related("plan__document")
    ]


def task_rows(today: date, **only: Any) -> list[TaskRow]:
    """Tasks in force as they are followed, all or `only` some."""
    leads = _leads(Q(task__isnull=False), "task_id")
    named = _named(Q(task__isnull=False))
    rows = Task.objects.filter(withdrawn_at__isnull=True, **only).exclude(has_ended(today))
    rows = rows.order_by("plan_id", "ordinal")
    return [
        TaskRow(
            pk=row.pk,
            document_id=row.plan.document_id,
            text=row.text,
            issued_on=row.plan.issued_on,
            due_end=row.due_end,
            leads=frozenset(leads[row.pk]),
            path=row.path,
            due=due_key(row),
            product=row.product,
            named=frozenset(named[row.pk]),
        )
        for row in rows.select_related("plan")
    ]


def as_printed_targets(rows: Sequence[TargetRow]) -> list[TargetRow]:
    """The same targets as their plans print them, where a settlement lies over them."""
    rulings = standing_rulings(target__isnull=False)
    return [replace(row, **_printed_target(rulings[row.pk])) if row.pk in rulings else row for row in rows]


def as_printed_tasks(rows: Sequence[TaskRow]) -> list[TaskRow]:
    """The same tasks as their plans print them, where a settlement lies over them."""
    rulings = standing_rulings(task__isnull=False)
    return [replace(row, **_printed_task(rulings[row.pk])) if row.pk in rulings else row for row in rows]


def _printed_target(rulings: dict[str, Ruling]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for ruling in rulings.values():
        item = wording(ruling, ruling.printed)
        if ruling.field == RuledField.VALUE and isinstance(item, Target):
            values["value"] = None if item.value is None else float(item.value)
            values["value_max"] = None if item.value_max is None else float(item.value_max)
            values["comparator"] = item.comparator
        elif ruling.field == RuledField.DUE:
            values |= {"due_end": item.due_end, "due": due_key(item)}
        elif ruling.field == RuledField.LEAD:
            values["leads"] = frozenset(unit for _name, unit, _group in ruling.printed["lead"] if unit)
    return values


def _printed_task(rulings: dict[str, Ruling]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for ruling in rulings.values():
        item = wording(ruling, ruling.printed)
        if ruling.field == RuledField.PRODUCT and isinstance(item, Task):
            values["product"] = item.product
        elif ruling.field == RuledField.DUE:
            values |= {"due_end": item.due_end, "due": due_key(item)}
        elif ruling.field == RuledField.LEAD:
            printed = ruling.printed["lead"]
            values["leads"] = frozenset(unit for _name, unit, _group in printed if unit)
            values["named"] = frozenset(_lead_key(*lead) for lead in printed)
    return values


def due_key(item: PlanItem) -> str:
    """Words that are equal for equal deadlines; empty where none is stated, or it follows an event."""
    if item.due_kind in ONCE and item.due_end is not None:
        return f"{'<' if item.due_before else ''}{item.due_end.isoformat()}"
    if item.due_kind in RECURRING:
        return f"{item.due_kind} {item.due_at}".strip()
    return DueKind.CONTINUOUS.value if item.due_kind == DueKind.CONTINUOUS else ""


def _leads(condition: Q, column: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    named = Assignment.objects.filter(condition, role=AssignmentRole.LEAD, unit__isnull=False)
    for item, unit in named.values_list(column, "unit_id"):
        if item is not None and unit is not None:
            found[item].add(unit)
    return found


def _named(condition: Q) -> dict[int, set[str]]:
    """Leads of every kind by their task: units, groups, and names nobody answers to."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Assignment.objects.filter(condition, role=AssignmentRole.LEAD)
    for task, name, unit, group in rows.values_list("task_id", "printed_name", "unit_id", "group_id"):
        if task is not None:
            found[task].add(_lead_key(name, unit, group))
    return found


def _lead_key(name: str, unit_id: int | None, group_id: int | None) -> str:
    if unit_id:
        return f"u{unit_id}"
    return f"g{group_id}" if group_id else fold(name)


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
