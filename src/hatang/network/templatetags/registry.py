"""Filters of the pages of the registry: states, rules and answers in words."""

from collections.abc import Mapping

from django import template
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from hatang.network.models import Cell, Rule, SpacingRule, StateName, UndergroundRule, ZoneRule
from hatang.network.rules.siting import Answer
from hatang.network.wording import answer_words as words_of_answer
from hatang.network.wording import heights_words as words_of_heights

register = template.Library()


@register.filter
def site_state(state: str) -> str:
    """A state of a site in words; empty where none is known."""
    return str(StateName(state).label) if state else ""


@register.filter
def answer_words(answer: Answer) -> str:
    """Whether a mast may stand there."""
    return words_of_answer(answer)


@register.filter
def heights_words(rule: SpacingRule) -> str:
    """Which heights a rule is for."""
    return words_of_heights(rule)


@register.filter
def rule_words(rule: Rule) -> str:
    """What a rule is about."""
    if isinstance(rule, SpacingRule):
        return f"{', '.join(rule.mast_types)} ({words_of_heights(rule)}); {rule.get_area_display()}"
    if isinstance(rule, ZoneRule):
        return _("Only %(types)s around: %(around)s") % {
            "types": ", ".join(rule.allowed_types),
            "around": rule.get_around_display(),
        }
    return str(rule.get_area_display()) if isinstance(rule, UndergroundRule) else ""


@register.filter
def rule_number(rule: Rule) -> str:
    """The number a rule asks for, with its unit."""
    if isinstance(rule, SpacingRule):
        return f"≥ {floatformat(rule.least_m)} m"
    if isinstance(rule, ZoneRule):
        return f"{floatformat(rule.within_m)} m"
    if isinstance(rule, UndergroundRule):
        return f"≥ {floatformat(rule.least_percent)} %"
    return ""


@register.filter
def assumed_words(cell: Cell) -> str:
    """The columns of a cell that the operator did not declare, as people call them."""
    names = {one.name: str(one.verbose_name) for one in Cell._meta.concrete_fields}
    return ", ".join(names.get(name, name) for name in cell.assumed)


@register.filter
def sent(typed: Mapping[str, str], name: str) -> str:
    """What was sent under a name with a hyphen."""
    return typed.get(name, "")
