"""How far targets are, and what a unit has to bring to them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.notices.models import Notice
from hatang.programme import queries
from hatang.programme.actions import (
    TargetFacts,
    ask_for_figures,
    declare_value,
    put_quotas,
    set_leader,
    set_target_facts,
)
from hatang.programme.models import Comparator, Direction, Plan, Target
from hatang.programme.queries import TargetFilter
from hatang.programme.reaching import Declared, Reach, reach_of

TODAY = date(2027, 6, 1)
ENDS = [date(2025, 12, 31), date(2026, 12, 31)]
WAY = [
    (date(2024, 12, 31), Decimal(40)),
    (date(2026, 12, 31), Decimal(80)),
    (date(2028, 12, 31), Decimal(99)),
]


def _target(**more: Any) -> Target:
    said: dict[str, Any] = {
        "value": Decimal(99), "comparator": Comparator.GE, "direction": Direction.UP,
        "due_end": date(2028, 12, 31), "baseline_on": date(2024, 12, 31), "baseline_value": Decimal(40),
    }  # fmt: skip
    return Target(**(said | more))


def _said(value: int | str, on: date) -> Declared:
    return Declared(Decimal(value), on, on)


@pytest.mark.parametrize(
    ("target", "declared", "reach"),
    [
        ({}, _said(99, date(2026, 12, 31)), Reach.REACHED),
        ({"comparator": "gt"}, _said(99, date(2026, 12, 31)), Reach.ON_WAY),
        ({"comparator": "range", "value_max": Decimal(100)}, _said(101, date(2026, 12, 31)), Reach.ON_WAY),
        ({}, _said(80, date(2026, 12, 31)), Reach.ON_WAY),
        ({}, _said("79.9", date(2026, 12, 31)), Reach.BEHIND),
        # Of a way between two points nothing is estimated.
        ({}, _said(41, date(2026, 12, 30)), Reach.OPEN),
        ({}, _said(41, date(2025, 12, 31)), Reach.SILENT),
        ({}, Declared(), Reach.SILENT),
        # A unit declared its part for the last period, nobody the whole.
        ({}, Declared(last_said_on=date(2026, 12, 31)), Reach.OPEN),
        ({"due_end": date(2027, 5, 31)}, _said(98, date(2026, 12, 31)), Reach.MISSED),
        ({"due_end": TODAY}, _said(98, date(2026, 12, 31)), Reach.ON_WAY),
        ({"value": None}, _said(98, date(2026, 12, 31)), None),
    ],
)
def test_how_far_a_target_is(target: dict[str, Any], declared: Declared, reach: Reach | None) -> None:
    assert reach_of(_target(**target), WAY, declared, ENDS, today=TODAY) == reach


@pytest.mark.parametrize(
    ("more", "value"),
    [
        ({"direction": "down"}, 20),
        ({"direction": "", "comparator": "le"}, 20),
        ({"direction": "", "comparator": "none", "baseline_value": Decimal(60)}, 20),
    ],
)
def test_where_lower_is_better_less_reaches_it(more: dict[str, Any], value: int) -> None:
    target = _target(**{"value": Decimal(25), "comparator": "le", **more})
    way = [(date(2026, 12, 31), Decimal(30))]
    assert reach_of(target, way, _said(value, ENDS[-1]), ENDS, today=TODAY) == Reach.REACHED
    assert reach_of(target, way, _said(29, ENDS[-1]), ENDS, today=TODAY) == Reach.ON_WAY
    assert reach_of(target, way, _said(31, ENDS[-1]), ENDS, today=TODAY) == Reach.BEHIND


DUE = {"kind": "within", "start": "2024-01-01", "end": "2028-12-31", "text": "", "parts": []}


@pytest.fixture
def plan(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], make_row: Callable[..., Any]
) -> Plan:
    """Stations of the operators, a target that a unit holds, and one of which nobody says a word."""
    said = {"comparator": "ge", "value": 139, "unit": "trạm", "due": DUE}
    words = ("Lắp đặt thêm 139 trạm BTS 5G", "Tỷ lệ phủ sóng đạt 139", "Số nút mạng đạt 139")
    leads = (["Các doanh nghiệp viễn thông"], [], [])
    result["targets"] = [
        make_row(f"I.{n}", text, lead=lead) | said
        for n, (text, lead) in enumerate(zip(words, leads, strict=True), start=1)
    ]
    return publish(result)


@pytest.fixture
def filled(plan: Plan, agencies: Any, office: User, at: datetime) -> dict[str, Target]:
    """At 1 June 2026: the stations are given by quarter, and the second one is behind its way."""
    stations, cover, nodes = plan.targets.order_by("ordinal")
    viettel = agencies.units["viettel"]
    cells = {(viettel.pk, place): Decimal(20) for place in (1, 2)}
    cells |= {(agencies.units["vnpt"].pk, place): Decimal(10) for place in (1, 2)}
    put_quotas(target=stations, year=2026, cells=cells, seen=0, by=office, at=at)
    facts = TargetFacts(
        direction="up", holder="unit", holder_unit=viettel, baseline_value=Decimal(10),
        baseline_on=date(2024, 12, 31), baseline_source="Sổ", path={2025: Decimal(60)},
    )  # fmt: skip
    set_target_facts(target=cover, facts=facts, seen=0, by=office, at=at)
    last = date(2025, 12, 31)
    declare_value(target=cover, unit=None, ends_on=last, value=Decimal(50), by=office, at=at)
    return {"stations": stations, "cover": cover, "nodes": nodes}


@pytest.mark.django_db
def test_the_list_says_how_far_each_is_and_finds_them_by_it(
    filled: dict[str, Target], office: User, client: Client, at: datetime
) -> None:
    client.force_login(office)
    behind = client.get(reverse("programme:targets"), {"muc-dat": "cham-lo-trinh"})
    assert [one.pk for one in behind.context["page"].object_list] == [filled["cover"].pk]
    # Said in the reader's language in the row, beside the figure.
    assert "Chậm so với lộ trình năm" in behind.content.decode()
    found = queries.target_rows(office, TargetFilter(reach=Reach.SILENT), today=at.date())
    assert {one.pk for one in found} == {filled["stations"].pk, filled["nodes"].pk}
    file = client.get(reverse("programme:targets"), {"dinh-dang": "csv", "muc-dat": "cham-lo-trinh"})
    assert b"Ch\xe1\xba\xadm so v\xe1\xbb\x9bi l\xe1\xbb\x99 tr\xc3\xacnh n\xc4\x83m" in b"".join(file)


@pytest.mark.django_db
def test_a_unit_finds_what_it_holds_and_was_given_with_quarters_that_fell_short(
    filled: dict[str, Target], agencies: Any, office: User, at: datetime
) -> None:
    viettel, today = agencies.units["viettel"], at.date()
    rows, n = queries.unit_targets(office, viettel, today=today, n_rows=6)
    assert [(row.target.pk, row.quota) for row in rows] == [
        (filled["stations"].pk, Decimal(40)),
        (filled["cover"].pk, None),
    ]
    assert n == 2
    # The first quarter is over and nothing was declared; the second runs.
    assert (rows[0].silent, rows[0].short) == ([date(2026, 3, 31)], [])
    declare_value(
        target=filled["stations"],
        unit=viettel,
        ends_on=date(2026, 3, 20),
        value=Decimal(15),
        by=office,
        at=at,
    )
    [first], n = queries.unit_targets(office, viettel, today=today, n_rows=1)
    assert (first.silent, first.short, first.declared, n) == ([], [date(2026, 3, 31)], Decimal(15), 2)


@pytest.mark.django_db
def test_the_list_asks_as_many_questions_for_many_as_for_few(
    filled: dict[str, Target], office: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(office)
    client.get(reverse("programme:targets"))
    with django_assert_max_num_queries(14) as one:
        client.get(reverse("programme:targets"), {"tim": "nut mang"})
    with django_assert_max_num_queries(len(one)):
        client.get(reverse("programme:targets"))


@pytest.mark.django_db
def test_a_unit_is_asked_for_the_figure_of_a_quarter_and_once_more(
    filled: dict[str, Target], agencies: Any, make_user: Callable[..., User], office: User, at: datetime
) -> None:
    silent, heard = (
        make_user(f"can-bo-{code}", "officer", agencies.units[code]) for code in ("viettel", "vnpt")
    )
    said = {"target": filled["stations"], "unit": agencies.units["vnpt"], "value": Decimal(3)}
    declare_value(**said, ends_on=date(2026, 5, 31), by=heard, at=at)
    told = []
    for n_days in range(29, 60):
        moment = at + timedelta(days=n_days)
        # The worker that starts again on the same day asks nobody twice.
        n_asked = ask_for_figures(at=moment) + ask_for_figures(at=moment)
        told += [(moment.date(), n_asked)] if n_asked else []
    assert told == [(date(2026, 7, 1), 1), (date(2026, 7, 15), 1)]
    notices = set(Notice.objects.filter(kind="reminder").values_list("user", "sentence"))
    assert notices == {(silent.pk, "Kỳ báo cáo đến ngày 30/06/2026 đã kết thúc; hãy báo cáo số liệu.")}


@pytest.mark.django_db
def test_who_holds_a_target_is_asked_for_the_figure_of_the_year(
    filled: dict[str, Target], agencies: Any, make_user: Callable[..., User], at: datetime
) -> None:
    holder = make_user("can-bo-viettel", "officer", agencies.units["viettel"])
    new_year = at.replace(year=2027, month=1, day=1)
    assert ask_for_figures(at=new_year) == 1
    assert [one.subject_id for one in Notice.objects.filter(user=holder)] == [filled["cover"].pk]


@pytest.mark.django_db
def test_a_leader_finds_the_targets_behind_of_the_plans_that_leader_directs(
    plan: Plan,
    filled: dict[str, Target],
    office: User,
    reader: User,
    make_user: Callable[..., User],
    agencies: Any,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    at: datetime,
) -> None:
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-01")
    leader = make_user("pho-chu-tich", "leader", agencies.units["ubnd-tinh"])
    assert queries.targets_behind(office, leader, today=at.date()) == ([], 0)
    set_leader(item=plan, person=leader, by=office, at=at)
    assert queries.targets_behind(office, leader, today=at.date()) == ([filled["cover"]], 1)
    for user, address in ((leader, "/"), (reader, f"/lanh-dao/{leader.pk}/")):
        client.force_login(user)
        shown = client.get(address).content.decode()
        assert "Chỉ tiêu chậm so với lộ trình" in shown
        assert "Tỷ lệ phủ sóng đạt 139" in shown
    assert "Chỉ tiêu chậm so với lộ trình" not in client.get("/").content.decode()
    client.force_login(leader)
    assert "Tỷ lệ phủ sóng đạt 139" in b"".join(client.get("/?dinh-dang=csv")).decode()
