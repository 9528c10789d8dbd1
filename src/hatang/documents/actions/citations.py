"""Documents that a version names, linked to those of the house."""

from typing import Any

from django.db.models import Q

from hatang.documents.models import Citation, Document, DocumentVersion
from hatang.documents.rules import number_key


def write_citations(version: DocumentVersion, cites: list[dict[str, Any]]) -> None:
    """Replace a version's citations by those just read, and find the cited documents of the house."""
    version.citations.all().delete()
    rows: dict[str, Citation] = {}
    for cite in cites:
        key = number_key(cite["number"])[:80]
        rows.setdefault(
            key,
            Citation(
                version=version,
                ordinal=len(rows),
                number=cite["number"][:80],
                number_key=key,
                kind=cite.get("kind") or "",
                issued_text=cite.get("date") or "",
                issuer=(cite.get("issuer") or "")[:300],
            ),
        )
    in_house = Document.objects.filter(number_key__in=list(rows)).exclude(pk=version.document_id)
    for citation in rows.values():
        citation.cited = _only(
            [document for document in in_house if document.number_key == citation.number_key], citation
        )
    Citation.objects.bulk_create(rows.values())


def _only(documents: list[Document], citation: Citation) -> Document | None:
    """The one document of the number in the cited year; two are not guessed between."""
    fitting = [document for document in documents if _may_mean(citation, document)]
    return fitting[0] if len(fitting) == 1 else None


def _may_mean(citation: Citation, document: Document) -> bool:
    year = citation.issued_text[:4]
    return not year or document.issued_on is None or str(document.issued_on.year) == year


def resolve_citations_of(document: Document) -> None:
    """Link earlier citations of a document that has just come into the house."""
    if not document.number_key:
        return
    year = str(document.issued_on.year) if document.issued_on else ""
    waiting = Citation.objects.filter(number_key=document.number_key, cited__isnull=True)
    if year:
        waiting = waiting.filter(Q(issued_text="") | Q(issued_text__startswith=year))
    waiting.update(cited=document)
