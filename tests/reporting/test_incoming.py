"""A written report is read, progress is proposed from it, and nothing is written before a person says so."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document as Docx

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, NotAllowed, NotFound, Refusal
from hatang.documents.reading import Reading
from hatang.notices.models import Evidence
from hatang.programme.models import HandIn, Obligation, Plan
from hatang.reporting import access, actions, jobs, queries
from hatang.reporting.actions import Decided
from hatang.reporting.models import IncomingReport, ProgressProposal

from .conftest import PDF

pytestmark = pytest.mark.django_db

TASKS = (
    ("PL2.1.1", "Lắp đặt cảm biến giám sát kết cấu cho cầu, hầm trên các tuyến tỉnh lộ"),
    ("PL2.1.2", "Ban hành quy định dùng chung hạ tầng kỹ thuật ngầm trong khu đô thị mới"),
    ("PL2.1.3", "Rà soát quy hoạch vị trí trạm phát sóng BTS tại các khu nhà ở xã hội"),
)
TEXT = """SỞ XÂY DỰNG
Số: 77/BC-SXD
1. Nhiệm vụ 2.1.1: lắp đặt cảm biến giám sát cầu, hầm
Đã lắp đặt tại 8/12 cầu; khó khăn: chưa được bố trí kinh phí.
2. Quy định dùng chung hạ tầng kỹ thuật ngầm trong khu đô thị mới
Sở đã ban hành Quyết định số 45/QĐ-SXD ngày 12/3/2026.
3. Công tác tổ chức cán bộ
Đã hoàn thành.
"""


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """Three tasks of the department of construction."""
    usual = result["tasks"][0]
    due = {**usual["due"], "kind": "continuous", "end": None}
    result["tasks"] = [
        {**usual, "path": path, "text": text, "lead": ["Sở Xây dựng"], "support": [], "due": due}
        for path, text in TASKS
    ]
    return publish(result)


@pytest.fixture
def receive(agencies: Any, at: datetime) -> Callable[..., IncomingReport]:
    """Sends a file as a report of the department."""

    def run(by: User, content: bytes = PDF, unit: str = "sxd") -> IncomingReport:
        sent = {"file": BytesIO(content), "n_bytes": len(content), "name": "bao cao.pdf"}
        return actions.receive_report(unit=agencies.units[unit], by=by, at=at, **sent)

    return run


@pytest.fixture
def incoming(plan: Plan, receive: Callable[..., IncomingReport], owner: User, at: datetime) -> IncomingReport:
    """A report that was read."""
    sent = receive(owner)
    actions.start_reading(incoming_id=sent.pk, at=at)
    said = {
        "document": {"kind": "report", "number": "77/BC-SXD", "date": "2026-04-01", "issuer": "Sở Xây dựng"}
    }
    return actions.keep_proposals(incoming_id=sent.pk, reading=Reading(TEXT, [0], said), at=at)


def proposed(incoming: IncomingReport) -> dict[str, ProgressProposal]:
    rows = incoming.proposals.select_related("obligation__task")
    return {row.obligation.task.path: row for row in rows}


def states() -> dict[str, str]:
    return dict(Obligation.objects.order_by("task__path").values_list("task__path", "state"))


def test_each_task_that_is_spoken_of_is_proposed_with_its_words(
    incoming: IncomingReport, owner: User
) -> None:
    found = proposed(incoming)
    assert set(found) == {"PL2.1.1", "PL2.1.2"}
    first, second = found["PL2.1.1"], found["PL2.1.2"]
    assert (first.state, first.is_named) == ("in_progress", True)
    assert "bố trí kinh phí" in first.obstacle
    assert (second.state, second.done_on, second.number) == ("done", date(2026, 3, 12), "45/QĐ-SXD")
    assert set(states().values()) == {"not_started"}
    lines = {line.proposal.pk: line for line in queries.proposal_lines(owner, incoming)}
    bits = lines[second.pk].bits
    assert "".join(bit.text for bit in bits) == TEXT[second.start : second.end]
    assert {bit.basis: bit.text for bit in bits if bit.basis}["number"] == "45/QĐ-SXD"


def test_what_is_confirmed_goes_the_usual_way_with_the_report_as_evidence(
    incoming: IncomingReport, owner: User, leader: User, at: datetime
) -> None:
    found = proposed(incoming)
    first, second = found["PL2.1.1"], found["PL2.1.2"]
    decided = {
        first.pk: Decided("in_progress", words="Đã lắp 8/12 cầu"),
        second.pk: Decided("done", date(2026, 3, 12), "45/QĐ-SXD", "Đã ban hành"),
    }
    actions.decide_proposals(incoming=incoming, decided=decided, by=owner, at=at)
    # Where a leader signs in, what is done is handed in to the leader first.
    assert states() == {"PL2.1.1": "in_progress", "PL2.1.2": "in_progress", "PL2.1.3": "not_started"}
    assert HandIn.objects.get().obligation_id == second.obligation_id
    assert set(Evidence.objects.values_list("sha256", flat=True)) == {incoming.sha256}
    assert {row.decision for row in incoming.proposals.all()} == {"taken"}
    with pytest.raises(Conflict, match="decided some of these"):
        actions.decide_proposals(incoming=incoming, decided=decided, by=owner, at=at)


def test_one_that_is_refused_takes_back_the_others(
    incoming: IncomingReport, owner: User, at: datetime
) -> None:
    found = proposed(incoming)
    decided = {
        found["PL2.1.1"].pk: Decided("in_progress"),
        found["PL2.1.2"].pk: Decided("done", date(2027, 1, 1)),
    }
    with pytest.raises(Refusal, match=r"^PL2\.1\.2: "):
        actions.decide_proposals(incoming=incoming, decided=decided, by=owner, at=at)
    assert set(states().values()) == {"not_started"}
    assert not Evidence.objects.exists()


def test_dropped_and_left_open_write_nothing(incoming: IncomingReport, office: User, at: datetime) -> None:
    found = proposed(incoming)
    decided = {found["PL2.1.1"].pk: Decided("")}
    actions.decide_proposals(incoming=incoming, decided=decided, by=office, at=at)
    assert {path: row.decision for path, row in proposed(incoming).items()} == {
        "PL2.1.1": "dropped",
        "PL2.1.2": "open",
    }
    assert set(states().values()) == {"not_started"}


def test_what_was_handed_over_meanwhile_is_not_taken_back_by_a_report(
    incoming: IncomingReport, owner: User, sign_in: Callable[[User], Client], at: datetime
) -> None:
    one = proposed(incoming)["PL2.1.1"]
    address, chosen = f"/bao-cao/bang-van-ban/{incoming.pk}/", f'name="p-{one.pk}" value="dang" checked'
    assert chosen in sign_in(owner).get(address).content.decode()
    Obligation.objects.filter(pk=one.obligation_id).update(state="done", done_on=date(2026, 3, 1))
    assert chosen not in sign_in(owner).get(address).content.decode()
    with pytest.raises(Conflict, match="meanwhile"):
        actions.decide_proposals(incoming=incoming, decided={one.pk: Decided("in_progress")}, by=owner, at=at)
    assert states()["PL2.1.1"] == "done"
    actions.decide_proposals(incoming=incoming, decided={one.pk: Decided("")}, by=owner, at=at)


def test_only_the_unit_and_the_office_send_and_decide(
    incoming: IncomingReport,
    receive: Callable[..., IncomingReport],
    owner: User,
    outsider: User,
    office: User,
    make_user: Callable[..., User],
    agencies: Any,
    at: datetime,
) -> None:
    colleague = make_user("dong-nghiep", "officer", agencies.units["sxd"])
    province = make_user("lanh-dao", "leader")
    for person in (owner, colleague, office, province):
        assert access.get_incoming(person, incoming.pk) == incoming
    decided = {proposed(incoming)["PL2.1.1"].pk: Decided("in_progress")}
    with pytest.raises(NotFound):
        access.get_incoming(outsider, incoming.pk)
    for person in (outsider, province):
        with pytest.raises(NotAllowed):
            receive(person, b"%PDF-1.4 another")
        with pytest.raises(NotAllowed):
            actions.decide_proposals(incoming=incoming, decided=decided, by=person, at=at)
    assert receive(office) == incoming


def test_what_is_no_report_is_refused_or_said(
    plan: Plan, receive: Callable[..., IncomingReport], owner: User, at: datetime
) -> None:
    with pytest.raises(Refusal, match="without macros"):
        receive(owner, b"MZ a program")
    other = receive(owner, b"%PDF-1.4 khac")
    actions.start_reading(incoming_id=other.pk, at=at)
    said = {"document": {"kind": "plan", "issuer": "Sở Khoa học và Công nghệ"}}
    kept = actions.keep_proposals(incoming_id=other.pk, reading=Reading("Lịch họp tuần", [], said), at=at)
    assert (kept.is_of_another, kept.proposals.count()) == (True, 0)


def test_a_reading_is_stopped_and_asked_for_again(
    receive: Callable[..., IncomingReport], owner: User, at: datetime
) -> None:
    sent = receive(owner)
    actions.start_reading(incoming_id=sent.pk, at=at)
    assert not actions.note_pages(incoming_id=sent.pk, done=3, total=300, at=at)
    actions.cancel_reading(incoming=sent, by=owner, at=at)
    assert actions.note_pages(incoming_id=sent.pk, done=4, total=300, at=at)
    actions.end_reading(incoming_id=sent.pk, state="cancelled", at=at)
    with pytest.raises(Conflict, match="ended"):
        actions.cancel_reading(incoming=sent, by=owner, at=at)
    again = receive(owner)
    assert (again.pk, again.state, again.is_cancel_requested) == (sent.pk, "queued", False)


def test_from_the_file_to_the_confirmed_progress_through_the_door(
    plan: Plan, agencies: Any, sign_in: Callable[[User], Client], owner: User, outsider: User
) -> None:
    docx, file = Docx(), BytesIO()
    for line in TEXT.splitlines():
        docx.add_paragraph(line)
    docx.save(file)
    client, at = sign_in(owner), "/bao-cao/bang-van-ban/"
    sent = {"don-vi": agencies.units["sxd"].pk, "tep": SimpleUploadedFile("bc.docx", file.getvalue())}
    address = client.post(at, sent)["Location"]
    assert 'id="progress"' in client.get(address).content.decode()
    incoming = IncomingReport.objects.get()
    jobs.read_incoming(incoming.pk)
    page = client.get(address).content.decode()
    assert "45/QĐ-SXD" in page
    key = proposed(incoming)["PL2.1.2"].pk
    said = {f"p-{key}": "xong", f"ngay-{key}": "2026-03-12", f"so-{key}": "45/QĐ-SXD", f"loi-{key}": "Xong"}
    assert client.post(f"{address}xac-nhan/", {**said, f"ngay-{key}": "12/3"}).status_code == 400
    assert sign_in(outsider).post(f"{address}xac-nhan/", said).status_code == 404
    assert client.post(f"{address}xac-nhan/", said).status_code == 302
    owed = Obligation.objects.get(task__path="PL2.1.2")
    assert (owed.state, owed.done_on) == ("done", date(2026, 3, 12))
    assert client.get(at).content.decode().count("data-row") == 1
    assert sign_in(outsider).get(at).content.decode().count("data-row") == 0


def test_more_proposals_ask_no_more_of_the_database(
    incoming: IncomingReport, sign_in: Callable[[User], Client], owner: User
) -> None:
    client, address = sign_in(owner), f"/bao-cao/bang-van-ban/{incoming.pk}/"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries_asked:
            assert client.get(address).status_code == 200
        return len(queries_asked)

    asked()
    both = asked()
    ProgressProposal.objects.filter(obligation__task__path="PL2.1.1").delete()
    assert asked() == both


def test_a_damaged_file_is_said_to_be_one(receive: Callable[..., IncomingReport], owner: User) -> None:
    sent = receive(owner)
    jobs.read_incoming(sent.pk)
    sent.refresh_from_db()
    assert sent.state == "failed"
    assert sent.error
