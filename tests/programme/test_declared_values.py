"""Figures that are declared for targets: who may, corrections, periods without one, page, sheet and API."""

import struct
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, Refusal
from hatang.programme import access
from hatang.programme.actions import (
    DeclaredAlready,
    TargetFacts,
    correct_value,
    declare_value,
    set_target_facts,
)
from hatang.programme.measuring import period_ends, unmet_periods
from hatang.programme.models import Plan, Target, TargetValue
from hatang.programme.queries.targets import target_page
from hatang.programme.subjects import _may_prove_target

pytestmark = pytest.mark.django_db

DUE = {"kind": "within", "start": "2024-01-01", "end": "2028-12-31", "text": "", "parts": []}
DAY = date(2025, 12, 31)
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + b"\0" * 17


@pytest.fixture
def target(
    agencies: Any,
    publish: Callable[..., Plan],
    result: dict[str, Any],
    make_row: Callable[..., Any],
    office: User,
    at: datetime,
) -> Target:
    """Stations an operator holds, led by a department, from a baseline at the end of 2023."""
    row = make_row("I.1", "Viettel cam kết lắp đặt 139 trạm 5G", lead=["Sở Khoa học và Công nghệ"])
    result["targets"] = [row | {"comparator": "ge", "value": 139, "unit": "trạm", "due": DUE}]
    found = publish(result).targets.get()
    facts = TargetFacts(
        direction="up",
        holder="unit",
        holder_unit=agencies.units["viettel"],
        baseline_value=Decimal(10),
        baseline_on=date(2023, 12, 31),
        baseline_source="Sổ đăng ký trạm",
    )
    return set_target_facts(target=found, facts=facts, seen=0, by=office, at=at)


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("can-bo-viettel", "officer", agencies.units["viettel"])


@pytest.fixture
def colleague(make_user: Callable[..., User], agencies: Any) -> User:
    """Works for the unit that leads the target, which the plan does not name as its holder."""
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("can-bo-khac", "officer", agencies.units["sxd"])


def _declare(target: Target, by: User, at: datetime, value: str = "40", **more: Any) -> TargetValue:
    said: dict[str, Any] = {"unit": None, "ends_on": DAY, "value": Decimal(value), **more}
    return declare_value(target=target, by=by, at=at, **said)


def test_the_same_figure_twice_is_one_and_another_one_is_refused(
    target: Target, owner: User, at: datetime
) -> None:
    first = _declare(target, owner, at)
    assert _declare(target, owner, at).pk == first.pk
    with pytest.raises(DeclaredAlready):
        _declare(target, owner, at, "41")
    assert TargetValue.objects.count() == 1


def test_a_correction_keeps_the_former_figure_and_says_why(target: Target, owner: User, at: datetime) -> None:
    first = _declare(target, owner, at)
    second = correct_value(declared=first, value=Decimal(38), reason="Đếm trùng", by=owner, at=at)
    assert (second.replaces, second.ends_on, TargetValue.objects.count()) == (first, DAY, 2)
    with pytest.raises(DeclaredAlready):
        correct_value(declared=first, value=Decimal(37), reason="Đếm trùng", by=owner, at=at)
    third = correct_value(declared=second, value=Decimal(37), reason="Đếm lại", by=owner, at=at)
    page = target_page(owner, target.pk, today=at.date())
    assert [(one.pk, one.is_replaced) for one in page.values] == [  # type: ignore[attr-defined]
        (third.pk, False),
        (second.pk, True),
        (first.pk, True),
    ]


def test_figures_that_cannot_stand_are_refused(target: Target, owner: User, at: datetime) -> None:
    for more in ({"ends_on": date(2026, 6, 2)}, {"ends_on": date(1999, 1, 1)}, {"note": "x" * 2001}):
        with pytest.raises(Refusal):
            _declare(target, owner, at, **more)
    first = _declare(target, owner, at)
    for value, reason in ((Decimal(1), " "), (first.value, "Nhầm"), (Decimal(1), "x" * 2001)):
        with pytest.raises(Refusal):
            correct_value(declared=first, value=value, reason=reason, by=owner, at=at)
    Target.objects.update(withdrawn_at=at)
    with pytest.raises(Conflict):
        _declare(target, owner, at, ends_on=date(2024, 12, 31))


def test_who_may_declare(
    target: Target, office: User, owner: User, colleague: User, outsider: User, agencies: Any
) -> None:
    lead, other = agencies.units["skhcn"], agencies.units["sxd"]
    assert access.may_declare(office, target, None)
    assert access.may_declare(owner, target, None)
    assert not access.may_declare(colleague, target, None)
    assert access.may_declare(colleague, target, lead)
    assert not access.may_declare(owner, target, lead)
    assert not access.may_declare(office, target, other)
    assert not access.may_declare(outsider, target, other)
    proving = [_may_prove_target(user, target) for user in (office, owner, colleague, outsider)]
    assert proving == [True, True, True, False]


