"""Template filters of documents."""

from django import template

from hatang.base import sentences

register = template.Library()


@register.filter
def translated(sentence: str) -> str:
    """A sentence of the document reader in the reader's language."""
    return sentences.translated(sentence)
