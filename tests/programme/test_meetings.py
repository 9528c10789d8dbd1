"""Weekly meetings: the sheet of a day, who speaks, what is written, who may."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from docx import Document

from hatang.accounts.models import User
from hatang.base import clock
from hatang.notices.actions import Raised, raise_obstacle
from hatang.programme import access, queries
from hatang.programme.actions import (
    AnotherMeeting,
    Call,
    NotOpen,
    WrittenMeanwhile,
    add_milestone,
    ask_deadline,
    call_meeting,
    close_meeting,
    decide_request,
    open_meeting,
    record_progress,
    take_step,
    write_note,
)
from hatang.programme.models import Meeting, Obligation, Plan
from hatang.programme.rules import Reason, Standing, meeting_reasons
from hatang.programme.wording import sheet_rule

pytestmark = pytest.mark.django_db

ADDRESS = "/giao-ban/"


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], make_row: Any) -> Plan:
    """Work of two departments: late by 20 and 3 days, due in 5 days and in 60, and without a day."""
    today = clock.today()
    building = {"lead": ["Sở Xây dựng"]}
    rows = [("1", -3, {}), ("2", -20, building), ("3", 5, {}), ("4", 60, building), ("5", None, building)]
    result["tasks"] = []
    for path, n_days, more in rows:
        row = make_row(path, f"Việc số {path} của kế hoạch hạ tầng", **more)
        end = (today + timedelta(days=n_days)).isoformat() if n_days is not None else None
        row["due"] |= {"end": end} if end else {"kind": "continuous", "end": None}
        result["tasks"].append(row)
    published = publish(result)
    published.published_at = clock.now() - timedelta(days=10)
    published.save()
    return published


@pytest.fixture
def meet(office: User) -> Callable[..., Meeting]:
    """Calls a meeting so many days from today, and opens it."""

    def run(n_days: int = 0, *, is_open: bool = True, unit: Any = None) -> Meeting:
        held_on = clock.today() + timedelta(days=n_days)
        call = Call(held_on, None, "Phòng họp số 1", "Chủ tịch Ủy ban nhân dân tỉnh", unit)
        at = clock.now() + timedelta(days=n_days)
        meeting = call_meeting(call=call, by=office, at=at)
        return open_meeting(meeting=meeting, by=office, at=at) if is_open else meeting

    return run


@pytest.fixture
def officer(make_user: Callable[..., User], agencies: Any) -> User:
    """Works in the department of building."""
    return make_user("can-bo-sxd", "officer", agencies.units["sxd"])


@pytest.fixture
def leader(make_user: Callable[..., User]) -> User:
    """Leads the province."""
    return make_user("lanh-dao", "leader")


def owed(path: str) -> Obligation:
    return Obligation.objects.select_related("task__plan", "unit").get(task__path=path)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def reasons(sheet: Any) -> dict[str, list[str]]:
    return {line.owed.task.path: [one.value for one in line.reasons] for line in sheet.lines}


def test_the_sheet_names_who_speaks_the_latest_first(
    plan: Plan, meet: Callable[..., Meeting], office: User
) -> None:
    sheet = queries.meeting_sheet(office, meet())
    assert [speaker.unit.code for speaker in sheet.speakers] == ["sxd", "skhcn"]
    assert [line.owed.task.path for line in sheet.lines] == ["2", "1", "3"]
    assert reasons(sheet) == {"1": ["late"], "2": ["late"], "3": ["next"]}
    assert (sheet.n_red, sheet.n_amber, sheet.former) == (2, 1, None)
    # What promises nothing this quarter is counted beside the sheet.
    assert (sheet.left.n_lacking, sheet.left.n_silent) == (1, 0)
    # Made for its day: next month the far one is late too.
    later = queries.meeting_sheet(office, meet(61, is_open=False))
    assert "late" in reasons(later)["4"]


def test_silence_since_the_last_meeting_is_remarked_and_puts_nothing_on_the_sheet(
    plan: Plan, meet: Callable[..., Meeting], office: User
) -> None:
    meet(-7)
    sheet = queries.meeting_sheet(office, meet(-1))
    assert reasons(sheet) == {"1": ["late", "silent"], "2": ["late", "silent"], "3": ["next", "silent"]}
    assert (sheet.left.n_lacking, sheet.left.n_silent) == (1, 2)
    assert "2 phần việc chưa có cập nhật từ phiên trước" in sheet_rule(sheet)
    record_progress(obligation=owed("4"), state="in_progress", seen="not_started", by=office, at=clock.now())
    record_progress(
        obligation=owed("3"),
        state="in_progress",
        seen="not_started",
        by=office,
        at=clock.now() - timedelta(days=8),
    )
    sheet = queries.meeting_sheet(office, meet())
    said = reasons(sheet)
    assert "4" not in said
    assert said["3"] == ["next", "silent"]
    assert said["1"] == ["late", "silent"]


def test_what_comes_before_the_next_meeting_is_amber(
    plan: Plan, meet: Callable[..., Meeting], office: User
) -> None:
    meeting, now, today = meet(), clock.now(), clock.today()
    assert queries.meeting_sheet(office, meeting).next_on == today + timedelta(days=7)
    for path, n_days in (("4", 20), ("5", 21)):
        add_milestone(
            obligation=owed(path), title="Dự thảo", due_on=today + timedelta(days=n_days), by=office, at=now
        )
    assert set(reasons(queries.meeting_sheet(office, meeting))) == {"1", "2", "3"}
    # The next one is in three weeks: more lies before it.
    meet(20, is_open=False)
    sheet = queries.meeting_sheet(office, meeting)
    assert (sheet.next_on, reasons(sheet)["4"]) == (today + timedelta(days=20), ["step"])
    assert "5" not in reasons(sheet)
    # A step that passed without being reached is asked about again and again.
    assert reasons(queries.meeting_sheet(office, meet(30, is_open=False)))["5"] == ["step"]


def test_long_silence_is_amber_as_its_plan_says(
    plan: Plan, meet: Callable[..., Meeting], office: User
) -> None:
    now = clock.now()
    Plan.objects.update(published_at=now)
    record_progress(obligation=owed("5"), state="in_progress", seen="not_started", by=office, at=now)
    meeting = meet(29, is_open=False)
    said = reasons(queries.meeting_sheet(office, meeting))
    # Begun, or due within three months; two of the others are late by then.
    assert (said["4"], said["5"][0]) == (["quiet"], "quiet")
    assert reasons(queries.meeting_sheet(office, meet(27, is_open=False))).keys() == {"1", "2", "3"}
    for weeks, expected in (("6", False), ("3", True), ("0", False)):
        answer = signed_in(office).post(f"/nhiem-vu/ke-hoach/{plan.pk}/so-tuan/", {"so-tuan": weeks})
        assert answer.status_code == 302
        assert ("5" in reasons(queries.meeting_sheet(office, meeting))) == expected, weeks
    for wrong in ("53", "", "x"):
        answer = signed_in(office).post(
            f"/nhiem-vu/ke-hoach/{plan.pk}/so-tuan/", {"so-tuan": wrong}, follow=True
        )
        assert "từ 0 đến 52" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.quiet_weeks == 0


def test_what_waits_for_somebody_is_amber(
    plan: Plan, meet: Callable[..., Meeting], office: User, officer: User
) -> None:
    now = clock.now()
    plan.needs_acceptance = True
    plan.save()
    take_step(obligation=owed("2"), step="submit", words="Đã trình", by=officer, at=now, seen="not_started")
    ask_deadline(
        obligation=owed("4"), until=clock.today() + timedelta(days=90), reason="Chờ vốn", by=officer, at=now
    )
    said = reasons(queries.meeting_sheet(office, meet()))
    assert (said["2"], said["4"]) == (["submitted"], ["requested"])


def test_what_changed_comes_from_the_kept_changes(
    plan: Plan, meet: Callable[..., Meeting], office: User, officer: User
) -> None:
    now, today = clock.now(), clock.today()
    meet(-7)
    record_progress(obligation=owed("3"), state="done", seen="not_started", by=office, at=now)
    request = ask_deadline(
        obligation=owed("4"), until=today + timedelta(days=90), reason="Chờ vốn", by=officer, at=now
    )
    decide_request(request=request, is_granted=True, answer="", by=office, at=now)
    changes = queries.changes_since(office, queries.meeting_sheet(office, meet()))
    assert [one.task.path for one in changes.done] == ["3"]
    assert [one.task.path for one in changes.newly_late] == ["1"]
    assert [(one.task.path, on) for one, on in changes.moved] == [("4", today + timedelta(days=90))]
    # Nothing of it happened after today: the next meeting has nothing new.
    later = queries.changes_since(office, queries.meeting_sheet(office, meet(1)))
    assert later.done == later.moved == []


def test_a_closed_meeting_keeps_its_sheet(plan: Plan, meet: Callable[..., Meeting], office: User) -> None:
    meeting = meet()
    client = signed_in(office)
    client.post(f"{ADDRESS}{meeting.pk}/ket-thuc/")
    record_progress(obligation=owed("1"), state="done", seen="not_started", by=office, at=clock.now())
    meeting.refresh_from_db()
    assert meeting.closed_by == office
    assert reasons(queries.meeting_sheet(office, meeting))["1"] == ["late"]
    with pytest.raises(NotOpen):
        write_note(meeting=meeting, about=owed("1"), text="x", seen=0, by=office, at=clock.now())
    with pytest.raises(NotOpen):
        close_meeting(meeting=meeting, kept=[], is_given_out=True, by=office, at=clock.now())
    with pytest.raises(NotOpen):
        open_meeting(meeting=meeting, by=office, at=clock.now())


def test_a_line_is_written_and_two_people_do_not_overwrite_each_other(
    plan: Plan, meet: Callable[..., Meeting], office: User, leader: User
) -> None:
    meeting, now = meet(), clock.now()
    note = write_note(meeting=meeting, about=owed("2"), text="Xong ngày 30", seen=0, by=office, at=now)
    assert (note.revision, note.text) == (1, "Xong ngày 30")
    with pytest.raises(WrittenMeanwhile, match="Xong ngày 30"):
        write_note(meeting=meeting, about=owed("2"), text="Lùi", seen=0, by=leader, at=now)
    # The same words again, as a double submit sends them, are no quarrel.
    write_note(meeting=meeting, about=owed("2"), text="Xong  ngày 30", seen=0, by=leader, at=now)
    address = f"{ADDRESS}{meeting.pk}/ghi/{owed('2').pk}/"
    client = signed_in(leader)
    refused = client.post(address, {"ghi": "Lùi đến 15", "thay": "0"})
    assert refused.status_code == 409
    assert "Lùi đến 15" in refused.content.decode() and "Xong ngày 30" in refused.content.decode()
    part = client.post(address, {"ghi": "Lùi đến 15", "thay": "0"}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.content.decode() and 'value="Lùi đến 15"' in part.content.decode()
    assert client.post(address, {"ghi": "Lùi đến 15", "thay": "1"}).status_code == 302
    assert meeting.notes.get().text == "Lùi đến 15"
    assert client.post(address, {"ghi": "x" * 1001, "thay": "2"}).status_code == 400


def test_what_belongs_to_no_line_is_written_in_general(
    plan: Plan, meet: Callable[..., Meeting], leader: User, officer: User
) -> None:
    meeting, said = meet(), "Họp lại sáng thứ Năm\r\n\r\n Các Sở  gửi số liệu"
    address, client = f"{ADDRESS}{meeting.pk}/ghi-chung/", signed_in(leader)
    assert signed_in(officer).post(address, {"ghi": said, "thay": "0"}).status_code == 403
    assert client.post(address, {"ghi": said, "thay": "0"})["Location"].endswith("#chung")
    note = meeting.notes.get()
    assert (note.text, note.obligation, note.obstacle) == (
        "Họp lại sáng thứ Năm\n\nCác Sở gửi số liệu", None, None,
    )  # fmt: skip
    refused = client.post(address, {"ghi": "Khác", "thay": "0"}, headers={"HX-Request": "true"})
    assert (refused.status_code, "Khác</textarea>" in refused.content.decode()) == (200, True)
    assert "Họp lại sáng thứ Năm" in signed_in(officer).get(f"{ADDRESS}{meeting.pk}/").content.decode()
    found = signed_in(officer).get("/tim-kiem/?tim=hop lai thu nam").content.decode()
    assert f"{ADDRESS}{meeting.pk}/#chung" in found
    sheet = signed_in(officer).get(f"{ADDRESS}{meeting.pk}/?dinh-dang=docx")
    words = Document(io.BytesIO(b"".join(sheet.streaming_content)))  # type: ignore[attr-defined]
    assert any("gửi số liệu" in one.text for one in words.paragraphs) or any(
        "gửi số liệu" in cell.text for table in words.tables for row in table.rows for cell in row.cells
    )


def test_who_may(
    plan: Plan,
    meet: Callable[..., Meeting],
    agencies: Any,
    make_user: Callable[..., User],
    officer: User,
    leader: User,
    office: User,
    reader: User,
) -> None:
    chief = make_user("giam-doc-sxd", "approver", agencies.units["sxd"])
    outsider = make_user("can-bo-skhcn", "officer", agencies.units["skhcn"])
    meeting, own = meet(), meet(unit=agencies.units["sxd"])
    pages = {
        user: [signed_in(user).get(f"{ADDRESS}{one.pk}/").status_code for one in (meeting, own)]
        for user in (office, leader, chief, officer, outsider, reader)
    }
    assert pages == {
        office: [200, 200],
        leader: [200, 200],
        chief: [200, 200],
        officer: [200, 200],
        outsider: [200, 404],
        reader: [404, 404],
    }
    line = f"ghi/{owed('2').pk}/"
    for user, expected in ((chief, [403, 302]), (officer, [403, 403]), (outsider, [403, 404])):
        said = {"ghi": "đã rõ", "thay": "0"}
        client = signed_in(user)
        assert [client.post(f"{ADDRESS}{m.pk}/{line}", said).status_code for m in (meeting, own)] == expected
        for deed in ("mo", "ket-thuc", "sua"):
            assert client.post(f"{ADDRESS}{meeting.pk}/{deed}/").status_code == 403
    assert signed_in(officer).get(f"{ADDRESS}moi/").status_code == 403
    assert signed_in(chief).get(f"{ADDRESS}moi/").status_code == 200
    whole = {"ngay": "2026-01-05", "chu-tri": "Giám đốc Sở", "don-vi": ""}
    assert signed_in(chief).post(f"{ADDRESS}moi/", whole).status_code == 403
    assert Client().get(f"{ADDRESS}{meeting.pk}/").status_code == 302
    assert not access.visible_meetings(reader).exists()
    # The meeting of a department looks at its own work.
    assert {line.owed.unit.code for line in queries.meeting_sheet(office, own).lines} == {"sxd"}


def test_a_meeting_is_called_and_changed_by_form(leader: User, agencies: Any) -> None:
    client = signed_in(leader)
    sent = {
        "ngay": "2026-06-05",
        "gio": "08:00",
        "chu-tri": "Chủ tịch",
        "dia-diem": "Phòng họp",
        "don-vi": "",
    }
    assert client.post(f"{ADDRESS}moi/", sent).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.held_on, str(meeting.begins_at), meeting.unit) == (date(2026, 6, 5), "08:00:00", None)
    twice = client.post(f"{ADDRESS}moi/", sent)
    assert twice.status_code == 409 and "Phòng họp" in twice.content.decode()
    for wrong in ({"ngay": "32/13"}, {"gio": "25:99"}, {"chu-tri": " "}, {"dia-diem": "x" * 201}):
        assert client.post(f"{ADDRESS}moi/", {**sent, "ngay": "2026-06-12", **wrong}).status_code == 400
    address = f"{ADDRESS}{meeting.pk}/sua/"
    assert client.get(address).status_code == 200
    assert client.post(address, {**sent, "gio": "09:30", "thay": "0"}).status_code == 302
    assert client.post(address, {**sent, "gio": "10:30", "thay": "0"}).status_code == 409
    meeting.refresh_from_db()
    assert str(meeting.begins_at) == "09:30:00"
    assert client.get(ADDRESS).status_code == 200


def test_one_meeting_of_a_circle_a_day(meet: Callable[..., Meeting], agencies: Any) -> None:
    meet()
    meet(unit=agencies.units["sxd"])
    with pytest.raises(AnotherMeeting):
        meet()


def test_obstacles_stand_on_the_sheet(
    plan: Plan, meet: Callable[..., Meeting], office: User, officer: User, agencies: Any
) -> None:
    raised = Raised(
        title="Chưa có mặt bằng đặt trạm",
        text="Cần mặt bằng",
        proposal="",
        owner=agencies.units["skhcn"],
        answer_due_on=clock.today() + timedelta(days=3),
    )
    raise_obstacle(said=raised, mark=uuid4(), by=officer, at=clock.now())
    page = signed_in(office).get(f"{ADDRESS}{meet().pk}/").content.decode()
    assert "Chưa có mặt bằng đặt trạm" in page


def test_the_page_costs_the_same_whatever_it_shows(
    plan: Plan, meet: Callable[..., Meeting], office: User, n_queries: Any
) -> None:
    meet(-7)
    meeting, client = meet(), signed_in(office)
    before = n_queries(client, f"{ADDRESS}{meeting.pk}/")
    for path in ("1", "2", "3"):
        write_note(meeting=meeting, about=owed(path), text="Có ý kiến", seen=0, by=office, at=clock.now())
    first = Obligation.objects.select_related("task").first()
    assert first is not None
    for unit in set(type(first.unit).objects.all()) - {first.unit}:
        Obligation.objects.create(task=first.task, unit=unit)
    assert n_queries(client, f"{ADDRESS}{meeting.pk}/") == before


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx", "pdf"])
def test_the_sheet_is_taken_as_a_file(
    kind: str, plan: Plan, meet: Callable[..., Meeting], office: User
) -> None:
    meeting = meet()
    write_note(meeting=meeting, about=owed("2"), text="Đã hứa", seen=0, by=office, at=clock.now())
    got = signed_in(office).get(f"{ADDRESS}{meeting.pk}/?dinh-dang={kind}")
    assert got.status_code == 200
    data = b"".join(got.streaming_content)  # type: ignore[attr-defined]
    if kind == "docx":
        cells = [cell.text for cell in Document(io.BytesIO(data)).tables[0].rows[1].cells]
        assert cells[0] == "Sở Xây dựng" and cells[-1] == "Đã hứa"


@pytest.mark.parametrize("standing", list(Standing))
def test_reasons_follow_standing(standing: Standing) -> None:
    usual = {Standing.OVERDUE: [Reason.LATE], Standing.SUBMITTED: [Reason.SUBMITTED]}.get(standing, [])
    is_running = standing in (Standing.NOT_STARTED, Standing.IN_TIME)
    assert meeting_reasons(standing) == usual
    # Remarks by themselves are no reason.
    assert meeting_reasons(standing, is_silent=True, is_lacking=True) == (
        [*usual, Reason.NO_MILESTONE, Reason.SILENT] if usual else []
    )
    for name, reason in (("is_next", Reason.NEXT), ("has_step", Reason.STEP), ("is_quiet", Reason.QUIET)):
        assert meeting_reasons(standing, **{name: True}) == ([reason] if is_running else usual)
    assert meeting_reasons(standing, is_asking=True) == [*usual, Reason.REQUESTED]


def test_what_was_spoken_about_stays_though_it_was_done_during_the_meeting(
    plan: Plan, meet: Callable[..., Meeting], office: User
) -> None:
    meeting, now = meet(), clock.now()
    write_note(meeting=meeting, about=owed("1"), text="Xong hôm nay", seen=0, by=office, at=now)
    record_progress(obligation=owed("1"), state="done", by=office, at=now)
    [line] = [
        line
        for line in queries.meeting_sheet(office, meeting).lines
        if line.owed.task.path.endswith("1") and line.note is not None
    ]
    assert (line.note.text, line.reasons) == ("Xong hôm nay", [])
