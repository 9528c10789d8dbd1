"""What people can speak about in this room: plans of units."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hatang.notices import subjects
from hatang.planning import access


def register() -> None:
    """Let people speak about the plans of units."""
    subjects.register(
        "unit_plan",
        word="ke-hoach-don-vi",
        noun=_("Plan of a unit"),
        visible=lambda user: access.visible_unit_plans(user).select_related("plan", "unit"),
        title=lambda row: f"{row.unit.label}: {row}",
        url=lambda row: reverse("planning:plan", args=[row.pk]),
    )