def test_periods_without_a_figure_are_named(target: Target, owner: User, at: datetime) -> None:
    assert period_ends(target, date(2026, 6, 1)) == [date(2024, 12, 31), DAY]
    _declare(target, owner, at, ends_on=date(2025, 6, 30))
    assert target_page(owner, target.pk, today=at.date()).missing == [date(2024, 12, 31)]
    target.due_kind = "quarterly"
    ends = period_ends(target, date(2024, 10, 1))
    assert ends == [date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30)]
    assert unmet_periods(ends, [date(2024, 6, 30)], date(2023, 12, 31)) == [ends[0], ends[2]]


def test_the_holder_declares_and_corrects_on_the_page(client: Client, owner: User, target: Target) -> None:
    client.force_login(owner)
    address = reverse("programme:declare_value", args=[target.pk])
    sent = {"phan-cua": "", "den-ngay": "2025-12-31", "gia-tri": "1.040,5", "ghi-chu": "Nghiệm thu"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "1.040,5" in page
    assert "way-said" in page
    declared = TargetValue.objects.get()
    correct = reverse("programme:correct_value", args=[declared.pk])
    answer = client.post(correct, {"gia-tri": "1040", "ly-do": ""})
    assert (answer.status_code, 'value="1040"' in answer.content.decode()) == (400, True)
    page = client.post(correct, {"gia-tri": "1040", "ly-do": "Làm tròn nhầm"}, follow=True).content.decode()
    assert "<del>1.040,5</del>" in page
    assert "Làm tròn nhầm" in page
    answer = client.post(address, {**sent, "gia-tri": "mười"})
    assert (answer.status_code, 'value="mười"' in answer.content.decode()) == (400, True)
    assert client.post(address, {**sent, "den-ngay": ""}).status_code == 400


def test_outsiders_declare_and_correct_nothing(
    client: Client, owner: User, outsider: User, reader: User, target: Target, at: datetime
) -> None:
    declared = _declare(target, owner, at)
    for user in (outsider, reader):
        client.force_login(user)
        sent = {"phan-cua": "", "den-ngay": "2024-12-31", "gia-tri": "1", "ly-do": "x"}
        for name, pk in (("declare_value", target.pk), ("correct_value", declared.pk)):
            assert client.post(reverse(f"programme:{name}", args=[pk]), sent).status_code == 403
    assert TargetValue.objects.count() == 1


def test_the_api_declares_corrects_and_lists(
    client: Client, owner: User, reader: User, target: Target
) -> None:
    address = f"/api/v1/targets/{target.pk}/values"
    client.force_login(owner)

    def post(**body: Any) -> Any:
        return client.post(address, body, content_type="application/json")

    first = post(ends_on="2025-12-31", value="40")
    assert first.status_code == 200, first.content
    assert post(value="40").status_code == 400
    assert post(ends_on="2025-12-31", value="41").status_code == 409
    assert post(value="41", replaces_id=first.json()["id"], reason="Nhầm").status_code == 200
    assert post(value="41", replaces_id=0, reason="Nhầm").status_code == 404
    assert [row["value"] for row in client.get(address).json()] == ["41.000000", "40.000000"]
    client.force_login(reader)
    assert post(ends_on="2024-12-31", value="1").status_code == 403
    assert len(client.get(address).json()) == 2


def test_the_sheet_has_the_last_declared_figure(
    client: Client, owner: User, target: Target, at: datetime
) -> None:
    _declare(target, owner, at, "44")
    client.force_login(owner)
    answer = client.get(reverse("programme:targets"), {"dinh-dang": "csv"})
    sheet = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "Viettel Bắc Ninh" in sheet
    assert "44" in sheet.splitlines()[-1]


def test_a_page_costs_the_same_with_many_figures(
    client: Client, owner: User, target: Target, at: datetime, n_queries: Callable[[Any, str], int]
) -> None:
    client.force_login(owner)
    address = reverse("programme:target", args=[target.pk])
    _declare(target, owner, at)
    few = n_queries(client, address)
    for year in range(2010, 2020):
        _declare(target, owner, at, ends_on=date(year, 12, 31))
    assert n_queries(client, address) == few


def test_evidence_shows_the_figure_of_its_period_and_only_who_declares_it_adds_some(
    target: Target, owner: User, colleague: User, outsider: User, client: Client, at: datetime
) -> None:
    first = _declare(target, owner, at)
    place = {"ve": f"so-lieu:{first.pk}", "ghi-chu": "Biên bản đo"}
    page = f"/chi-tieu/{target.pk}/"
    for person, status in ((owner, 302), (colleague, 403), (outsider, 403)):
        client.force_login(person)
        file = SimpleUploadedFile("bien-ban.png", PNG)
        assert client.post("/minh-chung/", {**place, "tep": file}).status_code == status
        said = client.get(page).content.decode()
        assert "đến 31/12/2025: 40 trạm" in said and "1 tệp minh chứng" in said
        assert (f'value="so-lieu:{first.pk}"' in said) == (person == owner)
    # What was corrected keeps its file; the next one is for the right figure.
    second = correct_value(declared=first, value=Decimal(38), reason="Đếm trùng", by=owner, at=at)
    client.force_login(owner)
    said = client.get(page).content.decode()
    assert "bien-ban.png" in said
    assert f'value="so-lieu:{second.pk}"' in said and f'value="so-lieu:{first.pk}"' not in said
