"""Rows by the words of a folded column: all words first, then words that are nearly the same."""

from typing import Any, TypeVar

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)

# A misspelt word shares this much of its trigrams with the right one ("vien thong" and "vien thogn": 0.5).
LEAST_LIKENESS = 0.45


def with_words(rows: QuerySet[M], words: list[str], *, column: str = "search_text") -> QuerySet[M]:
    """Rows whose folded column has every word."""
    for word in words:
        rows = rows.filter(**{f"{column}__contains": word})
    return rows


@transaction.atomic
def like_words(rows: QuerySet[M], words: list[str], n_rows: int, *, column: str = "search_text") -> list[Any]:
    """The first rows whose folded column has something like the words, the most alike first.

    The trigram index finds them by pg_trgm's word similarity, 0 to 1, from LEAST_LIKENESS on.
    """
    asked = " ".join(words)
    with connection.cursor() as cursor:
        # For this transaction only: a setting at connecting is refused by some pools.
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(LEAST_LIKENESS)]
        )
    alike = rows.filter(**{f"{column}__trigram_word_similar": asked})
    ranked: QuerySet[Any] = alike.annotate(likeness=TrigramWordSimilarity(asked, column))
    return list(ranked.order_by("-likeness", "pk")[:n_rows])
