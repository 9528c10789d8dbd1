"""Results that stay right until something of the programme changes, kept in the memory of the process.

Every change of a tracked row adds an event in the same transaction, and numbers of events only grow. As long
as the last number of every kind is the same, and no transaction was under way when it was read, nothing the
result was made of has changed. Whoever cannot be sure makes the result anew (ADR 0065).
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model
from psycopg import sql

from hatang.accounts.models import Unit
from hatang.documents.models import Document
from hatang.programme.models import (
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

R = TypeVar("R")

# What days and states of tasks are made of. Who is named in a task is not tracked: nothing kept may ask it.
_MADE_OF: tuple[type[Model], ...] = (
    Task,
    Obligation,
    Plan,
    Document,
    Unit,
    DeadlineRequest,
    Transition,
    TransitionPart,
    DuePart,
    DueEvent,
    Occurrence,
)
MOST_RESULTS = 32

_results: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def kept(about: Hashable, make: Callable[[], R], *, of: tuple[type[Model], ...] = _MADE_OF) -> R:
    """The result of `make`, made anew once anything has changed; `about` says of what it is the result.

    It may depend on the rows of the models `of` and on `about` only. Nobody may change what is returned.
    """
    before = _last_changes(of)
    key = (about, before)
    with _lock:
        if key in _results:
            _results.move_to_end(key)
            found: R = _results[key]
            return found
    # Asked after the numbers: whoever has one of these and ends in between is seen by all that follows.
    is_quiet = not _is_somebody_writing()
    result = make()
    if is_quiet and _last_changes(of) == before:
        with _lock:
            _results[key] = result
            while len(_results) > MOST_RESULTS:
                _results.popitem(last=False)
    return result


def _last_changes(of: tuple[type[Model], ...]) -> tuple[int | None, ...]:
    """The number of the last event of each kind."""
    tables = [model.pgh_event_model._meta.db_table for model in of]  # type: ignore[attr-defined]
    last = [sql.SQL("(SELECT max(pgh_id) FROM {})").format(sql.Identifier(table)) for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {}").format(sql.SQL(", ").join(last)).as_string(None))
        return tuple(cursor.fetchone())


def _is_somebody_writing() -> bool:
    """Whether another transaction that writes is under way."""
    return bool(writers())


def writers() -> frozenset[str]:
    """Other transactions of this database that write and are under way: each holds the lock of its number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT transactionid::text FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE locktype = 'transactionid' AND granted AND pid <> pg_backend_pid()"
            # A worker that tidies the database up is nobody: it changes no row.
            " AND datname = current_database() AND usesysid IS NOT NULL"
        )
        return frozenset(number for (number,) in cursor.fetchall())
