"""What people are told about in this room: filings of operators."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hatang.network import access
from hatang.notices import subjects


def register() -> None:
    """Let people be told about filings."""
    subjects.register(
        "filing",
        word="ke-khai",
        noun=_("Filing of an inventory"),
        visible=access.visible_filings,
        title=lambda row: f"{row.operator.label}: {row.period_name}",
        url=lambda row: reverse("network:filing", args=[row.pk]),
    )
