"""Reads of documents, shaped for a screen."""

from hatang.documents.queries.comparison import (
    LOW_CONFIDENCE,
    Change,
    Comparison,
    ItemChange,
    compare_versions,
    shown_result,
)
from hatang.documents.queries.lists import SORTS, document_list, unfinished_files
from hatang.documents.queries.pages import (
    DocumentPage,
    comparison_with_former,
    document_page,
    newest_extraction,
)

__all__ = [
    "LOW_CONFIDENCE",
    "SORTS",
    "Change",
    "Comparison",
    "DocumentPage",
    "ItemChange",
    "compare_versions",
    "comparison_with_former",
    "document_list",
    "document_page",
    "newest_extraction",
    "shown_result",
    "unfinished_files",
]
