"""Template tags of the room: what is said about a subject, shown on the subject's own page.

The page gives the row itself, which its access has given to the reader.
"""

from typing import Any
from uuid import uuid4

from django import template
from django.utils.safestring import SafeString, mark_safe

from hatang.accounts.access import signed_in
from hatang.base import clock
from hatang.base.lists import number
from hatang.notices import access, queries
from hatang.notices.asides import shown_about
from hatang.notices.forms import evidence_form
from hatang.notices.subjects import subject_of

register = template.Library()

_WAITING_SHOWN = 5


@register.inclusion_tag("notices/talk.html", takes_context=True)
def talk(context: dict[str, Any], kind: str, row: Any) -> dict[str, Any]:
    """Comments on a thing, the form for one more, and the button to follow it."""
    request = context["request"]
    user = signed_in(request)
    subject = subject_of(kind, row)
    found = queries.talk_about(user, subject, before=number(request.GET, "loi-truoc"), at=clock.now())
    return {"talk": found, "mark": uuid4(), "request": request, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("notices/folder.html", takes_context=True)
def evidence_of(context: dict[str, Any], kind: str, row: Any) -> dict[str, Any]:
    """The files that show what was done for a thing, and the form for one more."""
    request = context["request"]
    user = signed_in(request)
    folder = queries.folder_of(user, subject_of(kind, row))
    form = evidence_form(folder.places)
    return {"folder": folder, "form": form, "request": request, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("notices/obstacles_about.html", takes_context=True)
def obstacles_about(context: dict[str, Any], kind: str, row: Any) -> dict[str, Any]:
    """Obstacles about a thing that are not closed, and the way to raise one."""
    user = signed_in(context["request"])
    subject = subject_of(kind, row)
    today = clock.today()
    found = queries.obstacles_about(user, subject, today=today)
    return {
        "subject": subject,
        "rows": [(one, one.is_late_on(today)) for one in found],
        "may_raise": access.may_raise_obstacle(user),
    }


@register.simple_tag(takes_context=True)
def asides(context: dict[str, Any], kind: str, row: Any) -> SafeString:
    """What rooms above show about a thing, on its own page."""
    parts = shown_about(kind, row, context["request"])
    return mark_safe("".join(parts))  # noqa: S308 - rendered by templates


@register.inclusion_tag("notices/waiting.html", takes_context=True)
def waiting_obstacles(context: dict[str, Any]) -> dict[str, Any]:
    """The obstacles that nobody answered, the latest answers first."""
    user, today = signed_in(context["request"]), clock.today()
    rows, n_waiting, n_late = queries.first_waiting(user, today=today, n_rows=_WAITING_SHOWN)
    shown = [(one, one.is_late_on(today)) for one in rows]
    return {"rows": shown, "n_waiting": n_waiting, "n_late": n_late}
