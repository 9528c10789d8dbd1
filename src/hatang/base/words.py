"""Rows by the words of a folded column: all words first, then words that are nearly the same."""

from typing import Any, TypeVar

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)

# A misspelt word shares this much of its trigrams with the right one ("vien thong" and "vien thogn": 0.5).
LEAST_LIKENESS = 0.45
# One letter is wrong or missing in two or three words.
VERY_ALIKE = 0.7
MOST_RANKED = 200


def with_words(rows: QuerySet[M], words: list[str], *, column: str = "search_text") -> QuerySet[M]:
    """Rows whose folded column has every word."""
    for word in words:
        rows = rows.filter(**{f"{column}__contains": word})
    return rows


@transaction.atomic
def like_words(rows: QuerySet[M], words: list[str], n_rows: int, *, column: str = "search_text") -> list[Any]:
    """The first rows whose folded column has something like the words, the most alike first.

    The trigram index finds them by pg_trgm's word similarity, 0 to 1, from LEAST_LIKENESS on. Where one wrong
    letter is behind it, hundreds are very much alike: then the most alike of MOST_RANKED of these are enough.
    """
    asked = " ".join(words)
    alike = rows.filter(**{f"{column}__trigram_word_similar": asked})
    _ask_likeness(VERY_ALIKE)
    first = _ranked(rows.filter(pk__in=alike.order_by().values("pk")[:MOST_RANKED]), asked, column, n_rows)
    if len(first) == n_rows:
        return first
    _ask_likeness(LEAST_LIKENESS)
    return _ranked(alike, asked, column, n_rows)


def _ask_likeness(least: float) -> None:
    """Let the index find words from a likeness on, in this transaction: some pools refuse more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(least)])


def _ranked(rows: QuerySet[Any], asked: str, column: str, n_rows: int) -> list[Any]:
    ranked: QuerySet[Any] = rows.annotate(likeness=TrigramWordSimilarity(asked, column))
    return list(ranked.order_by("-likeness", "pk")[:n_rows])
