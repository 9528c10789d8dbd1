"""Fields of work that tasks name although their department has no part in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from hatang.accounts.models import Unit, UnitKind
from hatang.programme import access
from hatang.programme.models import Assignment, AssignmentRole, Task
from hatang.programme.queries.states import live
from hatang.programme.responsibility import Field, as_printed, fields_of, left_out

_PARTS = (AssignmentRole.LEAD, AssignmentRole.SUPPORT)


@dataclass(frozen=True)
class LeftOut:
    """A field that a task names, and the department that has no part in it; `leads` is who leads it."""

    task: Task
    words: str
    unit: Unit

    @property
    def has_lead(self) -> bool:
        """Whether somebody leads the task: then the department is to co-operate, else to lead."""
        return bool(self.task.leads)  # type: ignore[attr-defined]


def left_out_list(user: object, *, plan_id: int | None = None, unit: Unit | None = None) -> list[LeftOut]:
    """Tasks with such a field, in the order of their plans; the same queries whatever their number.

    Tasks of a group are left out: "every department" has a part in them. Whether the words of a task name a
    field is decided on the words; the database only leaves those out that cannot.
    """
    departments = {
        one.pk: one
        for one in Unit.objects.filter(kind=UnitKind.DEPARTMENT, valid_to__isnull=True)
        if unit is None or one == unit
    }
    fields = [Field(words, one.pk) for one in departments.values() for words in fields_of(one.name)]
    tasks = _may_name(live(access.visible_tasks(user)), fields)
    if plan_id is not None:
        tasks = tasks.filter(plan_id=plan_id)
    return [
        LeftOut(task, as_printed(departments[one.unit_id].name, one.words), departments[one.unit_id])
        for task in tasks.order_by("plan__sort_key", "plan_id", "ordinal")
        for one in left_out(task.text, fields, _named(task))
    ]


def _may_name(tasks: QuerySet[Task], fields: Iterable[Field]) -> QuerySet[Any]:
    """Tasks that have the words of a field somewhere and not its unit among those with a part."""
    named = Assignment.objects.filter(task=OuterRef("pk"), role__in=_PARTS)
    may: Any = Q(pk__in=[])
    for one in fields:
        may |= Q(search_text__contains=one.words) & ~Exists(named.filter(unit=one.unit_id))
    parts = Assignment.objects.filter(role__in=_PARTS).select_related("unit", "group").order_by("ordinal")
    tasks = tasks.filter(may).exclude(Exists(named.filter(group__isnull=False))).select_related("plan")
    return tasks.prefetch_related(
        Prefetch("assignments", queryset=parts, to_attr="part_holders"),
        Prefetch("assignments", queryset=parts.filter(role=AssignmentRole.LEAD), to_attr="leads"),
    )


def _named(task: Any) -> list[int]:
    return [one.unit_id for one in task.part_holders if one.unit_id is not None]
