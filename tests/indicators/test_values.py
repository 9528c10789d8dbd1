"""Values keep their parts, their source and what they said before."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.indicators.actions import Definition, Figure, put_indicator, record_values
from hatang.indicators.models import Indicator, IndicatorValue, IndicatorVersion
from hatang.indicators.rules import value_of
from hatang.territory.models import Area

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)
SHARING = Definition("sharing", "Dùng chung", "%", "ratio", "ratio", "Vị trí có hai doanh nghiệp.")


def _figure(numerator: int | None, denominator: int | None = 10, area: Area | None = None) -> Figure:
    return Figure(
        area.pk if area else None,
        None,
        DAY,
        DAY,
        None if numerator is None else Decimal(numerator),
        None if denominator is None else Decimal(denominator),
    )


def test_a_share_is_in_per_cent_and_nothing_over_nothing_is_not_known() -> None:
    assert value_of(Decimal(448), Decimal(1465), is_ratio=True) == Decimal("30.58")
    assert value_of(Decimal(0), Decimal(0), is_ratio=True) is None
    assert value_of(None, None, is_ratio=False) is None
    assert value_of(Decimal(7), None, is_ratio=False) == 7


def test_another_meaning_is_another_version(at: datetime) -> None:
    first = put_indicator(definition=SHARING, by=None, at=at)
    assert put_indicator(definition=SHARING, by=None, at=at) == first
    changed = Definition(**{**SHARING.__dict__, "definition": "Vị trí có ba doanh nghiệp."})
    assert put_indicator(definition=changed, by=None, at=at).number == 2
    assert Indicator.objects.count() == 1


def test_a_value_that_changes_keeps_what_it_said(at: datetime) -> None:
    version = put_indicator(definition=SHARING, by=None, at=at)

    def record(figure: Figure, source: str = "registry") -> int:
        return record_values(version=version, source=source, snapshot="x", figures=[figure], by=None, at=at)

    assert (record(_figure(3)), record(_figure(3)), record(_figure(4))) == (1, 0, 1)
    # What is declared stands beside it.
    assert record(_figure(9), "declared") == 1
    standing = IndicatorValue.objects.filter(superseded_at=None).order_by("source")
    assert [(one.source, one.value) for one in standing] == [("declared", 90), ("registry", 40)]
    assert IndicatorValue.objects.get(superseded_at__isnull=False).value == 30


def test_the_method_page_shows_versions_and_parts(at: datetime, make_user: Callable[..., Any]) -> None:
    version = put_indicator(definition=SHARING, by=None, at=at)
    area = Area.objects.create(code="24", name="Bắc Ninh", kind="province", sort_key="b")
    record_values(
        version=version, source="registry", snapshot="x", figures=[_figure(3, 10, area)], by=None, at=at
    )
    browser = Client()
    user: User = make_user("doc", "reader")
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(reverse("indicators:indicator", args=["sharing"]), {"dia-ban": area.pk})
    assert [value.value for value, _address in page.context["rows"]] == [30]
    assert "Vị trí có hai doanh nghiệp." in page.content.decode()
    assert "3 / 10" in page.content.decode()
    file = browser.get(reverse("indicators:indicator", args=["sharing"]), {"dinh-dang": "csv"})
    assert b"30" in b"".join(file.streaming_content)
    assert b"".join(browser.get(reverse("indicators:indicators"), {"dinh-dang": "xlsx"}).streaming_content)
    assert browser.get(reverse("indicators:indicator", args=["none"])).status_code == 404


def _indicator(**values: Any) -> Indicator:
    usual = {"code": "x", "name": "X", "measure_unit": "%", "kind": "ratio", "roll_up": "ratio"}
    return Indicator.objects.create(**{**usual, **values})


def _version(**values: Any) -> IndicatorVersion:
    usual = {"number": 1, "definition": "X", "valid_from": DAY}
    indicator = Indicator.objects.filter(code="x").first() or _indicator()
    return IndicatorVersion.objects.create(**{"indicator": indicator, **usual, **values})


def _value(**values: Any) -> None:
    at = datetime.fromisoformat("2026-06-01T08:00+07:00")
    usual = {"starts_on": DAY, "ends_on": DAY, "source": "registry", "snapshot": "x", "recorded_at": at}
    version = IndicatorVersion.objects.first() or _version()
    IndicatorValue.objects.create(**{"version": version, **usual, **values})


BREAKS: dict[str, Callable[[], Any]] = {
    "indicator_kind_known": lambda: _indicator(kind="?"),
    "indicator_roll_up_known": lambda: _indicator(roll_up="?"),
    "indicator_ratio_adds_its_parts": lambda: _indicator(roll_up="sum"),
    "indicator_version_once": lambda: (_version(), _version()),
    "indicator_version_from_one": lambda: _version(number=0),
    "value_once": lambda: (_value(), _value()),
    "value_source_known": lambda: _value(source="?"),
    "value_period_in_order": lambda: _value(starts_on=date(2026, 6, 2)),
    "value_denominator_not_negative": lambda: _value(denominator=Decimal(-1)),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_constraint_is_refused(name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name]()


def test_every_constraint_is_broken_once() -> None:
    named = {
        constraint.name
        for model in (Indicator, IndicatorVersion, IndicatorValue)
        for constraint in model._meta.constraints
    }
    assert named == set(BREAKS)
