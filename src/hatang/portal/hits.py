"""What a search finds of one kind, and how a kind's rows are found and shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from hatang.accounts.models import User
from hatang.base.words import Piece, pieces, with_words

ROWS_A_KIND = 8
# Beyond these, the number of rows is said to be more.
MOST_COUNTED = 100


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


@dataclass(frozen=True)
class Kind:
    """A sort of thing whose words stand in the database.

    Args:
        key: what it is called among what was found.
        title: what people call it.
        model: its rows.
        visible: those of the rows that a user may see.
        hits: what is shown of some rows.
        related: what is read together with a row.
        more: where all of them are listed, where there is such a page.
        having: those of some rows that have the words.
        is_talk: whether people add to it every day; then the newest rows are looked at first.
        among: those of a few rows, by number, that a user may see, the newest first; where it is quicker.
    """

    key: str
    title: str | Promise
    model: type[Model]
    visible: Callable[[User], QuerySet[Any]]
    hits: Callable[[User, Sequence[Any]], list[Hit]]
    related: tuple[str, ...] = ()
    more: str = ""
    having: Callable[[QuerySet[Any], list[str]], QuerySet[Any]] = with_words
    is_talk: bool = False
    among: Callable[[User, Sequence[int]], list[int]] | None = None

    @property
    def order(self) -> tuple[Any, ...]:
        """Which rows come first: of what people say the newest, else as they are listed."""
        return ("-pk",) if self.is_talk else tuple(self.model._meta.ordering or ())

    def first(self, keys: Sequence[int]) -> list[Any]:
        """The first of the rows of these keys, which the user is known to see."""
        rows = self.model._default_manager.filter(pk__in=keys).select_related(*self.related)
        return list(rows.order_by(*self.order)[:ROWS_A_KIND])

    def shown(self, user: User, rows: Sequence[Any], n: int, *, is_alike: bool = False) -> Hits:
        """Rows as the page shows them, `n` of them all in all."""
        more = reverse(self.more) if self.more else ""
        return Hits(self.key, str(self.title), self.hits(user, rows), more, is_alike, n)
