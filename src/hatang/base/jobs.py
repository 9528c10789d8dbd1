"""Jobs by name: actions enqueue them inside their transaction, rooms register what runs.

A room writes its jobs in `<room>/jobs.py`; the worker imports those. An action below the room that runs a job
only needs its name.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connections, transaction
from procrastinate.contrib.django import app as queue
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status

log = logging.getLogger(__name__)

# A worker that has not said it lives for this long is dead, and its job starts again.
DEAD_WORKER_SECONDS = 60
# A job that was started this often and lost its worker again is what kills it: it is given up.
MOST_STARTS = 4

# What is started, by name, with the arguments of a job that was given up.
_when_lost: dict[str, str] = {}

P = ParamSpec("P")
R = TypeVar("R")


def job(
    name: str, *, tries: int = 1, cron: str | None = None, when_lost: str = ""
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a function as the job `name` ("room.verb_noun"); it stays callable as written.

    Args:
        name: what it is enqueued by.
        tries: how often it is started when it fails.
        cron: when it starts by itself, with the moment as `timestamp`.
        when_lost: the job that says so when this one was given up, called with the same arguments.
    """
    if when_lost:
        _when_lost[name] = when_lost

    def register(run: Callable[P, R]) -> Callable[P, R]:
        @wraps(run)
        def run_in_worker(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return run(*args, **kwargs)
            finally:
                # A job runs in a thread of its own, whose connection nobody else would close.
                connections.close_all()

        lock = name if cron else None
        task: Any = queue.task(name=name, retry=max(tries - 1, 0) or False, queueing_lock=lock)(run_in_worker)
        if cron:
            queue.periodic(cron=cron)(task)
        return run

    return register


def enqueue(name: str, *, once: str | None = None, **arguments: Any) -> int | None:
    """Put a job into the queue within the caller's transaction and give its number.

    Args:
        name: the job's registered name; the room that has it need not be known here.
        once: while a job with this mark waits, a second one is not added and None is given back.
        arguments: what the job is called with; plain JSON values.
    """
    deferrer = queue.configure_task(name, queueing_lock=once, allow_unknown=True)
    try:
        # The savepoint keeps the caller's transaction usable when the job waits already.
        with transaction.atomic():
            return deferrer.defer(**arguments)
    except AlreadyEnqueued:
        return None


def cancel(job_id: int) -> bool:
    """Take a job that has not started out of the queue; a running one is asked to stop."""
    return queue.job_manager.cancel_job_by_id(job_id, abort=True)


@queue.periodic(cron="* * * * *")
@queue.task(name="base.restart_stalled_jobs", queueing_lock="base.restart_stalled_jobs", pass_context=True)
async def restart_stalled_jobs(context: Any, timestamp: int) -> None:
    """Start the jobs of workers that died again, but none that died too often."""
    manager = context.app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_WORKER_SECONDS):
        # The start that was lost just now is not counted in `attempts` yet.
        if stalled.attempts + 1 < MOST_STARTS:
            log.warning("Job %s (%s) lost its worker and starts again.", stalled.id, stalled.task_name)
            await manager.retry_job(stalled)
            continue
        log.error("Job %s (%s) lost its worker too often and is given up.", stalled.id, stalled.task_name)
        await manager.finish_job(stalled, Status.FAILED, delete_job=False)
        if stalled.task_name in _when_lost:
            told = context.app.configure_task(_when_lost[stalled.task_name], allow_unknown=True)
            await told.defer_async(**stalled.task_kwargs)


@queue.periodic(cron="17 3 * * *")
@queue.task(name="base.forget_old_jobs", queueing_lock="base.forget_old_jobs", pass_context=True)
async def forget_old_jobs(context: Any, timestamp: int) -> None:
    """Delete jobs that ended well a month ago."""
    await context.app.job_manager.delete_old_jobs(nb_hours=31 * 24)
