"""Programs act for a person with a token: owner, colleague, outsider; scope, expiry, revocation, limit."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.actions import (
    TooManyCalls,
    UnknownToken,
    close_account,
    issue_token,
    revoke_token,
    use_token,
)
from hatang.accounts.models import ApiToken, User
from hatang.base import clock
from hatang.base.audit import AuditFilter, audit_entries
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, Refusal
from hatang.programme.models import Obligation, Plan

pytestmark = pytest.mark.django_db

ADDRESS = "/ma-truy-cap/"
UNITS = "/api/v1/units"


def issue(by: User, **values: Any) -> tuple[ApiToken, str]:
    usual = {"name": "Kho dữ liệu", "scope": "read", "n_days": 30, "at": clock.now()}
    return issue_token(by=by, **{**usual, **values})


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_token_opens_the_api_without_a_session(reader: User, agencies: Any) -> None:
    token, secret = issue(reader)
    answer = Client().get(UNITS, headers=bearer(secret))
    assert answer.status_code == 200
    assert answer.json()["items"]
    assert "Set-Cookie" not in answer.headers
    token.refresh_from_db()
    assert token.last_used_at is not None


def test_only_the_hash_of_the_secret_is_kept_and_neither_is_in_the_audit(reader: User) -> None:
    token, secret = issue(reader)
    assert token.digest == sha256(secret.encode()).hexdigest()
    assert len(secret) >= 43
    kept = str(ApiToken.objects.filter(pk=token.pk).values().get())
    assert secret not in kept
    [entry] = history_of(token)
    assert (entry.action, entry.actor_id) == ("accounts.issue_token", reader.pk)


@pytest.mark.parametrize("secret", ["", "hatang_", "sai", "hatang_" + "a" * 43, "ă", "x" * 10_000])
def test_a_wrong_token_is_a_401_even_beside_a_session(reader: User, secret: str) -> None:
    answer = signed_in(reader).get(UNITS, headers=bearer(secret))
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["code"] == "unknown_token"


def test_an_expired_a_revoked_and_a_closed_persons_token_open_nothing(
    administrator: User, make_user: Callable[..., User], at: datetime
) -> None:
    owner = make_user("chu-ma", "reader")
    token, secret = issue(owner, at=at)
    last = at + timedelta(days=30)
    assert use_token(secret=secret, at=last - timedelta(seconds=1)) == token
    with pytest.raises(UnknownToken):
        use_token(secret=secret, at=last)
    revoked, its_secret = issue(owner, at=at)
    revoke_token(token=revoked, by=owner, at=at)
    with pytest.raises(UnknownToken):
        use_token(secret=its_secret, at=at)
    close_account(user=owner, by=administrator, at=at)
    with pytest.raises(UnknownToken):
        use_token(secret=secret, at=at)


def test_a_token_revoked_twice_keeps_the_first_moment(reader: User, at: datetime) -> None:
    token, _secret = issue(reader, at=at)
    revoke_token(token=token, by=reader, at=at)
    assert revoke_token(token=token, by=reader, at=at + timedelta(days=1)).revoked_at == at


def test_a_reading_token_changes_nothing_and_a_writing_one_needs_no_csrf_token(
    office: User, agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]
) -> None:
    publish(result)
    obligation = Obligation.objects.order_by("pk").first()
    assert obligation is not None
    address = f"/api/v1/obligations/{obligation.pk}"
    strict = Client(enforce_csrf_checks=True)

    def say(secret: str) -> Any:
        body = {"state": "in_progress"}
        return strict.put(address, body, content_type="application/json", headers=bearer(secret))

    _token, reading = issue(office)
    refused = say(reading)
    assert refused.status_code == 403
    assert refused.json()["code"] == "token_may_only_read"
    _token, writing = issue(office, scope="write")
    assert say(writing).status_code == 200
    assert history_of(obligation)[-1].actor_id == office.pk
    kept = audit_entries(AuditFilter("programme.obligation", object_id=obligation.pk), 1)[0]
    assert (kept.token, kept.address) == ("Kho dữ liệu", "127.0.0.1")


def test_a_session_still_needs_its_csrf_token_at_the_api(office: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post("/api/v1/documents").status_code == 403


def test_a_token_gives_no_more_than_its_person_has(
    office: User, reader: User, agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]
) -> None:
    publish(result)
    obligation = Obligation.objects.order_by("pk").first()
    assert obligation is not None
    _token, secret = issue(reader, scope="write")
    answer = Client().put(
        f"/api/v1/obligations/{obligation.pk}",
        {"state": "in_progress"},
        content_type="application/json",
        headers=bearer(secret),
    )
    assert answer.status_code in (403, 404)


def test_a_token_opens_no_page(reader: User) -> None:
    _token, secret = issue(reader)
    assert Client().get("/van-ban/", headers=bearer(secret)).status_code == 302


def test_a_token_used_too_often_waits_for_the_next_minute(reader: User, at: datetime, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 2
    _token, secret = issue(reader, at=at)
    for _call in range(2):
        use_token(secret=secret, at=at)
    with pytest.raises(TooManyCalls):
        use_token(secret=secret, at=at + timedelta(seconds=59))
    use_token(secret=secret, at=at + timedelta(seconds=60))


def test_a_call_too_many_is_told_when_to_come_back(reader: User, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 1
    _token, secret = issue(reader)
    assert Client().get(UNITS, headers=bearer(secret)).status_code == 200
    answer = Client().get(UNITS, headers=bearer(secret))
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"


@pytest.mark.parametrize(
    "values", [{"name": " "}, {"name": "a" * 81}, {"scope": "all"}, {"n_days": 0}, {"n_days": 100_000}]
)
def test_a_token_that_makes_no_sense_is_refused(reader: User, values: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        issue(reader, **values)
    assert not ApiToken.objects.exists()


def test_a_person_has_no_more_than_twenty_valid_tokens(reader: User) -> None:
    tokens = [issue(reader)[0] for _one in range(20)]
    with pytest.raises(Conflict):
        issue(reader)
    revoke_token(token=tokens[0], by=reader, at=clock.now())
    issue(reader)


def test_the_page_shows_the_secret_once(reader: User) -> None:
    client = signed_in(reader)
    assert "Chưa có mã truy cập nào" in client.get(ADDRESS).content.decode()
    made = client.post(ADDRESS, {"name": "<b>Kho</b>", "scope": "read", "n_days": "90"})
    token = ApiToken.objects.get()
    assert "no-store" in made["Cache-Control"]
    secret = made.context["secret"]
    assert secret in made.content.decode()
    again = client.get(ADDRESS).content.decode()
    assert secret not in again
    assert token.hint in again
    assert "<b>Kho</b>" not in again
    assert Client().get(UNITS, headers=bearer(secret)).status_code == 200


def test_the_page_says_what_is_wrong_with_the_form(reader: User) -> None:
    answer = signed_in(reader).post(ADDRESS, {"name": "", "scope": "all", "n_days": "7"})
    assert answer.status_code == 200
    assert answer.content.decode().count("form-error") == 3
    assert not ApiToken.objects.exists()


def test_only_the_owner_sees_and_revokes_a_token(
    administrator: User, make_user: Callable[..., User], agencies: Any
) -> None:
    owner = make_user("chu-ma", "officer", agencies.units["sxd"])
    colleague = make_user("dong-nghiep", "officer", agencies.units["sxd"])
    token, _secret = issue(owner, name="Phần mềm của Sở")
    address = f"{ADDRESS}{token.pk}/thu-hoi/"
    for other in (colleague, administrator):
        assert "Phần mềm của Sở" not in signed_in(other).get(ADDRESS).content.decode()
        assert signed_in(other).post(address).status_code == 404
    assert Client().post(address).status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is None
    assert signed_in(owner).get(address).status_code == 405
    assert signed_in(owner).post(address, follow=True).status_code == 200
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_the_page_asks_as_little_for_many_tokens_as_for_one(
    reader: User, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _one in range(5):
        issue(reader)
    client = signed_in(reader)
    client.get(ADDRESS)  # the first page of a session is noted
    with django_assert_max_num_queries(9):
        client.get(ADDRESS)


def test_the_description_of_the_api_names_the_token(reader: User) -> None:
    _token, secret = issue(reader)
    described = Client().get("/api/v1/openapi.json", headers=bearer(secret)).json()
    assert described["components"]["securitySchemes"]["TokenAuth"]["scheme"] == "bearer"
