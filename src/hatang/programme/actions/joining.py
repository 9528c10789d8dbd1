"""What people added to a task and a newer version of its plan names too stands once, with both sources."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from hatang.programme.models import Product, Task
from hatang.programme.products import is_same_product

Wanted = Sequence[tuple[Task, list[dict[str, Any]]]]


def join_named(rows: Sequence[Product], wanted: Wanted) -> list[tuple[Task, list[dict[str, Any]]]]:
    """The products that plans name, without those that people had added before; these are marked as named.

    Words are compared folded. One that the plan named before in the same words stays its own; what was
    handed over of an added one stays with it, and one that was dropped while the plan named it stays
    dropped. No query, and one where something changes.

    Args:
        rows: all products of these tasks there are, in their order.
        wanted: each task with the columns of the products that its plan names.
    """
    added: dict[int, list[Product]] = defaultdict(list)
    present: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        if row.withdrawn_at is not None:
            continue
        if row.added_at is None:
            present[row.task_id].add(row.text)
        elif row.dropped_at is None or row.is_named:
            added[row.task_id].append(row)
    left, named = [], set()
    for task, columns in wanted:
        kept = []
        for product in columns:
            own = None if product["text"] in present[task.pk] else _own(added[task.pk], product["text"])
            if own is None:
                kept.append(product)
            else:
                named.add(own.pk)
        left.append((task, kept))
    _mark([row for rows_of in added.values() for row in rows_of], named)
    return left


def _own(added: Sequence[Product], text: str) -> Product | None:
    return next((one for one in added if is_same_product(text, one.text, one.words)), None)


def _mark(added: Sequence[Product], named: set[int]) -> None:
    changed = [row for row in added if row.is_named != (row.pk in named)]
    for row in changed:
        row.is_named = not row.is_named
    Product.objects.bulk_update(changed, ["is_named"])
