"""All that the page of a document shows."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext as _

from hatang.base import clock
from hatang.base.refusal import NotFound
from hatang.documents import access
from hatang.documents.models import (
    Citation,
    Document,
    DocumentFile,
    DocumentVersion,
    Extraction,
    Provision,
    Validity,
)
from hatang.documents.queries.comparison import Comparison, compare_versions
from hatang.documents.rules import says_the_same, validity_on


@dataclass(frozen=True)
class DocumentPage:
    """All that the page of a document shows."""

    document: Document
    version: DocumentVersion | None
    extraction: Extraction | None
    versions: list[DocumentVersion]
    provisions: list[Provision] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    is_published: bool = False
    is_newer_than_published: bool = False
    validity_today: str = Validity.ISSUED
    successor: Document | None = None
    predecessors: list[Document] = field(default_factory=list)

    @property
    def is_publishable(self) -> bool:
        """Whether the version shown was read, is the newest one and says what is not published yet."""
        version, extraction = self.version, self.extraction
        if version is None or extraction is None or not version.is_current:
            return False
        if version.published_at is None:
            return True
        published = version.extractions.filter(created_at__lte=version.published_at).first()
        if published is None or extraction.is_corrected_since(version.published_at):
            return True
        return not says_the_same(published.corrected(until=version.published_at), extraction.corrected())

    @property
    def is_current(self) -> bool:
        """Whether a reading of the newest version is shown."""
        return self.version is not None and self.version.is_current and self.extraction is not None

    @property
    def files(self) -> list[DocumentFile]:
        """Original files of the version shown, the latest first."""
        return list(self.version.files.all()) if self.version else []

    @property
    def file(self) -> DocumentFile | None:
        """The latest original file of the version shown."""
        return next(iter(self.files), None)

    @property
    def former(self) -> DocumentVersion | None:
        """The version before the one shown, where the user may read it."""
        shown = self.version
        older = (one for one in self.versions if shown is not None and one.ordinal < shown.ordinal)
        return next(older, None)


def document_page(user: object, document: Document, *, ordinal: int | None = None) -> DocumentPage:
    """The newest version the user may read (or the one asked for) with all its parts.

    Raises:
        NotFound: there is no such version, or not for this user.
    """
    files = DocumentFile.objects.select_related("uploaded_by")
    visible = access.visible_versions(user).filter(document=document).order_by("-ordinal")
    versions = list(visible.prefetch_related(Prefetch("files", queryset=files)))
    shown = next((one for one in versions if ordinal in (None, one.ordinal)), None)
    if shown is None and ordinal is not None:
        raise NotFound(_("There is no such version."))
    related = access.visible_documents(user).filter(Q(replaces=document) | Q(replaced_by=document)).distinct()
    extraction = access.visible_extractions(user).filter(version=shown).first() if shown else None
    is_published = any(version.published_at for version in versions)
    return DocumentPage(
        document=document,
        version=shown,
        extraction=extraction,
        versions=versions,
        provisions=list(extraction.provisions.all()) if extraction else [],
        citations=_citations(user, shown) if shown else [],
        is_published=is_published,
        validity_today=validity_on(document.validity, document.valid_to, clock.today()),
        successor=next((one for one in related if one.pk == document.replaced_by_id), None),
        predecessors=[one for one in related if one.replaced_by_id == document.pk],
        is_newer_than_published=is_published and shown is not None and shown.published_at is None,
    )


def newest_extraction(user: object, document: Document) -> Extraction | None:
    """The newest reading of the newest version the user may read."""
    return (
        access.visible_extractions(user)
        .filter(version__document=document)
        .order_by("-version__ordinal", "-created_at", "-pk")
        .first()
    )


def comparison_with_former(user: object, page: DocumentPage) -> Comparison | None:
    """What changed since the version before the one shown, where there is one."""
    if page.version is None or page.former is None:
        return None
    return compare_versions(user, page.former, page.version)


def _citations(user: object, version: DocumentVersion) -> list[Citation]:
    """What a wording names; a document of the house is linked for those who may read it."""
    readable = access.visible_documents(user).filter(pk=OuterRef("cited")).order_by().values("pk")
    named = version.citations.annotate(readable_id=Subquery(readable[:1])).select_related("cited")
    found: list[Citation] = list(named)
    for citation in found:
        if citation.readable_id is None:  # type: ignore[attr-defined]
            citation.cited = None
    return found
