"""Words as they are probably meant: the nearest words of what is written in the house."""

from django.core.cache import cache
from django.db import connection
from django.db.models import Model
from psycopg import sql
from rapidfuzz import process
from rapidfuzz.distance import OSA

from hatang.documents.models import Document
from hatang.notices.models import Obstacle
from hatang.programme.models import Target, Task

# Not word by word as people write: a word of the last minutes is found as it stands, only not corrected to.
KEPT_SECONDS = 600
_KEY = "words-of-the-house"
_WRITTEN_IN: tuple[type[Model], ...] = (Task, Target, Document, Obstacle)
# Rarer words are as often misspelt themselves as meant.
_LEAST_USES = 2


def corrected(words: list[str]) -> list[str]:
    """Folded words, each that nobody uses replaced by the nearest one in use, the more frequent first.

    One letter may be wrong, missing, added or changed with its neighbour, two in words of seven and more.
    """
    known = _words_in_use()
    place = frozenset(known)
    return [word if word in place else _nearest(word, known) for word in words]


def _nearest(word: str, known: list[str]) -> str:
    if len(word) < 3:
        return word
    most = 1 if len(word) < 7 else 2
    found = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=most)
    return str(found[0]) if found else word


def _words_in_use() -> list[str]:
    """All words of tasks, targets, documents and obstacles, the most frequent first."""
    return cache.get_or_set(_KEY, _ask_words, KEPT_SECONDS) or []


def _ask_words() -> list[str]:
    texts = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT search_text FROM {}").format(sql.Identifier(model._meta.db_table))
        for model in _WRITTEN_IN
    )
    asked = sql.SQL(
        "SELECT word FROM ({}) AS said, string_to_table(search_text, ' ') AS word"
        " WHERE length(word) > 1 GROUP BY word HAVING count(*) >= %s ORDER BY count(*) DESC, word"
    ).format(texts)
    with connection.cursor() as cursor:
        cursor.execute(asked.as_string(None), [_LEAST_USES])
        return [word for (word,) in cursor.fetchall()]
