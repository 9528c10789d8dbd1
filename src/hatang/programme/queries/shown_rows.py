"""Tasks and obligations as lists, cards and panels show them: read once for a book of the day.

What they show of task, plan, unit, group and who leads is made of kinds whose changes the book follows, so a
book that goes on without a task goes on without its rows (ADR 0087). Whoever takes rows gets copies.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import Any

from hatang.programme.models import Obligation, Task
from hatang.programme.queries.daybook import Daybook, OwedDay, TaskDay
from hatang.programme.queries.lists import leads

# A row takes some kilobytes; beyond so many they are read anew.
MOST_ROWS = 2000


def shown_tasks(book: Daybook, days: Sequence[TaskDay]) -> list[Task]:
    """The tasks of some days in the same order, with plan and leads; two queries for new ones."""
    return [copy(row) for row in _read(book.rows, [day.pk for day in days], _tasks)]


def shown_owed(book: Daybook, days: Sequence[OwedDay]) -> list[Obligation]:
    """The obligations of some days in the same order, with task, plan and unit; one query for new ones."""
    found = []
    for row in _read(book.cards, [day.pk for day in days], _owed):
        card = copy(row)
        # What a page sets of the task is its own too.
        card.task = copy(row.task)
        found.append(card)
    return found


def _read(
    known: dict[int, Any], keys: Sequence[int], read: Callable[[Iterable[int]], dict[int, Any]]
) -> list[Any]:
    """The rows of some keys that are still there: those known, and others, which are known from now on."""
    rows = {key: known[key] for key in keys if key in known}
    if missing := [key for key in keys if key not in rows]:
        fresh = read(missing)
        rows |= fresh
        if len(known) + len(fresh) > MOST_ROWS:
            known.clear()
        known.update(fresh)
    return [rows[key] for key in keys if key in rows]


def _tasks(keys: Iterable[int]) -> dict[int, Any]:
    rows: Any = Task.objects.defer("search_text").select_related("plan").prefetch_related(leads())
    return rows.in_bulk(keys)  # type: ignore[no-any-return]


def _owed(keys: Iterable[int]) -> dict[int, Any]:
    rows: Any = Obligation.objects.defer("task__search_text").select_related("task__plan", "unit", "group")
    return rows.in_bulk(keys)  # type: ignore[no-any-return]
