"""Filters of the pages of projects: money in millions, rates, and what is remarkable about figures."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import template

from hatang.base.figures import number_words
from hatang.planning.money_forms import millions as in_words
from hatang.planning.rules.money import Amounts
from hatang.planning.rules.overlaps import cut
from hatang.planning.wording_of_projects import ground_words, remark_words

register = template.Library()


@register.filter
def millions(figure: Decimal | None) -> str:
    """Money in millions of đồng."""
    return in_words(figure)


@register.filter
def percent(rate: Decimal | None) -> str:
    """A rate: "62,5 %"."""
    return "" if rate is None else f"{number_words(rate)} %"


@register.filter
def remarks(amounts: Amounts) -> list[str]:
    """What is remarkable about figures, in words."""
    return [remark_words(one) for one in amounts.remarks]


@register.filter
def grounds(found: object) -> str:
    """Why two sides may be about the same thing, in words."""
    return "; ".join(ground_words(one) for one in getattr(found, "grounds", ()))


@register.filter
def marked(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """A text in pieces, and whether each is one of the words."""
    return cut(text, words)


@register.filter
def sent(typed: Mapping[str, str], name: str) -> str:
    """What was sent under a name with a hyphen."""
    return typed.get(name, "")
