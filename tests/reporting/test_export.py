"""Values of reports leave for the Government's system once: by file, and over HTTP to a stand-in of it."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.rest import OutsideFailed, RestGateway
from hatang.reporting.actions import Written, send_values
from hatang.reporting.models import Campaign, Report, SentValues
from hatang.reporting.queries import export_values

pytestmark = pytest.mark.django_db


class StandIn(BaseHTTPRequestHandler):
    """A small reporting system: it remembers what it was sent."""

    def do_PUT(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        is_known = self.headers.get("Authorization") == "Bearer the-token"
        if is_known:
            self.server.taken.append((self.path, body))  # type: ignore[attr-defined]
        self.send_response(200 if is_known else 401)
        self.end_headers()
        self.wfile.write(b'{"receipt": "BN-1"}')

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def other() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    server.taken = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def address_of(server: Any) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}/api"


@pytest.fixture
def accepted(
    save: Callable[..., Report],
    step: Callable[..., Report],
    owner: User,
    leader: User,
    office: User,
    written: Written,
) -> Report:
    """The department's report, taken in."""
    save(tram="1234,5", loi="Đã làm")
    step("approve", leader)
    step("submit", owner, written=written)
    return step("accept", office)


def test_only_what_was_taken_in_leaves(campaign: Campaign, save: Callable[..., Report]) -> None:
    save(tram="1")
    assert export_values(campaign).reports == []


def test_values_are_sent_once_and_the_answer_is_kept(
    campaign: Campaign, accepted: Report, office: User, owner: User, at: Any, other: Any
) -> None:
    gateway = RestGateway(address_of(other), "the-token")
    sent, is_new = send_values(campaign=campaign, gateway=gateway, by=office, at=at)
    again, is_new_again = send_values(campaign=campaign, gateway=gateway, by=office, at=at)
    assert (is_new, is_new_again, again) == (True, False, sent)
    assert (sent.n_reports, sent.answer) == (1, '{"receipt": "BN-1"}')
    [(path, body)] = other.taken
    assert path == f"/api/report-values/{campaign.mark}/{body['key']}"
    assert (body["schema"], body["campaign"]["title"]) == ("hatang.report-values/1", campaign.title)
    report = body["reports"][0]
    assert (report["number"], report["signed_on"], report["digest"]) == (
        "12/BC-SXD",
        "2026-06-01",
        accepted.digest,
    )
    assert [(one["key"], one["kind"], one["value"]) for one in report["values"]] == [
        ("tram", "number", "1234.5"),
        ("loi", "text", "Đã làm"),
    ]
    # Another value is another key.
    Report.objects.filter(pk=accepted.pk).update(values={"tram": "2"})
    assert export_values(campaign).key != sent.key
    with pytest.raises(OutsideFailed, match="401"):
        send_values(campaign=campaign, gateway=RestGateway(address_of(other), "x"), by=office, at=at)
    assert SentValues.objects.count() == 1
    # What went back to what was sent first is sent again.
    later = at + timedelta(minutes=1)
    assert send_values(campaign=campaign, gateway=gateway, by=office, at=later)[1]
    Report.objects.filter(pk=accepted.pk).update(values=accepted.values)
    back, is_new = send_values(campaign=campaign, gateway=gateway, by=office, at=later + timedelta(minutes=1))
    assert (is_new, back.key) == (True, sent.key)
    assert [body["key"] for _path, body in other.taken][::2] == [sent.key, sent.key]


def test_the_office_sends_from_the_page(
    campaign: Campaign,
    accepted: Report,
    office: User,
    owner: User,
    sign_in: Callable[[User], Client],
    other: Any,
    settings: Any,
) -> None:
    desk, at = sign_in(office), f"/bao-cao/dot/{campaign.pk}/"
    file = desk.get(f"{at}so-lieu/")
    assert json.loads(file.content)["key"] == export_values(campaign).key
    # Nothing is set up: the office is told, and nothing is sent.
    assert "hãy chuyển tệp số liệu" in _told(desk.post(f"{at}gui-so-lieu/", follow=True))
    settings.REPORTING_ADDRESS, settings.REPORTING_TOKEN = address_of(other), "the-token"
    assert "Đã gửi 1 báo cáo" in _told(desk.post(f"{at}gui-so-lieu/", follow=True))
    assert "đã gửi trước đó" in _told(desk.post(f"{at}gui-so-lieu/", follow=True))
    assert "BN-1" in desk.get(at).content.decode()
    for path in ("so-lieu/", "gui-so-lieu/"):
        assert sign_in(owner).generic("GET" if path == "so-lieu/" else "POST", at + path).status_code == 403


def _told(answer: Any) -> str:
    return " ".join(str(one) for one in answer.context["messages"])
