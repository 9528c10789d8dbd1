"""What a search finds of one kind, and how its rows are found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from hatang.base.words import Piece, like_words, pieces, with_words

ROWS_A_KIND = 8
# Beyond these, the number of rows is said to be more.
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Hit:
    """One thing found; `pieces` is its title with the words marked."""

    title: str
    address: str
    where: str
    pieces: Sequence[Piece] = ()


@dataclass(frozen=True)
class Hits:
    """What was found of one kind; `is_alike` when only nearly the same words were found.

    `n` is how many there are, MOST_COUNTED + 1 for more; of what is only alike those shown are counted.
    """

    key: str
    title: str
    hits: Sequence[Hit]
    more: str = ""
    is_alike: bool = False
    n: int = 0

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self.n > MOST_COUNTED

    def marked(self, words: Sequence[str]) -> "Hits":
        """The same with the words looked for marked in each title."""
        hits = [replace(hit, pieces=pieces(hit.title, words, is_alike=self.is_alike)) for hit in self.hits]
        return replace(self, hits=hits, n=max(self.n, len(hits)))


def first_rows(rows: QuerySet[Any], words: list[str], *, or_alike: bool) -> tuple[list[Any], bool]:
    """The first rows with all words, else those with nearly the same ones where these are wanted."""
    exact = list(with_words(rows, words)[:ROWS_A_KIND])
    if exact or not or_alike:
        return exact, False
    return like_words(rows, words, ROWS_A_KIND), True


def n_rows(rows: QuerySet[Any], words: list[str], found: Sequence[Any], *, is_alike: bool) -> int:
    """How many rows have all words; they are counted only where not all of them are shown."""
    if is_alike or len(found) < ROWS_A_KIND:
        return len(found)
    return with_words(rows, words).order_by().values("pk")[: MOST_COUNTED + 1].count()
