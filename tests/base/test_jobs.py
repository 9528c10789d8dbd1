"""Jobs by name."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from hatang.base import jobs

done: list[str] = []


@jobs.job("tests.note")
def note(word: str) -> None:
    """Note a word."""
    done.append(word)


@jobs.job("tests.note_loss")
def note_loss(word: str) -> None:
    """Note what was lost."""
    done.append(f"lost {word}")


@jobs.job("tests.abort", when_lost="tests.note_loss")
def abort(word: str) -> None:
    """End the worker."""
    raise AssertionError(word)


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_transaction_that_fails_never_was() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.enqueue("tests.note", word="lost")
        raise RuntimeError
    assert waiting() == 0


def test_a_job_runs_in_the_worker(run_jobs: Callable[[], None]) -> None:
    done.clear()
    with transaction.atomic():
        assert jobs.enqueue("tests.note", word="kept") is not None
    run_jobs()
    assert done == ["kept"]
    assert waiting() == 0


@pytest.mark.django_db
def test_a_marked_job_waits_once_and_the_transaction_goes_on() -> None:
    assert jobs.enqueue("tests.note", once="note-1", word="a") is not None
    assert jobs.enqueue("tests.note", once="note-1", word="a") is None
    assert waiting() == 1


@pytest.mark.django_db
def test_a_waiting_job_can_be_cancelled() -> None:
    number = jobs.enqueue("tests.note", word="never")
    assert number is not None
    assert jobs.cancel(number)
    assert waiting() == 0


@pytest.mark.django_db
def test_a_job_may_be_enqueued_by_a_room_that_does_not_know_it() -> None:
    assert jobs.enqueue("elsewhere.unknown_here", number=1) is not None


def test_a_job_stays_an_ordinary_function() -> None:
    done.clear()
    note(word="direct")
    assert done == ["direct"]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_ends_its_worker_each_time_is_given_up_and_that_is_said(
    run_jobs: Callable[[], None],
) -> None:
    done.clear()
    jobs.enqueue("tests.abort", word="bomb")

    async def restart() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            async with worker.open_async():
                await jobs.restart_stalled_jobs(SimpleNamespace(app=worker), 0)

    for start in range(jobs.MOST_STARTS):
        with connection.cursor() as cursor:
            cursor.execute("SELECT status, attempts FROM procrastinate_jobs WHERE task_name = 'tests.abort'")
            assert cursor.fetchone() == ("todo", start)
            # A worker that nobody hears of has begun it.
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")
        asyncio.run(restart())
    run_jobs()
    assert done == ["lost bomb"] and waiting() == 0
