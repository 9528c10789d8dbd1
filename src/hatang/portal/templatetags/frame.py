"""Template tags of what stands on every page around its content: rendered once for what it shows."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Role, User
from hatang.base.fragments import completed, fragment
from hatang.notices.queries import n_unread

register = template.Library()

# Key after "g", name of the address, title; in the order of the masthead.
_PLACES = (
    ("h", "home", _("Home")),
    ("v", "documents:list", _("Documents")),
    ("n", "programme:tasks", _("Tasks")),
    ("c", "programme:targets", _("Targets")),
    ("k", "planning:plans", _("Plans")),
    ("r", "reporting:campaigns", _("Reports")),
    ("m", "notices:obstacles", _("Obstacles")),
    ("t", "network:sites", _("Telecom")),
    ("b", "programme:meetings", _("Meetings")),
    ("a", "portal:map", _("Map")),
    ("d", "portal:units", _("Units")),
)
# Addresses that belong to a place and do not begin with its own.
_ALSO = {"k": "planning:projects"}


@dataclass(frozen=True)
class _Place:
    key: str
    url: str
    title: Any
    # What aria-current says of it; empty where the page is elsewhere.
    current: str


@register.simple_tag(takes_context=True)
def masthead(context: dict[str, Any]) -> SafeString:
    """The head of a page: the ways to all places, what is unread, and who has signed in."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return fragment("portal/masthead.html", None, {})
    user = getattr(request, "user", None)
    shown: dict[str, Any] = {"address": True, "user": user}
    about: tuple[Any, ...] = ()
    if isinstance(user, User):
        shown |= {"places": _places(user, request.path), "n_unread": n_unread(user), "path": request.path}
        current = tuple(one.current for one in shown["places"])
        is_at_inbox = request.path == reverse("notices:inbox")
        who = (user.full_title, user.role, user.is_administrator, user.unit_id, str(user.unit))
        about = (*who, current, shown["n_unread"], is_at_inbox)
    return completed(
        fragment("portal/masthead.html", about, shown),
        token=str(context.get("csrf_token", "")),
        address=request.get_full_path(),
    )


@register.simple_tag(takes_context=True)
def colophon(context: dict[str, Any]) -> SafeString:
    """The foot of a page, and the help about keys."""
    user = getattr(context.get("request"), "user", None)
    is_signed_in = isinstance(user, User)
    return fragment("portal/colophon.html", is_signed_in, {"is_signed_in": is_signed_in})


def _places(user: User, path: str) -> list[_Place]:
    """Where a person can go from a page."""
    found = []
    for key, name, title in _PLACES:
        if key == "b" and user.role == Role.READER:
            continue
        url = reverse(name)
        if name == "home":
            is_here, said = path == url, "page"
        else:
            is_here, said = url in path or (key in _ALSO and reverse(_ALSO[key]) in path), "true"
        found.append(_Place(key, url, title, said if is_here else ""))
    return found
