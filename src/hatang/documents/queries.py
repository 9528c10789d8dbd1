"""Reads of documents, shaped for a screen."""

from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.refusal import NotFound
from hatang.base.words import with_words
from hatang.docparse.normalise import fold
from hatang.documents import access
from hatang.documents.models import (
    Citation,
    Document,
    DocumentFile,
    DocumentVersion,
    Extraction,
    ParseRun,
    Provision,
    RunState,
)
from hatang.documents.rules import items_of, match_items, said, says_the_same

# Below this a person should look at a field first.
LOW_CONFIDENCE = 0.7

SORTS: dict[str, tuple[Any, ...]] = {
    "title": ("sort_key", "pk"),
    "-title": ("-sort_key", "-pk"),
    "issued": (F("issued_on").asc(nulls_last=True), "pk"),
    "-issued": (F("issued_on").desc(nulls_last=True), "-pk"),
    "number": ("number_key", "pk"),
    "-number": ("-number_key", "-pk"),
    "added": ("created_at", "pk"),
    "-added": ("-created_at", "-pk"),
}

_STATES: dict[str, dict[str, Any]] = {
    "waiting": {"is_waiting": True},
    "published": {"is_published": True},
    "warned": {"n_warnings__gt": 0},
}

Change = Literal["added", "removed", "changed", "same"]


@dataclass(frozen=True)
class ItemChange:
    """A task or target in two versions; one side is None when it came or went."""

    change: Change
    old: dict[str, Any] | None
    new: dict[str, Any] | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What differs between two versions of a document."""

    old: DocumentVersion
    new: DocumentVersion
    tasks: list[ItemChange]
    targets: list[ItemChange]

    @property
    def n_changes(self) -> int:
        """How many items came, went or changed."""
        return sum(item.change != "same" for item in (*self.tasks, *self.targets))


@dataclass(frozen=True)
class DocumentPage:
    """All that the page of a document shows."""

    document: Document
    version: DocumentVersion | None
    extraction: Extraction | None
    versions: list[DocumentVersion]
    provisions: list[Provision] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    cited_by: list[Citation] = field(default_factory=list)
    is_published: bool = False
    is_newer_than_published: bool = False

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


def document_list(
    user: object, *, text: str = "", kind: str = "", state: str = "", sort: str = "-issued"
) -> QuerySet[Document]:
    """Documents the user may read with the counts of the newest reading the user may see.

    `state` narrows to "waiting" (its newest wording is not published), "published" or "warned" ones.

    Annotates n_tasks, n_targets, n_warnings, n_versions, is_published and is_waiting.
    """
    visible = access.visible_versions(user)
    newest = (
        access.visible_extractions(user)
        .filter(version__document=OuterRef("pk"))
        .order_by("-version__ordinal", "-created_at", "-pk")
    )
    documents = access.visible_documents(user).annotate(
        n_tasks=Subquery(newest.values("n_tasks")[:1], output_field=IntegerField()),
        n_targets=Subquery(newest.values("n_targets")[:1], output_field=IntegerField()),
        n_warnings=Subquery(newest.values("n_warnings")[:1], output_field=IntegerField()),
        n_versions=Count("versions", filter=Q(versions__in=visible), distinct=True),
        is_published=Exists(visible.filter(document=OuterRef("pk"), published_at__isnull=False)),
        is_waiting=Exists(
            visible.filter(document=OuterRef("pk"), is_current=True, published_at__isnull=True)
        ),
    )
    if kind:
        documents = documents.filter(kind=kind)
    if state:
        documents = documents.filter(**_STATES[state])
    documents = with_words(documents, fold(text).split())
    return documents.select_related("issuer_unit").order_by(*SORTS.get(sort, SORTS["-issued"]))


def unfinished_files(user: User) -> list[DocumentFile]:
    """Files that wait, are being read, failed or were cancelled, each with its last reading as `last_run`."""
    last_state = (
        ParseRun.objects.filter(file=OuterRef("pk")).order_by("-requested_at", "-pk").values("state")[:1]
    )
    files = (
        access.visible_files(user)
        .filter(version__isnull=True)
        .annotate(last_state=Subquery(last_state))
        .exclude(last_state=RunState.DONE)
        .select_related("uploaded_by")
        .prefetch_related("runs")
    )
    found: list[DocumentFile] = list(files)
    for file in found:
        file.last_run = next(iter(file.runs.all()), None)  # type: ignore[attr-defined]
    return found


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
    extraction = access.visible_extractions(user).filter(version=shown).first() if shown else None
    is_published = any(version.published_at for version in versions)
    return DocumentPage(
        document=document,
        version=shown,
        extraction=extraction,
        versions=versions,
        provisions=list(extraction.provisions.all()) if extraction else [],
        citations=list(shown.citations.select_related("cited")) if shown else [],
        cited_by=_citing(user, document),
        is_published=is_published,
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


def compare_versions(user: object, old: DocumentVersion, new: DocumentVersion) -> Comparison:
    """What came, went and changed from one version to another, by place and words."""
    before, after = _result_of(user, old), _result_of(user, new)
    return Comparison(
        old=old,
        new=new,
        tasks=_changes(before.get("tasks", []), after.get("tasks", [])),
        targets=_changes(before.get("targets", []), after.get("targets", [])),
    )


def comparison_with_former(user: object, page: DocumentPage) -> Comparison | None:
    """What changed since the version before the one shown, where there is one."""
    if page.version is None or page.former is None:
        return None
    return compare_versions(user, page.former, page.version)


def _citing(user: object, document: Document) -> list[Citation]:
    """Where the current wordings of other documents that the user may read name this one."""
    citing = Citation.objects.filter(
        cited=document, version__is_current=True, version__document__in=access.visible_documents(user)
    )
    return list(citing.select_related("version__document"))


def _result_of(user: object, version: DocumentVersion) -> dict[str, Any]:
    latest = access.visible_extractions(user).filter(version=version).first()
    return shown_result(user, latest) if latest else {}


def shown_result(user: object, extraction: Extraction) -> dict[str, Any]:
    """What the user sees of a reading: the office as it is corrected now, readers as it was published."""
    is_reviewer = access.may_upload(user)
    return extraction.corrected(until=None if is_reviewer else extraction.version.published_at)


_COMPARED = (
    "path",
    "text",
    "lead",
    "support",
    "direct",
    "product",
    "due",
    "comparator",
    "value",
    "value_max",
    "unit",
    "note",
)


def _changes(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[ItemChange]:
    changes = []
    for left, right in match_items(items_of(old), items_of(new)):
        before = old[left] if left is not None else None
        after = new[right] if right is not None else None
        changes.append(_change(before, after))
    return changes


def _change(before: dict[str, Any] | None, after: dict[str, Any] | None) -> ItemChange:
    if before is None or after is None:
        return ItemChange("added" if before is None else "removed", before, after)
    fields = tuple(name for name in _COMPARED if said(before, name) != said(after, name))
    return ItemChange("changed" if fields else "same", before, after, fields)
