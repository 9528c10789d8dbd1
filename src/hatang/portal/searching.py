"""Search over everything that has the words, or nearly: work, documents and units here, the rest beside."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz

from hatang.accounts.access import is_reader, visible_units
from hatang.accounts.models import Unit, User
from hatang.accounts.rules import initials_of, search_words
from hatang.base.kept import kept_in_look
from hatang.base.words import like_words, newest_with_words
from hatang.docparse.normalise import fold
from hatang.documents.access import visible_documents
from hatang.documents.models import Document
from hatang.portal import searching_people as people
from hatang.portal import searching_talk as talk
from hatang.portal.hits import MOST_COUNTED, ROWS_A_KIND, Hit, Hits, Kind
from hatang.portal.spelling import corrected
from hatang.programme.access import visible_targets, visible_tasks
from hatang.programme.models import PlanItem, Target, Task

# Of a hundred: a name with one letter wrong or missing.
_LIKE_NAME = 80
# Of the newest rows with the words, whoever may see them, so many are asked for: a few may be hidden.
_MOST_LOOKED_AT = MOST_COUNTED + 20


def search(user: User, typed: str) -> list[Hits]:
    """Everything the user may see that has the words, by kind, marked; a few queries for all of it.

    Where nothing at all has them, they are looked for as they are probably meant; where nothing has these
    either, what is alike by its trigrams is found, which takes the longest.
    """
    words = search_words(typed)
    if not words:
        return []
    if found := _everything(user, typed, words):
        return found
    meant = corrected(words)
    if meant != words and (found := _everything(user, " ".join(meant), meant)):
        return [replace(kind, is_alike=True) for kind in found]
    return _everything(user, typed, words, or_alike=True)


def _everything(user: User, typed: str, words: list[str], *, or_alike: bool = False) -> list[Hits]:
    found = [_units(user, typed, words, or_alike=or_alike)]
    found += _alike(user, words) if or_alike else _having(user, words)
    found += [one(user, words, or_alike=or_alike) for one in people.KINDS]
    return [kind.marked(words) for kind in found if kind.hits]


def _having(user: User, words: list[str]) -> list[Hits]:
    """What has all words, with one query for the keys of what is said and one for those of all else."""
    keys = _keys([one for one in KINDS if not one.is_talk], user, words)
    said = [one for one in KINDS if one.is_talk]
    newest = newest_with_words([one.model for one in said], words, _MOST_LOOKED_AT)
    keys |= {
        one.key: _seen(one, user, words, found) for one, found in zip(said, newest, strict=True) if found
    }
    return [
        one.shown(user, one.first(keys[one.key]), len(keys[one.key])) for one in KINDS if keys.get(one.key)
    ]


def _alike(user: User, words: list[str]) -> list[Hits]:
    """What has nearly the same words, kind by kind; nothing has all of them."""
    found = []
    for one in KINDS:
        rows = one.visible(user).select_related(*one.related)
        alike = like_words(rows, words, ROWS_A_KIND)
        found.append(one.shown(user, alike, len(alike), is_alike=True))
    return found


def _keys(kinds: Sequence[Kind], user: User, words: list[str]) -> dict[str, list[int]]:
    """The first rows of each kind that have the words, as far as they are counted."""
    first, *others = (
        one.having(one.visible(user), words)
        .order_by(*one.order)
        .values_list(Value(one.key), "pk")[: MOST_COUNTED + 1]
        for one in kinds
    )
    keys: dict[str, list[int]] = {}
    for kind, pk in first.union(*others, all=True):
        keys.setdefault(kind, []).append(pk)
    return keys


def _seen(kind: Kind, user: User, words: list[str], newest: list[int]) -> list[int]:
    """The newest rows that have the words and that the user may see, as far as they are counted.

    Whether rows may be seen is asked of the newest few; of all rows with the words only where so many of
    these few are hidden that others must be found.
    """
    if kind.among is not None:
        keys = kind.among(user, newest)[: MOST_COUNTED + 1]
    else:
        keys = list(_keys_of_seen(kind, user).filter(pk__in=newest)[: MOST_COUNTED + 1])
    if len(newest) < _MOST_LOOKED_AT or len(keys) > MOST_COUNTED:
        return keys
    return list(kind.having(_keys_of_seen(kind, user), words)[: MOST_COUNTED + 1])


def _keys_of_seen(kind: Kind, user: User) -> QuerySet[Any, int]:
    return kind.visible(user).order_by("-pk").values_list("pk", flat=True)


def _units(user: User, typed: str, words: list[str], *, or_alike: bool) -> Hits:
    """Units by words of their names, by initials, or nearly; there are some hundred of them."""
    least = _LIKE_NAME if or_alike else 100
    units = kept_in_look(("units", is_reader(user)), lambda: list(visible_units(user)), of=(Unit,))
    ranked = sorted(
        ((score, unit) for unit in units if (score := _fits(unit, typed, words)) >= least),
        key=lambda pair: (-pair[0], pair[1].sort_key),
    )
    hits = [
        Hit(unit.name, reverse("portal:unit", args=[unit.pk]), unit.get_kind_display())
        for _score, unit in ranked[:ROWS_A_KIND]
    ]
    is_alike = bool(ranked) and ranked[0][0] < 100
    return Hits("units", _("Units"), hits, reverse("portal:units"), is_alike, len(ranked))


def _fits(unit: Unit, typed: str, words: list[str]) -> float:
    """How well a unit fits, of a hundred."""
    name = fold(f"{unit.name} {unit.short_name}")
    if all(word in name for word in words):
        return 101.0 if words == fold(unit.name).split() else 100.0
    joined = "".join(fold(typed).split())
    if len(joined) > 1 and joined in (initials_of(unit.name), initials_of(unit.name)[:-1]):
        return 100.0
    # Not quite a hundred: the words themselves are not all there.
    return min(fuzz.token_set_ratio(" ".join(words), name), 99.0)


def _tasks(user: User) -> QuerySet[Task]:
    return visible_tasks(user).filter(withdrawn_at__isnull=True)


def _targets(user: User) -> QuerySet[Target]:
    return visible_targets(user).filter(withdrawn_at__isnull=True)


def _task_hits(_user: User, rows: Sequence[Task]) -> list[Hit]:
    return [_item(row, "programme:task") for row in rows]


def _target_hits(_user: User, rows: Sequence[Target]) -> list[Hit]:
    return [_item(row, "programme:target") for row in rows]


def _item(item: PlanItem, address: str) -> Hit:
    plan = item.plan  # type: ignore[attr-defined]
    return Hit(item.text, reverse(address, args=[item.pk]), f"{plan.number or plan.title} · {item.path}")


def _document_hits(_user: User, rows: Sequence[Document]) -> list[Hit]:
    return [_document(row) for row in rows]


def _document(document: Document) -> Hit:
    where = " · ".join(part for part in (document.number, document.issuer) if part)
    title = document.title or document.number
    return Hit(title, reverse("documents:document", args=[document.pk]), where)


KINDS = (
    Kind(
        "documents",
        gettext_lazy("Documents"),
        Document,
        visible_documents,
        _document_hits,
        more="documents:list",
    ),
    Kind("tasks", gettext_lazy("Tasks"), Task, _tasks, _task_hits, related=("plan",), more="programme:tasks"),
    Kind(
        "targets",
        gettext_lazy("Targets"),
        Target,
        _targets,
        _target_hits,
        related=("plan",),
        more="programme:targets",
    ),
    *talk.KINDS,
)
