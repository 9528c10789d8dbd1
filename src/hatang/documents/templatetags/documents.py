"""Template filters of documents."""

from django import template

from hatang.base import sentences
from hatang.documents.models import Kind

register = template.Library()


@register.filter
def translated(sentence: str) -> str:
    """A sentence of the document reader in the reader's language."""
    return sentences.translated(sentence)


@register.filter
def document_kind(kind: str) -> str:
    """A kind of document in words; empty for one that is not known."""
    return str(Kind(kind).label) if kind in Kind.values else ""
