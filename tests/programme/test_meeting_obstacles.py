"""Obstacles on the sheet of a weekly meeting: notes, days of answer, conclusions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.refusal import NotAllowed, Refusal
from hatang.notices.actions import Raised, WrongStep, raise_obstacle, take_obstacle_step
from hatang.notices.models import Comment, Obstacle
from hatang.programme import queries
from hatang.programme.actions import (
    Call,
    Concluded,
    NotOpen,
    WrittenMeanwhile,
    add_conclusion,
    call_meeting,
    close_meeting,
    open_meeting,
    reopen_meeting,
    set_answer_day,
    write_note,
)
from hatang.programme.models import Meeting, Task

pytestmark = pytest.mark.django_db

ADDRESS = "/giao-ban/"


@pytest.fixture
def officer(make_user: Callable[..., User], agencies: Any) -> User:
    """Works in the department that must answer."""
    return make_user("can-bo-skhcn", "officer", agencies.units["skhcn"])


@pytest.fixture
def obstacle(make_user: Callable[..., User], agencies: Any) -> Obstacle:
    """The department of building asks that of science."""
    asker = make_user("can-bo-sxd", "officer", agencies.units["sxd"])
    due_on = clock.today() + timedelta(days=4)
    said = Raised("Chưa có khung giá", "Các bên chưa thống nhất", "", agencies.units["skhcn"], due_on)
    return raise_obstacle(said=said, mark=uuid4(), by=asker, at=clock.now())


@pytest.fixture
def meeting(office: User) -> Meeting:
    """Goes on today."""
    call = Call(clock.today(), None, "", "Chủ tịch Ủy ban nhân dân tỉnh", None)
    made = call_meeting(call=call, by=office, at=clock.now())
    return open_meeting(meeting=made, by=office, at=clock.now())


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def close(meeting: Meeting, by: User, *, is_given_out: bool = False) -> Meeting:
    kept = queries.sheet_to_keep(queries.meeting_sheet(by, meeting))
    return close_meeting(meeting=meeting, kept=kept, is_given_out=is_given_out, by=by, at=clock.now())


def test_the_sheet_names_who_must_answer_and_takes_a_note(
    meeting: Meeting, obstacle: Obstacle, office: User
) -> None:
    client, address = signed_in(office), f"{ADDRESS}{meeting.pk}/ghi-vuong-mac/{obstacle.pk}/"
    answer = client.post(address, {"ghi": "Trình khung giá", "thay": "0"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and f"ghi-vm-{obstacle.pk}" in answer.content.decode()
    [line] = queries.meeting_sheet(office, meeting).obstacles
    assert (line.obstacle, line.note.text if line.note else "", line.may_set_day) == (
        obstacle,
        "Trình khung giá",
        True,
    )
    page = client.get(f"{ADDRESS}{meeting.pk}/").content.decode()
    assert "Chưa có khung giá" in page and "Sở Khoa học và Công nghệ" in page and "Trình khung giá" in page


def test_two_who_write_the_same_line_are_told(
    meeting: Meeting, obstacle: Obstacle, office: User, make_user: Callable[..., User]
) -> None:
    now = clock.now()
    write_note(meeting=meeting, about=obstacle, text="Chờ sở", seen=0, by=office, at=now)
    leader = make_user("lanh-dao", "leader")
    with pytest.raises(WrittenMeanwhile):
        write_note(meeting=meeting, about=obstacle, text="Giao sở", seen=0, by=leader, at=now)


def test_a_meeting_sets_the_day_of_the_answer_and_the_register_says_why(
    meeting: Meeting, obstacle: Obstacle, office: User
) -> None:
    day = clock.today() + timedelta(days=9)
    write_note(meeting=meeting, about=obstacle, text="Sở trình", seen=0, by=office, at=clock.now())
    address = f"{ADDRESS}{meeting.pk}/han-vuong-mac/{obstacle.pk}/"
    answer = signed_in(office).post(address, {"han": day.isoformat()})
    assert answer["Location"] == f"{ADDRESS}{meeting.pk}/#vm-{obstacle.pk}"
    obstacle.refresh_from_db()
    [taken] = obstacle.steps.all()
    assert (obstacle.answer_due_on, obstacle.state, taken.step, taken.due_on) == (day, "open", "set_day", day)
    assert taken.words.endswith(": Sở trình")
    # A doubled click says it once.
    set_answer_day(meeting=meeting, obstacle=obstacle, on=day, by=office, at=clock.now())
    assert obstacle.steps.count() == 1


def test_a_day_that_is_past_or_missing_is_refused_on_the_sheet(
    meeting: Meeting, obstacle: Obstacle, office: User
) -> None:
    client, address = signed_in(office), f"{ADDRESS}{meeting.pk}/han-vuong-mac/{obstacle.pk}/"
    for sent in ("2020-01-01", ""):
        answer = client.post(address, {"han": sent})
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode()
    obstacle.refresh_from_db()
    assert obstacle.answer_due_on == clock.today() + timedelta(days=4)


def test_an_answered_obstacle_gets_no_day_and_a_meeting_that_is_not_open_none(
    meeting: Meeting, obstacle: Obstacle, office: User
) -> None:
    now, day = clock.now(), clock.today() + timedelta(days=9)
    take_obstacle_step(obstacle=obstacle, step="answer", words="Đã có", by=office, at=now)
    with pytest.raises(WrongStep):
        set_answer_day(meeting=meeting, obstacle=obstacle, on=day, by=office, at=now)
    [line] = queries.meeting_sheet(office, meeting).obstacles
    assert not line.may_set_day
    closed = close(meeting, office)
    with pytest.raises(NotOpen):
        set_answer_day(meeting=closed, obstacle=obstacle, on=day, by=office, at=now)


def test_who_must_answer_may_not_give_itself_another_day(
    meeting: Meeting, obstacle: Obstacle, officer: User, make_user: Callable[..., User]
) -> None:
    now, day = clock.now(), clock.today() + timedelta(days=9)
    with pytest.raises(NotAllowed):
        take_obstacle_step(
            obstacle=obstacle, step="set_day", words="Xin thêm", answer_due_on=day, by=officer, at=now
        )
    leader = make_user("lanh-dao", "leader")
    assert set_answer_day(meeting=meeting, obstacle=obstacle, on=day, by=leader, at=now).answer_due_on == day


def test_only_those_who_run_the_meeting_write_about_obstacles(
    meeting: Meeting, obstacle: Obstacle, officer: User, reader: User
) -> None:
    for person, status in ((officer, 403), (reader, 404)):
        client = signed_in(person)
        for part in ("ghi-vuong-mac", "han-vuong-mac"):
            answer = client.post(
                f"{ADDRESS}{meeting.pk}/{part}/{obstacle.pk}/", {"ghi": "x", "han": "2030-01-01"}
            )
            assert answer.status_code == status
    assert not obstacle.steps.exists() and not meeting.notes.exists()


def test_a_conclusion_about_an_obstacle_becomes_a_task_and_is_said_beside_it(
    meeting: Meeting, obstacle: Obstacle, make_user: Callable[..., User], agencies: Any
) -> None:
    leader = make_user("lanh-dao-so", "approver", agencies.units["skhcn"])
    office = meeting.created_by
    begun = signed_in(office).get(f"{ADDRESS}{meeting.pk}/?vuong-mac={obstacle.pk}").content.decode()
    assert "Tháo gỡ vướng mắc “Chưa có khung giá”" in begun
    sent = {
        "ket-luan": "Trình khung giá thuê hạ tầng dùng chung",
        "chu-tri": str(agencies.units["skhcn"].pk),
        "han": (clock.today() + timedelta(days=20)).isoformat(),
        "vuong-mac": str(obstacle.pk),
    }
    assert signed_in(office).post(f"{ADDRESS}{meeting.pk}/ket-luan/", sent).status_code == 302
    assert meeting.conclusions.get().obstacle == obstacle
    close(meeting, leader, is_given_out=True)
    assert Task.objects.filter(text__startswith="Trình khung giá thuê").count() == 1
    [said] = Comment.objects.filter(subject_kind="obstacle", subject_id=obstacle.pk)
    assert "Trình khung giá thuê" in said.text
    reopen_meeting(meeting=meeting, reason="Nhầm", by=leader, at=clock.now())
    assert Comment.objects.filter(subject_kind="obstacle", subject_id=obstacle.pk).count() == 2


def test_a_conclusion_names_no_obstacle_that_is_hidden(meeting: Meeting, office: User, agencies: Any) -> None:
    sent = {
        "ket-luan": "Làm",
        "chu-tri": str(agencies.units["skhcn"].pk),
        "han": "2030-01-01",
        "vuong-mac": "99999",
    }
    assert signed_in(office).post(f"{ADDRESS}{meeting.pk}/ket-luan/", sent).status_code == 404
    assert not meeting.conclusions.exists()


def test_a_closed_meeting_shows_obstacles_as_they_stood(
    meeting: Meeting, obstacle: Obstacle, office: User
) -> None:
    closed, due_on = close(meeting, office), obstacle.answer_due_on
    take_obstacle_step(obstacle=obstacle, step="answer", words="Xong", by=office, at=clock.now())
    take_obstacle_step(obstacle=obstacle, step="close", words="", by=office, at=clock.now())
    [line] = queries.meeting_sheet(office, closed).obstacles
    assert (line.obstacle.state, line.obstacle.answer_due_on, line.may_set_day) == ("open", due_on, False)


def test_what_was_spoken_about_stays_though_it_was_closed_during_the_meeting(
    meeting: Meeting, obstacle: Obstacle, office: User
) -> None:
    write_note(meeting=meeting, about=obstacle, text="Đã xong", seen=0, by=office, at=clock.now())
    take_obstacle_step(obstacle=obstacle, step="close", words="Đã gỡ", by=office, at=clock.now())
    [line] = queries.meeting_sheet(office, meeting).obstacles
    assert line.obstacle.state == "closed"


def test_the_file_of_the_sheet_has_the_obstacles(meeting: Meeting, obstacle: Obstacle, office: User) -> None:
    write_note(meeting=meeting, about=obstacle, text="Trình khung giá", seen=0, by=office, at=clock.now())
    got = signed_in(office).get(f"{ADDRESS}{meeting.pk}/?dinh-dang=csv")
    text = b"".join(got.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Chưa có khung giá" in text and "Trình khung giá" in text


def test_the_sheet_costs_the_same_however_many_obstacles_it_has(
    meeting: Meeting, obstacle: Obstacle, office: User, agencies: Any, n_queries: Any
) -> None:
    client, address = signed_in(office), f"{ADDRESS}{meeting.pk}/"
    before = n_queries(client, address)
    for place in range(4):
        said = Raised(f"Vướng {place}", "Chưa có", "", agencies.units["sxd"], clock.today())
        made = raise_obstacle(said=said, mark=uuid4(), by=obstacle.raised_by, at=clock.now())
        write_note(meeting=meeting, about=made, text="Có ý kiến", seen=0, by=office, at=clock.now())
    assert n_queries(client, address) == before


def test_a_conclusion_is_checked_as_any_other(meeting: Meeting, obstacle: Obstacle, office: User) -> None:
    with pytest.raises(Refusal):
        add_conclusion(
            meeting=meeting, said=Concluded("", None, None, obstacle=obstacle), by=office, at=clock.now()
        )
