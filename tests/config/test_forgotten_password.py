"""A forgotten password is replaced behind a link that comes by mail."""

import re
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.actions import close_account, set_email
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import history_of
from hatang.notices.models import Mail

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-moi-tinh-2026"
START = "/quen-mat-khau/"
MAIL = "nguoi-doc@example.vn"


@pytest.fixture
def mail(settings: Any) -> None:
    """The house has a mail server."""
    settings.MAIL_SERVER = {"sender": "ha-tang@example.vn"}


@pytest.fixture
def known(administrator: User, reader: User) -> User:
    return set_email(user=reader, email=MAIL, by=administrator, at=clock.now())


def link() -> str:
    found = re.search(r"http://testserver(/quen-mat-khau/\S+/)", Mail.objects.get().text)
    assert found
    return found[1]


def test_the_link_leads_to_a_new_password_once(client: Client, mail: None, known: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(known)
    assert START in client.get("/dang-nhap/").content.decode()
    assert client.post(START, {"email": MAIL.upper()})["Location"] == "/quen-mat-khau/da-gui/"
    assert client.get("/quen-mat-khau/da-gui/").status_code == 200
    first = link()
    form = client.get(first)["Location"]
    assert client.get(form).status_code == 200
    weak = client.post(form, {"password1": "ngan", "password2": "ngan"})
    assert "quá ngắn" in weak.content.decode()
    done = client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    assert done["Location"] == "/quen-mat-khau/da-doi/"
    assert client.get("/quen-mat-khau/da-doi/").status_code == 200
    known.refresh_from_db()
    assert known.check_password(PASSWORD)
    assert elsewhere.get("/").status_code == 302
    assert history_of(known)[-1].action == "accounts.change_password"
    assert "không còn dùng được" in Client().get(first).content.decode()


def test_an_unknown_address_and_a_closed_account_get_the_same_answer_and_no_mail(
    client: Client, mail: None, administrator: User, known: User
) -> None:
    assert client.post(START, {"email": "khong-co@example.vn"})["Location"] == "/quen-mat-khau/da-gui/"
    close_account(user=known, by=administrator, at=clock.now())
    assert client.post(START, {"email": MAIL})["Location"] == "/quen-mat-khau/da-gui/"
    assert not Mail.objects.exists()


def test_without_mail_there_is_no_such_page(client: Client, known: User) -> None:
    assert client.get(START).status_code == 404
    assert START not in client.get("/dang-nhap/").content.decode()
