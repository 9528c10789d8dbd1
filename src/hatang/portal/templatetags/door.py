"""What the pages of the door ask of the house."""

from django import template

from hatang.base import smtp

register = template.Library()


@register.simple_tag
def house_sends_mail() -> bool:
    """Whether the house has a mail server."""
    return smtp.is_set()
