"""What a filter leaves of the book of the day: which tasks and obligations, in which order.

It says the same as `task_list` and `owed_list` ask of the database; only what is printed in a task or named
in it is still asked there.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeVar, overload

from hatang.accounts.access import is_reader
from hatang.accounts.models import Unit
from hatang.programme import access
from hatang.programme.horizon import horizon
from hatang.programme.models import Acknowledgement, Assignment, AssignmentRole, Obligation, Plan, Task
from hatang.programme.queries.daybook import Daybook, OwedDay, TaskDay
from hatang.programme.queries.filters import TaskFilter, narrowed
from hatang.programme.queries.lists import task_list
from hatang.programme.queries.shown_rows import shown_owed, shown_tasks
from hatang.programme.queries.states import (
    DONE,
    DUE_MONTH,
    DUE_WEEK,
    LATE,
    MONTH,
    OPEN,
    UNASSIGNED,
    WEEK,
    WITHDRAWN,
    live,
)
from hatang.programme.queries.todays_book import book_of
from hatang.programme.rules import Standing

_STANDINGS = frozenset(standing.value for standing in Standing)
_SORTS: dict[str, Callable[[TaskDay], Any] | None] = {
    "next": None,
    "due": lambda one: (one.due_on or date.max, one.plan_id, one.ordinal),
    "path": lambda one: (one.plan_id, one.ordinal),
}
_OF_BOOK = ("due_on", "is_finished", "urgency", "standing", "n_obligations", "n_done", "n_started")
# What `with_state` says of a task.
STATE_COLUMNS = (*_OF_BOOK, "n_days_late", "n_days_left")
D = TypeVar("D", TaskDay, OwedDay)
R = TypeVar("R")
_URGENCIES = {LATE: (LATE,), DUE_WEEK: (DUE_WEEK,), DUE_MONTH: (DUE_WEEK, DUE_MONTH), DONE: (DONE,)}


class Rows(Sequence[R]):
    """Rows of a list in their order: counted in memory, and a slice of them read from the database."""

    def __init__(self, days: list[Any], read: Callable[[list[Any]], list[R]]) -> None:
        self._days, self._read = days, read

    def __len__(self) -> int:
        """How many there are."""
        return len(self._days)

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> list[R]: ...
    def __getitem__(self, place: int | slice) -> R | list[R]:
        """One of the rows, or some that follow each other."""
        if isinstance(place, slice):
            return self._read(self._days[place])
        return self._read([self._days[place]])[0]

    def __iter__(self) -> Iterator[R]:
        """All of them, read at once."""
        return iter(self._read(self._days))


def task_rows(user: object, chosen: TaskFilter, *, today: date) -> Sequence[Task]:
    """The tasks of `task_list` for a page: counted and put in order from the book of the day."""
    if chosen.sort not in _SORTS:
        found: Any = task_list(user, chosen, today=today)
        return found  # type: ignore[no-any-return]
    order, days = _SORTS[chosen.sort], task_days(user, chosen, today=today)
    return Rows(days if order is None else sorted(days, key=order), partial(tasks_of, today=today))


def owed_rows(user: object, chosen: TaskFilter, *, today: date) -> Sequence[Obligation]:
    """What `owed_list` finds, by day: counted and put in order from the book of the day."""
    return Rows(owed_days(user, chosen, today=today), partial(owed_of, today=today))


def task_days(user: object, chosen: TaskFilter, *, today: date) -> list[TaskDay]:
    """The tasks a filter leaves, what is to be done next first."""
    book = book_of(today)
    days = _left(seen(user, book.tasks), chosen, _asked(user, chosen, today))
    if not chosen.state:
        return days
    if chosen.unit is None:
        return _in_state(book, days, chosen.state)
    return [one for one in days if _is_so(book, one, chosen, today)]


def owed_days(user: object, chosen: TaskFilter, *, today: date) -> list[OwedDay]:
    """What is owed for the tasks a filter leaves, by day; of a unit's only its own, as in `owed_list`."""
    book, of_tasks = book_of(today), chosen
    # What is late is what stands overdue.
    standing = Standing.OVERDUE.value if chosen.state == LATE else chosen.state
    days = book.owed_by_standing.get(standing, []) if standing in _STANDINGS else book.owed
    if chosen.unit is not None and chosen.role in ("", AssignmentRole.LEAD):
        days = book.owed_by_unit.get(chosen.unit.pk, [])
        of_tasks = replace(chosen, unit=None, role="")
    days = _left(seen(user, days), chosen, _asked(user, of_tasks, today))
    return [one for one in days if is_owed_so(one, chosen.state, today)] if chosen.state else days


def columns(user: object, chosen: TaskFilter, *, today: date) -> dict[str, list[OwedDay]]:
    """What a filter leaves of what is owed, by standing, each by day."""
    if not chosen.is_set:
        return {name: seen(user, days) for name, days in book_of(today).owed_by_standing.items()}
    found: dict[str, list[OwedDay]] = defaultdict(list)
    for one in owed_days(user, chosen, today=today):
        found[one.standing].append(one)
    return found


def seen(user: object, days: list[D]) -> list[D]:
    """Those of the plans the user may read."""
    if not is_reader(user):
        return []
    hidden = access.hidden_plans(user)
    return [one for one in days if one.plan_id not in hidden] if hidden else days


def is_owed_so(one: OwedDay, state: str, today: date) -> bool:
    """Whether an obligation is in a state of a filter, or has this standing."""
    if state in _STANDINGS:
        return one.standing == state
    if state == DONE:
        return one.is_done
    if state == OPEN:
        return not one.is_done and one.standing != Standing.WITHDRAWN
    if one.due_on is None or not one.is_running:
        return False
    if state == LATE:
        return one.due_on < today
    n_days = {DUE_WEEK: WEEK, DUE_MONTH: MONTH}.get(state)
    return n_days is not None and today <= one.due_on <= today + timedelta(days=n_days)


