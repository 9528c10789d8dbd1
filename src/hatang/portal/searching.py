"""Search over everything: tasks, targets, documents, units and obstacles that have the words, or nearly."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from hatang.accounts.access import visible_units
from hatang.accounts.models import Unit, User
from hatang.accounts.rules import initials_of, search_words
from hatang.base.words import like_words, with_words
from hatang.docparse.normalise import fold
from hatang.documents.access import visible_documents
from hatang.documents.models import Document
from hatang.notices.access import visible_obstacles
from hatang.programme.access import visible_targets, visible_tasks
from hatang.programme.models import PlanItem

ROWS_A_KIND = 8
# Of a hundred: a name with one letter wrong or missing.
_LIKE_NAME = 80


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    title: str
    address: str
    where: str


@dataclass(frozen=True)
class Hits:
    """What was found of one kind; `is_alike` when only nearly the same words were found."""

    key: str
    title: str
    hits: Sequence[Hit]
    more: str = ""
    is_alike: bool = False


def search(user: User, typed: str) -> list[Hits]:
    """Everything the user may see that has the words, by kind; one or two queries for each."""
    words = search_words(typed)
    if not words:
        return []
    found = [_units(user, typed, words), _documents(user, words), _tasks(user, words), _targets(user, words)]
    found.append(_obstacles(user, words))
    return [kind for kind in found if kind.hits]


def _tasks(user: User, words: list[str]) -> Hits:
    rows = visible_tasks(user).filter(withdrawn_at__isnull=True).select_related("plan")
    found, is_alike = _first(rows, words)
    more = reverse("programme:tasks")
    return Hits("tasks", _("Tasks"), [_item(row, "programme:task") for row in found], more, is_alike)


def _targets(user: User, words: list[str]) -> Hits:
    rows = visible_targets(user).filter(withdrawn_at__isnull=True).select_related("plan")
    found, is_alike = _first(rows, words)
    more = reverse("programme:targets")
    return Hits("targets", _("Targets"), [_item(row, "programme:target") for row in found], more, is_alike)


def _obstacles(user: User, words: list[str]) -> Hits:
    found, is_alike = _first(visible_obstacles(user).select_related("unit", "owner"), words)
    hits = [
        Hit(
            row.title,
            reverse("notices:obstacle", args=[row.pk]),
            f"{row.unit.label} → {row.owner.label} · {row.get_state_display()}",
        )
        for row in found
    ]
    return Hits("obstacles", _("Obstacles"), hits, reverse("notices:obstacles"), is_alike)


def _documents(user: User, words: list[str]) -> Hits:
    found, is_alike = _first(visible_documents(user), words)
    more = reverse("documents:list")
    return Hits("documents", _("Documents"), [_document(row) for row in found], more, is_alike)


def _units(user: User, typed: str, words: list[str]) -> Hits:
    """Units by words of their names, by initials, or nearly; there are some hundred of them."""
    ranked = sorted(
        ((score, unit) for unit in visible_units(user) if (score := _fits(unit, typed, words))),
        key=lambda pair: (-pair[0], pair[1].sort_key),
    )[:ROWS_A_KIND]
    hits = [
        Hit(unit.name, reverse("portal:unit", args=[unit.pk]), unit.get_kind_display())
        for _score, unit in ranked
    ]
    is_alike = bool(ranked) and ranked[0][0] < 100
    return Hits("units", _("Units"), hits, reverse("portal:units"), is_alike)


def _first(rows: QuerySet[Any], words: list[str]) -> tuple[list[Any], bool]:
    """The first rows with all words, else those with nearly the same ones."""
    exact = list(with_words(rows, words)[:ROWS_A_KIND])
    return (exact, False) if exact else (like_words(rows, words, ROWS_A_KIND), True)


def _fits(unit: Unit, typed: str, words: list[str]) -> float:
    """How well a unit fits, of a hundred; 0 when it does not."""
    name = fold(f"{unit.name} {unit.short_name}")
    if all(word in name for word in words):
        return 101.0 if words == fold(unit.name).split() else 100.0
    joined = "".join(fold(typed).split())
    if len(joined) > 1 and joined in (initials_of(unit.name), initials_of(unit.name)[:-1]):
        return 100.0
    likeness = fuzz.token_set_ratio(" ".join(words), name)
    return likeness if likeness >= _LIKE_NAME else 0.0


def _item(item: PlanItem, address: str) -> Hit:
    plan = item.plan  # type: ignore[attr-defined]
    return Hit(item.text, reverse(address, args=[item.pk]), f"{plan.number or plan.title} · {item.path}")


def _document(document: Document) -> Hit:
    where = " · ".join(part for part in (document.number, document.issuer) if part)
    title = document.title or document.number
    return Hit(title, reverse("documents:document", args=[document.pk]), where)
