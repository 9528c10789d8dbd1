"""What happens at the door is kept, and a second factor guards it."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from hatang.accounts.access import visible_sign_ins
from hatang.accounts.actions import close_account
from hatang.accounts.models import SignInEvent, User
from hatang.accounts.rules import device_name
from hatang.base import clock

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai-2026"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sign_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post(
        "/dang-nhap/", {"login": user.username, "password": password}, headers={"User-Agent": FIREFOX}
    )


def code(secret: str, *, turn: int = 0) -> str:
    """The code an app shows, `turn` periods from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + turn))


def set_up(client: Client, user: User) -> str:
    """Sign in and set up an app; returns its key."""
    sign_in(client, user)
    assert client.get("/bao-mat/ung-dung/")["Location"].startswith("/xac-nhan/")
    client.post("/xac-nhan/", {"password": PASSWORD})
    page = client.get("/bao-mat/ung-dung/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    found = re.search(r'id="key"[^>]*>([A-Z2-7]+)<', page)
    assert found
    answer = client.post("/bao-mat/ung-dung/", {"code": code(found[1])})
    assert answer["Location"] == "/bao-mat/ma-du-phong/"
    return found[1]


def outcomes() -> list[str]:
    return list(SignInEvent.objects.order_by("pk").values_list("outcome", flat=True))


def test_sign_ins_are_kept_with_who_from_where_and_how(client: Client, reader: User) -> None:
    assert sign_in(client, reader).status_code == 302
    client.post("/dang-xuat/")
    event, left = SignInEvent.objects.order_by("pk")
    assert (event.user, event.outcome, event.means) == (reader, "signed_in", "password")
    assert (event.address, event.user_agent) == ("127.0.0.1", FIREFOX)
    assert (left.outcome, left.user) == ("signed_out", reader)


def test_a_wrong_name_or_password_and_a_lock_out_are_kept(client: Client, reader: User) -> None:
    client.post("/dang-nhap/", {"login": "khong-co-ai", "password": "sai"})
    unknown = SignInEvent.objects.get()
    assert (unknown.user, unknown.name, unknown.outcome) == (None, "khong-co-ai", "wrong_password")
    for _turn in range(6):
        sign_in(client, reader, "sai")
    assert outcomes()[1:] == ["wrong_password"] * 5 + ["locked_out"]
    assert SignInEvent.objects.filter(user=reader).count() == 6


def test_the_owner_of_a_closed_account_is_told_and_others_are_not(
    client: Client, administrator: User, reader: User
) -> None:
    close_account(user=reader, by=administrator, at=clock.now())
    assert "không đúng" in sign_in(client, reader, "sai").content.decode()
    answer = sign_in(client, reader)
    assert answer.status_code == 403
    assert "Tài khoản đã khóa" in answer.content.decode()
    assert outcomes() == ["wrong_password", "account_closed"]


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_is_set_up_asked_for_and_given_up(client: Client, reader: User) -> None:
    secret = set_up(client, reader)
    kept = Authenticator.objects.get(user=reader, type="totp")
    assert secret not in str(kept.data)
    listed = re.findall(r"<code>(\d{8})</code>", client.get("/bao-mat/ma-du-phong/").content.decode())
    assert len(listed) == 10
    client.post("/dang-xuat/")

    assert sign_in(client, reader)["Location"] == "/dang-nhap/ma/"
    assert client.get("/").status_code == 302
    assert "Mã không đúng" in client.post("/dang-nhap/ma/", {"code": "000000"}).content.decode()
    assert client.post("/dang-nhap/ma/", {"code": code(secret, turn=1)}).status_code == 302
    assert client.get("/").status_code == 200
    client.post("/dang-xuat/")

    other = Client()
    sign_in(other, reader)
    # The code was spent, though it is still within its time.
    assert other.post("/dang-nhap/ma/", {"code": code(secret, turn=1)}).status_code == 200
    assert other.post("/dang-nhap/ma/", {"code": listed[0]}).status_code == 302
    assert "Còn 9 mã dự phòng" in other.get("/bao-mat/").content.decode()
    other.post("/xac-nhan/", {"password": PASSWORD})
    assert other.post("/bao-mat/ung-dung/go/").status_code == 302
    assert not Authenticator.objects.exists()
    assert outcomes() == [
        "signed_in",
        "factor_added",
        "signed_out",
        "wrong_code",
        "signed_in",
        "signed_out",
        "wrong_code",
        "code_spent",
        "signed_in",
        "factor_removed",
    ]
    assert SignInEvent.objects.filter(means="password, totp").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_recovery_code_counts_once_and_new_ones_end_the_old(client: Client, reader: User) -> None:
    set_up(client, reader)
    read = re.compile(r"<code>(\d{8})</code>")
    old = read.findall(client.get("/bao-mat/ma-du-phong/").content.decode())
    assert client.get("/bao-mat/ma-du-phong/tai/").content.decode().split() == old
    assert client.post("/bao-mat/ma-du-phong/moi/").status_code == 302
    new = read.findall(client.get("/bao-mat/ma-du-phong/").content.decode())
    assert not set(old) & set(new)
    for given, status in ((old[0], 200), (new[0], 302), (new[0], 200)):
        visitor = Client()
        sign_in(visitor, reader)
        assert visitor.post("/dang-nhap/ma/", {"code": given}).status_code == status
    assert "codes_renewed" in outcomes()


@pytest.mark.django_db(transaction=True)
def test_guessing_codes_is_stopped(client: Client, reader: User) -> None:
    secret = set_up(client, reader)
    visitor = Client()
    sign_in(visitor, reader)
    for n in range(5):
        visitor.post("/dang-nhap/ma/", {"code": f"00000{n}"})
    assert visitor.post("/dang-nhap/ma/", {"code": code(secret, turn=1)}).status_code == 200
    assert outcomes()[-1] == "locked_out"


@pytest.mark.django_db(transaction=True)
def test_a_changed_site_key_makes_every_code_wrong_and_breaks_nothing(
    client: Client, reader: User, settings: Any
) -> None:
    secret = set_up(client, reader)
    settings.SECRET_KEY = "khóa khác " * 5
    visitor = Client()
    sign_in(visitor, reader)
    assert visitor.post("/dang-nhap/ma/", {"code": code(secret, turn=1)}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_administrator_removes_the_factor_of_who_lost_it(
    client: Client, administrator: User, office: User, reader: User
) -> None:
    set_up(Client(), reader)
    address = f"/nguoi-dung/{reader.pk}/xac-thuc/go/"
    for outsider in (office, reader):
        client.force_login(outsider)
        assert client.post(address).status_code == 403
    client.force_login(administrator)
    assert "Gỡ xác thực hai bước" in client.get(f"/nguoi-dung/{reader.pk}/").content.decode()
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409
    event = SignInEvent.objects.order_by("-pk").first()
    assert event
    assert (event.user, event.by, event.outcome) == (reader, administrator, "factor_removed")
    assert sign_in(Client(), reader)["Location"] == "/"


def test_sign_ins_are_searched_by_administrators_only(
    client: Client, administrator: User, office: User, reader: User
) -> None:
    sign_in(Client(), reader)
    sign_in(Client(), office, "sai")
    address = "/nhat-ky/dang-nhap/"
    for outsider in (office, reader):
        client.force_login(outsider)
        assert client.get(address).status_code == 403
        assert set(visible_sign_ins(outsider)) == set(SignInEvent.objects.filter(user=outsider))
    client.force_login(administrator)

    def rows(query: str) -> int:
        return client.get(address + query).content.decode().count("<tr data-row>")

    today = clock.today().isoformat()
    assert rows("") == 2
    assert rows(f"?tim={reader.username}") == rows("?ket-qua=wrong_password") == 1
    assert rows("?tim=firefox+127.0") == rows(f"?tu={today}&den={today}") == 2
    assert rows("?tim=khong-co") == rows("?den=2020-01-01") == rows("?truoc=1") == 0
    assert rows("?ket-qua=x&tu=y&den=z&truoc=a") == 2
    assert reader.username in client.get(address + "?dinh-dang=csv").getvalue().decode("utf-8-sig")


def test_the_own_page_shows_only_the_own_events(client: Client, office: User, reader: User) -> None:
    sign_in(Client(), office, "sai")
    sign_in(client, reader)
    page = client.get("/bao-mat/").content.decode()
    assert page.count("<tr data-row>") == 2
    assert "Firefox, Windows" in page


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)
def test_a_device_is_named_as_people_call_it(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
def test_the_records_of_the_door_come_as_a_sheet_of_every_kind(
    client: Client, administrator: User, kind: str
) -> None:
    sign_in(client, administrator)
    answer = client.get(f"/nhat-ky/dang-nhap/?dinh-dang={kind}")
    assert answer.status_code == 200
    assert len(answer.getvalue()) > 500
