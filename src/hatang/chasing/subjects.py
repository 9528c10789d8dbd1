"""What people can be told about in this room: escalations."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hatang.chasing import access
from hatang.chasing.models import Escalation
from hatang.notices import subjects


def register() -> None:
    """Let people be told of escalations and speak about them."""
    subjects.register(
        "escalation",
        word="don-doc",
        noun=_("Escalation"),
        visible=access.visible_escalations,
        title=str,
        url=lambda one: reverse("chasing:escalation", args=[one.pk]),
        group=_group,
        may_leave=_may_leave,
    )


def _group(one: Escalation) -> str:
    """The campaign of a late report, else the plan of what is owed."""
    if one.reporter is not None:
        return str(one.reporter.campaign)
    return str(one.obligation.task.plan) if one.obligation is not None else ""


def _may_leave(one: Escalation) -> bool:
    """Whether programs outside may be told of it: what is late may be."""
    if one.reporter is not None:
        return subjects.kind_named("reporter").may_leave(one.reporter)
    return one.obligation is not None and subjects.kind_named("obligation").may_leave(one.obligation)
