"""Days as expressions of the database: a day before, a day found by a key, the form of a deadline."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import BooleanField, DateField, F, Func, JSONField, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast


class DayBefore(Func):
    """The day before a day."""

    template = "(%(expressions)s - 1)"
    output_field = DateField()


class IsOneOf(Func):
    """Whether a key is in a list, given as one literal: a long list is slow to adapt number by number."""

    template = "(%(expressions)s::bigint[]))"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, key: str, keys: list[int]) -> None:
        literal = f"{{{','.join(map(str, keys))}}}"
        super().__init__(F(key), Value(literal, output_field=TextField()))


class DayIn(Func):
    """The day that an object of days by key has for a row: found by its key, not by trying every day."""

    template = "(%(expressions)s)::date"
    arg_joiner = " ->> "
    output_field = DateField()

    def __init__(self, key: Combinable, days: Mapping[Any, date | None]) -> None:
        said = json.dumps({str(one): on.isoformat() for one, on in days.items() if on is not None})
        given = Cast(Value(said, output_field=TextField()), JSONField())
        super().__init__(given, key)


def key_word(key: str) -> Cast:
    """A number as the word by which an object keeps it."""
    return Cast(F(key), TextField())


class _Written(Func):
    """A day as ISO 8601, whatever way of writing the connection has chosen."""

    template = "to_char(%(expressions)s, 'YYYY-MM-DD')"
    output_field = TextField()


class FormOf(Func):
    """The form of a deadline in one word, as `cycles.Cycle.word` writes it; `prefix` leads to its task."""

    template = "concat(%(expressions)s)"
    arg_joiner = ", '|', "
    output_field = TextField()

    def __init__(self, prefix: str) -> None:
        days = [_Written(F(f"{prefix}{name}")) for name in ("due_start", "due_end")]
        super().__init__(
            F(f"{prefix}due_kind"), *days, F(f"{prefix}due_at"), Cast(F(f"{prefix}due_before"), TextField())
        )
