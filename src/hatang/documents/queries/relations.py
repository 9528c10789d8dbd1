"""What documents have to do with each other: who carries out what, what is cited but missing, lineage."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Left

from hatang.documents import access
from hatang.documents.models import Citation, CitationRelation, Document, Kind
from hatang.documents.references import is_national_resolution, level_of

# A document follows from what it carries out or is based on; laws and decrees only allow it.
FOLLOWED = (CitationRelation.CARRIES_OUT, CitationRelation.BASED_ON)
_ALLOWING = (Kind.LAW, Kind.DECREE, Kind.CIRCULAR)
_STEPS_UP = 6


@dataclass(frozen=True)
class Relations:
    """What one document has to do with others."""

    carries_out: list[Citation] = field(default_factory=list)
    carried_out_by: list[Citation] = field(default_factory=list)
    refers_to: list[Citation] = field(default_factory=list)
    referred_to_by: list[Citation] = field(default_factory=list)


@dataclass(frozen=True)
class Missing:
    """A document that others name and that is not in the house."""

    number: str
    kind: str
    issuer: str
    year: str
    n_documents: int
    n_times: int
    citing: list[Document] = field(default_factory=list)


@dataclass
class Node:
    """A document in a lineage and what it follows from; `document` is None where it is not in the house.

    `is_shown_above` when the same document stands earlier in the tree with its own lineage.
    """

    number: str
    document: Document | None = None
    is_national: bool = False
    is_shown_above: bool = False
    parents: list["Node"] = field(default_factory=list)


def current_citations(user: object) -> "QuerySet[Any]":
    """Citations of the newest wording of each document the user may read.

    `readable_id` is the cited document where the user may read it.
    """
    newest = access.visible_versions(user).filter(document=OuterRef("version__document"))
    readable = access.visible_documents(user).filter(pk=OuterRef("cited")).order_by()
    shown: QuerySet[Citation, Any] = Citation.objects.filter(
        version=Subquery(newest.order_by("-ordinal").values("pk")[:1])
    )
    return shown.annotate(readable_id=Subquery(readable.values("pk")[:1]))


def relations_of(user: object, documents: Iterable[Document]) -> dict[int, Relations]:
    """Relations of each document, with two queries for however many."""
    found = {document.pk: Relations() for document in documents}
    named = current_citations(user).select_related("version__document", "cited")
    for citation in _hiding(named.filter(version__document__in=found).order_by("version", "ordinal")):
        mine = found[citation.version.document_id]
        (mine.carries_out if is_followed(citation) else mine.refers_to).append(citation)
    for citation in named.filter(cited__in=found).order_by("version__document__issued_on", "pk"):
        theirs = found[citation.cited_id]
        (theirs.carried_out_by if is_followed(citation) else theirs.referred_to_by).append(citation)
    return found


def missing_documents(user: object) -> list[Missing]:
    """What is cited but not to be read here, by how many documents name it; two queries.

    A number without a year or issuer is counted with the one of the same number that has them, if it is one.
    """
    absent: QuerySet[Any] = current_citations(user).filter(readable_id__isnull=True).order_by()
    rows = (
        absent.annotate(year=Left("issued_text", 4))
        .values("number_key", "year", "issuer")
        .annotate(times=Sum("n_times"), documents=Count("version__document", distinct=True))
        .order_by("number_key", "-year", "-issuer")
    )
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        _join(groups[row["number_key"]], row)
    citing: dict[str, list[Citation]] = defaultdict(list)
    for citation in absent.select_related("version__document").order_by("pk"):
        citing[citation.number_key].append(citation)
    found = [_missing(row, citing[key]) for key, group in groups.items() for row in group]
    return sorted(found, key=lambda one: (-one.n_documents, -one.n_times, one.number))


def lineage(user: object, document: Document) -> Node:
    """What a document follows from, up to the national resolutions; a fixed number of queries at most."""
    root = Node(document.number or str(document), document)
    level, seen = [root], {document.pk}
    for _step in range(_STEPS_UP):
        keys = {node.document.pk: node for node in level if node.document and not node.is_shown_above}
        if not keys:
            break
        level = []
        named = current_citations(user).filter(version__document__in=keys, relation__in=FOLLOWED)
        for citation in _hiding(named.select_related("version", "cited").order_by("version", "ordinal")):
            below = keys[citation.version.document_id]
            if not is_followed(citation) or level_of(citation.number) > level_of(below.number):
                continue
            node = Node(citation.number, citation.cited, is_national_resolution(citation.number))
            if citation.cited is not None:
                node.is_shown_above = citation.cited.pk in seen
                seen.add(citation.cited.pk)
            below.parents.append(node)
            level.append(node)
    return root


def national_resolutions(root: Node) -> list[Node]:
    """The national resolutions a lineage leads up to, each once."""
    found: dict[str, Node] = {}
    waiting = list(root.parents)
    while waiting:
        node = waiting.pop(0)
        if node.is_national:
            found.setdefault(node.number, node)
        waiting += node.parents
    return list(found.values())


def is_followed(citation: Citation) -> bool:
    """Whether a document carries out, or stands on, what it names."""
    if citation.relation == CitationRelation.CARRIES_OUT:
        return True
    return citation.relation == CitationRelation.BASED_ON and citation.kind not in _ALLOWING


def _hiding(citations: Iterable[Citation]) -> Iterator[Citation]:
    """The same citations, without the document where the user may not read it."""
    for citation in citations:
        if citation.readable_id is None:  # type: ignore[attr-defined]
            citation.cited = None
        yield citation


def _join(group: list[dict[str, Any]], row: dict[str, Any]) -> None:
    """Add a row to the one it may be the same as; rows that say more come first."""
    parts = ("year", "issuer")
    fitting = [one for one in group if all(not row[part] or row[part] == one[part] for part in parts)]
    if len(fitting) == 1:
        fitting[0]["times"] += row["times"]
        fitting[0]["joined"].append((row["year"], row["issuer"]))
    else:
        group.append({**row, "joined": [(row["year"], row["issuer"])]})


def _missing(row: dict[str, Any], citations: list[Citation]) -> Missing:
    mine = [one for one in citations if (one.issued_text[:4], one.issuer) in row["joined"]]
    documents = {one.version.document_id: one.version.document for one in mine}
    return Missing(
        number=mine[0].number,
        kind=next((one.kind for one in mine if one.kind), ""),
        issuer=row["issuer"],
        year=row["year"],
        n_documents=len(documents),
        n_times=row["times"],
        citing=list(documents.values()),
    )
