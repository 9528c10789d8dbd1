"""A new person is invited, and chooses the password behind a link that works once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import Invitation, User
from hatang.base import clock
from hatang.base.history import history_of
from hatang.notices.models import Mail

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-dau-tien-2026"
ASKED = {"username": "can-bo-moi", "full_title": "Cán bộ mới", "role": "reader", "unit": "", "email": ""}


@pytest.fixture
def mail(settings: Any) -> None:
    """The house has a mail server."""
    settings.MAIL_SERVER = {"sender": "ha-tang@example.vn"}


@pytest.fixture
def boss(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def link_in(words: str) -> str:
    """The path of the link in a page or a mail."""
    found = re.search(r"http://testserver(/loi-moi/[\w-]+/)", words)
    assert found
    return found[1]


def invited(boss: Client, **asked: str) -> str:
    """Invite somebody without mail; returns the path of the link."""
    return link_in(boss.post("/nguoi-dung/moi/", {**ASKED, **asked}).content.decode())


def take_up(link: str, password: str = PASSWORD, again: str = "") -> Any:
    return Client().post(link, {"password1": password, "password2": again or password})


def may_sign_in(username: str = "can-bo-moi", password: str = PASSWORD) -> bool:
    answer = Client().post("/dang-nhap/", {"login": username, "password": password})
    return bool(answer.status_code == 302)


def test_without_mail_the_administrator_hands_the_link_over(
    boss: Client, administrator: User, agencies: Any
) -> None:
    assert "không gửi thư" in boss.get("/nguoi-dung/moi/").content.decode()
    unit = agencies.units["sxd"]
    link = invited(boss, role="officer", unit=str(unit.pk))
    user = User.objects.get(username="can-bo-moi")
    assert (user.is_active, user.unit, user.role) == (False, unit, "officer")
    assert link.split("/")[2] not in str(Invitation.objects.values())
    assert "Đã mời" in boss.get("/nguoi-dung/").content.decode()
    assert not may_sign_in()

    page = Client().get(link).content.decode()
    assert "can-bo-moi" in page
    assert "Sở Xây dựng" in page
    assert take_up(link)["Location"] == "/dang-nhap/"
    assert may_sign_in()
    assert take_up(link, "mat-khau-thu-hai-2026").status_code == 410
    assert [entry.action for entry in history_of(Invitation.objects.get())] == [
        "portal.invite",
        "accounts.accept_invitation",
    ]


def test_with_mail_the_link_is_in_the_mail_and_not_on_the_page(boss: Client, mail: None) -> None:
    page = boss.post("/nguoi-dung/moi/", {**ASKED, "email": "moi@example.vn"}).content.decode()
    assert "/loi-moi/" not in page
    sent = Mail.objects.get()
    assert (sent.to, "can-bo-moi" in sent.text) == ("moi@example.vn", True)
    assert take_up(link_in(sent.text)).status_code == 302
    assert may_sign_in()


def test_a_link_sent_again_ends_the_former_one(boss: Client, mail: None) -> None:
    boss.post("/nguoi-dung/moi/", {**ASKED, "email": "moi@example.vn"})
    user = User.objects.get(username="can-bo-moi")
    assert "Gửi lại" in boss.get(f"/nguoi-dung/{user.pk}/").content.decode()
    assert boss.post(f"/nguoi-dung/{user.pk}/moi-lai/").status_code == 200
    first, second = Mail.objects.order_by("pk")
    assert take_up(link_in(first.text)).status_code == 410
    assert take_up(link_in(second.text)).status_code == 302
    assert boss.post(f"/nguoi-dung/{user.pk}/moi-lai/").status_code == 409


def test_a_withdrawn_link_and_an_old_one_open_nothing(boss: Client) -> None:
    link = invited(boss)
    user = User.objects.get(username="can-bo-moi")
    address = f"/nguoi-dung/{user.pk}/rut-loi-moi/"
    assert boss.post(address).status_code == 302
    assert boss.post(address).status_code == 409
    assert Client().get(link).status_code == take_up(link).status_code == 410
    other = link_in(boss.post(f"/nguoi-dung/{user.pk}/moi-lai/").content.decode())
    Invitation.objects.filter(withdrawn_at=None).update(
        created_at=clock.now() - timedelta(days=8), expires_at=clock.now() - timedelta(days=1)
    )
    assert take_up(other).status_code == 410
    assert "Hết hạn từ" in boss.get(f"/nguoi-dung/{user.pk}/").content.decode()
    assert Client().get("/loi-moi/khong-co/").status_code == 410
    assert not may_sign_in()


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [("ngan", "", "quá ngắn"), ("1234567890", "", "phổ biến"), (PASSWORD, "khac", "id_password2-error")],
)
def test_a_password_is_told_what_is_wrong_with_it(boss: Client, password: str, again: str, said: str) -> None:
    link = invited(boss)
    answer = take_up(link, password, again)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert take_up(link).status_code == 302


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"username": "quan-tri"}, "id_username-error"),
        ({"email": "khong-phai"}, "id_email-error"),
        ({"full_title": ""}, "id_full_title-error"),
        ({"role": "king"}, "id_role-error"),
        ({"role": "officer"}, "id_unit-error"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_lost(
    boss: Client, asked: dict[str, str], said: str
) -> None:
    answer = boss.post("/nguoi-dung/moi/", {**ASKED, **asked}).content.decode()
    assert f'id="{said}"' in answer
    assert 'value="can-bo-moi"' in answer or asked.get("username") in answer
    assert not Invitation.objects.exists()


def test_only_an_administrator_invites(office: User, reader: User, boss: Client) -> None:
    invited(boss)
    user = User.objects.get(username="can-bo-moi")
    for outsider in (office, reader):
        client = Client()
        client.force_login(outsider)
        assert client.get("/nguoi-dung/moi/").status_code == 403
        assert client.post("/nguoi-dung/moi/", ASKED).status_code == 403
        assert client.post(f"/nguoi-dung/{user.pk}/moi-lai/").status_code == 403
        assert client.post(f"/nguoi-dung/{user.pk}/rut-loi-moi/").status_code == 403
    assert Client().get("/nguoi-dung/moi/").status_code == 302


def test_somebody_who_has_come_already_is_not_invited_again(boss: Client, reader: User) -> None:
    assert boss.post(f"/nguoi-dung/{reader.pk}/moi-lai/").status_code == 409
    boss.post(f"/nguoi-dung/{reader.pk}/khoa/", {"mo": "0"})
    assert boss.post(f"/nguoi-dung/{reader.pk}/moi-lai/").status_code == 409


def test_a_letter_that_is_refused_leaves_nobody_behind(boss: Client, mail: None) -> None:
    # An address with letters no mail server takes passes the form, and the outbox refuses it.
    answer = boss.post("/nguoi-dung/moi/", {**ASKED, "email": "mới@example.vn"})
    assert answer.status_code == 200
    assert not User.objects.filter(username="can-bo-moi").exists()
