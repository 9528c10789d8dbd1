"""Search over everything that has the words, or nearly: work, documents and units here, the rest beside."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from hatang.accounts.access import visible_units
from hatang.accounts.models import Unit, User
from hatang.accounts.rules import initials_of, search_words
from hatang.docparse.normalise import fold
from hatang.documents.access import visible_documents
from hatang.documents.models import Document
from hatang.notices.access import visible_obstacles
from hatang.portal import searching_people as people
from hatang.portal import searching_talk as talk
from hatang.portal.hits import ROWS_A_KIND, Hit, Hits, first_rows, n_rows
from hatang.portal.spelling import corrected
from hatang.programme.access import visible_targets, visible_tasks
from hatang.programme.models import PlanItem

# Of a hundred: a name with one letter wrong or missing.
_LIKE_NAME = 80


def search(user: User, typed: str) -> list[Hits]:
    """Everything the user may see that has the words, by kind, marked; a few queries for each.

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
    for one in (_documents, _tasks, _targets, _obstacles, *talk.KINDS, *people.KINDS):
        found.append(one(user, words, or_alike=or_alike))
    return [kind.marked(words) for kind in found if kind.hits]


def _tasks(user: User, words: list[str], *, or_alike: bool) -> Hits:
    rows = visible_tasks(user).filter(withdrawn_at__isnull=True).select_related("plan")
    found, is_alike = first_rows(rows, words, or_alike=or_alike)
    more, n = reverse("programme:tasks"), n_rows(rows, words, found, is_alike=is_alike)
    return Hits("tasks", _("Tasks"), [_item(row, "programme:task") for row in found], more, is_alike, n)


def _targets(user: User, words: list[str], *, or_alike: bool) -> Hits:
    rows = visible_targets(user).filter(withdrawn_at__isnull=True).select_related("plan")
    found, is_alike = first_rows(rows, words, or_alike=or_alike)
    more, n = reverse("programme:targets"), n_rows(rows, words, found, is_alike=is_alike)
    return Hits("targets", _("Targets"), [_item(row, "programme:target") for row in found], more, is_alike, n)


def _obstacles(user: User, words: list[str], *, or_alike: bool) -> Hits:
    rows = visible_obstacles(user).select_related("unit", "owner")
    found, is_alike = first_rows(rows, words, or_alike=or_alike)
    hits = [
        Hit(
            row.title,
            reverse("notices:obstacle", args=[row.pk]),
            f"{row.unit.label} → {row.owner.label} · {row.get_state_display()}",
        )
        for row in found
    ]
    n = n_rows(rows, words, found, is_alike=is_alike)
    return Hits("obstacles", _("Obstacles"), hits, reverse("notices:obstacles"), is_alike, n)


def _documents(user: User, words: list[str], *, or_alike: bool) -> Hits:
    rows = visible_documents(user)
    found, is_alike = first_rows(rows, words, or_alike=or_alike)
    more, n = reverse("documents:list"), n_rows(rows, words, found, is_alike=is_alike)
    return Hits("documents", _("Documents"), [_document(row) for row in found], more, is_alike, n)


def _units(user: User, typed: str, words: list[str], *, or_alike: bool) -> Hits:
    """Units by words of their names, by initials, or nearly; there are some hundred of them."""
    least = _LIKE_NAME if or_alike else 100
    ranked = sorted(
        ((score, unit) for unit in visible_units(user) if (score := _fits(unit, typed, words)) >= least),
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


def _item(item: PlanItem, address: str) -> Hit:
    plan = item.plan  # type: ignore[attr-defined]
    return Hit(item.text, reverse(address, args=[item.pk]), f"{plan.number or plan.title} · {item.path}")


def _document(document: Document) -> Hit:
    where = " · ".join(part for part in (document.number, document.issuer) if part)
    title = document.title or document.number
    return Hit(title, reverse("documents:document", args=[document.pk]), where)
