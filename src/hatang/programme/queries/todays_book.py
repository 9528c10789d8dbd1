"""The book of the day that a process keeps: what changed is found by the events of the audit.

Every change of a tracked row adds an event in its transaction. A book knows up to which event of each kind it
was made (`seen`) and which later ones it has already read (`applied`). `seen` moves on only to numbers below
which nobody was writing any more, so an event that is committed after later ones is found too (ADR 0067).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from django.conf import settings
from django.db import connection
from django.db.models import Model

from hatang.accounts.models import Unit, UnitGroup
from hatang.base import kept
from hatang.base.looks import once
from hatang.documents.models import Document
from hatang.programme.horizon import Horizon
from hatang.programme.models import (
    Assignment,
    DeadlineRequest,
    DueEvent,
    DuePart,
    Obligation,
    Occurrence,
    Plan,
    Task,
    Transition,
    TransitionPart,
)
from hatang.programme.queries.daybook import Daybook, read_book

# Tasks of the obligations that a row has ever named: one that is moved is missed where it was before.
_NAMED_BY = (
    "ARRAY(SELECT DISTINCT o.task_id FROM {events} f JOIN programme_obligation o ON o.id = f.obligation_id"
    " WHERE f.pgh_obj_id = e.pgh_obj_id)"
)
_EVER_NAMED_FOR = (
    "ARRAY(SELECT DISTINCT f.task_id FROM {events} f WHERE f.pgh_obj_id = e.pgh_obj_id"
    " AND f.task_id IS NOT NULL)"
)
# Kind of the event -> the tasks it is about, as an expression of the event; the others change many tasks.
_TASKS_OF: dict[type[Model], str] = {
    Task: "ARRAY[e.pgh_obj_id]",
    Obligation: "ARRAY[e.task_id]",
    DuePart: "ARRAY[e.task_id]",
    DueEvent: "ARRAY[e.task_id]",
    Occurrence: _NAMED_BY,
    DeadlineRequest: _NAMED_BY,
    # Rows that were read for the book show who leads.
    Assignment: _EVER_NAMED_FOR,
}
_OF_MANY: tuple[type[Model], ...] = (Plan, Unit, UnitGroup, Transition, TransitionPart, Document)
_KINDS: tuple[type[Model], ...] = (*_TASKS_OF, *_OF_MANY)
# Reading more tasks than these one by one is slower than reading all.
MOST_TASKS = 1000

# Number of a kind, number of an event of it.
Event = tuple[int, int]


@dataclass
class _Kept:
    """A book with the events it has seen."""

    book: Daybook
    seen: tuple[int, ...]
    applied: set[Event] = field(default_factory=set)
    # The events up to which the next look may move `seen`, once those who wrote at that time have ended.
    reached: tuple[int, ...] | None = None
    waiting: frozenset[str] = frozenset()

    def is_all(self, numbers: kept.Numbers) -> bool:
        """Whether these last events are those seen: nobody writes any below, so there is nothing new."""
        return not self.applied and self.seen == tuple(number or 0 for number in numbers)


_keeping: list[_Kept] = []
_lock = Lock()


def book_of(today: date) -> Daybook:
    """The book of a day with every change that is committed; within one look it is asked for once."""
    view = Horizon(today=today, is_strict=settings.IS_BEFORE_STRICT)
    return once(("book", view), lambda: _current(view, kept.numbers_of(_KINDS)))


def forget() -> None:
    """Read the next book anew."""
    with _lock:
        _keeping.clear()


def _current(view: Horizon, numbers: kept.Numbers) -> Daybook:
    with _lock:
        held = _keeping[0] if _keeping else None
        if held is not None and held.book.view == view and held.is_all(numbers):
            return held.book
        if held is None or held.book.view != view or not _bring_up_to_date(held):
            return _read_anew(view)
        return held.book


def _read_anew(view: Horizon) -> Daybook:
    """Read the whole book, and keep it where nobody was writing meanwhile."""
    _keeping.clear()
    seen = tuple(number or 0 for number in kept.last_changes(_KINDS))
    is_quiet = not kept.writers()
    book = read_book(view)
    if is_quiet:
        _keeping.append(_Kept(book, seen))
    return book


def _bring_up_to_date(held: _Kept) -> bool:
    """Read what has changed; False where the whole book must be read anew."""
    found = _events_from(held.seen)
    events = set(found)
    if not held.applied <= events or not _anchors(held.seen) <= events:
        # What was read is not there: it was taken back, or this is another database.
        return False
    new = {event: found[event] for event in events - held.applied - _anchors(held.seen)}
    if new and not _apply(held, new):
        return False
    held.applied |= new.keys()
    _move_on(held)
    return True


def _apply(held: _Kept, new: dict[Event, list[int]]) -> bool:
    """Read the tasks of new events; False where they change more than that."""
    many = {kind for kind, _number in new if _KINDS[kind] in _OF_MANY}
    if any(_KINDS[kind] is not Document for kind in many) or (many and _has_ended_otherwise(held.book.view)):
        return False
    tasks = {task for about in new.values() for task in about}
    if len(tasks) > MOST_TASKS:
        return False
    if tasks:
        held.book = held.book.with_tasks(tasks)
    return True


def _has_ended_otherwise(view: Horizon) -> bool:
    """Whether other documents have ended than those a book was made with."""
    now = Horizon(view.today, view.is_strict)
    return sorted(now.ended_plans) != sorted(view.ended_plans)


def _move_on(held: _Kept) -> None:
    """Move `seen` on to what an earlier look reached, if all who wrote then had ended before this one."""
    if held.reached is not None and not held.waiting:
        held.seen = held.reached
        held.applied = {(kind, number) for kind, number in held.applied if number > held.seen[kind]}
        held.reached = None
    if held.reached is not None:
        held.waiting &= kept.writers()
    elif held.applied:
        held.reached = _highest(held.seen, held.applied)
        held.waiting = kept.writers()


def _highest(seen: tuple[int, ...], events: Iterable[Event]) -> tuple[int, ...]:
    reached = list(seen)
    for kind, number in events:
        reached[kind] = max(reached[kind], number)
    return tuple(reached)


def _anchors(seen: tuple[int, ...]) -> set[Event]:
    """The last event seen of each kind that has any: it is still there in the same database."""
    return {(kind, number) for kind, number in enumerate(seen) if number}


def _events_from(seen: tuple[int, ...]) -> dict[Event, list[int]]:
    """The last event seen of each kind and all later ones, with the tasks each is about."""
    parts = (
        f"SELECT {kind}, e.pgh_id, {_tasks_of(model)} FROM {_table(model)} e"  # noqa: S608 - our tables
        f" WHERE e.pgh_id >= %s"
        for kind, model in enumerate(_KINDS)
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), list(seen))
        return {(kind, number): tasks for kind, number, tasks in cursor.fetchall()}


def _tasks_of(model: type[Model]) -> str:
    """The tasks that an event of a kind is about, as an expression; none where it changes many."""
    return _TASKS_OF.get(model, "'{}'::bigint[]").replace("{events}", _table(model))


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model.pgh_event_model._meta.db_table)  # type: ignore[attr-defined]
