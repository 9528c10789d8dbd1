"""What people say about a target, its yearly way and its drawing."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hatang.accounts.models import User
from hatang.base.figures import figure_typed, read_figure
from hatang.base.refusal import Refusal
from hatang.programme.actions import ChangedTarget, TargetFacts, set_target_facts
from hatang.programme.chart import draw
from hatang.programme.measuring import direction_of, holder_of, strength_of, years_of
from hatang.programme.models import Plan, Target

pytestmark = pytest.mark.django_db

DUE = {"kind": "within", "start": "2026-01-01", "end": "2028-12-31", "text": "2026-2028", "parts": []}


@pytest.fixture
def plan(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], make_row: Callable[..., Any]
) -> Plan:
    """A plan with one number to reach by the end of 2028."""
    row = make_row("I.1", "Phấn đấu tỷ lệ dân số toàn tỉnh được phủ sóng 5G đạt trên 99%")
    result["targets"] = [row | {"comparator": "ge", "value": 99, "unit": "%", "due": DUE}]
    return publish(result)


@pytest.fixture
def target(plan: Plan) -> Target:
    return plan.targets.get()


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("can-bo-khac", "officer", agencies.units["sxd"])


def _facts(**more: Any) -> TargetFacts:
    values: dict[str, Any] = {
        "direction": "up",
        "strength": "binding",
        "holder": "province",
        "numerator": "dân số được phủ sóng",
        "denominator": "tổng dân số",
        "baseline_value": Decimal("61.5"),
        "baseline_on": date(2025, 12, 31),
        "baseline_source": "Báo cáo năm 2025",
        "path": {2026: Decimal(80), 2027: Decimal(90)},
    }
    return TargetFacts(**(values | more))


def _form(**more: str) -> dict[str, str]:
    return {"thay": "0", "huong": "up", "muc-do": "binding", "chu-the": "province", **more}


# --- read from the words


def test_the_first_publication_suggests_what_the_words_say(target: Target) -> None:
    assert (target.direction, target.strength, target.holder) == ("up", "striven", "province")


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Phấn đấu đạt 90%", "striven"),
        ("Viettel cam kết lắp đặt 139 trạm", "commitment"),
        ("Bảo đảm 100% cơ quan có kết nối", "binding"),
        ("Đạt 90%", ""),
    ],
)
def test_the_strength_stands_in_the_words(text: str, strength: str) -> None:
    assert strength_of(text) == strength


def test_direction_and_holder_are_left_open_where_nothing_is_said() -> None:
    assert (direction_of("le"), direction_of("lt"), direction_of("eq")) == ("down", "down", "")
    assert (holder_of("trên địa bàn tỉnh"), holder_of("mỗi xã")) == ("province", "")


def test_what_people_decided_survives_a_newer_publication(
    target: Target,
    result: dict[str, Any],
    plan: Plan,
    publish: Callable[..., Plan],
    office: User,
    at: datetime,
) -> None:
    set_target_facts(target=target, facts=_facts(), seen=0, by=office, at=at)
    row = {**result["tasks"][0], "path": "I.1", "text": target.text, "comparator": "le", "value": 98}
    result["targets"] = [{**row, "unit": "%", "due": DUE}]
    assert publish(result).pk == target.plan_id
    target.refresh_from_db()
    assert (target.value, target.comparator) == (98, "le")
    assert (target.direction, target.strength, target.baseline_value) == ("up", "binding", Decimal("61.5"))
    assert target.steps.count() == 2


# --- figures


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1.234,5", "1234.5"),
        ("12.5", "12.5"),
        ("1.234", "1234"),
        ("0.500", "0.5"),
        ("-3", "-3"),
        (" 7 ", "7"),
    ],
)
def test_figures_are_read_as_people_write_them(text: str, figure: str) -> None:
    assert read_figure(text) == Decimal(figure)


@pytest.mark.parametrize("text", ["x", "1,2,3", "12,345.6", "1e9", "1,1234567", "9" * 14, "NaN", "--1"])
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_figure(text)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_a_form_shows_is_read_back_in_any_language(language: str) -> None:
    with translation.override(language):
        for figure in ("12345", "0.5", "1234567.25"):
            assert read_figure(figure_typed(Decimal(figure))) == Decimal(figure)


def test_an_empty_field_is_no_figure() -> None:
    assert read_figure("  ") is None


# --- setting


def test_the_facts_are_kept_with_the_yearly_way(target: Target, office: User, at: datetime) -> None:
    set_target_facts(target=target, facts=_facts(), seen=0, by=office, at=at)
    set_target_facts(
        target=target, facts=_facts(path={2026: Decimal(80), 2028: Decimal(99)}), seen=1, by=office, at=at
    )
    target.refresh_from_db()
    assert [(step.year, step.value) for step in target.steps.all()] == [(2026, 80), (2028, 99)]
    assert (target.revision, target.denominator) == (2, "tổng dân số")


def test_an_old_form_is_told(target: Target, office: User, at: datetime) -> None:
    set_target_facts(target=target, facts=_facts(), seen=0, by=office, at=at)
    with pytest.raises(ChangedTarget):
        set_target_facts(target=target, facts=_facts(strength=""), seen=0, by=office, at=at)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"direction": "sideways"}, "huong"),
        ({"strength": "x"}, "muc-do"),
        ({"holder": "x"}, "chu-the"),
        ({"holder": "unit"}, "don-vi"),
        ({"numerator": ""}, "tu-so"),
        ({"numerator": "x" * 301}, "tu-so"),
        ({"baseline_source": ""}, "goc-gia-tri"),
        ({"baseline_on": date(2027, 1, 1)}, "goc-ngay"),
        ({"path": {2029: Decimal(1)}}, "nam-2029"),
        ({"path": {2024: Decimal(1)}}, "nam-2024"),
    ],
)
def test_facts_that_cannot_stand_are_refused(
    more: dict[str, Any], field: str, target: Target, office: User, at: datetime
) -> None:
    with pytest.raises(Refusal) as refusal:
        set_target_facts(target=target, facts=_facts(**more), seen=0, by=office, at=at)
    assert refusal.value.field == field
    assert not target.steps.exists()


def test_a_unit_is_only_named_for_a_figure_of_one_unit(
    target: Target, office: User, agencies: Any, at: datetime
) -> None:
    unit = agencies.units["viettel"]
    with pytest.raises(Refusal):
        set_target_facts(target=target, facts=_facts(holder_unit=unit), seen=0, by=office, at=at)
    facts = _facts(holder="unit", holder_unit=unit)
    assert set_target_facts(target=target, facts=facts, seen=0, by=office, at=at).holder_unit == unit


def test_a_target_without_a_last_day_has_no_yearly_way(target: Target) -> None:
    assert years_of(target, None) == [2026, 2027, 2028]
    target.due_end = None
    assert years_of(target, None) == []


# --- the page


def test_whoever_follows_the_plan_changes_the_facts_on_the_page(
    client: Client, office: User, target: Target
) -> None:
    client.force_login(office)
    sent = _form(
        **{"goc-gia-tri": "61,5", "goc-ngay": "2025-12-31", "goc-nguon": "Báo cáo", "nam-2026": "80"}
    )
    answer = client.post(reverse("programme:set_target_facts", args=[target.pk]), sent, follow=True)
    page = answer.content.decode()
    assert "61,5" in page
    assert "<polyline" in page
    assert "style=" not in page.split('<svg class="way-drawing"')[1].split("</svg>")[0]


def test_a_refused_or_old_form_keeps_what_was_typed(client: Client, office: User, target: Target) -> None:
    client.force_login(office)
    address = reverse("programme:set_target_facts", args=[target.pk])
    # A year without end comes in no multipart form: its headers are limited.
    said = urlencode(_form(**{"nam-2026": "tám mươi", "nam-" + "9" * 5000: "1"}))
    answer = client.post(address, said, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, "tám mươi" in answer.content.decode()) == (400, True)
    answer = client.post(address, _form(**{"thay": "7", "goc-nguon": "Nguồn tôi viết"}))
    assert (answer.status_code, "Nguồn tôi viết" in answer.content.decode()) == (409, True)
    target.refresh_from_db()
    assert target.revision == 0


def test_only_who_follows_the_plan_changes_the_facts(
    client: Client, outsider: User, reader: User, target: Target
) -> None:
    for user in (outsider, reader):
        client.force_login(user)
        assert (
            client.post(reverse("programme:set_target_facts", args=[target.pk]), _form()).status_code == 403
        )
        page = client.get(reverse("programme:target", args=[target.pk])).content.decode()
        assert 'name="huong"' not in page


def test_the_drawing_runs_from_the_baseline_to_the_number_to_reach() -> None:
    way = [(date(2025, 12, 31), Decimal(60)), (date(2028, 12, 31), Decimal(100))]
    chart = draw(way, [(date(2026, 12, 31), Decimal(80))])
    assert chart is not None
    first, last = chart.way_dots
    assert (first.x, last.x, last.y) == (58, 406, 14)
    assert [one.words for one in chart.years] == ["2028", "2027", "2026", "2025"]
    assert chart.declared_dots[0].words == "31/12/2026: 80"
    assert draw(way[:1], []) is None
