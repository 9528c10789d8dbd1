"""Documents, versions, files, readings, and what was read."""

from hatang.documents.models.audience import Audience
from hatang.documents.models.corrections import Correction, CorrectionOp, ItemKind
from hatang.documents.models.documents import ENDED, Document, DocumentVersion, Kind, Validity
from hatang.documents.models.extractions import Citation, CitationRelation, Extraction, Provision
from hatang.documents.models.files import DocumentFile, ParseRun, RunState

__all__ = [
    "ENDED",
    "Audience",
    "Citation",
    "CitationRelation",
    "Correction",
    "CorrectionOp",
    "Document",
    "DocumentFile",
    "DocumentVersion",
    "Extraction",
    "ItemKind",
    "Kind",
    "ParseRun",
    "Provision",
    "RunState",
    "Validity",
]
