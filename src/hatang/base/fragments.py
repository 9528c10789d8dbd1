"""Parts of pages that are rendered once for what they show: rows of lists, cards, the frame of a page.

A part is found by all that it shows, so it can never be out of date; nothing has to be cleared (ADR 0067).
"""

import secrets
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST_FRAGMENTS = 4000
# Stand for the token of a form and the address of the page in a kept part; nobody else knows them.
TOKEN = secrets.token_hex(24)
ADDRESS = secrets.token_hex(24)

_OPEN = {"csrf_token": TOKEN, "page_address": ADDRESS}
_kept: OrderedDict[Hashable, SafeString] = OrderedDict()
_lock = Lock()


def fragment(template: str, about: Hashable, context: Mapping[str, Any]) -> SafeString:
    """The template with its context, rendered once for each `about` and language.

    Args:
        template: the part, which may show only what `about` says, the token of the form and `page_address`.
        about: all that is shown, as text and numbers.
        context: what the template reads.
    """
    key = (template, get_language(), about)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = mark_safe(render_to_string(template, {**context, **_OPEN}))  # noqa: S308 - a template
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST_FRAGMENTS:
            _kept.popitem(last=False)
    return made


def with_token(parts: str, token: str) -> SafeString:
    """Kept parts with the token of this page's forms; it is letters and digits."""
    return mark_safe(parts.replace(TOKEN, str(token)))  # noqa: S308 - rendered by templates


def completed(parts: str, *, token: str, address: str) -> SafeString:
    """Kept parts with the token of this page's forms and the address of the page."""
    return mark_safe(with_token(parts, token).replace(ADDRESS, escape(address)))  # noqa: S308 - escaped


def forget() -> None:
    """Render the next parts anew."""
    with _lock:
        _kept.clear()
