"""Accounts, kept by administrators."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hatang.accounts.actions import LastAdministrator, change_role, close_account, issue_token
from hatang.accounts.models import ApiToken, Scope, User
from hatang.base import clock
from hatang.base.history import history_of
from hatang.base.refusal import Refusal

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-khac-2026-dai"


@pytest.fixture
def token(reader: User) -> ApiToken:
    return issue_token(name="Máy", scope=Scope.READ, n_days=30, by=reader, at=clock.now())[0]


def test_a_closed_account_is_signed_out_and_its_tokens_end(
    administrator: User, reader: User, token: ApiToken, client: Client
) -> None:
    visitor = Client()
    visitor.force_login(reader)
    assert visitor.get("/").status_code == 200
    client.force_login(administrator)
    assert client.post(f"/nguoi-dung/{reader.pk}/khoa/", {"mo": "0"}).status_code == 302
    assert visitor.get("/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert client.post(f"/nguoi-dung/{reader.pk}/khoa/", {"mo": "1"}).status_code == 302
    reader.refresh_from_db()
    assert reader.is_active


def test_the_last_administrator_stays(
    administrator: User, make_user: Callable[..., User], at: datetime
) -> None:
    for change in (
        lambda: close_account(user=administrator, by=administrator, at=at),
        lambda: change_role(
            user=administrator, role="reader", full_title="X", unit=None, by=administrator, at=at
        ),
    ):
        with pytest.raises(LastAdministrator):
            change()
    make_user("quan-tri-2", role="administrator")
    assert not close_account(user=administrator, by=administrator, at=at).is_active


@pytest.mark.parametrize(("role", "title"), [("king", "X"), ("reader", " "), ("reader", "x" * 201)])
def test_a_wrong_role_or_position_is_refused(
    administrator: User, reader: User, at: datetime, role: str, title: str
) -> None:
    with pytest.raises(Refusal):
        change_role(user=reader, role=role, full_title=title, unit=None, by=administrator, at=at)


def test_a_changed_password_is_kept_ends_tokens_and_other_sessions(
    reader: User, token: ApiToken, client: Client
) -> None:
    reader.set_password("mat-khau-rat-dai-2026")
    reader.save()
    other = Client()
    other.force_login(reader)
    client.force_login(reader)
    form = {"oldpassword": "mat-khau-rat-dai-2026", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post("/mat-khau/", form)
    assert answer.status_code == 302
    reader.refresh_from_db()
    assert reader.check_password(PASSWORD)
    assert other.get("/").status_code == 302
    assert client.get("/").status_code == 200
    token.refresh_from_db()
    assert token.revoked_at is not None
    last = history_of(reader)[-1]
    assert (last.action, "password_changed_at" in last.changes) == ("accounts.change_password", True)
    assert "password" not in last.changes


def test_only_an_administrator_manages_people(
    administrator: User, office: User, reader: User, client: Client
) -> None:
    for person in (office, reader):
        client.force_login(person)
        assert client.get("/nguoi-dung/").status_code == 403
        assert client.get(f"/nguoi-dung/{reader.pk}/").status_code == 403
        assert client.post(f"/nguoi-dung/{reader.pk}/khoa/", {"mo": "0"}).status_code == 403
        assert (
            client.post(f"/nguoi-dung/{reader.pk}/vai-tro/", {"vai-tro": "administrator"}).status_code == 403
        )
    client.force_login(administrator)
    assert reader.full_title in client.get("/nguoi-dung/?tim=doc").content.decode()
    assert reader.full_title not in client.get("/nguoi-dung/?tim=khong-co-ai").content.decode()
    assert client.get(f"/nguoi-dung/{reader.pk}/").status_code == 200
    assert client.get("/nguoi-dung/999999/").status_code == 404
    assert client.get("/nguoi-dung/?dinh-dang=xlsx").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_close_each_other_wait_in_turn(
    make_user: Callable[..., User], at: datetime
) -> None:
    first, second = make_user("quan-tri-1", "administrator"), make_user("quan-tri-2", "administrator")
    start = Barrier(2)

    def close(user: User, by: User) -> str:
        start.wait()
        try:
            close_account(user=user, by=by, at=at)
        except LastAdministrator as refusal:
            return refusal.code
        finally:
            connection.close()
        return "closed"

    for _turn in range(10):
        User.objects.update(is_active=True)
        with ThreadPoolExecutor(2) as threads:
            ends = [threads.submit(close, *pair) for pair in ((first, second), (second, first))]
        assert sorted(end.result() for end in ends) == ["closed", "last_administrator"]


def test_the_page_of_a_person_asks_no_more_for_more_people(
    administrator: User,
    reader: User,
    make_user: Callable[..., User],
    client: Client,
) -> None:
    client.force_login(administrator)
    client.post(f"/nguoi-dung/{reader.pk}/vai-tro/", {"vai-tro": "reader", "chuc-danh": "Chức danh mới"})
    address = f"/nguoi-dung/{reader.pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        page = client.get(address).content.decode()
    assert f"{administrator.full_title} · accounts.change_role" in page
    for n in range(5):
        make_user(f"them-{n}", "reader")
    with CaptureQueriesContext(connection) as more:
        client.get(address)
    assert len(more) == len(few)
