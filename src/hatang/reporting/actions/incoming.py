"""Written reports that come as a file: kept, read in a child process, and what is proposed from them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import IO

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Unit, User
from hatang.accounts.queries import name_index
from hatang.base import filestore, jobs
from hatang.base.filestore import CHUNK_BYTES
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.docparse.answers import Asked, Passage, passages
from hatang.docparse.said import said_in
from hatang.documents.reading import Reading
from hatang.notices.file_types import DOCX, PDF, file_type, fitting_name
from hatang.programme.models import Obligation, Progress
from hatang.reporting import access
from hatang.reporting.models import IncomingReport, ProgressProposal, ReadState

MOST_ATTEMPTS = 2
_LOST = "The reading was interrupted and did not recover; have the file read again."
# Only what still runs within the unit is proposed for: the rest waits for others or is done.
_OPEN = (Progress.NOT_STARTED, Progress.IN_PROGRESS)
_SPANS = ("state", "percent", "day", "number", "obstacle")


def receive_report(
    *, unit: Unit, file: IO[bytes], n_bytes: int, name: str, by: User, at: datetime
) -> IncomingReport:
    """Keep a written report of a unit and have it read; the same file again gives the one that is there.

    Raises:
        NotAllowed: the person neither writes for the unit nor belongs to the office.
        FileTooLarge: it is larger than a document may be.
        EmptyFile: it has no bytes.
        Refusal: it is neither docx nor pdf by its content, or has macros.
    """
    require(access.may_send_report(by, unit))
    kind = file_type(file) if n_bytes else PDF
    if kind not in (DOCX, PDF):
        raise Refusal(
            _("A written report is a pdf or docx without macros; save this file as one of them."), field="tep"
        )
    stored = filestore.store(iter(lambda: file.read(CHUNK_BYTES), b""), max_bytes=settings.MAX_EVIDENCE_BYTES)
    return _register(
        unit=unit, sha256=stored.sha256, n_bytes=stored.size, name=fitting_name(name, kind), by=by, at=at
    )


@action
def _register(*, unit: Unit, sha256: str, n_bytes: int, name: str, by: User, at: datetime) -> IncomingReport:
    incoming, is_new = IncomingReport.objects.get_or_create(
        unit=unit,
        sha256=sha256,
        defaults={"name": name, "n_bytes": n_bytes, "sent_by": by, "sent_at": at},
    )
    incoming = _locked(incoming.pk)
    if not is_new and incoming.state not in (ReadState.FAILED, ReadState.CANCELLED):
        return incoming
    incoming.state, incoming.error, incoming.n_attempts = ReadState.QUEUED, "", 0
    incoming.is_cancel_requested = False
    incoming.save()
    jobs.enqueue("reporting.read_incoming", incoming_id=incoming.pk)
    return incoming


@action
def cancel_reading(*, incoming: IncomingReport, by: User, at: datetime) -> IncomingReport:
    """Stop the reading of a report: at once while it waits, within a second or two while it runs.

    Raises:
        Conflict: it has ended already.
    """
    incoming = _locked(incoming.pk)
    if not incoming.is_active:
        raise Conflict(_("The reading has ended already."))
    incoming.is_cancel_requested = True
    if incoming.state == ReadState.QUEUED:
        incoming.state = ReadState.CANCELLED
    incoming.save()
    return incoming


@action
def start_reading(*, incoming_id: int, at: datetime) -> IncomingReport | None:
    """Take a reading up; None when it was cancelled, has ended, or was interrupted too often."""
    incoming = _locked(incoming_id)
    if not incoming.is_active:
        return None
    if incoming.n_attempts >= MOST_ATTEMPTS:
        incoming.state, incoming.error = ReadState.FAILED, _LOST
        incoming.save()
        return None
    incoming.state, incoming.n_attempts = ReadState.RUNNING, incoming.n_attempts + 1
    incoming.heartbeat_at, incoming.pages_done, incoming.pages_total = at, 0, 0
    incoming.save()
    return incoming


def note_pages(*, incoming_id: int, done: int, total: int, at: datetime) -> bool:
    """Say how far a reading is; true when somebody asked to stop it."""
    running = IncomingReport.objects.filter(pk=incoming_id, state=ReadState.RUNNING)
    is_alive = running.update(pages_done=min(done, total), pages_total=total, heartbeat_at=at)
    return not is_alive or running.filter(is_cancel_requested=True).exists()


@action
def end_reading(*, incoming_id: int, state: str, sentence: str = "", at: datetime) -> None:
    """End a reading that did not succeed, with the sentence that says why it failed."""
    incoming = _locked(incoming_id)
    if incoming.is_active:
        incoming.state, incoming.error = state, sentence
        incoming.save()


@action
def keep_proposals(*, incoming_id: int, reading: Reading, at: datetime) -> IncomingReport:
    """Keep what was read of a report, and propose the progress it speaks of; nothing else is written."""
    incoming = _locked(incoming_id)
    if not incoming.is_active:
        return incoming
    info = reading.result.get("document") or {}
    incoming.text, incoming.page_starts = reading.text, reading.page_starts
    incoming.number = str(info.get("number") or "")[:80]
    incoming.signed_on = _day(info.get("date"))
    incoming.issuer = str(info.get("issuer") or "")[:300]
    incoming.is_of_another = _is_of_another(incoming)
    incoming.pages_done = incoming.pages_total
    incoming.state = ReadState.DONE
    incoming.save()
    owed = _owed(incoming.unit)
    found = passages(reading.text, [Asked(row.pk, row.task.path, row.task.text) for row in owed])
    ProgressProposal.objects.bulk_create(_proposals(incoming, found))
    return incoming


def _owed(unit: Unit) -> list[Obligation]:
    """What the unit still has in its hands."""
    rows = Obligation.objects.filter(unit=unit, state__in=_OPEN, withdrawn_at__isnull=True)
    return list(rows.filter(task__withdrawn_at__isnull=True).select_related("task"))


def _proposals(incoming: IncomingReport, found: Iterable[Passage]) -> Iterable[ProgressProposal]:
    for one in found:
        said = said_in(incoming.text, (one.start, one.end))
        spans = {name: span for name in _SPANS if (span := getattr(said, f"{name}_span")) is not None}
        yield ProgressProposal(
            incoming=incoming,
            obligation_id=one.key,
            start=one.start,
            end=one.end,
            likeness=one.likeness,
            is_named=one.is_named,
            state=said.state.value if said.state else "",
            percent=said.percent,
            done_on=said.done_on,
            number=said.number[:80],
            obstacle=said.obstacle,
            spans=spans,
        )


def _is_of_another(incoming: IncomingReport) -> bool:
    """Whether the file says to be issued by a unit that is neither this one nor one it belongs to."""
    named = name_index().resolve(incoming.issuer, on=incoming.signed_on) if incoming.issuer else None
    return isinstance(named, Unit) and named.pk not in (incoming.unit_id, incoming.unit.parent_id)


def _day(text: object) -> date | None:
    try:
        return parse_date(str(text or ""))
    except ValueError:
        return None


def _locked(pk: int) -> IncomingReport:
    rows = IncomingReport.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=pk)
