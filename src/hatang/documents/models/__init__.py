"""Documents, versions, files, readings, and what was read."""

from hatang.documents.models.documents import Document, DocumentVersion, Kind
from hatang.documents.models.extractions import Citation, Extraction, Provision
from hatang.documents.models.files import DocumentFile, ParseRun, RunState

__all__ = [
    "Citation",
    "Document",
    "DocumentFile",
    "DocumentVersion",
    "Extraction",
    "Kind",
    "ParseRun",
    "Provision",
    "RunState",
]
