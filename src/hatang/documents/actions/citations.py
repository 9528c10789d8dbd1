"""Documents that a version names, linked to those of the house by number, issuer and year."""

from collections.abc import Iterable
from typing import Any

from hatang.accounts.models import Unit
from hatang.accounts.queries import NameIndex, name_index
from hatang.accounts.rules import name_key
from hatang.docparse.normalise import fold
from hatang.documents.models import Citation, Document, DocumentVersion
from hatang.documents.references import references
from hatang.documents.rules import number_key


def write_citations(version: DocumentVersion, cites: list[dict[str, Any]], text: str) -> None:
    """Replace a version's citations by those just read, and find the cited documents of the house."""
    version.citations.all().delete()
    spoken = references(text, (cite["number"] for cite in cites))
    rows: dict[str, Citation] = {}
    for cite in cites:
        key = number_key(cite["number"])
        rows.setdefault(
            key[:80],
            Citation(
                version=version,
                ordinal=len(rows),
                number=cite["number"][:80],
                number_key=key[:80],
                kind=cite.get("kind") or "",
                issued_text=cite.get("date") or "",
                issuer=(cite.get("issuer") or "")[:300],
                relation=spoken[key].relation.value,
                n_times=spoken[key].n_times,
            ),
        )
    _link(rows.values())
    Citation.objects.bulk_create(rows.values())


def resolve_citations_of(document: Document) -> None:
    """Look again at every citation of a number that a document has just come into the house with.

    One that was clear may be so no longer: the same number of another issuer is another document.
    """
    if not document.number_key:
        return
    naming = Citation.objects.filter(number_key=document.number_key)
    rows = list(naming.select_related("version__document__scope"))
    _link(rows)
    Citation.objects.bulk_update(rows, ["cited"])


def _link(citations: Iterable[Citation]) -> None:
    """Set the document of the house that each citation means, or None."""
    rows = list(citations)
    in_house: dict[str, list[Document]] = {}
    keys = {row.number_key for row in rows}
    for document in Document.objects.filter(number_key__in=keys).select_related("scope"):
        in_house.setdefault(document.number_key, []).append(document)
    names = name_index() if in_house else NameIndex()
    for row in rows:
        others = [one for one in in_house.get(row.number_key, []) if one.pk != row.version.document_id]
        row.cited = _only(others, row, names)


def _only(documents: list[Document], citation: Citation, names: NameIndex) -> Document | None:
    """The one document of this number, issuer and year; of several that of the citing document's issuer."""
    fitting = [one for one in documents if _may_mean(citation, one, names)]
    if len(fitting) > 1:
        own = name_key(citation.version.document.issuer)
        fitting = [one for one in fitting if name_key(one.issuer) == own]
    return fitting[0] if len(fitting) == 1 else None


def _may_mean(citation: Citation, document: Document, names: NameIndex) -> bool:
    year = citation.issued_text[:4]
    if year and document.issued_on is not None and str(document.issued_on.year) != year:
        return False
    return _same_issuer(citation, document, names)


def _same_issuer(citation: Citation, document: Document, names: NameIndex) -> bool:
    """Whether the printed issuer may be that of a document.

    A name without a province, or none at all, is meant by somebody of the same province.
    """
    said, issuer = name_key(citation.issuer), name_key(document.issuer)
    if not said or not issuer or _begins(issuer, said):
        return said == issuer or not _is_elsewhere(citation.version.document, document)
    if _begins(said, issuer):
        return True
    named = names.resolve(citation.issuer, on=document.issued_on)
    return isinstance(named, Unit) and named.pk == document.issuer_unit_id


def _begins(name: str, short: str) -> bool:
    return f"{name} ".startswith(f"{short} ")


def _is_elsewhere(one: Document, other: Document) -> bool:
    """Whether two documents are for provinces of different names."""
    if one.scope is None or other.scope is None:
        return False
    return fold(one.scope.name) != fold(other.scope.name)
