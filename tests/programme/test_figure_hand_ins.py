"""A figure of a target leaves a unit by its leader, and nothing counts it before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.models import Notice
from hatang.programme import access, queries
from hatang.programme.actions import (
    AlreadyHandedIn,
    NotWaiting,
    TargetFacts,
    correct_value,
    declare_value,
    pass_figure_on,
    release_figure,
    return_figure,
    set_target_facts,
    take_figure_back,
)
from hatang.programme.models import FigureHandIn, Plan, Target, TargetValue
from hatang.programme.queries.targets import target_page

pytestmark = pytest.mark.django_db

DAY = date(2025, 12, 31)


@dataclass(frozen=True)
class People:
    """Of the unit that holds the target, of another unit, and of the programme office."""

    officer: User
    colleague: User
    head: User
    leader: User
    outsider: User
    office: User


@pytest.fixture
def people(make_user: Callable[..., User], agencies: Any, office: User) -> People:
    science, building = agencies.units["skhcn"], agencies.units["sxd"]
    return People(
        officer=make_user("chuyen-vien", "officer", science),
        colleague=make_user("dong-nghiep", "focal", science),
        head=make_user("truong-phong", "reviewer", science),
        leader=make_user("giam-doc", "approver", science),
        outsider=make_user("giam-doc-khac", "approver", building),
        office=office,
    )


@pytest.fixture
def target(
    agencies: Any,
    publish: Callable[..., Plan],
    result: dict[str, Any],
    make_row: Callable[..., Any],
    office: User,
    at: datetime,
) -> Target:
    """139 stations held by the department of science, which also leads it."""
    row = make_row("I.1", "Lắp đặt 139 trạm 5G", lead=["Sở Khoa học và Công nghệ"])
    due = {"kind": "within", "start": "2024-01-01", "end": "2028-12-31", "text": "", "parts": []}
    result["targets"] = [row | {"comparator": "ge", "value": 139, "unit": "trạm", "due": due}]
    found = publish(result).targets.get()
    facts = TargetFacts(direction="up", holder="unit", holder_unit=agencies.units["skhcn"])
    return set_target_facts(target=found, facts=facts, seen=0, by=office, at=at)


def _declare(target: Target, by: User, at: datetime, value: str = "40", **more: Any) -> Any:
    said: dict[str, Any] = {"unit": None, "ends_on": DAY, "value": Decimal(value), **more}
    return declare_value(target=target, by=by, at=at, **said)


def _hand_in(target: Target, by: User, at: datetime, value: str = "40", **more: Any) -> FigureHandIn:
    handed = _declare(target, by, at, value, **more)
    assert isinstance(handed, FigureHandIn)
    return handed


def _told(person: User) -> list[str]:
    return [one.sentence for one in Notice.objects.filter(user=person).order_by("pk")]


def _counted(target: Target, user: User) -> Any:
    """What list and drawing say of it."""
    listed: Any = queries.target_list(user, queries.TargetFilter()).get(pk=target.pk)
    page = target_page(user, target.pk, today=date(2026, 6, 1))
    dots = page.chart.declared_dots if page.chart else []
    return listed.declared_value, len(page.values), len(dots)


def test_nothing_counts_a_figure_before_the_leader_releases_it(
    target: Target, people: People, at: datetime
) -> None:
    handed = _hand_in(target, people.officer, at, note="Nghiệm thu đợt 1")
    assert _hand_in(target, people.officer, at, note="Nghiệm thu đợt 1").pk == handed.pk
    with pytest.raises(AlreadyHandedIn):
        _declare(target, people.colleague, at, "41")
    for user in (people.officer, people.leader, people.office):
        assert _counted(target, user) == (None, 0, 0)
    assert target_page(people.office, target.pk, today=at.date()).missing
    assert len(_told(people.head)) == 1 and not _told(people.leader) and not _told(people.office)
    assert list(queries.waiting_figures(people.head)) == [handed]
    pass_figure_on(handed=handed, by=people.head, at=at)
    with pytest.raises(NotWaiting):
        pass_figure_on(handed=handed, by=people.head, at=at)
    assert not queries.waiting_figures(people.head).exists()
    assert _told(people.leader) == ["Chức danh truong-phong chuyển lên để phê duyệt."]
    released = release_figure(handed=handed, by=people.leader, at=at)
    declared = TargetValue.objects.get()
    assert (declared.value, declared.note, declared.declared_by) == (40, "Nghiệm thu đợt 1", people.leader)
    assert (released.outcome, released.became) == ("released", declared)
    assert _counted(target, people.office)[:2] == (40, 1)
    assert _told(people.officer) == ["Chức danh giam-doc đã duyệt gửi khỏi đơn vị."]
    with pytest.raises(NotWaiting):
        release_figure(handed=handed, by=people.leader, at=at)


def test_a_correction_counts_once_it_is_released(target: Target, people: People, at: datetime) -> None:
    first = _declare(target, people.leader, at)
    assert isinstance(first, TargetValue)
    handed = correct_value(declared=first, value=Decimal(38), reason="Đếm trùng", by=people.officer, at=at)
    assert isinstance(handed, FigureHandIn) and _counted(target, people.office)[0] == 40
    release_figure(handed=handed, by=people.leader, at=at)
    second = TargetValue.objects.get(replaces=first)
    assert (second.value, second.reason, _counted(target, people.office)[0]) == (38, "Đếm trùng", 38)


def test_what_was_declared_meanwhile_is_not_declared_twice(
    target: Target, people: People, at: datetime
) -> None:
    same = _hand_in(target, people.officer, at)
    declared = _declare(target, people.office, at)
    same.refresh_from_db()
    assert (same.outcome, same.became) == ("released", declared)
    other = _hand_in(target, people.officer, at, "12", ends_on=date(2024, 12, 31))
    _declare(target, people.office, at, "13", ends_on=date(2024, 12, 31))
    with pytest.raises(Conflict):
        release_figure(handed=other, by=people.leader, at=at)
    other.refresh_from_db()
    assert other.outcome == ""
    with pytest.raises(Refusal) as told:
        return_figure(handed=other, reason=" ", by=people.leader, at=at)
    assert told.value.field == "ly-do-tra"
    return_figure(handed=other, reason="Đã có số liệu", by=people.leader, at=at)
    assert _told(people.officer)[-1] == "Chức danh giam-doc trả lại: Đã có số liệu"
    third = _hand_in(target, people.head, at, "9", ends_on=date(2023, 12, 31))
    assert third.passed_by == people.head
    assert take_figure_back(handed=third, by=people.head, at=at).outcome == "taken_back"


def test_who_may_do_what_with_a_figure(
    target: Target, people: People, reader: User, at: datetime, agencies: Any
) -> None:
    handed = _hand_in(target, people.officer, at)
    everybody = (people.officer, people.colleague, people.head, people.leader, people.outsider, people.office)

    def may(check: Callable[..., bool]) -> list[bool]:
        return [check(user, handed) for user in (*everybody, reader)]

    assert may(access.may_release) == [False, False, False, True, False, False, False]
    assert may(access.may_pass_on) == [False, False, True, False, False, False, False]
    assert may(access.may_return) == [False, False, True, True, False, False, False]
    assert may(access.may_take_hand_in_back) == [True, False, False, False, False, False, False]
    # Who follows the plan and holds the target submits to the own leader like any other.
    Plan.objects.update(followed_by=agencies.units["skhcn"])
    target.refresh_from_db()
    _hand_in(target, people.colleague, at, ends_on=date(2024, 12, 31))


def _post(client: Client, user: User, name: str, pk: int, **form: str) -> int:
    client.force_login(user)
    return int(client.post(reverse(f"programme:{name}", args=[pk]), form).status_code)


def test_the_pages_take_a_figure_from_the_officer_to_the_target(
    client: Client, target: Target, people: People, reader: User, n_queries: Callable[[Any, str], int]
) -> None:
    page = reverse("programme:target", args=[target.pk])
    client.force_login(people.officer)
    assert ">Trình lãnh đạo đơn vị</button>" in client.get(page).content.decode()
    sent = {"phan-cua": "", "den-ngay": "2025-12-31", "gia-tri": "40,5", "ghi-chu": "Bản nháp"}
    assert _post(client, people.officer, "declare_value", target.pk, **sent) == 302
    handed = FigureHandIn.objects.get()
    n = n_queries(client, page)
    for user, is_seen in ((people.colleague, True), (people.outsider, False), (reader, False)):
        client.force_login(user)
        shown = client.get(page).content.decode()
        assert ("Bản nháp" in shown, "40,5" in shown) == (is_seen, is_seen), user
        assert "chờ lãnh đạo đơn vị" in shown
    client.force_login(people.head)
    assert f"{page}#khai-bao" in client.get("/").content.decode()
    for name in ("pass_figure_on", "release_figure", "return_figure"):
        assert _post(client, people.officer, name, handed.pk, **{"ly-do-tra": "x"}) == 403, name
        assert _post(client, people.outsider, name, handed.pk, **{"ly-do-tra": "x"}) == 404, name
    assert _post(client, people.colleague, "take_figure_back", handed.pk) == 403
    assert _post(client, people.leader, "return_figure", handed.pk) == 400
    assert _post(client, people.head, "pass_figure_on", handed.pk) == 302
    assert _post(client, people.leader, "release_figure", handed.pk) == 302
    assert _post(client, people.leader, "release_figure", handed.pk) == 409
    assert TargetValue.objects.get().value == Decimal("40.5")
    for year in range(2015, 2020):
        _post(client, people.officer, "declare_value", target.pk, **{**sent, "den-ngay": f"{year}-12-31"})
    client.force_login(people.officer)
    # Once a figure is declared its files are counted, with one question however many there are.
    assert n_queries(client, page) <= n + 1


def test_the_api_hands_a_figure_in_and_releases_it(client: Client, target: Target, people: People) -> None:
    def post(user: User, address: str, **body: Any) -> Any:
        client.force_login(user)
        return client.post(f"/api/v1/{address}", body, content_type="application/json")

    values = f"targets/{target.pk}/values"
    sent = post(people.officer, values, ends_on="2025-12-31", value="40")
    assert (sent.status_code, sent.json()["outcome"]) == (202, "")
    assert client.get(f"/api/v1/{values}").json() == []
    client.force_login(people.leader)
    assert [one["value"] for one in client.get("/api/v1/figure-hand-ins").json()] == ["40.000000"]
    moves = f"figure-hand-ins/{sent.json()['id']}/moves"
    assert post(people.outsider, moves, move="release").status_code == 404
    assert post(people.officer, moves, move="release").status_code == 403
    assert post(people.leader, moves, move="return", reason=" ").status_code == 400
    assert post(people.leader, moves, move="release").json()["became_id"]
    assert len(client.get(f"/api/v1/{values}").json()) == 1
