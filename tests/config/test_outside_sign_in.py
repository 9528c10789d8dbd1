"""Signing in through a real OpenID Connect provider on this machine, with every redirect."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client
from oidc_provider_mock import User as Account
from oidc_provider_mock import run_server_in_thread

from hatang.accounts.actions import close_account, set_email, set_identity
from hatang.accounts.models import OutsideIdentity, SignInEvent, User
from hatang.base import clock
from hatang.base.history import history_of
from hatang.config.environment import openid_provider

pytestmark = pytest.mark.django_db

MAIL = "nguoi-doc@example.vn"
START = "/dang-nhap/ngoai/oidc/"
ACCOUNTS = [
    Account(sub="a-1", claims={"email": MAIL, "email_verified": True}),
    Account(sub="a-2", claims={"email": MAIL.upper(), "email_verified": True}),
    Account(sub="a-3", claims={"email": MAIL, "email_verified": False}),
    Account(sub="a-4", claims={}),
]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of a provider that runs for these tests."""
    with run_server_in_thread(user_claims=ACCOUNTS) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def provider(settings: Any, issuer: str) -> str:
    """The house with this provider; returns its address."""
    settings.OIDC_NAME, settings.OIDC_ISSUER = "Cổng thử", issuer
    described = openid_provider("Cổng thử", issuer, "hatang", "bí mật")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": described}
    return issuer


def through(client: Client, account: str, start: str = START) -> Any:
    """Go from the button through the provider, as this account, and back; the last answer."""
    away = client.get(start)
    assert away.status_code == 302
    form = {"sub": account} if account else {"action": "deny"}
    back = requests.post(away["Location"], data=form, allow_redirects=False, timeout=10)
    assert back.status_code == 302
    to = urlsplit(back.headers["Location"])
    assert to.path == "/dang-nhap/ngoai/oidc/ve/"
    return client.get(f"{to.path}?{to.query}")


def outcomes() -> list[str]:
    return list(SignInEvent.objects.order_by("pk").values_list("outcome", flat=True))


@pytest.fixture
def known(administrator: User, reader: User) -> User:
    """A person with a mail address."""
    return set_email(user=reader, email=MAIL, by=administrator, at=clock.now())


def test_a_verified_address_is_recognised_once_and_then_the_identifier(
    client: Client, provider: str, administrator: User, known: User
) -> None:
    assert "Đăng nhập bằng Cổng thử" in client.get("/dang-nhap/").content.decode()
    assert through(client, "a-1")["Location"] == "/"
    assert client.get("/bao-mat/").status_code == 200
    known.refresh_from_db()
    assert known.check_password("mot-mat-khau-dai-2026")
    # The address goes to somebody else; the account stays whose it was.
    set_email(user=known, email="khac@example.vn", by=administrator, at=clock.now())
    client.post("/dang-xuat/")
    assert through(client, "a-1").status_code == 302
    assert outcomes() == ["identity_linked", "signed_in", "signed_out", "signed_in"]
    assert SignInEvent.objects.filter(means="oidc").exists()
    assert [entry.label for entry in history_of(OutsideIdentity.objects.get())] == ["insert"]


def test_whoever_inherits_an_address_does_not_inherit_the_person(
    client: Client, provider: str, known: User
) -> None:
    through(Client(), "a-1")
    answer = through(client, "a-2")
    assert answer.status_code == 403
    assert "không thuộc về ai" in answer.content.decode()
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("account", ["a-3", "a-4", "chua-tung-co@example.vn"])
def test_who_is_not_known_is_refused_and_no_account_is_made(
    client: Client, provider: str, known: User, account: str
) -> None:
    n_people = User.objects.count()
    assert through(client, account).status_code == 403
    assert User.objects.count() == n_people
    assert client.get("/").status_code == 302
    assert outcomes() == ["identity_refused"]


def test_an_address_of_two_people_is_nobodys(
    client: Client, provider: str, administrator: User, office: User, known: User
) -> None:
    set_email(user=office, email=MAIL, by=administrator, at=clock.now())
    assert through(client, "a-1").status_code == 403


def test_an_identifier_of_the_administrator_counts_without_any_address(
    client: Client, provider: str, administrator: User, office: User, reader: User
) -> None:
    address = f"/nguoi-dung/{reader.pk}/tai-khoan-ngoai/"
    for outsider in (office, reader):
        client.force_login(outsider)
        assert client.post(address, {"dinh-danh": "a-4"}).status_code == 403
        assert client.post(f"/nguoi-dung/{reader.pk}/email/", {"email": MAIL}).status_code == 403
    client.force_login(administrator)
    assert client.post(address, {"dinh-danh": "a-4"}).status_code == 302
    assert 'value="a-4"' in client.get(f"/nguoi-dung/{reader.pk}/").content.decode()
    taken = client.post(f"/nguoi-dung/{office.pk}/tai-khoan-ngoai/", {"dinh-danh": "a-4"})
    assert taken.status_code == 409
    visitor = Client()
    assert through(visitor, "a-4").status_code == 302
    assert visitor.get("/").status_code == 200
    assert client.post(address, {"dinh-danh": ""}).status_code == 302
    assert through(Client(), "a-4").status_code == 403
    assert client.post(address, {"dinh-danh": "x" * 192}).status_code == 400
    assert client.post(f"/nguoi-dung/{reader.pk}/email/", {"email": "khong"}).status_code == 400


def test_a_closed_account_is_told_that_it_is_closed(
    client: Client, provider: str, administrator: User, known: User
) -> None:
    set_identity(user=known, issuer=provider, subject="a-1", by=administrator, at=clock.now())
    close_account(user=known, by=administrator, at=clock.now())
    answer = through(client, "a-1")
    assert answer.status_code == 403
    assert "Tài khoản đã khóa" in answer.content.decode()
    assert outcomes() == ["account_closed"]


def test_who_breaks_off_comes_back_to_the_door(client: Client, provider: str, known: User) -> None:
    answer = through(client, "")
    assert answer.status_code == 403
    assert "Bạn đã dừng" in answer.content.decode()


def test_nobody_ties_an_account_from_within_a_session(
    client: Client, provider: str, known: User, office: User
) -> None:
    client.force_login(office)
    assert through(client, "a-1", START + "?process=connect").status_code == 403
    assert not OutsideIdentity.objects.exists()


def test_a_callback_nobody_asked_for_signs_nobody_in(client: Client, provider: str, known: User) -> None:
    assert client.get("/dang-nhap/ngoai/oidc/ve/?code=x&state=y").status_code == 403
    assert client.get("/").status_code == 302


def test_a_provider_that_does_not_answer_is_told(client: Client, provider: str, settings: Any) -> None:
    gone = openid_provider("Cổng thử", "http://localhost:1", "hatang", "bí mật")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": gone}
    answer = client.get(START)
    assert answer.status_code == 403
    assert "đăng nhập bằng mật khẩu" in answer.content.decode()


def test_without_a_provider_there_is_no_button_and_no_way(client: Client) -> None:
    assert "dang-nhap/ngoai" not in client.get("/dang-nhap/").content.decode()
    assert client.get(START).status_code == 404


def test_the_second_factor_is_asked_for_after_the_provider_too(
    client: Client, provider: str, known: User, make_factor: Callable[[User], str]
) -> None:
    make_factor(known)
    assert through(client, "a-1")["Location"] == "/dang-nhap/ma/"
    assert client.get("/").status_code == 302


@pytest.fixture
def make_factor(rf: Any) -> Callable[[User], str]:
    """Sets up a second factor for a person, and returns its key."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    def make(user: User) -> str:
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        return str(secret)

    return make
