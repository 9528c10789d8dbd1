"""Things that can be spoken about: the rooms above say what they are and who may see them.

A subject is named by two plain columns, `subject_kind` and `subject_id`, because the things stand in rooms
that this one does not know. A room registers its kinds in `AppConfig.ready()`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.looks import once
from hatang.base.refusal import NotFound

T = TypeVar("T")


@dataclass(frozen=True)
class Kind:
    """A sort of thing: its name in records and in addresses, and how one is seen, called and opened."""

    name: str
    word: str
    noun: str | Promise
    visible: Callable[[Any], "QuerySet[Any]"]
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    may_prove: Callable[[Any, Any], bool]
    parts: Callable[[Any, Any], "list[Subject]"]
    earlier: Callable[[Any, Any], "list[Subject]"]
    is_open: Callable[[Any], bool]
    group: Callable[[Any], str]
    may_leave: Callable[[Any], bool]


@dataclass(frozen=True)
class Subject:
    """One thing that can be spoken about, with the row it is."""

    kind: Kind
    pk: int
    title: str
    row: Any = field(compare=False, repr=False)

    @property
    def columns(self) -> dict[str, Any]:
        """How rows of this room name it."""
        return {"subject_kind": self.kind.name, "subject_id": self.pk}

    @property
    def url(self) -> str:
        """Where its page is."""
        return self.kind.url(self.row)


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    *,
    word: str,
    noun: str | Promise,
    visible: Callable[[Any], "QuerySet[Any]"],
    title: Callable[[Any], str],
    url: Callable[[Any], str],
    may_prove: Callable[[Any, Any], bool] = lambda _user, _row: False,
    parts: Callable[[Any, Any], "list[Subject]"] = lambda _user, _row: [],
    earlier: Callable[[Any, Any], "list[Subject]"] = lambda _user, _row: [],
    is_open: Callable[[Any], bool] = lambda _row: False,
    group: Callable[[Any], str] = lambda _row: "",
    may_leave: Callable[[Any], bool] | None = None,
) -> None:
    """Let people speak about a sort of thing.

    Args:
        name: what records call it.
        word: what addresses call it.
        noun: what people call it.
        visible: the things of this sort that a user may see.
        title: the words that name one of them.
        url: where the page of one is.
        may_prove: whether a user may add files to one of them.
        parts: what one of them consists of, as far as a user may see it; files of parts are shown with it.
        earlier: what it goes on from, as far as a user may see it; what is kept about these is shown with it
            as from before, and stays where it is.
        is_open: whether one of them is hidden from nobody who may sign in, so that nobody need be asked for.
        group: the words over everything that a mail tells of the same campaign or plan; empty for none.
        may_leave: whether programs outside may be told the title of one of them; usually as `is_open`.
    """
    leaving = may_leave or is_open
    _kinds[name] = Kind(
        name, word, noun, visible, title, url, may_prove, parts, earlier, is_open, group, leaving
    )


def kinds() -> Iterable[Kind]:
    """Every sort of thing that can be spoken about."""
    return _kinds.values()


def kind_named(name: str) -> Kind:
    """The sort of thing by its name in records or its word in addresses.

    Raises:
        NotFound: no room has such things.
    """
    for kind in _kinds.values():
        if name in (kind.name, kind.word):
            return kind
    raise NotFound(_("There is no such thing."))


def subject_of(name: str, row: Any) -> Subject:
    """A row of a room as a subject, whoever may see it."""
    kind = kind_named(name)
    return Subject(kind, row.pk, kind.title(row), row)


def earlier_of(user: object, subject: Subject) -> list[Subject]:
    """What a subject goes on from, as far as the user may see it; asked once a page."""
    about = ("earlier", getattr(user, "pk", None), subject.kind.name, subject.pk)
    return once(about, lambda: subject.kind.earlier(user, subject.row))


def is_about(things: Iterable[Subject]) -> Q:
    """Condition for rows of this room that are about one of the things."""
    keys: dict[str, list[int]] = {}
    for one in things:
        keys.setdefault(one.kind.name, []).append(one.pk)
    condition = Q(pk__in=[])
    for name, pks in keys.items():
        condition |= Q(subject_kind=name, subject_id__in=pks)
    return condition


def is_about_what_is_seen(user: object, *, own: str) -> Q:
    """Condition for rows of the kind `own` that are about nothing, or about a thing the user may see."""
    condition = Q(subject_kind__in=["", own])
    for kind in _kinds.values():
        if kind.name != own:
            condition |= once(("is seen", kind.name, user), partial(_is_seen, user, kind))
    return condition


def _is_seen(user: object, kind: Kind) -> Q:
    """Condition for rows about a thing of a kind that the user may see, put together once a look."""
    # Each is looked up: going through all things of a kind takes longer than a list of rows.
    thing = kind.visible(user).order_by().filter(pk=OuterRef("subject_id"))
    return Q(subject_kind=kind.name) & Q(Exists(thing))


def about_what_is_seen(user: object, rows: Iterable[T], *, own: str) -> list[T]:
    """Those of a few rows of the kind `own` that `is_about_what_is_seen`; one query a sort of thing.

    To ask each sort by its numbers is much quicker than one question about all.
    """
    wanted: dict[str, set[int]] = {}
    listed: list[Any] = list(rows)
    for one in listed:
        if one.subject_kind not in ("", own):
            wanted.setdefault(one.subject_kind, set()).add(one.subject_id)
    known = {
        (name, pk)
        for name, pks in wanted.items()
        for pk in kind_named(name).visible(user).order_by().filter(pk__in=pks).values_list("pk", flat=True)
    }
    return [
        one for one in listed if one.subject_kind in ("", own) or (one.subject_kind, one.subject_id) in known
    ]


def seen(user: object, kind: str, pks: Iterable[int]) -> dict[int, Subject]:
    """Those of the things that the user may see, by primary key, with one query."""
    found = kind_named(kind)
    rows = found.visible(user).filter(pk__in=set(pks))
    return {row.pk: Subject(found, row.pk, found.title(row), row) for row in rows}


def of_rows(user: object, rows: Iterable[Any]) -> dict[tuple[str, int], Subject]:
    """What rows of this room are about, as far as the user may see it, with one query a sort of thing."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.subject_kind, set()).add(row.subject_id)
    found = [one for kind, pks in wanted.items() for one in seen(user, kind, pks).values()]
    return {(one.kind.name, one.pk): one for one in found}


def who_see(people: Iterable[User], subject: Subject) -> list[User]:
    """Those of some people who may see a subject; one question where it is open to all."""
    active = [person for person in people if person.is_active]
    if not active or subject.kind.is_open(subject.row):
        return active
    return [person for person in active if may_see(person, subject.kind.name, subject.pk)]


def may_see(user: object, kind: str, pk: int) -> bool:
    """Whether the user may see the thing."""
    return kind_named(kind).visible(user).filter(pk=pk).exists()
