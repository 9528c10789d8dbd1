"""Pages of documents: list, upload, reading, review."""

from hatang.documents.views.audience import audience
from hatang.documents.views.corrections import add, correct, undo
from hatang.documents.views.lists import document_list
from hatang.documents.views.pages import cancel, confirm, document, number, original, progress, retry, upload
from hatang.documents.views.relations import relations
from hatang.documents.views.validity import validity

__all__ = [
    "add",
    "audience",
    "cancel",
    "confirm",
    "correct",
    "document",
    "document_list",
    "number",
    "original",
    "progress",
    "relations",
    "retry",
    "undo",
    "upload",
    "validity",
]
