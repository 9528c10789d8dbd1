"""Which tasks wait for which, with how they stand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from hatang.programme import access
from hatang.programme.models import Task, TaskDependency
from hatang.programme.queries.filters import TaskFilter
from hatang.programme.queries.lists import task_list

_DONE = "done"


@dataclass(frozen=True)
class Wait:
    """A task beside the one looked at: what ties them, and whether their days stand the wrong way round."""

    dependency: TaskDependency
    task: Task
    is_out_of_order: bool

    @property
    def is_open(self) -> bool:
        """Whether the other task is not done yet."""
        return self.task.urgency != _DONE  # type: ignore[attr-defined,no-any-return]


@dataclass(frozen=True)
class Waits:
    """What a task waits for, and what waits for it."""

    needs: list[Wait]
    needed_by: list[Wait]


def waits_of(user: object, task: Task, *, today: date) -> Waits:
    """Both sides of a task; tasks no longer asked for are left out."""
    # Of the other task `task_list` says whether the user may read it.
    rows = list(TaskDependency.objects.filter(Q(task=task) | Q(needs=task)))
    others = {row.needs_id if row.task_id == task.pk else row.task_id for row in rows}
    known: dict[int, Any] = {}
    if others:
        known = {one.pk: one for one in task_list(user, TaskFilter(), today=today).filter(pk__in=others)}
    due_on: date | None = getattr(task, "due_on", None)
    needs = [
        Wait(row, known[row.needs_id], _is_after(known[row.needs_id].due_on, due_on))
        for row in rows
        if row.task_id == task.pk and row.needs_id in known
    ]
    needed_by = [
        Wait(row, known[row.task_id], _is_after(due_on, known[row.task_id].due_on))
        for row in rows
        if row.needs_id == task.pk and row.task_id in known
    ]
    return Waits(needs, needed_by)


def waits_between(user: object, task_ids: Collection[int]) -> list[TaskDependency]:
    """What some tasks wait for, with the place of the needed task."""
    rows = access.visible_dependencies(user).filter(task__in=task_ids, needs__withdrawn_at__isnull=True)
    return list(rows.select_related("needs"))


def needable_tasks(user: object, task: Task, words: str, *, today: date, n_tasks: int = 20) -> list[Task]:
    """Tasks that have the words and that a task could wait for, those of its own plan first."""
    if not words:
        return []
    taken = access.visible_dependencies(user).filter(task=task).values("needs")
    found: QuerySet[Any] = task_list(user, TaskFilter(text=words), today=today)
    found = found.exclude(pk=task.pk).exclude(pk__in=taken)
    near = Case(When(plan_id=task.plan_id, then=Value(0)), default=Value(1))
    return list(found.order_by(near, "plan__sort_key", "plan_id", "ordinal")[:n_tasks])


def _is_after(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and first > second
