"""Versions of a document: what was read joins one, and a reviewed one is shown to every reader."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from hatang import __version__
from hatang.accounts.models import User
from hatang.base.history import action
from hatang.documents import access
from hatang.documents.actions.citations import write_citations
from hatang.documents.actions.identities import describe, find_or_create_document
from hatang.documents.actions.runs import finish
from hatang.documents.models import (
    Document,
    DocumentFile,
    DocumentVersion,
    Extraction,
    ParseRun,
    Provision,
    RunState,
)
from hatang.documents.reading import NotReadable, Reading
from hatang.documents.rules import says_the_same

_OF_OTHERS = (
    "The letterhead names another issuer than your unit; the programme office adds what others issue."
)


def keep_reading(
    *, run: ParseRun, reading: Reading, at: datetime, is_of_the_house: bool = False
) -> Extraction | None:
    """Keep what was read: the file joins a version of its document, a new one when it says something else.

    None when the reading was stopped meanwhile. What the house itself has written, such as the announcement
    of a meeting, may be worded by whoever closes it.

    Raises:
        NotReadable: it is another wording of what others have issued, from somebody not of the office.
    """
    return _keep_reading(
        run=run, reading=reading, by=run.requested_by, at=at, is_of_the_house=is_of_the_house
    )


@action
def mark_published(*, version: DocumentVersion, by: User, at: datetime) -> DocumentVersion:
    """Let every reader see a version as it is read now, and describe its document by it.

    Who did so first is kept until the file is read anew or its reading is corrected.
    """
    version = DocumentVersion.objects.select_for_update().get(pk=version.pk)
    extraction = version.extractions.first()
    is_seen = version.published_at is not None and (
        extraction is None or not extraction.is_changed_since(version.published_at)
    )
    if not is_seen:
        version.published_at, version.published_by = at, by
        version.save(update_fields=["published_at", "published_by"])
    if version.is_current and extraction is not None:
        describe(version.document, extraction.result["document"])
    return version


@action
def mark_unpublished(
    *,
    version: DocumentVersion,
    former: DocumentVersion | None,
    former_at: datetime | None,
    former_by: User | None,
    by: User,
    at: datetime,
) -> None:
    """Let readers see a version no more as it is now; what they saw before is shown again."""
    version = DocumentVersion.objects.select_for_update().get(pk=version.pk)
    is_same = former is not None and former.pk == version.pk
    version.published_at = former_at if is_same else None
    version.published_by = former_by if is_same else None
    version.save(update_fields=["published_at", "published_by"])
    described = former.extractions.filter(created_at__lte=former_at).first() if former and former_at else None
    if described is not None:
        describe(version.document, described.result["document"])


@action
def _keep_reading(
    *, run: ParseRun, reading: Reading, by: User, at: datetime, is_of_the_house: bool
) -> Extraction | None:
    run = ParseRun.objects.select_for_update().select_related("file").get(pk=run.pk)
    if run.state != RunState.RUNNING or run.is_cancel_requested:
        if run.is_active:
            finish(run, RunState.CANCELLED, at)
        return None
    version = run.file.version or _place_file(run.file, reading.result, by, at, is_of_the_house)
    extraction = _write_extraction(run, version, reading, at)
    # What readers see of a document changes only when somebody publishes.
    if version.is_current and not version.document.versions.filter(published_at__isnull=False).exists():
        describe(version.document, reading.result["document"])
    write_citations(version, reading.result["document"].get("cites", []), reading.text)
    finish(run, RunState.DONE, at)
    return extraction


def _place_file(
    file: DocumentFile, result: dict[str, Any], by: User, at: datetime, is_of_the_house: bool
) -> DocumentVersion:
    """Find or make the version that a file read for the first time belongs to.

    Raises:
        NotReadable: somebody who is not of the office sent a file of what others have issued.
    """
    document = find_or_create_document(result["document"], file.sha256, by, at)
    # Not even as a copy of a version: what is read of it would stand before what the office has corrected.
    # Taken back with all of it, the document too where it is new.
    if not is_of_the_house and not access.may_word(by, document):
        raise NotReadable(_OF_OTHERS)
    version = _version_that_says(document, result) or _new_version(document, by, at)
    file.version = version
    file.save(update_fields=["version"])
    return version


def _version_that_says(document: Document, result: dict[str, Any]) -> DocumentVersion | None:
    """The newest version with the same targets and tasks, if any has them."""
    for version in document.versions.order_by("-ordinal"):
        latest = version.extractions.first()
        if latest is not None and says_the_same(latest.result, result):
            return version
    return None


def _new_version(document: Document, by: User, at: datetime) -> DocumentVersion:
    last = document.versions.aggregate(last=Max("ordinal"))["last"] or 0
    for former in document.versions.filter(is_current=True):
        former.is_current = False
        former.save(update_fields=["is_current"])
    return DocumentVersion.objects.create(
        document=document, ordinal=last + 1, is_current=True, created_at=at, created_by=by
    )


def _write_extraction(run: ParseRun, version: DocumentVersion, reading: Reading, at: datetime) -> Extraction:
    result = reading.result
    extraction = Extraction.objects.create(
        run=run,
        version=version,
        text=reading.text,
        result=result,
        page_starts=reading.page_starts,
        parser_version=__version__,
        n_tasks=len(result.get("tasks", [])),
        n_targets=len(result.get("targets", [])),
        n_warnings=len(result.get("warnings", [])),
        created_at=at,
    )
    Provision.objects.bulk_create(
        Provision(
            extraction=extraction,
            ordinal=ordinal,
            path=section["path"][:120],
            title=section["title"],
            start=section["span"][0],
            end=section["span"][1],
        )
        for ordinal, section in enumerate(result.get("sections", []))
    )
    return extraction
