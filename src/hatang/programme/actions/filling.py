"""What a row of a reading becomes in the columns of a target or task."""

from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from hatang.base.figures import LARGEST
from hatang.base.sorting import sort_key
from hatang.docparse.normalise import fold
from hatang.programme.measuring import direction_of, holder_of, strength_of
from hatang.programme.models import (
    AssignmentRole,
    Comparator,
    DueKind,
    Gap,
    Plan,
    PlanItem,
    Target,
    Task,
)
from hatang.programme.responsibility import is_issued_above

ROLES = (AssignmentRole.LEAD, AssignmentRole.SUPPORT, AssignmentRole.DIRECT)


# Columns that no publication changes: whose they are, and what people decided about them.
_SET_BY_PEOPLE = frozenset(
    {
        "id",
        "plan",
        "is_distributed",
        "focal_unit",
        "needs_issue",
        "directed_by",
        "direction",
        "strength",
        "holder",
        "holder_unit",
        "numerator",
        "denominator",
        "baseline_value",
        "baseline_on",
        "baseline_source",
        "revision",
        "quota_revision",
        "ruled_fields",
    }
)


def column_values(item: PlanItem) -> dict[str, Any]:
    """Every column a publication may change."""
    return {
        column.name: getattr(item, column.attname)
        for column in item._meta.concrete_fields
        if column.name not in _SET_BY_PEOPLE
    }


def fill_item(item: PlanItem, row: dict[str, Any], ordinal: int, key: str, plan: Plan) -> None:
    due = row.get("due") or {}
    item.path, item.ordinal, item.text, item.key = row["path"][:120], ordinal, row["text"], key
    item.note = row.get("note") or ""
    _fill_due(item, due)
    item.confidence, item.spans = row.get("confidence", {}), row.get("spans", {})
    item.withdrawn_at = None
    item.sort_key = sort_key(row["text"])[:500]
    said = [plan.number, row["path"], row["text"], row.get("product") or "", *_printed_names(row)]
    item.search_text = fold(" ".join(said))


def _fill_due(item: PlanItem, due: dict[str, Any]) -> None:
    for name, value in deadline_columns(due).items():
        setattr(item, name, value)
    item.due_parts = due.get("parts") or []


def deadline_columns(due: dict[str, Any]) -> dict[str, Any]:
    """A deadline as columns; one that contradicts itself loses the part that cannot stand."""
    kind = due.get("kind") or DueKind.NONE
    start, end = _day(due.get("start")), _day(due.get("end"))
    if start is not None and end is not None and start > end:
        start = None
    if kind not in DueKind.values or (kind == DueKind.BY and end is None):
        kind = DueKind.NONE
    return {
        "due_kind": kind,
        "due_start": start,
        "due_end": end,
        "due_at": (due.get("at") or "")[:10],
        "due_before": bool(due.get("before")),
        "due_text": due.get("text") or "",
    }


def fill_task(task: Task, row: dict[str, Any]) -> None:
    task.product = row.get("product") or ""
    if task.pk is None:
        task.needs_issue = is_issued_above(task.text, task.product)
    task.gaps = [gap for gap in row.get("gaps", []) if gap in Gap.values]


def fill_target(target: Target, row: dict[str, Any]) -> None:
    target.value, target.value_max = _number(row.get("value")), _number(row.get("value_max"))
    comparator = row.get("comparator") or Comparator.NONE
    is_half_a_range = comparator == Comparator.RANGE and None in (target.value, target.value_max)
    target.comparator = Comparator.NONE if is_half_a_range else comparator
    target.measure_unit = (row.get("unit") or "")[:80]
    target.same_as = [path[:120] for path in row.get("same_as", [])]
    if target.pk is None:
        target.direction = direction_of(target.comparator)
        target.strength, target.holder = strength_of(target.text), holder_of(target.text)


def _printed_names(row: dict[str, Any]) -> list[str]:
    return [name for role in ROLES for name in row.get(role, [])]


def _day(printed: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(printed) if printed else None
    return None


def _number(value: float | int | None) -> Decimal | None:
    """A figure as the column keeps it, six places; one too large for it is left to the text."""
    if value is None:
        return None
    try:
        number = Decimal(str(value)).quantize(Decimal("0.000001"))
    except InvalidOperation:
        return None
    return number if abs(number) < LARGEST else None
