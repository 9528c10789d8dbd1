"""What the house says to whom has not signed in, to programs, and to browsers."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from hatang.accounts.models import Role, User
from hatang.base import clock

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-rat-dai-2026"
# One field more than a form may have.
MANY = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1


@pytest.fixture
def reader() -> User:
    user = User(username="nguoi-doc", full_title="Người đọc", role=Role.READER, created_at=clock.now())
    user.set_password(PASSWORD)
    user.save()
    return user


def _field(number: int) -> bytes:
    return f'Content-Disposition: form-data; name="f{number}"\r\n\r\n1\r\n--b\r\n'.encode()


def sign_in(client: Client, username: str, password: str) -> Any:
    return client.post("/dang-nhap/", {"login": username, "password": password})


@pytest.mark.parametrize("path", ["/", "/van-ban/", "/nhiem-vu/", "/chi-tieu/", "/van-ban/tai-len/"])
def test_every_page_asks_a_stranger_to_sign_in(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("path", ["/api/v1/units", "/api/v1/openapi.json", "/api/v1/docs"])
def test_the_api_answers_a_stranger_with_a_401_problem(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 401


def test_the_right_password_signs_in_and_a_wrong_one_does_not(client: Client, reader: User) -> None:
    assert sign_in(client, "nguoi-doc", "sai").status_code == 200
    assert client.get("/api/v1/units").status_code == 401
    assert sign_in(client, "nguoi-doc", PASSWORD).status_code == 302
    assert client.get("/api/v1/units").status_code == 200


def test_guessing_passwords_is_slowed_down(client: Client, reader: User) -> None:
    for _ in range(6):
        sign_in(client, "nguoi-doc", "sai")
    # Even the right one waits now.
    assert sign_in(client, "nguoi-doc", PASSWORD).status_code != 302


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/dang-ky/").status_code == 404
    assert client.get("/accounts/signup/").status_code == 404


def test_a_post_without_its_token_is_refused(reader: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict, "nguoi-doc", PASSWORD).status_code == 403


def test_pages_allow_no_foreign_and_no_inline_script(client: Client) -> None:
    answer = client.get("/dang-nhap/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "<script>" not in answer.content.decode()
    assert " style=" not in answer.content.decode()


def test_the_house_speaks_vietnamese_whatever_the_browser_asks_for(client: Client) -> None:
    answer = client.get("/dang-nhap/", headers={"accept-language": "en-US"})
    assert answer["Content-Language"] == "vi"
    assert 'lang="vi"' in answer.content.decode()


def test_a_chosen_language_is_kept(client: Client) -> None:
    client.post("/ngon-ngu/", {"language": "en", "next": "/dang-nhap/"})
    assert client.get("/dang-nhap/")["Content-Language"] == "en"


def test_an_unknown_address_of_the_api_is_a_problem(client: Client, reader: User) -> None:
    client.force_login(reader)
    answer = client.get("/api/v1/khong-co")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_bad_input_names_the_field_and_the_reason(client: Client, reader: User) -> None:
    client.force_login(reader)
    answer = client.get("/api/v1/units", {"limit": "many"})
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["errors"][0]["field"] == "limit"
    assert problem["errors"][0]["reason"]


def test_the_api_describes_itself(client: Client, reader: User) -> None:
    client.force_login(reader)
    described = json.loads(client.get("/api/v1/openapi.json").content)
    assert described["openapi"].startswith("3.")
    assert any(path.startswith("/api/v1/units") for path in described["paths"])
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    assert "swagger-ui" in page.content.decode()


def test_times_are_stored_in_utc_and_lived_in_vietnam() -> None:
    assert settings.USE_TZ
    assert settings.TIME_ZONE == "Asia/Ho_Chi_Minh"


def test_a_strangers_file_is_turned_away_before_it_is_read() -> None:
    # Without its token the request would be a 403 if the form had been looked at first.
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/van-ban/tai-len/", {"file": BytesIO(b"%PDF-1.7")})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=\u00e9", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\n" + b"".join(_field(n) for n in range(MANY))),
    ],
)
def test_a_body_that_is_no_form_is_a_400_problem(
    client: Client, office: User, content_type: str, body: bytes
) -> None:
    client.force_login(office)
    answer = client.generic("POST", "/api/v1/documents", body, content_type=content_type)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert json.loads(answer.content)["detail"] == "Không hiểu được yêu cầu này."


def test_too_many_words_in_an_address_are_a_400_problem(client: Client, reader: User) -> None:
    client.force_login(reader)
    words = "&".join(f"a{n}=1" for n in range(MANY))
    answer = client.get(f"/api/v1/documents?{words}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_body_of_unknown_length_is_refused_with_the_way_out(client: Client, office: User) -> None:
    client.force_login(office)
    answer = client.post("/api/v1/documents", headers={"Transfer-Encoding": "chunked"})
    assert answer.status_code == 411
    assert "Content-Length" in json.loads(answer.content)["detail"]


def test_a_method_the_api_does_not_know_is_a_405_problem(client: Client, reader: User) -> None:
    client.force_login(reader)
    answer = client.delete("/api/v1/tasks")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert "GET" in answer["Allow"]


def test_pages_of_who_signed_in_stay_in_no_browser(client: Client, reader: User) -> None:
    client.force_login(reader)
    for path in ("/", "/nhiem-vu/?dinh-dang=csv", "/api/v1/tasks"):
        assert client.get(path)["Cache-Control"] == "private, no-store"
