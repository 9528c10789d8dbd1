"""Programs outside are told of notices: signed, once, of nothing restricted, at no address inside."""

import hashlib
import hmac
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from hatang.accounts.models import Unit, User
from hatang.base.hooks import NotTaken, post
from hatang.base.refusal import NotAllowed, Refusal
from hatang.documents.actions import set_audience
from hatang.notices.actions import add_webhook, end_webhook, send_next_delivery, tell
from hatang.notices.models import Obstacle, Webhook, WebhookDelivery
from hatang.notices.subjects import Subject

SECRET = "mot-khoa-bi-mat-dai"


class Program:
    """A real program on this machine that keeps what it is told; `victim` is killed when it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[dict[str, str], bytes]] = []
        self.status, self.victim = 204, 0
        program = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                program.told.append((dict(self.headers), body))
                if program.victim:
                    os.kill(program.victim, signal.SIGKILL)
                    program.victim = 0
                self.send_response(program.status)
                if program.status == 302:
                    self.send_header("Location", "/khac")
                self.end_headers()

            def log_message(self, *_said: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/nhan?kenh=1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def program() -> Iterator[Program]:
    """The program, for the time of a test."""
    found = Program()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def hook(program: Program, administrator: User, settings: Any, at: datetime) -> Webhook:
    """The program is told of reminders; this house may call programs of its own network."""
    settings.MAY_CALL_PRIVATE = True
    said = {"name": "Kênh tin", "url": program.url, "secret": SECRET, "kinds": ["reminder"]}
    return add_webhook(**said, by=administrator, at=at)


def remind(subject: Subject, person: User, at: datetime, kind: str = "reminder") -> None:
    """Tell a person about the subject."""
    tell(people=[person], kind=kind, subject=subject, sentence="Đồng chí A chậm", by=None, at=at)


@pytest.mark.django_db
def test_a_program_is_told_the_title_signed_and_once(
    hook: Webhook, program: Program, subject: Subject, outsider: User, at: datetime
) -> None:
    remind(subject, outsider, at, kind="comment")
    assert not WebhookDelivery.objects.exists()
    remind(subject, outsider, at)
    assert [send_next_delivery(at=at) for _n in range(2)] == [True, False]
    [(headers, body)] = program.told
    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-Hatang-Signature"] == f"sha256={expected}"
    said = json.loads(body)
    assert set(said) == {"id", "kind", "about", "title", "url", "at"}
    assert (said["kind"], said["title"], said["id"]) == (
        "reminder",
        subject.title,
        headers["X-Hatang-Delivery"],
    )
    assert "Đồng chí A" not in body.decode() and str(outsider) not in body.decode()


@pytest.mark.django_db
def test_what_is_not_taken_is_sent_again_later_and_redirects_are_not_followed(
    hook: Webhook, program: Program, subject: Subject, outsider: User, administrator: User, at: datetime
) -> None:
    remind(subject, outsider, at)
    for status in (302, 500):
        program.status = status
        later = WebhookDelivery.objects.get().due_at
        assert send_next_delivery(at=later)
        assert not send_next_delivery(at=later)
    found = WebhookDelivery.objects.get()
    assert (found.n_tries, found.last_error, found.sent_at) == (2, "HTTP 500", None)
    assert {headers["X-Hatang-Delivery"] for headers, _body in program.told} == {str(found.key)}
    assert len(program.told) == 2
    WebhookDelivery.objects.update(created_at=at - timedelta(days=4))
    assert send_next_delivery(at=found.due_at)
    assert WebhookDelivery.objects.get().given_up_at is not None
    remind(subject, outsider, at)
    end_webhook(webhook=hook, by=administrator, at=at)
    assert not send_next_delivery(at=at)
    remind(subject, outsider, at)
    assert WebhookDelivery.objects.filter(given_up_at__isnull=True).count() == 0


@pytest.mark.django_db
def test_nothing_of_a_restricted_document_leaves(
    hook: Webhook, program: Program, subject: Subject, outsider: User, office: User, at: datetime
) -> None:
    remind(subject, outsider, at)
    said = {"units": [outsider.unit], "groups": [], "is_restricted": True, "reason": "Mật"}
    set_audience(document=subject.row.plan.document, **said, by=office, at=at)
    waiting = WebhookDelivery.objects.get()
    remind(subject, outsider, at)
    assert WebhookDelivery.objects.get() == waiting
    assert send_next_delivery(at=at)
    waiting.refresh_from_db()
    assert waiting.given_up_at == at and waiting.body == {} and not program.told


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://[64:ff9b::a00:1]/",
    ],
)
def test_no_address_inside_is_called(url: str) -> None:
    with pytest.raises(NotTaken, match=r"inside|nội bộ"):
        post(url, b"{}", {}, may_be_private=False)


@pytest.mark.django_db
def test_only_administrators_add_programs_and_wrong_ones_are_refused(
    administrator: User, office: User, at: datetime, sign_in: Callable[[User], Client]
) -> None:
    said = {"name": "Kênh", "url": "https://example.org/x", "secret": SECRET, "kinds": ["reminder"]}
    with pytest.raises(NotAllowed):
        add_webhook(**said, by=office, at=at)
    for wrong in (
        {"url": "http://example.org"},
        {"url": "https://a:b@example.org"},
        {"secret": "x"},
        {"kinds": []},
    ):
        with pytest.raises(Refusal):
            add_webhook(**{**said, **wrong}, by=administrator, at=at)
    desk = sign_in(administrator)
    sent = {"ten": "Kênh tin", "dia-chi": "https://example.org/x", "khoa": SECRET, "loai": "reminder"}
    assert desk.post("/hop-thu/webhook/", {**sent, "khoa": "x"}).status_code == 400
    desk.post("/hop-thu/webhook/", sent)
    page = desk.get("/hop-thu/webhook/").content.decode()
    assert "https://example.org/x" in page and SECRET not in page
    assert SECRET not in Webhook.objects.get().secret
    desk.post(f"/hop-thu/webhook/{Webhook.objects.get().pk}/ket-thuc/")
    assert Webhook.objects.get().ended_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_between_sending_and_commit_repeats_the_same_telling(
    program: Program, make_user: Callable[..., User], at: datetime, settings: Any
) -> None:
    settings.MAY_CALL_PRIVATE = True
    by = make_user("quan-tri-hai", "administrator")
    hook = add_webhook(name="Kênh", url=program.url, secret=SECRET, kinds=["reminder"], by=by, at=at)
    unit = Unit.objects.create(code="x", name="X", kind="department")
    words = {"title": "Vướng", "text": "Lời", "raised_by": by, "raised_at": at, "answer_due_on": at.date()}
    about = Obstacle.objects.create(unit=unit, owner=unit, mark=UUID(int=1), **words)
    made = WebhookDelivery.objects.create(
        webhook=hook,
        key=UUID(int=2),
        subject_kind="obstacle",
        subject_id=about.pk,
        body={"id": "1"},
        created_at=at,
        due_at=at,
    )
    told = connection.settings_dict
    address = f"postgresql://{told['USER']}@/{told['NAME']}?host={quote(str(told['HOST']), safe='')}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hatang.config.settings",
        "HATANG_WEBHOOK_PRIVATE": "1",
        "HATANG_SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": address,
    }
    script = "import django; django.setup()\nfrom hatang.notices.jobs import tell_programs\ntell_programs()"
    sender = subprocess.Popen([sys.executable, "-W", "ignore", "-c", script], env=environment)
    program.victim = sender.pid
    assert sender.wait(120) == -signal.SIGKILL
    made.refresh_from_db()
    assert made.sent_at is None
    assert [send_next_delivery(at=datetime.now(at.tzinfo)) for _n in range(2)] == [True, False]
    keys = [headers["X-Hatang-Delivery"] for headers, _body in program.told]
    assert keys == [str(made.key)] * 2
