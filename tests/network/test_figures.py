"""Figures of the registry agree with published ones, and each number with the rows behind it."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.indicators.behind import rows_behind
from hatang.indicators.models import IndicatorValue
from hatang.network.actions import record_figures
from hatang.network.models import Cell
from hatang.network.queries.counted import COUNTED, Period, by_commune, by_operator, rows_of, tally
from hatang.network.queries.fixed import added, homes_by_commune, lengths_by_area_kind
from hatang.network.queries.reach import nearest_km, people_reach
from hatang.network.rules.figures import distances_of, service_radius_km, share
from hatang.territory.models import Area, FixedAccess, Hexagon

from .conftest import SINCE, Registry, area, cell, node, route, site, tenancy, unit

DAY = date(2026, 6, 1)
YEAR = Period(date(2026, 1, 1), DAY)


@pytest.mark.parametrize(
    ("area_km2", "n", "radius_km"),
    # Bắc Ninh of 2025, 4,718.6 km²: all stations, and those of 5G; Quảng Nam's plan printed 1.5 km.
    [(4718.6, 3957, 0.616), (4718.6, 384, 1.978), (10_438, 1465, 1.506)],
)
def test_the_service_radius_is_that_of_the_plans(area_km2: float, n: int, radius_km: float) -> None:
    assert service_radius_km(area_km2, n) == pytest.approx(radius_km, abs=0.0005)


def test_no_station_has_no_radius() -> None:
    assert service_radius_km(10, 0) is None


def test_a_share_is_computed_and_not_copied() -> None:
    # Quảng Nam reported 31.8 % for 448 of 1,465.
    assert share(448, 1465) == pytest.approx(30.58, abs=0.005)
    assert share(1, 0) is None


def test_distances_weigh_people() -> None:
    found = distances_of(np.array([2.0, 0.4, 4.0]), np.array([30.0, 60.0, 10.0]))
    assert (found.total, found.median_km, found.p90_km) == (100.0, 0.4, 2.0)
    assert found.within == (60.0, 60.0, 90.0, 90.0)


def test_without_a_station_nobody_is_at_a_distance() -> None:
    found = distances_of(np.array([np.inf, np.inf]), np.array([3.0, 4.0]))
    assert (found.total, found.median_km, found.p90_km, sum(found.within)) == (7, None, None, 0)


def test_the_nearest_is_found_on_the_ellipsoid() -> None:
    points = np.array([[106.0, 21.0], [106.5, 21.5]])
    found = nearest_km(points, np.array([[106.0, 21.009], [106.51, 21.5]]))
    # A hundredth of a degree of latitude is 1,107 m here, of longitude 1,036 m at 21.5 degrees.
    assert found == pytest.approx([0.9965, 1.0362], abs=0.0005)
    assert np.isinf(nearest_km(points, np.empty((0, 2)))).all()


def _counts(code: str) -> int:
    return tally(code, rows_of(code, YEAR)).numerator


@pytest.mark.django_db
def test_stations_are_operators_with_a_cell_on_a_mast_on_air(registry: Registry) -> None:
    cell(tenancy(registry.proposed), "PLAN-5G", technology="5G")
    assert (_counts("sites"), _counts("stations-4g"), _counts("stations-5g")) == (3, 2, 2)
    assert by_operator("sites", YEAR)[unit("vnpt").pk].numerator == 2
    shared = tally("sites-shared", rows_of("sites-shared", YEAR))
    assert (shared.numerator, shared.denominator) == (1, 3)
    assert by_commune("sites-a1", YEAR)[registry.others.commune_id].value == 100


@pytest.mark.django_db
def test_a_second_cell_makes_no_new_station(registry: Registry) -> None:
    stand = tenancy(site("BN9"), operator_code="NEW")
    cell(stand, "OLD", technology="5G", valid_from=date(2025, 3, 1), valid_to=date(2026, 2, 1))
    cell(stand, "NEXT", technology="5G", valid_from=date(2026, 2, 1))
    cell(tenancy(site("BN10"), operator_code="NEWER"), "FIRST", technology="5G", valid_from=DAY)
    assert _counts("new-stations-5g") == 1
    assert _counts("stations-5g") == 4


@pytest.mark.django_db
def test_the_past_is_asked_as_it_was(registry: Registry) -> None:
    before = Period(date(2019, 1, 1), date(2019, 12, 31))
    assert rows_of("sites", before) == []


@pytest.mark.django_db
def test_the_reader_sees_numbers_of_all_and_stations_of_nobody(
    registry: Registry, sign_in: Callable[[User], Client]
) -> None:
    address = reverse("network:figure_rows", args=["stations-5g"])
    for who, codes in (
        (registry.reader, set()),
        (registry.owner, {"BN2"}),
        (registry.outsider, {"BN3"}),
        (registry.office, {"BN2", "BN3"}),
    ):
        page = sign_in(who).get(address, {"ngay": DAY.isoformat()})
        assert {row.code for row in page.context["page"]} == codes
        assert page.context["tally"].numerator == 2
        assert page.context["n_hidden"] == 2 - len(codes)


@pytest.mark.django_db
def test_people_are_as_far_as_their_hexagons(registry: Registry) -> None:
    here = {"resolution": 9, "area_km2": 0.11}
    Hexagon.objects.create(id=1, population=90, longitude=106.07, latitude=21.18, **here)
    Hexagon.objects.create(id=2, population=10, longitude=106.07, latitude=21.13, **here)
    found = people_reach("", DAY)
    assert (found.total, found.within[0]) == (100, 90)
    assert found.p90_km == pytest.approx(0, abs=0.001)


@pytest.mark.django_db
def test_a_day_without_5g_has_its_page_and_file(
    registry: Registry, sign_in: Callable[[User], Client]
) -> None:
    Hexagon.objects.create(id=1, resolution=9, area_km2=0.1, population=90, longitude=106.07, latitude=21.18)
    cell_before = {"ngay": "2020-06-01"}
    Cell.objects.filter(technology="5G").update(valid_from=date(2024, 1, 1))
    for kind in ("", "xlsx"):
        page: Any = sign_in(registry.office).get(
            reverse("network:figures"), {**cell_before, "dinh-dang": kind}
        )
        assert page.status_code == 200
        assert not kind or b"".join(page.streaming_content)


@pytest.mark.django_db
def test_a_cable_counts_once_and_a_duct_never() -> None:
    route("DUCT")
    route("OLD", kind="copper", drawn_length_m=500.0)
    route("SOON", kind="fibre", state="planned")
    route("LEFT", kind="copper", state="abandoned")
    route("NEW", kind="fibre", drawn_length_m=900.0, as_built_length_m=1000.0, is_underground=True)
    found = lengths_by_area_kind(DAY)
    assert (found[""].total_km, found[""].underground_km, found["ward"].copper_km) == (1.5, 1.0, 0.5)
    assert found["commune"].total_km == 0


@pytest.mark.django_db
def test_homes_are_said_by_all_operators_or_by_the_one_who_reaches_most() -> None:
    here, there = area(), area("09193", "Yên Phong", "commune")
    usual = {"on": SINCE, "source": "kê khai", "households": 100}
    FixedAccess.objects.create(area=here, operator=unit("vnpt"), households_passed=90, **usual)
    FixedAccess.objects.create(area=here, operator=None, households_passed=80, **usual)
    FixedAccess.objects.create(area=there, operator=unit("vnpt"), households_passed=30, **usual)
    FixedAccess.objects.create(area=there, operator=unit("viettel"), households_passed=40, **usual)
    FixedAccess.objects.create(
        area=here, operator=unit("viettel"), **{**usual, "on": date(2026, 5, 1)}, households_passed=60
    )
    assert added(homes_by_commune(DAY)).passed == 120
    assert homes_by_commune(date(2019, 1, 1)) == {}


@pytest.mark.django_db
def test_figures_are_recorded_once_and_anew_where_they_changed(registry: Registry, at: datetime) -> None:
    province = Area.objects.create(code="24", name="Bắc Ninh", kind="province", area_km2=4718, sort_key="b")
    record_figures(day=DAY, by=registry.office, at=at)
    assert record_figures(day=DAY, by=registry.office, at=at) == 0
    whole = IndicatorValue.objects.filter(
        area=province, unit=None, version__indicator__code="stations-5g", ends_on=DAY
    )
    assert whole.get().value == 2
    cell(tenancy(site("BN9"), operator_code="NEW"), "NEW-5G", technology="5G", valid_from=DAY)
    assert record_figures(day=DAY, by=registry.office, at=at) > 0
    assert [one.value for one in whole.order_by("id")] == [Decimal(2), Decimal(3)]
    assert whole.get(superseded_at=None).value == 3
    shared = IndicatorValue.objects.get(
        area=province, version__indicator__code="sites-shared", unit=None, superseded_at=None
    )
    assert (shared.numerator, shared.denominator) == (1, 4)


@pytest.mark.django_db
def test_a_quarter_under_way_counts_what_has_happened(registry: Registry, at: datetime) -> None:
    province = Area.objects.create(code="24", name="Bắc Ninh", kind="province", sort_key="b")
    stand = tenancy(site("BN9"), operator_code="NEW")
    cell(stand, "NOW", technology="5G", valid_from=date(2026, 5, 20))
    cell(tenancy(site("BN10"), operator_code="SOON"), "SOON", technology="5G", valid_from=date(2026, 6, 20))
    record_figures(day=DAY, by=None, at=at)
    value = IndicatorValue.objects.get(
        area=province, unit=unit(), version__indicator__code="new-stations-5g", starts_on=date(2026, 4, 1)
    )
    assert (value.value, value.ends_on) == (1, date(2026, 6, 30))
    assert f"don-vi={unit().pk}" in rows_behind(value)
    # What is put right to nothing is recorded as nothing.
    Cell.objects.filter(code="NOW").delete()
    record_figures(day=DAY, by=None, at=at)
    value.refresh_from_db()
    standing = IndicatorValue.objects.get(
        version=value.version, unit=unit(), starts_on=value.starts_on, superseded_at=None
    )
    assert (value.superseded_at is not None, standing.value) == (True, 0)


@pytest.mark.django_db
def test_pages_and_files_of_figures_open(registry: Registry, sign_in: Callable[[User], Client]) -> None:
    node("POP", kind="pop")
    browser = sign_in(registry.owner)
    for name, args in [("figures", []), ("far_places", []), *(("figure_rows", [code]) for code in COUNTED)]:
        for kind in ("", "xlsx", "csv"):
            page: Any = browser.get(reverse(f"network:{name}", args=args), {"dinh-dang": kind})
            assert page.status_code == 200, (name, args, kind)
            assert not kind or b"".join(page.streaming_content)
    assert b"".join(browser.get(reverse("network:commune_figures")).streaming_content)
    assert browser.get(reverse("network:figure_rows", args=["nothing"])).status_code == 404


@pytest.mark.django_db
def test_the_overview_asks_as_often_for_many_sites(
    registry: Registry, sign_in: Callable[[User], Client], django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        cell(tenancy(site(f"X{number}"), operator_code=f"X{number}"), f"X{number}")
    browser = sign_in(registry.office)
    browser.get(reverse("network:figures"))
    with django_assert_max_num_queries(45):
        browser.get(reverse("network:figures"))
