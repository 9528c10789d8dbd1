"""Template tags of filings."""

from django import template
from django.utils.translation import get_language

from hatang.network.filing.columns import SheetKind

register = template.Library()


@register.filter
def in_words(kind: SheetKind) -> str:
    """The name of a sheet in the language of the page."""
    return kind.en if (get_language() or "vi").startswith("en") else kind.vi
