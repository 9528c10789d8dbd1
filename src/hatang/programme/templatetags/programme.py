"""Template filters that say a deadline and a value to reach."""

from django import template

from hatang.programme.models import PlanItem, Target, Task
from hatang.programme.wording import due_words, standing_words, urgency_words, value_words

register = template.Library()


@register.filter
def due(item: PlanItem) -> str:
    """The deadline in few words."""
    return due_words(item)


@register.filter
def to_reach(target: Target) -> str:
    """The number to reach with its sign and measure."""
    return value_words(target)


@register.filter
def urgency(task: Task) -> str:
    """How the task stands today in few words."""
    return urgency_words(task)


@register.filter
def standing(name: str) -> str:
    """A standing in the words of weekly reports."""
    return standing_words(name)
