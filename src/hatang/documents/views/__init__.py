"""Pages of documents: list, upload, reading, review."""

from hatang.documents.views.corrections import add, correct, undo
from hatang.documents.views.pages import (
    cancel,
    confirm,
    document,
    document_list,
    original,
    progress,
    retry,
    upload,
)

__all__ = [
    "add",
    "cancel",
    "confirm",
    "correct",
    "document",
    "document_list",
    "original",
    "progress",
    "retry",
    "undo",
    "upload",
]
