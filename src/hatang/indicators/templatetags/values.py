"""Values as the pages print them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template

from hatang.base.figures import number_words

register = template.Library()


@register.filter
def value(figure: Decimal | float | None) -> str:
    """A value as it is printed, at most two places: "1.234,5"; a dash where it is not known."""
    return "—" if figure is None else number_words(round(Decimal(figure), 2))


@register.filter
def whole(figure: float | None) -> str:
    """A number without places: "1.234"."""
    return "—" if figure is None else number_words(Decimal(round(figure)))


@register.filter
def per(numerator: float, denominator: float) -> float | None:
    """Numerator over denominator in per cent; None where there is nothing to divide by."""
    return 100 * numerator / denominator if denominator else None


@register.filter
def at(rows: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds for a key."""
    return rows[key]


@register.filter
def km(distance_km: float | None) -> str:
    """A distance as it is printed: "1,2 km"; a dash where it is not known."""
    return "—" if distance_km is None else f"{number_words(round(Decimal(distance_km), 2))} km"
