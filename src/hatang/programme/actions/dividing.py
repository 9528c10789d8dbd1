"""What a task is divided into as its plan says it: the parts of its deadline, and its products."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from hatang.programme.actions.filling import deadline_columns
from hatang.programme.models import DuePart, Product, Task
from hatang.programme.products import kind_of, products_of

R = TypeVar("R", DuePart, Product)
MOST_DUE_PARTS = 20


def divide(tasks: Sequence[tuple[Task, dict[str, Any]]], at: datetime) -> None:
    """Bring the parts and products of tasks up to the rows of a reading; what is not named is withdrawn."""
    _put(DuePart, [(task, due_parts_of(row.get("due") or {})) for task, row in tasks], at)
    _put(Product, [(task, product_rows(task.product)) for task, _row in tasks], at)


def due_parts_of(due: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns of each part of a deadline; none unless it has two and one of them is to be met."""
    rows = [deadline_columns(part) for part in (due.get("parts") or [])[:MOST_DUE_PARTS]]
    is_divided = len(rows) > 1 and any(DuePart(**row).counts for row in rows)
    return rows if is_divided else []


def product_rows(text: str) -> list[dict[str, Any]]:
    """The columns of each product that a text names."""
    return [{"text": words, "kind": kind_of(words)} for words in products_of(text)]


def _put(model: type[R], wanted: Sequence[tuple[Task, list[dict[str, Any]]]], at: datetime) -> None:
    present: dict[tuple[int, int], Any] = {
        (row.task_id, row.ordinal): row
        for row in model.objects.filter(task__in=[task.pk for task, _rows in wanted])
    }
    new: list[Any] = []
    changed: list[Any] = []
    for task, rows in wanted:
        for ordinal, columns in enumerate(rows):
            row = present.pop((task.pk, ordinal), None)
            if row is None:
                new.append(model(task=task, ordinal=ordinal, **columns))
            elif _change(row, {**_kept_kind(row, columns), "withdrawn_at": None}):
                changed.append(row)
    changed += [row for row in present.values() if _change(row, {"withdrawn_at": row.withdrawn_at or at})]
    model.objects.bulk_create(new, batch_size=500)
    names = [one.name for one in model._meta.concrete_fields if one.name not in ("id", "task", "ordinal")]
    model.objects.bulk_update(changed, names, batch_size=200)


def _kept_kind(row: Any, columns: dict[str, Any]) -> dict[str, Any]:
    """What somebody has said of a product stays as long as its words do."""
    if isinstance(row, Product):
        is_set = row.is_kind_set and row.text == columns["text"]
        return {**columns, "kind": row.kind if is_set else columns["kind"], "is_kind_set": is_set}
    return columns


def _change(row: Any, columns: dict[str, Any]) -> bool:
    """Set columns; whether that changed one."""
    is_changed = any(getattr(row, name) != value for name, value in columns.items())
    for name, value in columns.items():
        setattr(row, name, value)
    return is_changed
