"""Readings of a file: asked for, taken up, heard from, and ended."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import jobs
from hatang.base.history import action
from hatang.base.refusal import Conflict
from hatang.documents.models import DocumentFile, ParseRun, RunState

MAX_ATTEMPTS = 2
# A worker says every second that it lives; after this long without a word its run is given up.
LOST_AFTER = timedelta(minutes=5)
_ACTIVE = (RunState.QUEUED, RunState.RUNNING)
_LOST = "The reading was interrupted and did not recover; have the file read again."


class NothingToCancel(Conflict):
    """The reading has ended already."""

    code = "nothing_to_cancel"


@action
def read_again(*, file: DocumentFile, by: User, at: datetime) -> ParseRun:
    """Have a file read once more; a reading that waits or runs is given instead of a second one."""
    file = DocumentFile.objects.select_for_update().get(pk=file.pk)
    active = file.runs.filter(state__in=_ACTIVE).first()
    return active or request_run(file, by, at)


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
        finish(run, RunState.FAILED, at, error=_LOST)
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
        finish(run, RunState.FAILED, at, error=sentence)


@action
def stop_run(*, run_id: int, at: datetime) -> None:
    """End a reading that somebody stopped."""
    run = ParseRun.objects.select_for_update().get(pk=run_id)
    if run.is_active:
        finish(run, RunState.CANCELLED, at)


@action
def give_up_lost_runs(*, at: datetime) -> int:
    """Fail readings whose worker has not been heard of for long; returns how many."""
    lost = ParseRun.objects.select_for_update().filter(
        state=RunState.RUNNING, heartbeat_at__lt=at - LOST_AFTER
    )
    for run in lost:
        finish(run, RunState.FAILED, at, error=_LOST)
    return len(lost)


def request_run(file: DocumentFile, by: User, at: datetime) -> ParseRun:
    """Put a file in the queue of readings."""
    run = ParseRun.objects.create(file=file, requested_at=at, requested_by=by)
    jobs.enqueue("documents.parse_file", run_id=run.pk)
    return run


def finish(run: ParseRun, state: RunState, at: datetime, *, error: str = "") -> None:
    """End a reading in a state, with the sentence that says why it failed."""
    run.state, run.finished_at, run.error = state, at, error
    if state == RunState.DONE:
        run.pages_done = run.pages_total
    run.save()
