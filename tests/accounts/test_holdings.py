"""A person holds roles in units, for a time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts import access
from hatang.accounts.actions import AlreadyHeld, end_role, give_role
from hatang.accounts.models import Role, RoleHolding, User
from hatang.base import clock
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("chuyen-vien", "officer", agencies.units["sxd"])


def _anew(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_a_further_role_counts_in_its_unit_only_and_until_it_ends(
    officer: User, administrator: User, agencies: Any
) -> None:
    science, building = agencies.units["skhcn"], agencies.units["sxd"]
    assert access.works_for(officer, building.pk) and not access.works_for(officer, science.pk)
    now = clock.now()
    holding = give_role(user=officer, role=Role.APPROVER, unit=science, by=administrator, at=now)
    officer = _anew(officer)
    assert access.works_for(officer, science.pk) and access.leads(officer, science.pk)
    assert not access.leads(officer, building.pk)
    assert officer.units_held(Role.OFFICER, Role.APPROVER) == {science.pk, building.pk}
    end_role(holding=holding, by=administrator, at=now)
    assert not access.works_for(_anew(officer), science.pk)
    assert [entry.action for entry in history_of(holding)] == ["accounts.give_role", "accounts.end_role"]
    with pytest.raises(Conflict):
        end_role(holding=holding, by=administrator, at=now)


def test_a_role_given_for_later_is_not_held_yet(officer: User, agencies: Any) -> None:
    later = clock.today() + timedelta(days=1)
    holding = RoleHolding.objects.create(
        user=officer, role=Role.FOCAL, unit=agencies.units["skhcn"], valid_from=later
    )
    assert not officer.holds(Role.FOCAL)
    assert holding.is_held(later) and not holding.is_held(later - timedelta(days=1))


def test_a_closed_account_holds_nothing(officer: User) -> None:
    officer.is_active = False
    officer.save()
    assert _anew(officer).held == frozenset()


@pytest.mark.parametrize(
    ("role", "unit"),
    [("king", "skhcn"), ("administrator", "skhcn"), ("approver", None), ("approver", "stttt")],
)
def test_a_role_that_cannot_be_held_is_refused(
    officer: User, administrator: User, agencies: Any, at: datetime, role: str, unit: str | None
) -> None:
    with pytest.raises(Refusal):
        give_role(
            user=officer, role=role, unit=agencies.units[unit] if unit else None, by=administrator, at=at
        )


def test_the_same_role_is_held_once(officer: User, administrator: User, agencies: Any, at: datetime) -> None:
    for role, unit in (("officer", "sxd"), ("clerk", "skhcn")):
        if role == "clerk":
            give_role(user=officer, role=role, unit=agencies.units[unit], by=administrator, at=at)
        with pytest.raises(AlreadyHeld):
            give_role(user=officer, role=role, unit=agencies.units[unit], by=administrator, at=at)


def test_only_an_administrator_gives_and_ends_roles(
    officer: User, office: User, administrator: User, reader: User, agencies: Any, client: Client
) -> None:
    address = reverse("accounts:give_role", args=[reader.pk])
    form = {"vai-tro": "focal", "don-vi": agencies.units["skhcn"].pk}
    for person in (officer, office, reader):
        client.force_login(person)
        assert client.post(address, form).status_code == 403
    client.force_login(administrator)
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 409
    assert client.post(address, {"vai-tro": "focal"}).status_code == 400
    holding = reader.holdings.get()
    end = reverse("accounts:end_role", args=[reader.pk, holding.pk])
    assert client.post(reverse("accounts:end_role", args=[officer.pk, holding.pk])).status_code == 404
    page = client.get(reverse("accounts:person", args=[reader.pk])).content.decode()
    assert end in page and "Sở Khoa học và Công nghệ" in page
    listed = client.get("/nguoi-dung/?vai-tro=focal").content.decode()
    assert reader.full_title in listed and officer.full_title not in listed
    client.force_login(office)
    assert client.post(end).status_code == 403
    client.force_login(administrator)
    assert client.post(end).status_code == 302
    holding.refresh_from_db()
    assert holding.valid_to == clock.today()


def test_a_unit_role_without_a_unit_is_refused(make_user: Callable[..., User]) -> None:
    with pytest.raises(Refusal):
        make_user("khong-don-vi", "approver")


def test_the_day_of_the_end_is_the_first_without(officer: User, agencies: Any) -> None:
    holding = RoleHolding(user=officer, role="clerk", valid_from=date(2026, 1, 1), valid_to=date(2026, 2, 1))
    assert holding.is_held(date(2026, 1, 31)) and not holding.is_held(date(2026, 2, 1))
