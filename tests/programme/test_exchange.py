"""Assignments, numbers and states passed to and from a document system, by file and over HTTP."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.rest import OutsideFailed, RestGateway
from hatang.documents.actions import NumberGiven, enter_number
from hatang.documents.models import Document
from hatang.programme.actions import record_progress, unsent_states
from hatang.programme.exchange import AssignmentIn, Fault, read_rows
from hatang.programme.models import ExternalLink, Plan
from hatang.programme.outside import exchange_with, states_file, take_assignments, take_numbers

pytestmark = pytest.mark.django_db

SYSTEM = "qlvbdh"


class StandIn(BaseHTTPRequestHandler):
    """A small document system: it assigns, numbers, and remembers the states it was sent."""

    def do_GET(self) -> None:
        rows = self.server.rows.get(self.path)  # type: ignore[attr-defined]
        self._answer(404 if rows is None else 200, "\n".join(json.dumps(row) for row in rows or []))

    def do_PUT(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.is_refusing:  # type: ignore[attr-defined]
            self._answer(500, "")
            return
        self.server.states[self.path] = body  # type: ignore[attr-defined]
        self._answer(200, "{}")

    def log_message(self, *_: Any) -> None:
        """Quiet."""

    def _answer(self, status: int, body: str) -> None:
        is_known = self.headers.get("Authorization") == "Bearer the-token"
        self.send_response(status if is_known else 401)
        self.end_headers()
        self.wfile.write(body.encode() if is_known else b"")


@pytest.fixture
def other() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    server.rows, server.states, server.is_refusing = {"/api/numbers": []}, {}, False
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def gateway_to(server: Any, token: str = "the-token") -> RestGateway:
    return RestGateway(f"http://127.0.0.1:{server.server_address[1]}/api", token)


@pytest.fixture
def plan(agencies: object, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    return publish(result)


def assignment(**changes: Any) -> dict[str, Any]:
    row = {
        "id": "A-1",
        "document_number": "94/KH-UBND",
        "document_date": "2025-10-06",
        "text": "Xây dựng kế hoạch phát triển trạm 5G",
        "unit": "Sở Khoa học và Công nghệ",
    }
    return row | changes


def lines(*rows: dict[str, Any]) -> list[bytes]:
    return [json.dumps(row, ensure_ascii=False).encode() for row in rows]


def test_an_assignment_is_linked_once_however_often_it_is_read(plan: Plan) -> None:
    first = take_assignments(lines(assignment()), system=SYSTEM)
    again = take_assignments(lines(assignment()), system=SYSTEM)
    assert (first.n_new, again.n_new, again.n_known, again.faults) == (1, 0, 1, [])
    assert ExternalLink.objects.get().obligation.task.path == "PL2.1.1"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"document_number": "95/KH-UBND"}, "assignment.document"),
        ({"document_date": "2024-10-06"}, "assignment.document"),
        ({"text": "Việc không có trong kế hoạch"}, "assignment.task"),
        ({"unit": "Sở Xây dựng"}, "assignment.unit"),
        ({"unit": ""}, "assignment.unit"),
        ({"unit": "Sở không ai biết"}, "assignment.unit"),
    ],
)
def test_what_does_not_fit_is_put_aside_with_its_rule(plan: Plan, changes: dict[str, Any], rule: str) -> None:
    done = take_assignments(lines(assignment(id="A-0"), assignment(**changes)), system=SYSTEM)
    assert done.n_new == 1
    assert [(fault.line, fault.rule) for fault in done.faults] == [(2, rule)]


def test_an_assignment_linked_to_another_obligation_is_put_aside(plan: Plan) -> None:
    take_assignments(lines(assignment()), system=SYSTEM)
    done = take_assignments(lines(assignment(id="A-2")), system=SYSTEM)
    assert [fault.rule for fault in done.faults] == ["assignment.linked"]


def test_lines_that_are_no_rows_are_named() -> None:
    rows = list(read_rows([b"", b"{", b'{"id": 1}', b"\xff\xfe"], AssignmentIn))
    assert [(line, row.rule) for line, row in rows if isinstance(row, Fault)] == [
        (2, "row.json"),
        (3, "row.shape"),
        (4, "row.json"),
    ]


def test_states_are_written_when_they_move_and_not_again(plan: Plan, office: User, at: datetime) -> None:
    take_assignments(lines(assignment()), system=SYSTEM)
    assert json.loads(states_file(system=SYSTEM)) == {"id": "A-1", "state": "not_started", "done_on": None}
    assert states_file(system=SYSTEM) == b""
    owed = ExternalLink.objects.get().obligation
    record_progress(obligation=owed, state="done", done_on=date(2025, 11, 3), by=office, at=at)
    assert json.loads(states_file(system=SYSTEM)) == {"id": "A-1", "state": "done", "done_on": "2025-11-03"}


def test_an_exchange_over_http_reads_and_writes(plan: Plan, other: Any) -> None:
    other.rows["/api/assignments"] = [assignment()]
    done = exchange_with(gateway_to(other), system=SYSTEM)
    assert done.n_new == 1
    assert other.states == {
        "/api/assignments/A-1/status": {"id": "A-1", "state": "not_started", "done_on": None}
    }


def test_a_state_that_was_not_taken_is_written_the_next_time(plan: Plan, other: Any) -> None:
    other.rows["/api/assignments"] = [assignment()]
    other.is_refusing = True
    with pytest.raises(OutsideFailed, match="500"):
        exchange_with(gateway_to(other), system=SYSTEM)
    assert len(unsent_states(SYSTEM)) == 1
    other.is_refusing = False
    exchange_with(gateway_to(other), system=SYSTEM)
    assert unsent_states(SYSTEM) == []


def test_a_wrong_token_and_a_silent_system_are_told_apart(other: Any) -> None:
    with pytest.raises(OutsideFailed, match="401"):
        gateway_to(other, "sai").get("assignments")
    with pytest.raises(OutsideFailed, match=r"does not answer|không trả lời"):
        RestGateway("http://127.0.0.1:9/api").get("assignments")


def test_a_number_given_outside_names_the_document_and_its_plan(
    plan: Plan, publish: Callable[..., Plan], result: dict[str, Any]
) -> None:
    result["document"] |= {"number": None, "title": "Kế hoạch chờ cấp số"}
    draft = publish(result)
    row = {"document": draft.document_id, "number": "101/KH-UBND", "date": "2026-03-02"}
    done = take_numbers(lines(row, row | {"document": 10**9}))
    draft.refresh_from_db()
    assert (draft.number, draft.issued_on) == ("101/KH-UBND", date(2026, 3, 2))
    assert draft.document.identity.startswith("101/KH-UBND|")
    assert [fault.rule for fault in done.faults] == ["number.document"]
    assert take_numbers(lines(row)).n_known == 1


def test_a_number_of_another_document_is_refused(
    plan: Plan, publish: Callable[..., Plan], result: dict[str, Any], office: User, at: datetime
) -> None:
    result["document"] |= {"number": None, "title": "Kế hoạch chờ cấp số"}
    draft = publish(result).document
    with pytest.raises(NumberGiven):
        enter_number(document=draft, number="94/KH-UBND", issued_on=date(2025, 12, 1), by=office, at=at)
    with pytest.raises(NumberGiven):
        enter_number(
            document=plan.document, number="95/KH-UBND", issued_on=date(2025, 12, 1), by=office, at=at
        )
    enter_number(document=draft, number="94/KH-UBND", issued_on=date(2026, 1, 1), by=office, at=at)
    assert history_of(Document.objects.get(pk=draft.pk))[-1].action == "documents.enter_number"
