"""People are added, changed and closed, and may do what their role says."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from hatang.accounts import access
from hatang.accounts.actions import (
    NameTaken,
    WeakPassword,
    change_language,
    change_password,
    close_account,
    close_unit,
    create_user,
    put_unit,
)
from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.refusal import NotAllowed, NotFound, Refusal

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-dai-2026"


def _create(at: datetime, **values: Any) -> User:
    return create_user(
        **{
            "username": "chuyen-vien",
            "full_title": "Chuyên viên",
            "password": PASSWORD,
            "by": None,
            "at": at,
            **values,
        }
    )


def test_a_new_person_signs_in_with_the_password(at: datetime) -> None:
    user = _create(at)
    assert authenticate(username="Chuyen-Vien", password=PASSWORD) == user
    assert authenticate(username="chuyen-vien", password="khac") is None


def test_a_username_is_taken_in_whatever_case(at: datetime) -> None:
    _create(at)
    with pytest.raises(NameTaken):
        _create(at, username="CHUYEN-VIEN")


@pytest.mark.parametrize("password", ["ngan", "1234567890", "chuyen-vien"])
def test_a_password_that_is_easy_to_guess_is_refused(at: datetime, password: str) -> None:
    with pytest.raises(WeakPassword):
        _create(at, password=password)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "values", [{"role": "king"}, {"language": "fr"}, {"username": "  "}, {"full_title": " "}]
)
def test_what_makes_no_sense_is_refused(at: datetime, values: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        _create(at, **values)


def test_a_closed_account_signs_in_no_more(administrator: User, reader: User, at: datetime) -> None:
    closed = close_account(user=reader, by=administrator, at=at)
    assert authenticate(username=reader.username, password=PASSWORD) is None
    assert not access.is_reader(closed)


def test_every_change_of_a_person_names_who_made_it_and_never_the_password(
    administrator: User, reader: User, at: datetime
) -> None:
    change_language(user=reader, language="en", by=administrator, at=at)
    change_password(user=reader, password="mot-mat-khau-khac-2026", by=administrator, at=at)
    entries = history_of(reader)
    assert [entry.label for entry in entries] == ["insert", "update", "update"]
    assert entries[-1].actor_id == administrator.pk
    assert entries[1].changes == {"language": ["vi", "en"]}
    assert list(entries[2].changes) == ["password_changed_at"]


def test_an_unknown_language_is_refused(reader: User, at: datetime) -> None:
    with pytest.raises(Refusal):
        change_language(user=reader, language="fr", by=reader, at=at)


def test_roles_open_their_own_doors(
    administrator: User, office: User, reader: User, make_user: Callable[..., User], agencies: Any
) -> None:
    leader = make_user("lanh-dao", "leader")
    officer = make_user("can-bo", "officer", agencies.units["sxd"])
    everybody = [administrator, office, officer, leader, reader, AnonymousUser()]
    assert [access.may_manage_users(user) for user in everybody] == [True, *[False] * 5]
    assert [access.may_manage_units(user) for user in everybody] == [True, True, *[False] * 4]
    assert [access.is_reader(user) for user in everybody] == [*[True] * 5, False]
    with pytest.raises(NotAllowed):
        access.require(False)


def test_a_reader_sees_units_and_a_stranger_none(reader: User, agencies: Any) -> None:
    unit = agencies.units["sxd"]
    assert access.get_unit(reader, unit.pk) == unit
    with pytest.raises(NotFound):
        access.get_unit(AnonymousUser(), unit.pk)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        access.get_unit(reader, 0)


def test_a_unit_put_twice_is_one_and_only_changes_are_recorded(at: datetime) -> None:
    values = {"code": "sxd", "kind": "department", "by": None, "at": at}
    unit = put_unit(name="Sở Xây dựng", **values)
    assert put_unit(name="Sở Xây dựng", **values) == unit
    put_unit(name="Sở Xây Dựng", **values)
    assert [entry.label for entry in history_of(unit)] == ["insert", "update"]


def test_a_closed_unit_names_its_successors(agencies: Any, at: datetime) -> None:
    old, new = agencies.units["sgddt"], agencies.units["skhcn"]
    close_unit(unit=old, on=date(2026, 3, 1), successors={new: 1}, by=None, at=at)
    assert old.valid_to == date(2026, 3, 1)
    assert [link.successor for link in old.successor_links.all()] == [new]


def test_the_api_lists_units_by_key(client: Client, reader: User, agencies: Any) -> None:
    client.force_login(reader)
    first = client.get("/api/v1/units?limit=5").json()
    rest = client.get(f"/api/v1/units?limit=100&after={first['next']}").json()
    assert len(first["items"]) == 5
    assert rest["next"] is None
    assert len({unit["id"] for unit in first["items"] + rest["items"]}) == len(agencies.units)
    assert [unit["code"] for unit in client.get("/api/v1/units?kind=commune&on=2026-06-01").json()["items"]]
    assert client.get("/api/v1/units?text=viettel").json()["items"][0]["code"] == "viettel"
    one = agencies.units["sxd"].pk
    assert client.get(f"/api/v1/units/{one}").json()["name"] == "Sở Xây dựng"


def test_the_api_refuses_strangers_and_wrong_input_with_a_problem(
    client: Client, reader: User, agencies: Any
) -> None:
    assert client.get("/api/v1/units").status_code == 401
    client.force_login(reader)
    for address, status in [
        ("/api/v1/units?limit=0", 422),
        ("/api/v1/units?after=-1", 422),
        ("/api/v1/units?on=31/12/2026", 422),
        ("/api/v1/units/999999", 404),
    ]:
        response = client.get(address)
        assert response.status_code == status, address
        assert response.headers["Content-Type"] == "application/problem+json"
