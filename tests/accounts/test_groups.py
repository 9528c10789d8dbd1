"""Who belongs to a group when; a day said twice is refused with a sentence."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.actions import AlreadyMember, NameTaken, add_group, put_members, take_out_members
from hatang.accounts.models import GroupMembership, UnitGroup, User
from hatang.base.refusal import Refusal

pytestmark = pytest.mark.django_db

FIRST, MIDDLE, LAST = date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1)


def periods(group: UnitGroup) -> list[tuple[date | None, date | None]]:
    return list(
        GroupMembership.objects.filter(group=group).order_by("pk").values_list("valid_from", "valid_to")
    )


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ((None, None), (FIRST, None)),
        ((None, MIDDLE), (FIRST, None)),
        ((FIRST, None), (MIDDLE, LAST)),
        ((FIRST, LAST), (None, MIDDLE)),
        ((MIDDLE, None), (FIRST, LAST)),
    ],
)
def test_a_period_that_overlaps_is_refused_with_the_period_known(
    known: tuple[date | None, date | None],
    asked: tuple[date | None, date | None],
    agencies: Any,
    at: datetime,
) -> None:
    group, unit = agencies.groups["so-nganh"], agencies.units["sxd"]
    other = agencies.units["skhcn"]
    put_members(group=group, units=[unit], valid_from=known[0], valid_to=known[1], by=None, at=at)
    with pytest.raises(AlreadyMember, match="Sở Xây dựng"):
        put_members(group=group, units=[other, unit], valid_from=asked[0], valid_to=asked[1], by=None, at=at)
    assert periods(group) == [known]


def test_a_second_period_may_begin_where_the_first_ends(agencies: Any, at: datetime) -> None:
    group, unit = agencies.groups["so-nganh"], agencies.units["sxd"]
    assert put_members(group=group, units=[unit], valid_to=MIDDLE, by=None, at=at) == 1
    assert put_members(group=group, units=[unit], valid_from=MIDDLE, by=None, at=at) == 1
    assert put_members(group=group, units=[unit], valid_from=MIDDLE, by=None, at=at) == 0
    with pytest.raises(Refusal):
        put_members(group=group, units=[unit], valid_from=LAST, valid_to=LAST, by=None, at=at)


def test_a_member_taken_out_stays_one_until_the_day(agencies: Any, at: datetime) -> None:
    group, unit = agencies.groups["so-nganh"], agencies.units["sxd"]
    put_members(group=group, units=[unit], valid_to=MIDDLE, by=None, at=at)
    put_members(group=group, units=[unit], valid_from=LAST, by=None, at=at)
    assert take_out_members(group=group, units=[unit], on=FIRST, by=None, at=at) == 2
    assert periods(group) == [(None, FIRST)]
    assert take_out_members(group=group, units=[unit], on=FIRST, by=None, at=at) == 0


def test_a_group_needs_a_code_and_a_name_of_its_own(agencies: Any, office: User, at: datetime) -> None:
    with pytest.raises(NameTaken):
        add_group(code="SO-NGANH", name="Các sở", by=office, at=at)
    for code, name in (("các sở", "Các sở"), ("cac-so", " ")):
        with pytest.raises(Refusal):
            add_group(code=code, name=name, by=office, at=at)
    assert add_group(code="cac-so", name="Các sở", by=office, at=at).name == "Các sở"


def test_the_api_gives_groups_and_who_belongs_to_them_on_a_day(
    client: Client, reader: User, agencies: Any, at: datetime
) -> None:
    group, unit = agencies.groups["vien-thong"], agencies.units["vnpt"]
    take_out_members(group=group, units=[unit], on=LAST, by=None, at=at)
    assert client.get("/api/v1/groups").status_code == 401
    assert client.get(f"/api/v1/groups/{group.pk}/members").status_code == 401
    client.force_login(reader)
    first = client.get("/api/v1/groups?limit=2").json()
    rest = client.get(f"/api/v1/groups?after={first['next']}").json()
    assert {one["code"] for one in first["items"] + rest["items"]} == set(agencies.groups)

    def codes(more: str) -> list[str]:
        answer = client.get(f"/api/v1/groups/{group.pk}/members{more}").json()
        return [one["code"] for one in answer]

    assert codes("?on=2025-12-31") == ["viettel", "vnpt"]
    assert codes("?on=2026-01-01") == codes("") == ["viettel"]
    assert client.get("/api/v1/groups/999999/members").status_code == 404
    assert client.get(f"/api/v1/groups/{group.pk}/members?on=32").status_code == 422
