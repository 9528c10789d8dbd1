"""Writes of documents: a file arrives, is read, and becomes a version of a document."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from hatang import __version__
from hatang.accounts.models import Unit, User
from hatang.accounts.queries import name_index
from hatang.base import filestore, jobs
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.sorting import sort_key
from hatang.docparse.files import MEDIA_TYPES, recognise
from hatang.docparse.normalise import fold
from hatang.docparse.source import Unreadable
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
from hatang.documents.reading import Reading
from hatang.documents.rules import identity_of, issued, number_key, says_the_same

MAX_ATTEMPTS = 2
# A worker says every second that it lives; after this long without a word its run is given up.
LOST_AFTER = timedelta(minutes=5)
_ACTIVE = (RunState.QUEUED, RunState.RUNNING)
_LOST = "The reading was interrupted and did not recover; have the file read again."


class WrongFileType(Refusal):
    """The file is not a document that can be read."""

    code = "wrong_file_type"
    status = 415


class NothingToCancel(Conflict):
    """The reading has ended already."""

    code = "nothing_to_cancel"


@dataclass(frozen=True)
class Upload:
    """What became of a file that was sent: `is_new` is false when the house had the same bytes already."""

    file: DocumentFile
    run: ParseRun | None
    is_new: bool


def upload_document(*, chunks: Iterable[bytes], name: str, by: User, at: datetime) -> Upload:
    """Keep the original bytes of a document and have them read.

    The same bytes again give the file that is there; it is read again only if no reading succeeded or waits.

    Raises:
        FileTooLarge: more came than the limit; it was refused while it streamed.
        EmptyFile: nothing came.
        WrongFileType: the content is not of a kind that can be read.
    """
    stored = filestore.store(chunks)
    name = _clean_name(name)
    try:
        media_type = _media_type(stored.path, name)
    except WrongFileType:
        if stored.is_new:
            stored.path.unlink(missing_ok=True)
        raise
    return _register(stored=stored, name=name, media_type=media_type, by=by, at=at)


@action
def _register(*, stored: filestore.StoredFile, name: str, media_type: str, by: User, at: datetime) -> Upload:
    """Row and job of a file whose bytes lie in the store."""
    file, is_new = DocumentFile.objects.get_or_create(
        sha256=stored.sha256,
        defaults={
            "name": name,
            "media_type": media_type,
            "n_bytes": stored.size,
            "uploaded_at": at,
            "uploaded_by": by,
        },
    )
    file = DocumentFile.objects.select_for_update().get(pk=file.pk)
    last = file.runs.first()
    if last is not None and (last.is_active or last.state == RunState.DONE):
        return Upload(file=file, run=last, is_new=is_new)
    return Upload(file=file, run=_request_run(file, by, at), is_new=is_new)


@action
def read_again(*, file: DocumentFile, by: User, at: datetime) -> ParseRun:
    """Have a file read once more; a reading that waits or runs is given instead of a second one."""
    file = DocumentFile.objects.select_for_update().get(pk=file.pk)
    active = file.runs.filter(state__in=_ACTIVE).first()
    return active or _request_run(file, by, at)


@action
def cancel_run(*, run: ParseRun, by: User, at: datetime) -> ParseRun:
    """Stop a reading: at once while it waits, within a second or two while it runs.

    Raises:
        NothingToCancel: it has ended already.
    """
    run = ParseRun.objects.select_for_update().get(pk=run.pk)
    if not run.is_active:
        raise NothingToCancel(_("The reading has ended already."))
    run.is_cancel_requested = True
    if run.state == RunState.QUEUED:
        run.state, run.finished_at = RunState.CANCELLED, at
    run.save()
    return run


@action
def start_run(*, run_id: int, at: datetime) -> ParseRun | None:
    """Take a reading up; None when it was cancelled, has ended, or was interrupted too often."""
    run = ParseRun.objects.select_for_update().select_related("file").get(pk=run_id)
    if not run.is_active:
        return None
    if run.n_attempts >= MAX_ATTEMPTS:
        _finish(run, RunState.FAILED, at, error=_LOST)
        return None
    run.state, run.n_attempts = RunState.RUNNING, run.n_attempts + 1
    run.started_at = run.heartbeat_at = at
    run.pages_done = run.pages_total = 0
    run.save()
    return run


def note_progress(*, run_id: int, pages_done: int, pages_total: int, at: datetime) -> bool:
    """Say that a reading lives and how far it is; true when somebody asked to stop it."""
    running = ParseRun.objects.filter(pk=run_id, state=RunState.RUNNING)
    is_alive = running.update(
        pages_done=min(pages_done, pages_total), pages_total=pages_total, heartbeat_at=at
    )
    return not is_alive or running.filter(is_cancel_requested=True).exists()


@action
def fail_run(*, run_id: int, sentence: str, at: datetime) -> None:
    """End a reading that did not succeed, with the sentence that says why."""
    run = ParseRun.objects.select_for_update().get(pk=run_id)
    if run.is_active:
        _finish(run, RunState.FAILED, at, error=sentence)


@action
def stop_run(*, run_id: int, at: datetime) -> None:
    """End a reading that somebody stopped."""
    run = ParseRun.objects.select_for_update().get(pk=run_id)
    if run.is_active:
        _finish(run, RunState.CANCELLED, at)


@action
def give_up_lost_runs(*, at: datetime) -> int:
    """Fail readings whose worker has not been heard of for long; returns how many."""
    lost = ParseRun.objects.select_for_update().filter(
        state=RunState.RUNNING, heartbeat_at__lt=at - LOST_AFTER
    )
    for run in lost:
        _finish(run, RunState.FAILED, at, error=_LOST)
    return len(lost)


def keep_reading(*, run: ParseRun, reading: Reading, at: datetime) -> Extraction | None:
    """Keep what was read: the file joins a version of its document, a new one when it says something else.

    None when the reading was stopped meanwhile.
    """
    return _keep_reading(run=run, reading=reading, by=run.requested_by, at=at)


@action
def confirm_identity(*, document: Document, by: User, at: datetime) -> Document:
    """Say that a document without a number is the one it was taken for."""
    document.is_identity_confirmed = True
    document.save(update_fields=["is_identity_confirmed"])
    return document


@action
def mark_published(*, version: DocumentVersion, by: User, at: datetime) -> DocumentVersion:
    """Let every reader see a version; the first to do so is kept."""
    version = DocumentVersion.objects.select_for_update().get(pk=version.pk)
    if version.published_at is None:
        version.published_at, version.published_by = at, by
        version.save(update_fields=["published_at", "published_by"])
    return version


@action
def _keep_reading(*, run: ParseRun, reading: Reading, by: User, at: datetime) -> Extraction | None:
    run = ParseRun.objects.select_for_update().select_related("file").get(pk=run.pk)
    if run.state != RunState.RUNNING or run.is_cancel_requested:
        if run.is_active:
            _finish(run, RunState.CANCELLED, at)
        return None
    version = run.file.version or _place_file(run.file, reading.result, by, at)
    extraction = _write_extraction(run, version, reading, at)
    if version.is_current:
        _describe(version.document, reading.result["document"])
    _write_citations(version, reading.result["document"].get("cites", []))
    _finish(run, RunState.DONE, at)
    return extraction


def _request_run(file: DocumentFile, by: User, at: datetime) -> ParseRun:
    run = ParseRun.objects.create(file=file, requested_at=at, requested_by=by)
    jobs.enqueue("documents.parse_file", run_id=run.pk)
    return run


def _finish(run: ParseRun, state: RunState, at: datetime, *, error: str = "") -> None:
    run.state, run.finished_at, run.error = state, at, error
    if state == RunState.DONE:
        run.pages_done = run.pages_total
    run.save()


def _clean_name(name: str) -> str:
    """The last part of the name, without control characters, as long as a column holds."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(character for character in last if character.isprintable()).strip()
    return printable[-255:] or "document"


