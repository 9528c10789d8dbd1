"""What the day makes of every task and obligation, kept in memory and brought up to date row by row.

Lists, the board and the home page look at the whole programme. A book of the day holds for each row the
few things they ask; what has changed since is found by the events of the audit and read anew (ADR 0067).
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from django.db.models import QuerySet

from hatang.programme.horizon import Horizon
from hatang.programme.models import Obligation, Progress, Task
from hatang.programme.queries.states import (
    DONE,
    DUE_MONTH,
    DUE_WEEK,
    LATE,
    MONTH,
    WEEK,
    WITHDRAWN,
    first_asked,
    live,
    with_standing,
)
from hatang.programme.rules import Standing

DONE_STANDINGS = frozenset((Standing.DONE_IN_TIME, Standing.DONE_LATE))
RUNNING_STANDINGS = frozenset((Standing.OVERDUE, Standing.NOT_STARTED, Standing.IN_TIME))
_BEGUN = frozenset((Standing.IN_TIME, Standing.SUBMITTED))
_NEVER = date.max
_PLACE = attrgetter("place")
_DONE_PLACE = attrgetter("done_place")


class OwedDay(NamedTuple):
    """What the day makes of one obligation of a task that a plan still asks for; names as on its model."""

    pk: int
    task_id: int
    plan_id: int
    ordinal: int
    unit_id: int
    unit_key: str
    state: str
    submitted_on: date | None
    done_on: date | None
    due_on: date | None
    standing: str
    updated_at: datetime | None
    responsible_id: int | None
    due_kind: str

    @property
    def is_done(self) -> bool:
        """Whether nothing more is asked of the unit."""
        return self.standing in DONE_STANDINGS

    @property
    def is_running(self) -> bool:
        """Whether the unit is expected to work."""
        return self.standing in RUNNING_STANDINGS

    @property
    def place(self) -> tuple[Any, ...]:
        """Where it stands among others: by day, then as the plans print them."""
        return (self.due_on or _NEVER, self.plan_id, self.ordinal, self.unit_key, self.pk)

    @property
    def done_place(self) -> tuple[Any, ...]:
        """Where it stands among what is done: the latest first, then as the plans print them."""
        return (-(self.done_on or date.min).toordinal(), *self.place[1:])

    @property
    def mark(self) -> int:
        """What differs once another owes it, it is done, or somebody else answers for it."""
        return hash((self.pk, self.task_id, self.state == Progress.DONE, self.responsible_id))


class TaskDay(NamedTuple):
    """What the day makes of one task that a plan still asks for; the names are those of `with_state`."""

    pk: int
    plan_id: int
    ordinal: int
    due_on: date | None
    is_finished: bool
    urgency: str
    standing: str
    n_obligations: int
    n_done: int
    n_started: int

    @property
    def task_id(self) -> int:
        """Its number, by the name that an obligation has for it."""
        return self.pk

    @property
    def place(self) -> tuple[Any, ...]:
        """Where it stands in the list of what is to be done next."""
        return (self.is_finished, self.due_on or _NEVER, self.plan_id, self.ordinal)


D = TypeVar("D", TaskDay, OwedDay)
R = TypeVar("R")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Daybook:
    """What the day makes of all tasks and of what is owed for them, in order; nobody may change it."""

    view: Horizon
    tasks: list[TaskDay]
    owed: list[OwedDay]
    # How many tasks of each plan, and obligations of each unit, are how urgent.
    by_plan: Counter[tuple[int, str]]
    by_unit: Counter[tuple[int, str]]
    by_pk: dict[int, TaskDay]
    # What is owed for each task, by each unit and what stands alike, the last two by day.
    owed_by_task: dict[int, list[OwedDay]]
    owed_by_unit: dict[Any, list[OwedDay]]
    owed_by_standing: dict[Any, list[OwedDay]]
    # What was said to be done, the latest first.
    done: list[OwedDay]
    # The sum of the marks of what is not withdrawn.
    mark: int
    # Rows of tasks and obligations that were read from the database for this book (`shown_rows`).
    rows: dict[int, Any] = field(default_factory=dict, compare=False)
    cards: dict[int, Any] = field(default_factory=dict, compare=False)

    def with_tasks(self, tasks: Iterable[int]) -> "Daybook":
        """The book with some tasks read anew."""
        former = set(tasks)
        fresh = read_book(self.view.of_tasks(former))
        gone = [self.by_pk[pk] for pk in former if pk in self.by_pk]
        owed_gone = [one for pk in former for one in self.owed_by_task.get(pk, ())]
        today = self.view.today
        return Daybook(
            self.view,
            _exchanged(self.tasks, gone, fresh.tasks),
            _exchanged(self.owed, owed_gone, fresh.owed),
            _recounted(self.by_plan, count_by_plan(gone), fresh.by_plan),
            _recounted(self.by_unit, count_by_unit(owed_gone, today), fresh.by_unit),
            {**_without(self.by_pk, former), **fresh.by_pk},
            {**_without(self.owed_by_task, former), **fresh.owed_by_task},
            _regrouped(self.owed_by_unit, owed_gone, fresh.owed, "unit_id"),
            _regrouped(self.owed_by_standing, owed_gone, fresh.owed, "standing"),
            _exchanged(self.done, (one for one in owed_gone if _is_done(one)), fresh.done, _DONE_PLACE),
            self.mark - _sum_of_marks(owed_gone) + fresh.mark,
            _without(self.rows, former),
            {pk: card for pk, card in self.cards.copy().items() if card.task_id not in former},
        )


def _exchanged(
    rows: list[D], gone: Iterable[D], fresh: Iterable[D], place_of: Callable[[D], Any] = _PLACE
) -> list[D]:
    """Rows in order, without some of them and with others."""
    found = rows.copy()
    for one in gone:
        # Rows that stand in the same place are told apart by their number.
        place = bisect_left(found, place_of(one), key=place_of)
        while found[place].pk != one.pk:
            place += 1
        del found[place]
    for new in fresh:
        insort(found, new, key=place_of)
    return found


def _recounted(counts: Counter[K], gone: Counter[K], fresh: Counter[K]) -> Counter[K]:
    found = Counter(counts)
    found.subtract(gone)
    found.update(fresh)
    return found


def _regrouped(
    groups: dict[Any, list[OwedDay]], gone: Iterable[OwedDay], fresh: Iterable[OwedDay], name: str
) -> dict[Any, list[OwedDay]]:
    """Groups of what is owed, without some of it and with other; groups that stay the same are not copied."""
    found, gone_from, new_in = groups.copy(), _grouped(gone, name), _grouped(fresh, name)
    for key in {**gone_from, **new_in}:
        found[key] = _exchanged(groups.get(key, []), gone_from.get(key, ()), new_in.get(key, ()))
        if not found[key]:
            del found[key]
    return found


def _without(rows: dict[int, R], keys: Iterable[int]) -> dict[int, R]:
    found = rows.copy()
    for key in keys:
        found.pop(key, None)
    return found


def _grouped(owed: Iterable[OwedDay], name: str) -> dict[Any, list[OwedDay]]:
    found: dict[Any, list[OwedDay]] = defaultdict(list)
    key = attrgetter(name)
    for one in owed:
        found[key(one)].append(one)
    return dict(found)


def _is_done(one: OwedDay) -> bool:
    return one.state == Progress.DONE


def _sum_of_marks(owed: Iterable[OwedDay]) -> int:
    return sum(one.mark for one in owed if one.state != Progress.WITHDRAWN)


def read_book(view: Horizon) -> Daybook:
    """The book of the tasks a horizon is about, read from the database."""
    owed: dict[int, list[OwedDay]] = defaultdict(list)
    for row in _owed_rows(view):
        one = OwedDay._make(row)
        owed[one.task_id].append(one)
    tasks = live(view.among(Task.objects.all(), "pk"))
    dated: QuerySet[Any] = tasks.annotate(due_on=view.due_on()).order_by()
    columns = dated.values_list("pk", "plan_id", "ordinal", "due_on")
    ended = set(view.ended_plans)
    days = [
        _task_day(pk, plan_id, ordinal, due_on, owed.get(pk, []), ended, view.today)
        for pk, plan_id, ordinal, due_on in columns
    ]
    all_owed = sorted((one for rows in owed.values() for one in rows), key=_PLACE)
    return Daybook(
        view,
        sorted(days, key=_PLACE),
        all_owed,
        count_by_plan(days),
        count_by_unit(all_owed, view.today),
        {one.pk: one for one in days},
        dict(owed),
        _grouped(all_owed, "unit_id"),
        _grouped(all_owed, "standing"),
        sorted(filter(_is_done, all_owed), key=_DONE_PLACE),
        _sum_of_marks(all_owed),
    )


def count_by_plan(tasks: Iterable[TaskDay]) -> Counter[tuple[int, str]]:
    """How many tasks of each plan are how urgent."""
    return Counter((one.plan_id, one.urgency) for one in tasks)


def count_by_unit(owed: Iterable[OwedDay], today: date) -> Counter[tuple[int, str]]:
    """How many obligations of each unit are how urgent; withdrawn ones are left out."""
    return Counter(
        (one.unit_id, owed_urgency(one, today)) for one in owed if one.standing != Standing.WITHDRAWN
    )


def owed_urgency(one: OwedDay, today: date) -> str:
    """What the day makes of an obligation: done, late, week, month or empty."""
    if one.is_done:
        return DONE
    return _urgency(one.due_on, today) if one.is_running else ""


def _owed_rows(view: Horizon) -> Iterable[tuple[Any, ...]]:
    live_ones = Obligation.objects.filter(withdrawn_at__isnull=True, task__withdrawn_at__isnull=True)
    rows: QuerySet[Any] = with_standing(view.among(live_ones, "task"), view).order_by()
    columns = ("pk", "task_id", "task__plan_id", "task__ordinal", "unit_id", "unit__sort_key")
    days = ("state", "submitted_on", "done_on", "due_on", "standing", "updated_at", "responsible_id")
    return rows.values_list(*columns, *days, "task__due_kind")


def _task_day(
    pk: int,
    plan_id: int,
    ordinal: int,
    due_on: date | None,
    owed: list[OwedDay],
    ended: set[int],
    today: date,
) -> TaskDay:
    """What `with_state` says of a task, from what is owed for it."""
    standings = [one.standing for one in owed]
    asked = [name for name in standings if name != Standing.WITHDRAWN]
    n_done = sum(name in DONE_STANDINGS for name in asked)
    is_closed = bool(owed) and n_done == len(asked)
    is_finished = is_closed and n_done > 0
    is_awaited = any(one.is_running for one in owed) if owed else plan_id not in ended
    standing = first_asked(standings)
    if standing == Standing.NOT_STARTED and n_done:
        standing = Standing.IN_TIME.value
    urgency = _urgency(due_on, today) if is_awaited else ""
    if is_closed:
        urgency = DONE if is_finished else WITHDRAWN
    n_started = sum(one.state in ("in_progress", "submitted") for one in owed)
    counts = (len(asked), n_done, n_started)
    return TaskDay(pk, plan_id, ordinal, due_on, is_finished, urgency, standing, *counts)


def _urgency(due_on: date | None, today: date) -> str:
    """What the calendar makes of a day on which work is awaited."""
    if due_on is None or due_on > today + timedelta(days=MONTH):
        return ""
    if due_on < today:
        return LATE
    return DUE_WEEK if due_on <= today + timedelta(days=WEEK) else DUE_MONTH