def tasks_of(days: Sequence[TaskDay], *, today: date) -> list[Task]:
    """The tasks of some days in the same order, with what their rows show; two queries at most."""
    by_pk = {day.pk: day for day in days}
    return [with_day(task, by_pk[task.pk], today) for task in shown_tasks(book_of(today), days)]


def submitted(user: object, *, today: date, judged_by: Collection[int] | None = None) -> Sequence[Obligation]:
    """Work that waits for acceptance, what waits longest first.

    Args:
        user: who reads.
        today: the day of the book.
        judged_by: units that accept it: they follow its plan and do not lead it themselves; all by default.
    """
    days = seen(user, book_of(today).owed_by_standing.get(Standing.SUBMITTED, []))
    if judged_by is not None:
        plans = set(Plan.objects.filter(followed_by__in=judged_by).values_list("pk", flat=True))
        days = [one for one in days if one.plan_id in plans and one.unit_id not in judged_by]
    days = sorted(days, key=lambda one: (one.submitted_on or date.max, one.pk))
    return Rows(days, partial(shown_owed, book_of(today)))


def to_note(user: object, unit: Unit, *, today: date) -> Sequence[Task]:
    """Tasks in which a unit has a part that it has not said to know of, the newest plans first."""
    owed = Obligation.objects.filter(unit=unit, withdrawn_at__isnull=True).order_by()
    helped = Assignment.objects.filter(unit=unit, role=AssignmentRole.SUPPORT, task__isnull=False).order_by()
    said = Acknowledgement.objects.filter(unit=unit).order_by()
    either = owed.values_list("task", flat=True).union(helped.values_list("task", flat=True))
    named = either.difference(said.values_list("task", flat=True))
    tasks = book_of(today).by_pk
    days = seen(user, [tasks[pk] for pk in named if pk in tasks])
    newest = Plan.objects.order_by("-published_at", "-pk").values_list("pk", flat=True) if days else ()
    places = {pk: place for place, pk in enumerate(newest)}
    days.sort(key=lambda one: (places[one.plan_id], one.ordinal))
    return Rows(days, _with_plan)


def _with_plan(days: Sequence[TaskDay]) -> list[Task]:
    found = Task.objects.defer("search_text").select_related("plan").in_bulk([day.pk for day in days])
    return [found[day.pk] for day in days if day.pk in found]


def owed_of(days: Sequence[OwedDay], *, today: date) -> list[Obligation]:
    """The obligations of some days in the same order, each with its day and standing."""
    by_pk, rows = {day.pk: day for day in days}, shown_owed(book_of(today), days)
    for owed in rows:
        day = by_pk[owed.pk]
        owed.due_on, owed.standing = day.due_on, day.standing  # type: ignore[attr-defined]
    return rows


def with_day(task: Any, day: TaskDay, today: date) -> Task:
    """A task with what `with_state` says of it."""
    for name in _OF_BOOK:
        setattr(task, name, getattr(day, name))
    task.n_days_late = (today - day.due_on).days if day.due_on else None
    task.n_days_left = (day.due_on - today).days if day.due_on else None
    return task  # type: ignore[no-any-return]


def _left(days: list[D], chosen: TaskFilter, pks: set[int] | None) -> list[D]:
    """What is left by plan and day, of the tasks that the database has found."""
    if pks is not None:
        days = [one for one in days if one.task_id in pks]
    if chosen.plan_id is not None:
        days = [one for one in days if one.plan_id == chosen.plan_id]
    if chosen.due_from is not None:
        days = [one for one in days if one.due_on and one.due_on >= chosen.due_from]
    if chosen.due_to is not None:
        days = [one for one in days if one.due_on and one.due_on <= chosen.due_to]
    return days


def _asked(user: object, chosen: TaskFilter, today: date) -> set[int] | None:
    """Tasks with the words, people and gaps asked for, which the book does not know; None: not asked for."""
    narrowing = (chosen.text, chosen.unit, chosen.role, chosen.due_kind, chosen.gap, chosen.leader_id)
    if not any(one is not None and one != "" for one in narrowing):
        return None
    asked = replace(chosen, state="", due_from=None, due_to=None)
    rows = narrowed(live(access.visible_tasks(user)), asked, horizon(today))
    return set(rows.order_by().values_list("pk", flat=True))


def _in_state(book: Daybook, days: list[TaskDay], state: str) -> list[TaskDay]:
    """Those of many tasks that are in a state, whoever owes them."""
    if state == UNASSIGNED:
        return [one for one in days if one.pk not in book.owed_by_task]
    if state in _STANDINGS:
        tasks = {one.task_id for one in book.owed_by_standing.get(state, ())}
        return [one for one in days if one.pk in tasks]
    if state == OPEN:
        return [one for one in days if one.urgency not in (DONE, WITHDRAWN)]
    wanted = _URGENCIES.get(state, ())
    return [one for one in days if one.urgency in wanted]


def _is_so(book: Daybook, task: TaskDay, chosen: TaskFilter, today: date) -> bool:
    """Whether a task of a unit's list is in a state: what the unit owes decides, where it owes something."""
    owed = book.owed_by_task.get(task.pk, ())
    own = [one for one in owed if chosen.unit is not None and one.unit_id == chosen.unit.pk]
    if chosen.state in _STANDINGS:
        return any(one.standing == chosen.state for one in own)
    if own and chosen.state != UNASSIGNED:
        return any(is_owed_so(one, chosen.state, today) for one in own)
    return bool(_in_state(book, [task], chosen.state))
