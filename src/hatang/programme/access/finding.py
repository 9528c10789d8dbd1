"""One row by its address, or the sentence that there is none."""

from typing import TypeVar

from django.db import models
from django.db.models import QuerySet

from hatang.base.refusal import NotFound

M = TypeVar("M", bound=models.Model)


def found(rows: QuerySet[M], pk: int, sentence: str) -> M:
    """The row of this address, out of those the user may see.

    Raises:
        NotFound: it is not among them; the sentence says what there is none of.
    """
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound(sentence)
    return row
