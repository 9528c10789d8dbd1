"""Reads of documents, shaped for a screen."""

from hatang.documents.queries.audience import (
    AudienceView,
    Candidate,
    audience_of,
    find_named,
    proposed_audience,
)
from hatang.documents.queries.comparison import (
    LOW_CONFIDENCE,
    Change,
    Comparison,
    ItemChange,
    compare_versions,
    shown_result,
)
from hatang.documents.queries.graph import MOST_DOCUMENTS, CitationGraph, citation_graph
from hatang.documents.queries.lists import SORTS, document_list, unfinished_files, waiting_documents
from hatang.documents.queries.pages import (
    DocumentPage,
    comparison_with_former,
    document_page,
    newest_extraction,
)
from hatang.documents.queries.relations import (
    Missing,
    Node,
    Relations,
    current_citations,
    lineage,
    missing_documents,
    national_resolutions,
    relations_of,
)
from hatang.documents.queries.scopes import provinces, suggested_scope
from hatang.documents.queries.validity import (
    ManyDocuments,
    choice_words,
    find_document,
    likely_successors,
    with_validity,
)

__all__ = [
    "LOW_CONFIDENCE",
    "MOST_DOCUMENTS",
    "SORTS",
    "AudienceView",
    "Candidate",
    "Change",
    "CitationGraph",
    "Comparison",
    "DocumentPage",
    "ItemChange",
    "ManyDocuments",
    "Missing",
    "Node",
    "Relations",
    "audience_of",
    "choice_words",
    "citation_graph",
    "compare_versions",
    "comparison_with_former",
    "current_citations",
    "document_list",
    "document_page",
    "find_document",
    "find_named",
    "likely_successors",
    "lineage",
    "missing_documents",
    "national_resolutions",
    "newest_extraction",
    "proposed_audience",
    "provinces",
    "relations_of",
    "shown_result",
    "suggested_scope",
    "unfinished_files",
    "waiting_documents",
    "with_validity",
]
