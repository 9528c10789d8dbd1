"""A file arrives, is read by the worker, and becomes a document; nothing is lost or doubled."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from reportlab.pdfgen.canvas import Canvas

from hatang.accounts.models import User
from hatang.base.filestore import EmptyFile, FileTooLarge, path_of
from hatang.base.jobs import restart_stalled_jobs
from hatang.base.refusal import NotFound
from hatang.documents import actions
from hatang.documents.models import Document, DocumentFile, ParseRun

PLAN = """ỦY BAN NHÂN DÂN
TỈNH BẮC NINH
Số: 12/KH-UBND
Bắc Ninh, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Phát triển hạ tầng số năm 2026
I. NHIỆM VỤ
1. Xây dựng quy chế dùng chung hạ tầng viễn thông thụ động.
- Cơ quan chủ trì: Sở Khoa học và Công nghệ.
- Thời gian hoàn thành: Trước ngày 30/6/2026.
""".encode()
RunJobs = Callable[[], None]


def _upload(office: User, at: datetime, data: bytes = PLAN, name: str = "ke-hoach.txt") -> actions.Upload:
    return actions.upload_document(chunks=[data], name=name, by=office, at=at)


def _long_pdf(n_pages: int) -> bytes:
    target = BytesIO()
    canvas = Canvas(target)
    for page in range(n_pages):
        for line in range(60):
            canvas.drawString(40, 820 - line * 13, f"Page {page} line {line} of a long document " * 2)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_file_is_kept_read_by_the_worker_and_becomes_a_document(
    office: User, at: datetime, run_jobs: RunJobs
) -> None:
    upload = _upload(office, at)
    assert (upload.is_new, upload.file.media_type, upload.file.uploaded_by) == (True, "text/plain", office)
    assert path_of(upload.file.sha256).read_bytes() == PLAN
    run_jobs()
    run = ParseRun.objects.get()
    assert (run.state, run.error) == ("done", "")
    document = Document.objects.get()
    assert (document.number, document.title) == ("12/KH-UBND", "Phát triển hạ tầng số năm 2026")
    assert run.extraction.n_tasks == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_file_again_is_recognised_and_not_read_twice(
    office: User, at: datetime, run_jobs: RunJobs
) -> None:
    first = _upload(office, at)
    waiting = _upload(office, at, name="khac-ten.txt")
    assert (waiting.is_new, waiting.file, waiting.run) == (False, first.file, first.run)
    run_jobs()
    done = _upload(office, at)
    assert (done.is_new, done.run) == (False, first.run)
    assert (DocumentFile.objects.count(), ParseRun.objects.count(), Document.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_doubled_click_keeps_one_file_and_one_reading(office: User, at: datetime) -> None:
    uploads: list[actions.Upload] = []
    barrier = threading.Barrier(4)

    def click() -> None:
        barrier.wait()
        try:
            uploads.append(_upload(office, at))
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert len(uploads) == 4
    assert sum(upload.is_new for upload in uploads) == 1
    assert (DocumentFile.objects.count(), ParseRun.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_file_over_the_limit_is_refused_while_it_streams(office: User, at: datetime, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        for _piece in range(1000):
            sent += 300
            yield b"x" * 300

    with pytest.raises(FileTooLarge):
        actions.upload_document(chunks=chunks(), name="to.txt", by=office, at=at)
    assert sent == 1200
    assert not DocumentFile.objects.exists()
    assert not [path for path in Path(settings.FILE_STORE).rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_an_empty_file_is_refused(office: User, at: datetime) -> None:
    with pytest.raises(EmptyFile):
        _upload(office, at, data=b"")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [b"MZ\x90\x00" + bytes(100), b"PK\x03\x04" + bytes(60), b"\x1f\x8b" + bytes(60)]
)
def test_a_wrong_kind_of_file_is_refused_and_leaves_nothing(
    office: User, at: datetime, settings: Any, data: bytes
) -> None:
    with pytest.raises(actions.WrongFileType):
        _upload(office, at, data=data, name="van-ban.docx")
    assert not DocumentFile.objects.exists()
    assert not [path for path in Path(settings.FILE_STORE).rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_a_damaged_file_fails_with_a_sentence_and_may_be_read_again(
    office: User, at: datetime, run_jobs: RunJobs
) -> None:
    upload = _upload(office, at, data=b"%PDF-1.7\nnothing of a pdf follows", name="hong.pdf")
    run_jobs()
    run = ParseRun.objects.get()
    assert run.state == "failed"
    assert run.error.endswith(".")
    again = actions.read_again(file=upload.file, by=office, at=at)
    assert again != run
    assert actions.read_again(file=upload.file, by=office, at=at) == again


@pytest.mark.django_db(transaction=True)
def test_a_waiting_reading_is_cancelled_at_once_and_never_starts(
    office: User, at: datetime, run_jobs: RunJobs
) -> None:
    run = _upload(office, at).run
    assert run is not None
    assert actions.cancel_run(run=run, by=office, at=at).state == "cancelled"
    run_jobs()
    run.refresh_from_db()
    assert (run.state, Document.objects.count()) == ("cancelled", 0)
    with pytest.raises(actions.NothingToCancel):
        actions.cancel_run(run=run, by=office, at=at)
    assert _upload(office, at).run != run


@pytest.mark.django_db(transaction=True)
def test_a_running_reading_stops_when_it_is_cancelled(office: User, at: datetime, run_jobs: RunJobs) -> None:
    run = _upload(office, at, data=_long_pdf(500), name="dai.pdf").run
    assert run is not None

    def cancel_once_running() -> None:
        try:
            while not ParseRun.objects.filter(pk=run.pk, state="running", pages_total__gt=0).exists():
                time.sleep(0.1)
            actions.cancel_run(run=run, by=office, at=at)
        finally:
            connection.close()

    canceller = threading.Thread(target=cancel_once_running)
    canceller.start()
    run_jobs()
    canceller.join(timeout=60)
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert 0 < run.pages_done < run.pages_total
    assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_reading_whose_worker_was_killed_is_taken_up_again(
    run_jobs: RunJobs, office: User, at: datetime, settings: Any
) -> None:
    run = _upload(office, at, data=_long_pdf(120), name="dai.pdf").run
    assert run is not None
    _kill_a_worker_that_reads(run, settings)
    run_jobs()
    run.refresh_from_db()
    assert (run.state, run.n_attempts) == ("running", 1)
    _restart_jobs_of_dead_workers()
    run_jobs()
    run.refresh_from_db()
    assert (run.state, run.n_attempts) == ("done", 2)


@pytest.mark.django_db
def test_a_reading_interrupted_twice_fails_with_a_sentence(office: User, at: datetime) -> None:
    run = _upload(office, at).run
    assert run is not None
    for _attempt in range(actions.MAX_ATTEMPTS):
        assert actions.start_run(run_id=run.pk, at=at) is not None
    assert actions.start_run(run_id=run.pk, at=at) is None
    run.refresh_from_db()
    assert run.state == "failed"
    assert "interrupted" in run.error


@pytest.mark.django_db
def test_a_reading_nobody_hears_of_any_more_is_given_up(office: User, at: datetime) -> None:
    run = _upload(office, at).run
    assert run is not None
    actions.start_run(run_id=run.pk, at=at)
    assert actions.give_up_lost_runs(at=at + timedelta(minutes=4)) == 0
    assert actions.give_up_lost_runs(at=at + timedelta(minutes=6)) == 1
    run.refresh_from_db()
    assert run.state == "failed"
    # What the lost worker still says about it changes nothing.
    assert actions.note_progress(run_id=run.pk, pages_done=1, pages_total=2, at=at)
    assert ParseRun.objects.get().pages_done == 0


@pytest.mark.django_db(transaction=True)
def test_the_api_takes_a_file_and_follows_its_reading(
    client: Client, office: User, run_jobs: RunJobs
) -> None:
    client.force_login(office)
    sent = client.post("/api/v1/documents", {"file": SimpleUploadedFile("kế hoạch.txt", PLAN)})
    assert sent.status_code == 201, sent.content
    run_id = sent.json()["run"]["id"]
    assert client.get(f"/api/v1/runs/{run_id}").json()["state"] == "queued"
    run_jobs()
    run = client.get(f"/api/v1/runs/{run_id}").json()
    assert run["state"] == "done"
    document = client.get(f"/api/v1/documents/{run['document_id']}").json()
    assert document["result"]["tasks"][0]["lead"] == ["Sở Khoa học và Công nghệ"]
    assert document["versions"][0]["files"][0]["name"] == "kế hoạch.txt"
    text = client.get(f"/api/v1/documents/{run['document_id']}/text").json()["text"]
    start, end, _page = document["result"]["tasks"][0]["spans"]["lead"][0]
    assert text[start:end] == "Sở Khoa học và Công nghệ"
    assert client.get("/api/v1/documents?text=ha+tang").json()["items"][0]["number"] == "12/KH-UBND"
    file_id = run["file_id"]
    assert client.get(f"/api/v1/files/{file_id}").json()["sha256"] == sent.json()["file"]["sha256"]
    content = client.get(f"/api/v1/files/{file_id}/content")
    assert b"".join(content.streaming_content) == PLAN  # type: ignore[attr-defined]
    assert content.headers["Content-Disposition"].startswith("attachment")
    again = client.post("/api/v1/documents", {"file": SimpleUploadedFile("b.txt", PLAN)})
    assert (again.status_code, again.json()["is_new"]) == (200, False)
    assert client.post(f"/api/v1/runs/{run_id}/cancel").status_code == 409
    second = client.post(f"/api/v1/files/{file_id}/runs").json()
    assert second["id"] != run_id
    assert client.post(f"/api/v1/runs/{second['id']}/cancel").json()["state"] == "cancelled"


@pytest.mark.django_db
def test_the_api_refuses_who_may_not_send_and_what_cannot_be_read(
    client: Client, office: User, reader: User, settings: Any
) -> None:
    def post(data: bytes = PLAN) -> Any:
        return client.post("/api/v1/documents", {"file": SimpleUploadedFile("a.txt", data)})

    assert post().status_code == 401
    client.force_login(reader)
    assert post().status_code == 403
    client.force_login(office)
    settings.MAX_UPLOAD_BYTES = 100
    for data, status, code in [
        (b"", 400, "empty_file"),
        (b"\x7fELF" + bytes(50), 415, "wrong_file_type"),
        (PLAN, 413, "file_too_large"),
    ]:
        response = post(data)
        assert response.status_code == status, response.content
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["code"] == code
    assert client.post("/api/v1/documents").status_code == 422
    assert client.get("/api/v1/documents/0").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/documents", "/van-ban/tai-len/"])
@pytest.mark.parametrize("is_checked", [True, False])
def test_a_request_over_the_limit_is_refused_before_it_was_read(
    office: User, settings: Any, address: str, is_checked: bool
) -> None:
    settings.MAX_UPLOAD_BYTES = 200_000
    client = Client(enforce_csrf_checks=is_checked)
    client.force_login(office)
    token = {}
    if is_checked:
        client.get("/van-ban/tai-len/")
        token = {"HTTP_X_CSRFTOKEN": client.cookies["hatang_csrf"].value}
    for n_bytes in (200_001, 3_000_000):
        before = _temporary_files()
        response = client.post(address, {"file": SimpleUploadedFile("a.txt", b"x" * n_bytes)}, **token)
        assert response.status_code == 413
        assert _temporary_files() == before
    assert not DocumentFile.objects.exists()


@pytest.mark.django_db
def test_writing_by_session_needs_the_forgery_token(office: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office)
    assert client.post("/api/v1/documents", {"file": SimpleUploadedFile("a.txt", PLAN)}).status_code == 403


def _temporary_files() -> set[str]:
    return {path.name for path in Path(tempfile.gettempdir()).glob("*.upload*")}


def _kill_a_worker_that_reads(run: ParseRun, settings: Any) -> None:
    """Start a worker as its own process on the test database and kill it in the middle of the reading."""
    database = connection.settings_dict
    program = (
        "import django; django.setup()\n"
        "from django.conf import settings; from django.db import connections\n"
        f"connections['default'].settings_dict.update(NAME={database['NAME']!r}, HOST={database['HOST']!r},"
        f" USER={database['USER']!r}, PASSWORD={database['PASSWORD']!r}, PORT={database['PORT']!r})\n"
        f"settings.FILE_STORE = {str(settings.FILE_STORE)!r}\n"
        "from procrastinate.contrib.django import app\n"
        "with app.replace_connector(app.connector.get_worker_connector()) as worker:\n"
        "    worker.run_worker(wait=False, listen_notify=False)\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "hatang.config.settings"}
    worker = subprocess.Popen([sys.executable, "-c", program], env=environment)
    try:
        deadline = time.monotonic() + 60
        while not ParseRun.objects.filter(pk=run.pk, pages_done__gt=0).exists():
            assert time.monotonic() < deadline
            assert worker.poll() is None
            time.sleep(0.1)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()


def _restart_jobs_of_dead_workers() -> None:
    """Let a minute pass in which the killed worker said nothing, and do what is done every minute."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '61 seconds'")

    async def restart() -> None:
        connector = app.connector.get_worker_connector()
        with app.replace_connector(connector) as worker:
            async with worker.open_async():
                await restart_stalled_jobs(SimpleNamespace(app=worker), 0)

    asyncio.run(restart())


@pytest.mark.django_db(transaction=True)
def test_a_document_marked_as_a_secret_is_refused_and_its_bytes_are_deleted(
    office: User, at: datetime, run_jobs: RunJobs
) -> None:
    secret = PLAN.replace("Bắc Ninh, ngày".encode(), "MẬT\nBắc Ninh, ngày".encode(), 1)
    for _again in range(2):
        sent = _upload(office, at, secret)
        run_jobs()
        assert sent.run is not None
        sent.run.refresh_from_db()
        assert sent.run.state == "failed"
        assert "state secret" in sent.run.error
        assert not Document.objects.exists()
        with pytest.raises(NotFound):
            path_of(sent.file.sha256)
    again = actions.read_again(file=sent.file, by=office, at=at)
    run_jobs()
    again.refresh_from_db()
    assert "no longer kept" in again.error
