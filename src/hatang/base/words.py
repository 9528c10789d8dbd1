"""Rows by the words of a folded column: all words first, then nearly the same ones; what to mark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Func, Model, QuerySet, TextField
from psycopg import sql
from rapidfuzz import fuzz

from hatang.docparse.normalise import fold

M = TypeVar("M", bound=Model)

# A misspelt word shares this much of its trigrams with the right one ("vien thong" and "vien thogn": 0.5).
LEAST_LIKENESS = 0.45
# One letter is wrong or missing in two or three words.
VERY_ALIKE = 0.7
MOST_RANKED = 200
# Rows that are looked at one by one before the index is asked.
N_NEWEST = 4000
_NEWEST = sql.SQL(
    "(WITH newest AS MATERIALIZED (SELECT id FROM"
    " (SELECT id, search_text FROM {table} ORDER BY id DESC LIMIT {n_newest}) AS last_ones"
    " WHERE {having} LIMIT {n_rows})"
    " SELECT {nth} AS nth, id FROM (SELECT id FROM newest UNION (SELECT id FROM {table}"
    " WHERE (SELECT count(*) FROM newest) < {n_rows} AND {having} ORDER BY id DESC LIMIT {n_rows})) AS either"
    " ORDER BY id DESC LIMIT {n_rows})"
)
# Of a hundred: a word with one letter wrong or missing.
_LIKE_WORD = 75
_WORD = re.compile(r"[^\W_]+")
# Letters of a long text that are shown, and how many of them before the first mark.
_SHOWN, _BEFORE = 240, 80


class Folded(Func):
    """Text without marks, case and signs as `fold` makes it; computed in the database for a column."""

    template = (
        "btrim(regexp_replace(regexp_replace("
        "lower(replace(replace(normalize(%(expressions)s, NFD), 'đ', 'd'), 'Đ', 'd')), "
        "E'[\\u0300-\\u036f]', '', 'g'), '[^a-z0-9]+', ' ', 'g'))"
    )
    output_field = TextField()


@dataclass(frozen=True)
class Piece:
    """A piece of a text, and whether it is one of the words looked for."""

    text: str
    is_match: bool = False


def pieces(text: str, words: Sequence[str], *, is_alike: bool = False) -> list[Piece]:
    """A text as pieces, cut around the first match where it is long; the whole words that match are marked.

    Args:
        text: as a person wrote it.
        words: folded words.
        is_alike: whether nearly the same words match too.
    """
    matches = [one.span() for one in _WORD.finditer(text) if _fits(fold(one.group()), words, is_alike)]
    start, end = _window(text, matches[0][0] if matches else 0)
    found, at = [Piece("…")] if start else [], start
    for first, last in matches:
        if first < start or last > end:
            continue
        found += [Piece(text[at:first]), Piece(text[first:last], is_match=True)]
        at = last
    found.append(Piece(text[at:end] + ("…" if end < len(text) else "")))
    return [one for one in found if one.text]


def _fits(token: str, words: Sequence[str], is_alike: bool) -> bool:
    if any(word == token or (len(word) > 1 and word in token) for word in words):
        return True
    return is_alike and any(fuzz.ratio(word, token) >= _LIKE_WORD for word in words)


def _window(text: str, first: int) -> tuple[int, int]:
    """Where the shown part of a text begins and ends, at blanks."""
    if len(text) <= _SHOWN:
        return 0, len(text)
    start = text.rfind(" ", 0, first - _BEFORE) + 1 if first > _BEFORE else 0
    end = text.rfind(" ", start + _SHOWN // 2, start + _SHOWN) if start + _SHOWN < len(text) else len(text)
    return start, end if end > start else start + _SHOWN


def with_words(rows: QuerySet[M], words: list[str], *, column: str = "search_text") -> QuerySet[M]:
    """Rows whose folded column has every word."""
    for word in words:
        rows = rows.filter(**{f"{column}__contains": word})
    return rows


def newest_with_words(models: Sequence[type[Model]], words: list[str], n_rows: int) -> list[list[int]]:
    """Keys of the newest rows of each model whose folded `search_text` has every word; one query.

    Whoever may see the rows is not asked. Among the newest rows frequent words are found at once; only where
    too few have them, the trigram index is asked, which for frequent words would look at every row with them.
    """
    having = sql.SQL(" AND ").join([sql.SQL("search_text LIKE %s")] * len(words))
    each = [
        _NEWEST.format(
            nth=sql.Literal(nth),
            table=sql.Identifier(model._meta.db_table),
            n_newest=sql.Literal(N_NEWEST),
            n_rows=sql.Literal(n_rows),
            having=having,
        )
        for nth, model in enumerate(models)
    ]
    asked = sql.SQL("SELECT nth, id FROM ({}) AS found ORDER BY nth, id DESC").format(
        sql.SQL(" UNION ALL ").join(each)
    )
    found: list[list[int]] = [[] for _model in models]
    with connection.cursor() as cursor:
        cursor.execute(asked.as_string(None), [f"%{word}%" for word in words] * 2 * len(models))
        for nth, key in cursor.fetchall():
            found[nth].append(key)
    return found


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
