"""A page of rows in two steps: first which rows and in which order, then all that is asked about them."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=Model)


class _Pagewise(ModelIterable):  # type: ignore[type-arg]  # it takes none when it runs
    """Reads the keys of a part of the rows with nothing but what orders them, then these rows."""

    def __iter__(self) -> Iterator[Any]:
        rows: Any = self.queryset
        if not rows.query.is_sliced:
            yield from super().__iter__()
            return
        keys = list(rows.values_list("pk", flat=True))
        whole = rows._chain()
        whole.query.clear_limits()
        # The related rows are fetched by whoever asked for this part.
        whole = whole.order_by().filter(pk__in=keys).prefetch_related(None)
        whole._iterable_class = ModelIterable
        found = {row.pk: row for row in whole}
        yield from (found[key] for key in keys if key in found)


def pagewise(rows: QuerySet[M]) -> QuerySet[M]:
    """The same rows; a slice of them takes two queries, of which only the second computes every column.

    PostgreSQL computes a column that is a subquery by going through the whole table once when it expects many
    rows, even where only those of one page are wanted.
    """
    found: Any = rows.all()
    found._iterable_class = _Pagewise
    return found  # type: ignore[no-any-return]
