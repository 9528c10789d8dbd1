"""What a task is divided into as its plan says it: the parts of its deadline, and its products."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any, TypeVar

from django.db.models import F

from hatang.programme.actions.filling import deadline_columns
from hatang.programme.actions.joining import join_named
from hatang.programme.models import DuePart, Product, Task
from hatang.programme.products import kind_of, products_of

R = TypeVar("R", DuePart, Product)
MOST_DUE_PARTS = 20
_ASIDE = 10_000


def divide(tasks: Sequence[tuple[Task, dict[str, Any]]], at: datetime) -> None:
    """Bring the parts and products of tasks up to the rows of a reading; what is not named is withdrawn."""
    pks = [task.pk for task, _row in tasks]
    parts = DuePart.objects.filter(task__in=pks).order_by("ordinal")
    _put(DuePart, list(parts), [(task, due_parts_of(row.get("due") or {})) for task, row in tasks], at)
    products = list(Product.objects.filter(task__in=pks).order_by("ordinal"))
    named = join_named(products, [(task, product_rows(task.product)) for task, _row in tasks])
    # What people added is no matter of the plan's words.
    _put(Product, [row for row in products if row.added_at is None], named, at)


def due_parts_of(due: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns of each part of a deadline; none unless it has two and one of them is to be met."""
    rows = [deadline_columns(part) for part in (due.get("parts") or [])[:MOST_DUE_PARTS]]
    is_divided = len(rows) > 1 and any(DuePart(**row).counts for row in rows)
    return rows if is_divided else []


def product_rows(text: str) -> list[dict[str, Any]]:
    """The columns of each product that a text names."""
    return [{"text": words, "kind": kind_of(words)} for words in products_of(text)]


def _put(
    model: type[R],
    rows_now: Sequence[R],
    wanted: Sequence[tuple[Task, list[dict[str, Any]]]],
    at: datetime,
) -> None:
    present: dict[int, list[Any]] = defaultdict(list)
    for row in rows_now:
        present[row.task_id].append(row)
    new: list[Any] = []
    changed: list[Any] = []
    moved: list[int] = []
    for task, rows in wanted:
        there = present[task.pk]
        kept = _matched(there, rows)
        for ordinal, (row, columns) in enumerate(zip(kept, rows, strict=True)):
            if row is None:
                new.append(model(task=task, ordinal=ordinal, **columns))
                continue
            moved += [row.pk] if row.ordinal != ordinal else []
            if _change(row, {**_kept_kind(row, columns), "ordinal": ordinal, "withdrawn_at": None}):
                changed.append(row)
        gone = [row for row in there if row not in kept]
        for row, ordinal in zip(gone, _free_places(gone, len(rows)), strict=True):
            moved += [row.pk] if row.ordinal != ordinal else []
            if _change(row, {"ordinal": ordinal, "withdrawn_at": row.withdrawn_at or at}):
                changed.append(row)
    # Two rows never have one place, not even while they change it.
    model.objects.filter(pk__in=moved).update(ordinal=F("ordinal") + _ASIDE)
    names = [one.name for one in model._meta.concrete_fields if one.name not in ("id", "task")]
    model.objects.bulk_update(changed, names, batch_size=200)
    model.objects.bulk_create(new, batch_size=500)


def _matched(present: Sequence[Any], wanted: Sequence[dict[str, Any]]) -> list[Any]:
    """For each wanted row the present one that goes on as it; None where it is new.

    One in the same words goes first, wherever it stood: what was met or handed over stays with its words.
    Else the one at the same place goes on, with corrected words.
    """
    left = sorted(present, key=lambda row: row.withdrawn_at is not None)
    found: list[Any] = []
    for columns in wanted:
        same = next((row for row in left if _is_same(row, columns)), None)
        found.append(same)
        left = [row for row in left if row is not same]
    for ordinal, row in enumerate(found):
        if row is None:
            found[ordinal] = next((one for one in left if one.ordinal == ordinal), None)
            left = [one for one in left if one is not found[ordinal]]
    return found


def _is_same(row: Any, columns: dict[str, Any]) -> bool:
    """Whether a row has these words; of a product its kind may have been said by somebody."""
    return all(getattr(row, name) == value for name, value in columns.items() if name != "kind")


def _free_places(gone: Sequence[Any], n_named: int) -> list[int]:
    """Places behind those that are named: the own one where it lies there, else behind all others."""
    taken = max((row.ordinal for row in gone), default=0)
    behind = count(max(n_named, taken + 1))
    return [row.ordinal if row.ordinal >= n_named else next(behind) for row in gone]


def _kept_kind(row: Any, columns: dict[str, Any]) -> dict[str, Any]:
    """What somebody has said of a product stays as long as its words do."""
    if not isinstance(row, Product):
        return columns
    if row.text == columns["text"]:
        is_said = row.is_kind_set or bool(row.own_words)
        return {**columns, "kind": row.kind if is_said else columns["kind"]}
    forgotten = {"own_words": "", "ground": "", "dropped_at": None, "dropped_by": None}
    return {**columns, **forgotten, "is_kind_set": False}


def _change(row: Any, columns: dict[str, Any]) -> bool:
    """Set columns; whether that changed one."""
    is_changed = any(getattr(row, name) != value for name, value in columns.items())
    for name, value in columns.items():
        setattr(row, name, value)
    return is_changed
