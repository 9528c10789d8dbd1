"""Template tags of the room: what waits at home."""

from typing import Any

from django import template

from hatang.accounts.access import signed_in
from hatang.chasing.access import sees_every_escalation
from hatang.chasing.queries import counts_for

register = template.Library()


@register.inclusion_tag("chasing/waiting.html", takes_context=True)
def waiting_escalations(context: dict[str, Any]) -> dict[str, Any]:
    """How many escalations wait for who looks; nothing is shown where there are none."""
    user = signed_in(context["request"])
    return {"counts": counts_for(user), "sees_all": sees_every_escalation(user)}
