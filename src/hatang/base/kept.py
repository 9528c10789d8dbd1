"""Results that stay right until something they are made of changes, kept in the memory of the process.

Every change of a tracked row adds an event in the same transaction, and numbers of events only grow. As long
as the last number of every kind is the same, and no transaction was under way when it was read, nothing the
result was made of has changed. Whoever cannot be sure makes the result anew (ADR 0065).
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model
from psycopg import sql

from hatang.base.looks import is_looking, once

R = TypeVar("R")
Kinds = tuple[type[Model], ...]
Numbers = tuple[int | None, ...]

MOST_RESULTS = 500

# What a result is about -> the numbers it was made under, and the result.
_results: OrderedDict[Hashable, tuple[Numbers, Any]] = OrderedDict()
_lock = Lock()
# All kinds of rows that any result is made of: a look asks their numbers with one query.
_known: dict[type[Model], None] = {}


def kept(about: Hashable, make: Callable[[], R], *, of: Kinds) -> R:
    """The result of `make`, made anew once anything has changed; `about` says of what it is the result.

    It may depend on the rows of the tracked models `of` and on `about` only. Nobody may change what is
    returned.
    """
    before, asked = _numbers_and_kinds(of)
    with _lock:
        held = _results.get(about)
        if held is not None and held[0] == before:
            _results.move_to_end(about)
            found: R = held[1]
            return found
    # Asked after the numbers: whoever has one of these and ends in between is seen by all that follows.
    is_quiet = once(("is quiet", asked), lambda: not _is_somebody_writing())
    result = make()
    if is_quiet and last_changes(of) == before:
        with _lock:
            _results[about] = (before, result)
            _results.move_to_end(about)
            while len(_results) > MOST_RESULTS:
                _results.popitem(last=False)
    return result


def kept_in_look(about: Hashable, make: Callable[[], R], *, of: Kinds) -> R:
    """The same for what is quickly asked: outside of a look, where nothing else is kept, it is just made."""
    return kept(about, make, of=of) if is_looking() else make()


def forget() -> None:
    """Make the next results anew."""
    with _lock:
        _results.clear()


def numbers_of(of: Kinds) -> Numbers:
    """The number of the last event of each kind, as the present look has found it."""
    return _numbers_and_kinds(of)[0]


def _numbers_and_kinds(of: Kinds) -> tuple[Numbers, Kinds]:
    """The numbers of some kinds, and all kinds of which the numbers were asked together with these."""
    if not is_looking():
        return last_changes(of), of
    _known.update(dict.fromkeys(of))
    asked = tuple(_known)
    found = once(("last changes", asked), lambda: dict(zip(asked, last_changes(asked), strict=True)))
    return tuple(found[model] for model in of), asked


def last_changes(of: Iterable[type[Model]]) -> Numbers:
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
