"""What contradictions decided about a target or task, and what their plans print there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from hatang.programme import access
from hatang.programme.models import AssignmentRole, PlanItem, RuledField, Ruling, Target, Task

# Columns that say one thing together; whom an item names as leads is kept in rows of its own.
COLUMNS: dict[str, tuple[str, ...]] = {
    RuledField.VALUE: ("comparator", "value", "value_max"),
    RuledField.DUE: (
        "due_kind",
        "due_start",
        "due_end",
        "due_at",
        "due_before",
        "due_text",
        "due_parts",
    ),
    RuledField.PRODUCT: ("product",),
}


@dataclass(frozen=True)
class Ruled:
    """A ruling with its two wordings as items, and whether the reader may see the other source."""

    ruling: Ruling
    printed: PlanItem
    counts: PlanItem
    is_readable: bool

    @property
    def reason(self) -> str:
        """Why it was decided so; nothing of it where the other source is hidden, for it may quote it."""
        return self.ruling.reason if self.is_readable else ""


def said(item: Target | Task, field: str) -> dict[str, Any]:
    """What an item says in a field, as it is kept in a ruling."""
    if field == RuledField.LEAD:
        rows = item.assignments.filter(role=AssignmentRole.LEAD).order_by("ordinal")
        return {"lead": [[one.printed_name, one.unit_id, one.group_id] for one in rows]}
    values = {name: getattr(item, name) for name in COLUMNS[field]}
    return {name: _plain(value) for name, value in values.items()}


def is_same(field: str, left: dict[str, Any], right: dict[str, Any]) -> bool:
    """Whether two wordings of a field are one; a name is the same whatever unit it was found to mean."""
    if field != RuledField.LEAD:
        return left == right
    names = [[name for name, _unit, _group in wording["lead"]] for wording in (left, right)]
    return names[0] == names[1]


def put(item: PlanItem, values: dict[str, Any]) -> None:
    """Let an item say in its columns what was kept."""
    for field in item._meta.concrete_fields:
        if field.name in values:
            setattr(item, field.name, field.to_python(values[field.name]))


def wording(ruling: Ruling, values: dict[str, Any]) -> Target | Task:
    """An item that is not saved and says what was kept, for words on a page; its leads are `lead_names`."""
    item = Target(measure_unit=ruling.target.measure_unit) if ruling.target is not None else Task()
    put(item, values)
    item.lead_names = [name for name, _unit, _group in values.get("lead", [])]  # type: ignore[union-attr]
    return item


def standing_rulings(**of: Any) -> dict[int, dict[str, Ruling]]:
    """Rulings that hold of targets or tasks, by the key of the item and the field."""
    column = "task_id" if "task__isnull" in of else "target_id"
    found: dict[int, dict[str, Ruling]] = defaultdict(dict)
    for ruling in Ruling.objects.standing().filter(**of):
        found[getattr(ruling, column)][ruling.field] = ruling
    return found


def with_rulings(path: str) -> "Prefetch[Any]":
    """The rulings that hold of the items at the end of a path, as `standing_rulings` of each."""
    return Prefetch(f"{path}__rulings", queryset=Ruling.objects.standing(), to_attr="standing_rulings")


def rulings_of(user: object, item: Target | Task) -> list[Ruled]:
    """What was decided about an item: what holds, then what did, the newest first.

    What followed a source that is hidden from the user by now is left out once it has ended.
    """
    if not item.rulings.exists():
        return []
    rows: QuerySet[Ruling] = item.rulings.select_related(
        "made_by", "ended_by", "target", "task", *(f"conflict__{side}__plan" for side in _SIDES)
    )
    readable = set(access.visible_conflicts(user).filter(rulings__in=rows).values_list("pk", flat=True))
    ordered: Sequence[Ruling] = sorted(rows, key=lambda one: one.ended_at is not None)
    return [
        Ruled(one, wording(one, one.printed), wording(one, one.counts), one.conflict_id in readable)
        for one in ordered
        if one.ended_at is None or one.conflict_id in readable
    ]


_SIDES = ("target", "other_target", "task", "other_task")


def _plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    return value if value is None or isinstance(value, (bool, str, list)) else str(value)
