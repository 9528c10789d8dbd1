"""Two people whose writes wait for each other: one of them is told to try again, and nothing is half done."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client, RequestFactory

from hatang.accounts.models import User
from hatang.config.api import api
from hatang.config.collisions import collision
from hatang.reporting.models import Report, Reporter

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def hold_and_cross(report_id: int, reporter_id: int, is_held: Event) -> None:
    """Another connection: hold the report, and ask for the reporter once somebody waits for the report."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1 FROM reporting_report WHERE id = %s FOR UPDATE", [report_id])
            is_held.set()
            waits_until = time.monotonic() + 10
            while cursor.execute(WAITING).fetchone()[0] == 0 and time.monotonic() < waits_until:
                time.sleep(0.02)
            cursor.execute("SELECT 1 FROM reporting_reporter WHERE id = %s FOR UPDATE", [reporter_id])
            cursor.execute("ROLLBACK")
    finally:
        other.close()


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_who_loses_a_deadlock_is_told_to_try_again_and_can(
    accept: str,
    reporter: Reporter,
    save: Callable[..., Report],
    owner: User,
    sign_in: Callable[[User], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-01")
    report = save(tram="1")
    client, address = sign_in(owner), f"/bao-cao/{reporter.pk}/luu/"
    typed = {"da-luu": "1", "o-tram": "2"}
    is_held = Event()
    with ThreadPoolExecutor(1) as thread:
        other = thread.submit(hold_and_cross, report.pk, reporter.pk, is_held)
        assert is_held.wait(10)
        answer = client.post(address, typed, headers={"Accept": accept})
        other.result(10)
    assert answer.status_code == 409
    assert answer.headers["Content-Type"].startswith(accept)
    is_script = accept == "application/json"
    assert "cùng lúc" in (answer.json()["error"] if is_script else answer.content.decode())
    # By this the autosave knows that it may send again.
    assert not is_script or answer.json()["code"] == "collided"
    report.refresh_from_db()
    assert report.values["tram"] == "1"
    assert client.post(address, typed, headers={"Accept": accept}).status_code in (200, 302)


def test_the_api_words_a_failed_serialization_as_a_problem(
    save: Callable[..., Report], rf: RequestFactory
) -> None:
    report = save(tram="1")
    other = connection.copy()
    with pytest.raises(OperationalError) as caught, transaction.atomic():
        connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        Report.objects.get(pk=report.pk)
        other.cursor().execute("UPDATE reporting_report SET n_returned = 1 WHERE id = %s", [report.pk])
        other.close()
        Report.objects.filter(pk=report.pk).update(n_returned=2)
    answer: Any = api.on_exception(rf.post("/api/v1/bat-ky"), caught.value)
    assert answer.status_code == 409
    assert b'"code": "collided"' in answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_another_fault_of_the_database_is_no_collision() -> None:
    with pytest.raises(OperationalError) as caught:
        connection.copy().cursor().execute("SELECT pg_terminate_backend(pg_backend_pid())")
    assert collision(caught.value) is None
