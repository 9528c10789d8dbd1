"""What stands around every page is kept for what it shows, and is everybody's own."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hatang.accounts.models import Role, Unit, User
from hatang.base import fragments

from .conftest import Province

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
PAGE = "/ma-truy-cap/"


def _page(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def test_the_masthead_is_each_persons_own_and_follows_what_changes(
    province: Province, signed_in: SignIn
) -> None:
    fragments.forget()
    officer, reader = signed_in(province.officer), signed_in(province.reader)
    for _again in range(2):
        assert "can-bo-xay-dung" in (own := _page(officer))
        assert "Sở Xây dựng" in own
        assert "/giao-ban/" in own
        others = _page(reader)
        assert "nguoi-xem" in others
        assert "can-bo-xay-dung" not in others
        assert "Sở Xây dựng" not in others
        assert "/giao-ban/" not in others
    Unit.objects.filter(pk=province.building.pk).update(name="Sở Hạ tầng")
    User.objects.filter(pk=province.officer.pk).update(role=Role.APPROVER)
    changed = _page(officer)
    assert "Sở Hạ tầng" in changed
    assert "Sở Xây dựng" not in changed
    assert str(Role.APPROVER.label) in changed


def test_the_way_back_from_another_language_is_the_page_itself(province: Province, signed_in: SignIn) -> None:
    client = signed_in(province.officer)
    for words in ("cap", "tram"):
        page = _page(client, f"{PAGE}?tim={words}&trang=1")
        assert page.count(f'value="{PAGE}?tim={words}&amp;trang=1"') == 2
    page = _page(client, f'{PAGE}?tim="><script>')
    assert '"><script>' not in page
    assert fragments.ADDRESS not in page
    assert fragments.TOKEN not in page


def test_a_page_of_its_own_asks_five_questions(
    province: Province, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(province.officer)
    _page(client)
    # The session, the person and the unit, what is unread; the fifth is the page's own.
    with django_assert_num_queries(5):
        _page(client)
