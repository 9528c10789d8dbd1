"""Conclusions of a meeting become a draft announcement and its tasks; the closing is undone on its day."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from docx import Document as Word

from hatang import docparse
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.refusal import Refusal
from hatang.documents.actions import enter_number
from hatang.documents.models import Correction, Document
from hatang.notices.models import Notice
from hatang.programme.actions import (
    Call,
    Concluded,
    NotOpen,
    TooLate,
    WorkHasBegun,
    add_conclusion,
    announcement_of,
    approve,
    call_meeting,
    close_meeting,
    open_meeting,
    record_progress,
    remove_conclusion,
    reopen_meeting,
)
from hatang.programme.announcements import Announcement, Conclusion, write_announcement
from hatang.programme.models import Approval, Meeting, MeetingConclusion, Obligation, Plan, Task

pytestmark = pytest.mark.django_db

ADDRESS = "/giao-ban/"
DUE = clock.today() + timedelta(days=30)


@pytest.fixture
def leader(make_user: Callable[..., User]) -> User:
    """Leads the province."""
    return make_user("lanh-dao", "leader")


@pytest.fixture
def meeting(agencies: Any, office: User) -> Meeting:
    """A meeting of the province, today, going on."""
    call = Call(clock.today(), None, "Phòng họp số 1", "Chủ tịch Ủy ban nhân dân tỉnh")
    made = call_meeting(call=call, by=office, at=clock.now())
    return open_meeting(meeting=made, by=office, at=clock.now())


@pytest.fixture
def concluded(meeting: Meeting, agencies: Any, office: User) -> Meeting:
    """The same meeting with two conclusions."""
    units = agencies.units
    for said in (
        Concluded(
            "Lập danh sách vị trí trạm 5G tại các khu công nghiệp",
            units["skhcn"],
            DUE,
            [units["svhttdl"], units["viettel"]],
            "Danh sách được phê duyệt",
        ),
        Concluded("Báo cáo việc cấp phép cột ăng ten, phấn đấu đạt 90% hồ sơ", units["sxd"], DUE),
    ):
        add_conclusion(meeting=meeting, said=said, by=office, at=clock.now())
    return meeting


def close(meeting: Meeting, by: User, *, is_given_out: bool = True) -> Meeting:
    return close_meeting(meeting=meeting, kept=[], is_given_out=is_given_out, by=by, at=clock.now())


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def named(task: Task, role: str) -> set[str]:
    return {one.unit.code for one in task.assignments.filter(role=role) if one.unit}


def test_conclusions_become_tasks_and_a_draft_without_number(concluded: Meeting, leader: User) -> None:
    closed = close(concluded, leader)
    document = closed.document
    assert document is not None
    assert (document.kind, document.validity, document.number) == ("announcement", "draft", "")
    assert document.issuer == "Ủy ban nhân dân tỉnh Bắc Ninh"
    plan = Plan.objects.get(document=document)
    first, second = plan.tasks.order_by("ordinal")
    assert first.text == "Lập danh sách vị trí trạm 5G tại các khu công nghiệp"
    assert (named(first, "lead"), named(first, "support")) == ({"skhcn"}, {"svhttdl", "viettel"})
    assert (first.due_end, first.product) == (DUE, "Danh sách được phê duyệt")
    assert (second.text, named(second, "lead"), second.due_end) == (
        "Báo cáo việc cấp phép cột ăng ten, phấn đấu đạt 90% hồ sơ",
        {"sxd"},
        DUE,
    )
    # The share named in it is no target of the province.
    assert not plan.targets.filter(withdrawn_at__isnull=True).exists()
    assert {one.unit.code for one in Obligation.objects.filter(task__plan=plan)} == {"skhcn", "sxd"}
    # The clerk enters the number later, and the document is in effect.
    numbered = enter_number(
        document=document, number="125/TB-UBND", issued_on=clock.today(), by=leader, at=clock.now()
    )
    assert (numbered.validity, numbered.number) == ("issued", "125/TB-UBND")


def test_the_office_lays_the_draft_before_a_leader(concluded: Meeting, office: User, leader: User) -> None:
    closed = close(concluded, office, is_given_out=False)
    assert not Plan.objects.exists()
    approval = Approval.objects.get(version__document=closed.document, decision="")
    assert approve(approval=approval, by=leader, at=clock.now()).tasks.count() == 2


@pytest.mark.parametrize("is_given_out", [True, False])
def test_officers_of_the_leading_units_are_told_once_the_work_is_given_out(
    is_given_out: bool,
    concluded: Meeting,
    agencies: Any,
    make_user: Callable[..., User],
    office: User,
    leader: User,
) -> None:
    units = agencies.units
    people = {
        code: make_user(f"can-bo-{code}", "officer", units[code]) for code in ("skhcn", "sxd", "svhttdl")
    }
    closed = close(concluded, office, is_given_out=is_given_out)
    if not is_given_out:
        assert not Notice.objects.filter(kind="assignment").exists()
        approval = Approval.objects.get(version__document=closed.document, decision="")
        approve(approval=approval, by=leader, at=clock.now())
    told = Notice.objects.filter(kind="assignment")
    assert sorted(one.user.username for one in told) == ["can-bo-skhcn", "can-bo-sxd"]
    assert f"{DUE:%d/%m/%Y}" in told.get(user=people["sxd"]).sentence
    task = Task.objects.get(assignments__unit=units["sxd"])
    assert told.get(user=people["sxd"]).subject_id == task.pk


def test_a_reading_that_says_something_else_is_corrected(
    meeting: Meeting, agencies: Any, leader: User
) -> None:
    # Words that are a heading, a deadline and an agency of their own to the reader.
    said = Concluded(
        "Sở Xây dựng: hoàn thành trước ngày 05/02/2030 (1) a; (2) b", agencies.units["skhcn"], DUE
    )
    add_conclusion(meeting=meeting, said=said, by=leader, at=clock.now())
    closed = close(meeting, leader)
    task = Task.objects.get(plan__document=closed.document)
    assert (task.text, named(task, "lead"), task.due_end) == (said.text, {"skhcn"}, DUE)


def test_nothing_concluded_makes_no_document(meeting: Meeting, leader: User) -> None:
    assert close(meeting, leader).document is None
    assert not Document.objects.exists()


def test_the_closing_is_undone_on_its_day_while_nobody_has_begun(
    concluded: Meeting, agencies: Any, leader: User
) -> None:
    closed = close(concluded, leader)
    with pytest.raises(Refusal, match=r"."):
        reopen_meeting(meeting=closed, reason=" ", by=leader, at=clock.now())
    with pytest.raises(TooLate):
        reopen_meeting(meeting=closed, reason="Sót", by=leader, at=clock.now() + timedelta(days=1))
    opened = reopen_meeting(meeting=closed, reason="Sót một việc", by=leader, at=clock.now())
    assert opened.is_open and not Plan.objects.exists() and not Obligation.objects.exists()
    with pytest.raises(NotOpen):
        reopen_meeting(meeting=opened, reason="Sót", by=leader, at=clock.now())
    said = Concluded("Kiểm tra cáp treo", agencies.units["ca"], DUE)
    add_conclusion(meeting=opened, said=said, by=leader, at=clock.now())
    again = close(opened, leader)
    # One document, in its second wording.
    assert again.document == closed.document and Document.objects.count() == 1
    assert Plan.objects.get().tasks.filter(withdrawn_at__isnull=True).count() == 3
    owed = Obligation.objects.get(unit__code="ca")
    record_progress(obligation=owed, state="in_progress", seen="not_started", by=leader, at=clock.now())
    with pytest.raises(WorkHasBegun):
        reopen_meeting(meeting=again, reason="Sót", by=leader, at=clock.now())


def test_a_numbered_announcement_is_not_taken_back(concluded: Meeting, leader: User) -> None:
    closed = close(concluded, leader)
    assert closed.document is not None
    enter_number(document=closed.document, number="1/TB-UBND", issued_on=DUE, by=leader, at=clock.now())
    with pytest.raises(TooLate):
        reopen_meeting(meeting=closed, reason="Sót", by=leader, at=clock.now())


def test_the_draft_waiting_for_a_leader_is_taken_back_too(concluded: Meeting, office: User) -> None:
    closed = close(concluded, office, is_given_out=False)
    reopen_meeting(meeting=closed, reason="Sót", by=office, at=clock.now())
    assert not Approval.objects.filter(decision="").exists()


def test_a_conclusion_is_whole(meeting: Meeting, agencies: Any, office: User) -> None:
    unit = agencies.units["sxd"]
    for said, field in (
        (Concluded(" . ", unit, DUE), "ket-luan"),
        (Concluded("x" * 1001, unit, DUE), "ket-luan"),
        (Concluded("Kiểm tra", None, DUE), "chu-tri"),
        (Concluded("Kiểm tra", unit, None), "han"),
        (Concluded("Kiểm tra", unit, meeting.held_on - timedelta(days=1)), "han"),
        (Concluded("Kiểm tra", unit, DUE, product="x" * 301), "san-pham"),
    ):
        with pytest.raises(Refusal) as refused:
            add_conclusion(meeting=meeting, said=said, by=office, at=clock.now())
        assert refused.value.field == field
    twice = [
        add_conclusion(
            meeting=meeting, said=Concluded("Kiểm tra", unit, DUE, [unit]), by=office, at=clock.now()
        )
        for _again in range(2)
    ]
    assert twice[0] == twice[1] and not twice[0].supports.exists()
    remove_conclusion(conclusion=twice[0], by=office, at=clock.now())
    assert not MeetingConclusion.objects.exists()


def test_the_way_through_the_door(meeting: Meeting, agencies: Any, leader: User, office: User) -> None:
    units, client = agencies.units, signed_in(leader)
    address = f"{ADDRESS}{meeting.pk}/"
    sent = {
        "ket-luan": "Rà soát trạm",
        "chu-tri": str(units["skhcn"].pk),
        "phoi-hop": [str(units["sxd"].pk), "x"],
        "han": DUE.isoformat(),
    }
    refused = client.post(f"{address}ket-luan/", {**sent, "han": ""})
    assert refused.status_code == 400 and "Rà soát trạm" in refused.content.decode()
    assert client.post(f"{address}ket-luan/", sent).status_code == 302
    other = {**sent, "ket-luan": "Bỏ đi"}
    client.post(f"{address}ket-luan/", other)
    wrong = MeetingConclusion.objects.get(text="Bỏ đi")
    assert client.post(f"{address}ket-luan/{wrong.pk}/bo/").status_code == 302
    assert client.post(f"{address}ket-luan/{wrong.pk}/bo/").status_code == 404
    assert client.post(f"{address}ket-thuc/").status_code == 302
    assert client.post(f"{address}ket-thuc/").status_code == 409
    page = client.get(address).content.decode()
    assert "Rà soát trạm" in page and "/ban-goc/" in page
    assert client.post(f"{address}mo-lai/", {"ly-do": ""}).status_code == 400
    assert client.post(f"{address}mo-lai/", {"ly-do": "Sót"}).status_code == 302
    assert signed_in(office).post(f"{address}ket-thuc/").status_code == 302
    assert Approval.objects.filter(decision="").count() == 1 and not Plan.objects.exists()


def test_who_may_conclude(
    concluded: Meeting, agencies: Any, make_user: Callable[..., User], reader: User, leader: User
) -> None:
    officer = make_user("can-bo-sxd", "officer", agencies.units["sxd"])
    one = concluded.conclusions.all()[0]
    deeds = ("ket-luan/", f"ket-luan/{one.pk}/bo/", "ket-thuc/", "mo-lai/")
    for user, status in ((officer, 403), (reader, 404)):
        client = signed_in(user)
        assert {client.post(f"{ADDRESS}{concluded.pk}/{deed}").status_code for deed in deeds} == {status}
    assert one.text in signed_in(officer).get(f"{ADDRESS}{concluded.pk}/").content.decode()
    chief = make_user("giam-doc-sxd", "approver", agencies.units["sxd"])
    call = Call(clock.today(), None, "", "Giám đốc Sở Xây dựng", agencies.units["sxd"])
    own = open_meeting(meeting=call_meeting(call=call, by=chief, at=clock.now()), by=chief, at=clock.now())
    # A conclusion is reached through its own meeting only.
    assert signed_in(chief).post(f"{ADDRESS}{own.pk}/ket-luan/{one.pk}/bo/").status_code == 404


def test_our_own_reader_finds_what_was_concluded(tmp_path: Path) -> None:
    written = Announcement(
        "Ủy ban nhân dân tỉnh Bắc Ninh",
        "TB-UBND",
        "Bắc Ninh",
        "Chủ tịch Ủy ban nhân dân tỉnh",
        date(2026, 6, 1),
        [
            Conclusion(
                "Lập danh sách vị trí trạm 5G",
                "Sở Khoa học và Công nghệ",
                ["Sở Văn hóa, Thể thao và Du lịch", "Viettel Bắc Ninh"],
                date(2026, 6, 30),
                "Danh sách được phê duyệt",
            ),
            Conclusion("Báo cáo việc cấp phép cột", "Sở Xây dựng", [], date(2027, 2, 5)),
        ],
    )
    path = tmp_path / "thong-bao.docx"
    with path.open("wb") as file:
        write_announcement(file, written)
    read = docparse.parse(path)
    assert (read.document.kind, read.document.number, read.document.date) == ("announcement", None, "2026-06")
    assert (read.document.title, read.document.place) == (written.subject, "Bắc Ninh")
    assert [
        Conclusion(
            one.text, one.lead[0], one.support, date.fromisoformat(one.due.end or ""), one.product or ""
        )
        for one in read.tasks
    ] == written.conclusions
    assert read.targets == []
    word = Word(str(path))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in word.tables[0].rows[0].cells[1].text
    assert (
        "Số:" in word.tables[0].rows[0].cells[0].text and "/TB-UBND" in word.tables[0].rows[0].cells[0].text
    )
    assert "Nơi nhận:" in word.tables[1].rows[0].cells[0].text
    assert word.tables[1].rows[0].cells[1].text == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"


def test_the_reading_is_used_as_it_is(concluded: Meeting, leader: User) -> None:
    close(concluded, leader)
    # Only the share that is no target is dropped: words, agencies and days were read as written.
    assert {(one.op, one.kind) for one in Correction.objects.all()} <= {("drop", "targets")}
    file = io.BytesIO()
    write_announcement(file, announcement_of(concluded))
    assert file.getvalue()[:2] == b"PK"