def _media_type(path: Path, name: str) -> str:
    data = path.read_bytes()
    try:
        kind = recognise(data, name)
    except Unreadable as error:
        raise WrongFileType(_(str(error)), field="file") from error
    return _image_type(data) if kind == "image" else MEDIA_TYPES[kind]


def _image_type(data: bytes) -> str:
    if data.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if data.startswith(b"\xff\xd8") else "image/tiff"


def _place_file(file: DocumentFile, result: dict[str, Any], by: User, at: datetime) -> DocumentVersion:
    """Find or make the version that a file read for the first time belongs to."""
    document = _find_or_create_document(result["document"], by, at)
    version = _version_that_says(document, result) or _new_version(document, by, at)
    file.version = version
    file.save(update_fields=["version"])
    return version


def _find_or_create_document(info: dict[str, Any], by: User, at: datetime) -> Document:
    """The document of this identity, locked; two files of a new one may be read at the same moment."""
    identity = identity_of(info)
    with suppress(IntegrityError), transaction.atomic():
        if not Document.objects.filter(identity=identity.key).exists():
            document = Document(
                identity=identity.key,
                is_identity_confirmed=identity.is_confirmed,
                created_at=at,
                created_by=by,
            )
            _fill(document, info)
            document.save(force_insert=True)
            _resolve_citations_of(document)
    return Document.objects.select_for_update().get(identity=identity.key)


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


def _describe(document: Document, info: dict[str, Any]) -> None:
    """Bring a document's description up to its current version."""
    _fill(document, info)
    document.save()


def _fill(document: Document, info: dict[str, Any]) -> None:
    signatory = info.get("signatory") or {}
    document.kind = info.get("kind") or "plan"
    document.number = (info.get("number") or "")[:80]
    document.number_key = number_key(info.get("number"))[:80]
    document.issuer = (info.get("issuer") or "")[:300]
    document.title = info.get("title") or ""
    document.issued_on, document.is_issued_day_known = issued(info.get("date"))
    document.place = (info.get("place") or "")[:120]
    document.signatory_position = (signatory.get("position") or "")[:300]
    document.signatory_authority = (signatory.get("authority") or "")[:10]
    document.issuer_unit = _issuer_unit(document)
    document.search_text = fold(f"{document.number} {document.title} {document.issuer}")
    document.sort_key = sort_key(document.title or document.number)[:500]


def _issuer_unit(document: Document) -> Unit | None:
    named = name_index().resolve(document.issuer, on=document.issued_on) if document.issuer else None
    return named if isinstance(named, Unit) else None


def _write_citations(version: DocumentVersion, cites: list[dict[str, Any]]) -> None:
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


def _resolve_citations_of(document: Document) -> None:
    """Link earlier citations of a document that has just come into the house."""
    if not document.number_key:
        return
    year = str(document.issued_on.year) if document.issued_on else ""
    waiting = Citation.objects.filter(number_key=document.number_key, cited__isnull=True)
    if year:
        waiting = waiting.filter(Q(issued_text="") | Q(issued_text__startswith=year))
    waiting.update(cited=document)
