"""Saved views: kept, shared, changed, begun with; owner, colleague, outsider."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, NotAllowed, NotFound, Refusal
from hatang.programme import access, queries
from hatang.programme.actions import begin_with, change_view, delete_view, save_view
from hatang.programme.actions.saved_views import MOST_VIEWS
from hatang.programme.models import DefaultView, Plan, SavedView

pytestmark = pytest.mark.django_db

ADDRESS = "/nhiem-vu/bo-loc/"


@dataclass
class People:
    """An owner, a colleague of the unit, and an outsider."""

    owner: User
    colleague: User
    outsider: User


@pytest.fixture
def people(make_user: Callable[..., User], agencies: Any) -> People:
    """Two officers of a department and one of another."""
    unit = agencies.units["skhcn"]
    return People(
        make_user("chu-bo-loc", "officer", unit),
        make_user("dong-nghiep", "officer", unit),
        make_user("nguoi-ngoai", "officer", agencies.units["sxd"]),
    )


@pytest.fixture
def save(at: datetime) -> Callable[..., SavedView]:
    """Saves a view."""

    def run(by: User, **values: str) -> SavedView:
        usual = {"name": "Quá hạn", "query": "tinh-trang=qua-han", "kind": "table", "audience": "self"}
        return save_view(by=by, at=at, **{**usual, **values})

    return run


@pytest.mark.parametrize(
    ("audience", "finders"),
    [("self", {"owner"}), ("unit", {"owner", "colleague"}), ("everyone", {"owner", "colleague", "outsider"})],
)
def test_a_view_is_found_by_those_it_is_for(
    people: People,
    save: Callable[..., SavedView],
    office: User,
    at: datetime,
    audience: str,
    finders: set[str],
) -> None:
    view = save(people.owner)
    change_view(view=view, name=view.name, audience=audience, by=office, at=at)
    view.refresh_from_db()
    for name in ("owner", "colleague", "outsider"):
        user: User = getattr(people, name)
        assert (view in queries.saved_views(user)) == (name in finders)
        assert access.may_change_view(user, view) == (name == "owner")
    assert access.may_change_view(office, view) == (audience == "everyone")
    with pytest.raises(NotFound):
        access.get_view(AnonymousUser(), view.pk)  # type: ignore[arg-type]


def test_only_the_office_shares_with_everyone(
    people: People, save: Callable[..., SavedView], office: User, at: datetime
) -> None:
    with pytest.raises(NotAllowed):
        save(people.owner, audience="everyone")
    view = save(people.owner)
    with pytest.raises(NotAllowed):
        change_view(view=view, name="x", audience="everyone", by=people.owner, at=at)
    assert save(office, audience="everyone").unit is None
    with pytest.raises(Refusal):
        save(office, audience="unit", name="Đơn vị")


@pytest.mark.parametrize(
    "values",
    [{"name": " "}, {"name": "x" * 81}, {"kind": "pie"}, {"audience": "press"}, {"query": "x" * 2501}],
)
def test_a_view_that_makes_no_sense_is_refused(
    people: People, save: Callable[..., SavedView], values: dict[str, str]
) -> None:
    with pytest.raises(Refusal):
        save(people.owner, **values)
    assert not SavedView.objects.exists()


def test_names_are_taken_once_a_person_and_stale_forms_are_told(
    people: People, save: Callable[..., SavedView], at: datetime
) -> None:
    view = save(people.owner)
    with pytest.raises(Conflict) as told:
        save(people.owner)
    assert told.value.field == "name"
    save(people.colleague)
    change_view(view=view, name="Trễ", audience="unit", by=people.owner, at=at, seen="Quá hạn")
    with pytest.raises(Conflict):
        change_view(view=view, name="Muộn", audience="self", by=people.owner, at=at, seen="Quá hạn")
    assert [entry.action for entry in history_of(view)] == ["programme.save_view", "programme.change_view"]


def test_a_person_has_a_bearable_number(
    people: People, save: Callable[..., SavedView], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_VIEWS == 50
    monkeypatch.setattr("hatang.programme.actions.saved_views.MOST_VIEWS", 1)
    save(people.owner)
    with pytest.raises(Conflict):
        save(people.owner, name="Nữa")


def test_a_person_begins_with_one_view(people: People, save: Callable[..., SavedView], at: datetime) -> None:
    view = save(people.owner, audience="unit")
    begin_with(view=view, by=people.colleague, at=at)
    begin_with(view=save(people.owner, name="Khác", audience="unit"), by=people.colleague, at=at)
    begin_with(view=view, by=people.colleague, at=at)
    assert queries.default_view(people.colleague) == view
    with pytest.raises(IntegrityError), transaction.atomic():
        DefaultView.objects.create(user=people.colleague, view=view)
    change_view(view=view, name=view.name, audience="self", by=people.owner, at=at)
    assert queries.default_view(people.colleague) is None
    begin_with(view=view, by=people.owner, at=at)
    delete_view(view=view, by=people.owner, at=at)
    delete_view(view=view, by=people.owner, at=at)
    assert not DefaultView.objects.exists()


def test_the_pages_keep_offer_and_open_a_view(
    client: Client, people: People, agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]
) -> None:
    publish(result)
    client.force_login(people.owner)
    menu = client.get("/nhiem-vu/bang/?tinh-trang=chua-xong&trang=1").content.decode()
    assert f'href="{ADDRESS}?tinh-trang=chua-xong&amp;dang=bang"' in menu
    form = client.get(f"{ADDRESS}?tinh-trang=chua-xong&dang=bang").content.decode()
    assert 'value="bang" selected' in form
    assert 'value="moi-nguoi"' not in form
    made = client.post(
        f"{ADDRESS}?tinh-trang=chua-xong", {"ten": "<b>Còn làm</b>", "dang": "bang", "cho": "don-vi"}
    )
    assert (made.status_code, made["Location"]) == (302, "/nhiem-vu/bang/?tinh-trang=chua-xong")
    assert "&lt;b&gt;Còn làm&lt;/b&gt;" in client.get("/nhiem-vu/lich/").content.decode()
    again = client.post(ADDRESS, {"ten": "<b>Còn làm</b>", "dang": "bang", "cho": "don-vi"})
    assert (again.status_code, "Đã có bộ lọc" in again.content.decode()) == (409, True)
    view = SavedView.objects.get()
    assert client.post(reverse("programme:begin_with"), {"xem": str(view.pk)}).status_code == 302
    assert client.get("/nhiem-vu/")["Location"] == "/nhiem-vu/bang/?tinh-trang=chua-xong"
    assert client.get("/nhiem-vu/?xem=tat-ca").status_code == 200
    assert client.get("/nhiem-vu/", headers={"HX-Request": "true"}).status_code == 200
    assert client.post(reverse("programme:begin_with")).status_code == 302
    assert client.get("/nhiem-vu/").status_code == 200


def test_only_the_owner_changes_and_deletes(
    people: People, save: Callable[..., SavedView], agencies: Any
) -> None:
    view = save(people.owner, audience="unit")
    change, delete = (reverse(f"programme:{name}_view", args=[view.pk]) for name in ("change", "delete"))
    for user, status in ((people.colleague, 403), (people.outsider, 404)):
        client = Client()
        client.force_login(user)
        assert client.post(change, {"ten": "x", "cho": "rieng"}).status_code == status
        assert client.post(delete).status_code == status
        begun = client.post(reverse("programme:begin_with"), {"xem": str(view.pk)})
        assert begun.status_code == (302 if user == people.colleague else 404)
    assert Client().post(delete).status_code == 302
    client = Client()
    client.force_login(people.owner)
    wrong = client.post(change, {"ten": "Mới", "cho": "moi-nguoi", "thay": "Quá hạn"})
    assert (wrong.status_code, 'value="Mới"' in wrong.content.decode()) == (403, True)
    assert client.post(change, {"ten": "Mới", "cho": "rieng", "thay": "Quá hạn"}).status_code == 302
    assert client.post(delete).status_code == 302
    assert not SavedView.objects.exists()


def test_the_pages_ask_as_little_for_many_views_as_for_one(
    client: Client, people: People, save: Callable[..., SavedView], n_queries: Any
) -> None:
    client.force_login(people.colleague)
    save(people.owner, audience="unit")
    addresses = (ADDRESS, "/nhiem-vu/?xem=tat-ca")
    before = [n_queries(client, address) for address in addresses]
    for one in range(5):
        save(people.owner, name=str(one), audience="unit", query=f"don-vi={one}")
    assert [n_queries(client, address) for address in addresses] == before
