"""Where somebody is signed in is shown, and ended from there."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hatang.accounts.actions import change_password, close_account, reopen_account
from hatang.accounts.jobs import forget_old_sessions
from hatang.accounts.models import SignInEvent, User
from hatang.accounts.queries import living_sessions
from hatang.base import clock
from hatang.config.middleware import SeenMiddleware

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai-2026"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


def signed_in(user: User, user_agent: str = "curl/8.5.0") -> Client:
    client = Client(headers={"User-Agent": user_agent})
    assert client.post("/dang-nhap/", {"login": user.username, "password": PASSWORD}).status_code == 302
    assert client.get("/bao-mat/").status_code == 200
    return client


def session_of(client: Client) -> UserSession:
    found: UserSession = UserSession.objects.get(session_key=client.session.session_key)
    return found


def test_the_person_sees_each_session_and_ends_one(reader: User) -> None:
    here, phone = signed_in(reader), signed_in(reader, PHONE)
    page = here.get("/bao-mat/").content.decode()
    assert "Safari, iPhone" in page
    assert "phiên này" in page
    assert here.post(f"/bao-mat/phien/{session_of(phone).pk}/ket-thuc/").status_code == 302
    assert phone.get("/").status_code == 302
    assert here.get("/").status_code == 200
    event = SignInEvent.objects.order_by("-pk").first()
    assert event
    assert (event.outcome, event.user, event.by) == ("sessions_ended", reader, None)


def test_all_others_end_at_once(reader: User) -> None:
    here, *others = [signed_in(reader) for _turn in range(3)]
    assert here.post("/bao-mat/phien/khac/ket-thuc/").status_code == 302
    assert here.get("/").status_code == 200
    assert [other.get("/").status_code for other in others] == [302, 302]
    assert len(living_sessions(reader)) == 1
    # A second press ends nothing and says nothing new.
    assert here.post("/bao-mat/phien/khac/ket-thuc/").status_code == 302
    assert SignInEvent.objects.filter(outcome="sessions_ended").count() == 1


def test_nobody_ends_the_session_of_somebody_else_but_an_administrator_all_of_them(
    administrator: User, office: User, reader: User
) -> None:
    owner = signed_in(reader)
    of_all = f"/nguoi-dung/{reader.pk}/phien/ket-thuc/"
    of_one = f"/bao-mat/phien/{session_of(owner).pk}/ket-thuc/"
    colleague, boss = signed_in(office), signed_in(administrator)
    assert Client().post(of_one).status_code == 302
    assert colleague.post(of_one).status_code == boss.post(of_one).status_code == 404
    assert colleague.post(of_all).status_code == owner.post(of_all).status_code == 403
    assert owner.get("/").status_code == 200
    assert "curl/8.5.0" in boss.get(f"/nguoi-dung/{reader.pk}/").content.decode()
    assert boss.post(of_all).status_code == 302
    assert owner.get("/").status_code == 302
    event = SignInEvent.objects.order_by("-pk").first()
    assert event
    assert (event.outcome, event.user, event.by) == ("sessions_ended", reader, administrator)


def test_only_sessions_that_open_something_are_listed(reader: User) -> None:
    old, other = signed_in(reader), signed_in(reader)
    Session.objects.filter(session_key=old.session.session_key).update(
        expire_date=clock.now() - timedelta(minutes=1)
    )
    assert [one.session_key for one in living_sessions(reader)] == [other.session.session_key]
    change_password(user=reader, password="mot-mat-khau-khac-2026", by=reader, at=clock.now())
    assert living_sessions(reader) == []


def test_when_a_session_was_last_used_is_written_now_and_then(reader: User, monkeypatch: Any) -> None:
    client = signed_in(reader)
    first = session_of(client).last_seen_at
    client.get("/bao-mat/")
    assert session_of(client).last_seen_at == first
    monkeypatch.setattr(SeenMiddleware, "EVERY", timedelta(0))
    client.get("/bao-mat/", headers={"User-Agent": PHONE})
    seen = session_of(client)
    assert seen.last_seen_at > first
    assert seen.user_agent == PHONE


def test_more_sessions_ask_no_more_of_the_database(reader: User) -> None:
    client = signed_in(reader)
    with CaptureQueriesContext(connection) as few:
        client.get("/bao-mat/")
    for _turn in range(4):
        signed_in(reader)
    with CaptureQueriesContext(connection) as more:
        assert client.get("/bao-mat/").content.decode().count("curl/8.5.0") >= 5
    assert len(more) == len(few)


def test_a_closed_account_that_opens_again_has_no_session_left(administrator: User, reader: User) -> None:
    owner = signed_in(reader)
    close_account(user=reader, by=administrator, at=clock.now())
    assert living_sessions(reader) == []
    reopen_account(user=reader, by=administrator, at=clock.now())
    assert owner.get("/").status_code == 302


def test_sessions_that_are_over_are_forgotten(reader: User) -> None:
    gone = signed_in(reader)
    gone.post("/dang-xuat/")
    signed_in(reader)
    assert UserSession.objects.filter(user=reader).count() == 1


def test_sessions_that_ran_out_are_deleted_at_night(reader: User) -> None:
    old, living = signed_in(reader), signed_in(reader)
    gone = old.session.session_key
    Session.objects.filter(session_key=gone).update(expire_date=clock.now() - timedelta(minutes=1))
    forget_old_sessions()
    assert not Session.objects.filter(session_key=gone).exists()
    assert [one.session_key for one in UserSession.objects.all()] == [living.session.session_key]
