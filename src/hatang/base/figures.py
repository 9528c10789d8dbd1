"""Figures as people write and read them: "1.234,5"."""

import re
from decimal import Decimal, InvalidOperation

from django.utils.formats import number_format
from django.utils.translation import override

LARGEST = Decimal(10) ** 13
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+")


def read_figure(text: str) -> Decimal | None:
    """A figure as people write it, "1.234,5" or "12.5"; None where the text is empty.

    Raises:
        ValueError: it is no figure, or too large, or has more than six places.
    """
    plain = "".join(text.split())
    if not plain:
        return None
    _whole, comma, rest = plain.partition(",")
    # "12,345.6" is written as in English: nobody can tell what "12,345" would be then.
    if comma and "." in rest:
        raise ValueError(text)
    if comma:
        plain = plain.replace(".", "").replace(",", ".")
    elif _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    if not re.fullmatch(r"-?\d{1,20}(?:\.\d{1,6})?", plain):
        raise ValueError(text)
    try:
        figure = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if abs(figure) >= LARGEST:
        raise ValueError(text)
    return figure


def number_words(value: Decimal) -> str:
    """A figure as it is printed: "1.234,5"."""
    plain = value.normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return number_format(plain, decimal_pos=places, use_l10n=True, force_grouping=True)


def figure_typed(value: Decimal) -> str:
    """A figure as `read_figure` reads it back, whatever the language of the page: "1.234,5"."""
    with override("vi"):
        return number_words(value)
