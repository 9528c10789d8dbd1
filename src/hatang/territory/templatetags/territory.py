"""Figures of the territory as people read them."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def share(value: float | None, sign: str = "") -> str:
    """A share as per cent with one place, "20,6 %"; with "sign" a plus before it; empty for None."""
    if value is None:
        return ""
    plus = "+" if sign and value > 0 else ""
    return f"{plus}{number_format(round(value * 100, 1), decimal_pos=1)} %"
