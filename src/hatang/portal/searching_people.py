"""Search for people and groups: there are some hundred of them, compared one by one."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from hatang.accounts.access import may_manage_users, visible_groups
from hatang.accounts.models import User
from hatang.accounts.queries import person_list
from hatang.docparse.normalise import fold
from hatang.portal.hits import ROWS_A_KIND, Hit, Hits

# Of a hundred: a name with one letter wrong or missing.
_LIKE_NAME = 80


def groups(user: User, words: list[str], *, or_alike: bool) -> Hits:
    """Groups of units by the words of their names."""
    found, n, is_alike = _fitting(visible_groups(user), lambda row: row.name, words, or_alike=or_alike)
    hits = [Hit(row.name, reverse("accounts:group", args=[row.pk]), "") for row in found]
    return Hits("groups", _("Groups of units"), hits, reverse("accounts:groups"), is_alike, n)


def people(user: User, words: list[str], *, or_alike: bool) -> Hits:
    """People by username, position and unit, for whoever may manage them."""
    rows: Iterable[User] = person_list() if may_manage_users(user) else []
    found, n, is_alike = _fitting(rows, _said_of, words, or_alike=or_alike)
    hits = [
        Hit(
            f"{row.full_title} ({row.username})",
            reverse("accounts:person", args=[row.pk]),
            str(row.unit or ""),
        )
        for row in found
    ]
    return Hits("people", _("People"), hits, reverse("accounts:people"), is_alike, n)


def _said_of(person: User) -> str:
    return f"{person.full_title} {person.username} {person.unit.name if person.unit else ''}"


def _fitting(
    rows: Iterable[Any], said_of: Callable[[Any], str], words: list[str], *, or_alike: bool
) -> tuple[list[Any], int, bool]:
    """The first rows with all words, else those with nearly the same ones; how many; whether only nearly."""
    said = [(fold(said_of(row)), row) for row in rows]
    exact = [row for text, row in said if all(word in text for word in words)]
    if exact or not or_alike:
        return exact[:ROWS_A_KIND], len(exact), False
    asked = " ".join(words)
    ranked = sorted(
        ((fuzz.token_set_ratio(asked, text), place) for place, (text, _row) in enumerate(said)),
        key=lambda pair: (-pair[0], pair[1]),
    )
    alike = [said[place][1] for score, place in ranked if score >= _LIKE_NAME][:ROWS_A_KIND]
    return alike, len(alike), True


KINDS = (groups, people)
