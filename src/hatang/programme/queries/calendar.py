"""Tasks by the days on which they are due, recurring ones on each of their days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from hatang.programme import access
from hatang.programme.compound import parts_of
from hatang.programme.horizon import Horizon, deadline_of, horizon
from hatang.programme.models import RECURRING, DueKind, DuePart, Task
from hatang.programme.parts import part_day
from hatang.programme.queries.filters import TaskFilter, narrowed
from hatang.programme.queries.lists import task_list
from hatang.programme.queries.states import live, with_state
from hatang.programme.rules import ONCE, days_due

TASKS_A_DAY = 4


@dataclass(frozen=True)
class CalendarDay:
    """A day with the first tasks due on it, and how many there are."""

    on: date
    n: int
    tasks: list[Task]

    @property
    def n_more(self) -> int:
        """How many the day does not show."""
        return self.n - len(self.tasks)


def calendar_days(
    user: object, chosen: TaskFilter, *, first: date, last: date, today: date, n_shown: int = TASKS_A_DAY
) -> dict[date, CalendarDay]:
    """The days of a period on which something is due; as many queries for many tasks as for one."""
    by_day = tasks_due(user, chosen, first=first, last=last, today=today)
    shown = {pk for pks in by_day.values() for pk in pks[:n_shown]}
    tasks = {task.pk: task for task in task_list(user, TaskFilter(), today=today).filter(pk__in=shown)}
    return {
        day: CalendarDay(day, len(pks), [tasks[pk] for pk in pks[:n_shown] if pk in tasks])
        for day, pks in by_day.items()
    }


def tasks_of_days(
    user: object, chosen: TaskFilter, *, first: date, last: date, today: date
) -> dict[date, list[Task]]:
    """For each day of a period the tasks due on it, whole; a recurring one stands on each of its days."""
    by_day = tasks_due(user, chosen, first=first, last=last, today=today)
    wanted = {pk for pks in by_day.values() for pk in pks}
    tasks = {task.pk: task for task in task_list(user, TaskFilter(), today=today).filter(pk__in=wanted)}
    return {day: [tasks[pk] for pk in pks if pk in tasks] for day, pks in by_day.items()}


def tasks_due(
    user: object, chosen: TaskFilter, *, first: date, last: date, today: date
) -> dict[date, list[int]]:
    """For each day of a period the tasks due on it that a filter leaves, in the order of their plans."""
    view = horizon(today)
    tasks: QuerySet[Any] = narrowed(with_state(live(access.visible_tasks(user)), view), chosen, view)
    tasks = tasks.order_by("plan__sort_key", "plan_id", "ordinal")
    by_day: dict[date, list[int]] = defaultdict(list)
    divided = parts_of(view.compound.tasks) if view.compound.tasks else {}
    for pk in tasks.filter(pk__in=list(divided)).values_list("pk", flat=True) if divided else ():
        for day in _days_of_parts(divided[pk], view, first, last, view.moved.get(pk)):
            by_day[day].append(pk)
    tasks = tasks.exclude(pk__in=list(divided)) if divided else tasks
    once = tasks.filter(due_kind__in=(*ONCE, DueKind.ON_EVENT), due_on__gte=first, due_on__lte=last)
    for pk, day in once.values_list("pk", "due_on"):
        by_day[day].append(pk)
    fields = ("pk", "due_kind", "due_start", "due_end", "due_at", "due_before")
    for values in tasks.filter(due_kind__in=RECURRING).values(*fields):
        deadline = deadline_of(Task(**values))
        for day in days_due(deadline, first, last, is_strict=settings.IS_BEFORE_STRICT):
            by_day[day].append(values["pk"])
    return dict(sorted(by_day.items()))


def _days_of_parts(
    parts: list[DuePart], view: Horizon, first: date, last: date, moved: date | None
) -> list[date]:
    """Days of a period on which some part is due, each once; `moved` is the later day all units have."""
    found: set[date] = set()
    for part in parts:
        if part.due_kind in RECURRING:
            found.update(days_due(deadline_of(part), first, last, is_strict=settings.IS_BEFORE_STRICT))
        elif part.counts and (day := part_day(part, view.look)) is not None:
            found.add(max(day, moved) if moved is not None else day)
    return sorted(day for day in found if first <= day <= last)
