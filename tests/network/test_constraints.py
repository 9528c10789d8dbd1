"""The database refuses what the registry forbids."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hatang.network.models import (
    BandLicence,
    Cell,
    DataCentre,
    Node,
    PassiveSite,
    PublicWifi,
    Route,
    SiteStatePeriod,
    SpacingRule,
    Tenancy,
    UndergroundRule,
    ZoneRule,
)

from .conftest import SINCE, cell, data_centre, licence, node, route, site, tenancy, wifi

pytestmark = pytest.mark.django_db

MODELS = (
    *(BandLicence, Cell, DataCentre, Node, PassiveSite, PublicWifi, Route, SiteStatePeriod),
    *(SpacingRule, Tenancy, UndergroundRule, ZoneRule),
)
BEFORE = {"valid_from": SINCE, "valid_to": SINCE}
ABROAD = {"longitude": 21.18, "latitude": 106.07}


def _state(**values: Any) -> None:
    SiteStatePeriod.objects.create(
        **{"site": site(state=""), "state": "built", "valid_from": SINCE, **values}
    )


def _two_states() -> None:
    SiteStatePeriod.objects.create(site=site(), state="off", valid_from=date(2022, 1, 1))


def _twice_on_a_mast() -> None:
    tenancy(tenancy().site, operator_code="other")


def _one_code_twice() -> None:
    tenancy(operator_code="A")
    tenancy(site("BN2"), operator_code="A")


def _one_cell_twice() -> None:
    cell(cell().tenancy)


def _one_licence_twice() -> None:
    licence()
    licence()


def _in_itself() -> None:
    one = route()
    one.parent = one
    one.save()


def _spacing(**values: Any) -> None:
    usual = {"source": "QĐ 1", "mast_types": ["A2a"], "area": "urban", "least_m": 100, "valid_from": SINCE}
    SpacingRule.objects.create(**{**usual, **values})


def _zone(**values: Any) -> None:
    usual = {"source": "QĐ 1", "allowed_types": ["A1a"], "around": "heritage", "within_m": 200}
    ZoneRule.objects.create(**{"valid_from": SINCE, **usual, **values})


def _underground(**values: Any) -> None:
    usual = {"source": "QĐ 1", "area": "urban", "least_percent": 40, "valid_from": SINCE}
    UndergroundRule.objects.create(**{**usual, **values})


def _two_shares() -> None:
    _underground()
    _underground(valid_from=date(2024, 1, 1))


BREAKS: dict[str, Callable[[], object]] = {
    "site_lies_in_vietnam": lambda: site(**ABROAD),
    "site_existence_in_order": lambda: site(**BEFORE),
    "site_mast_type_known": lambda: site(mast_type="B1"),
    "site_structure_known": lambda: site(structure="tree"),
    "site_confidence_known": lambda: site(confidence="hoped"),
    "site_height_in_range": lambda: site(height_m=351),
    "site_permit_in_order": lambda: site(permitted_on=SINCE, permit_expires_on=date(2019, 1, 1)),
    "site_state_known": lambda: _state(state="lost"),
    "site_state_in_order": lambda: _state(**BEFORE),
    "site_in_one_state": _two_states,
    "tenancy_in_order": lambda: tenancy(**BEFORE),
    "tenancy_contract_known": lambda: tenancy(contract="theft"),
    "tenancy_code_once": _one_code_twice,
    "tenancy_once_at_a_time": _twice_on_a_mast,
    "cell_in_order": lambda: cell(**BEFORE),
    "cell_code_once": _one_cell_twice,
    "cell_technology_known": lambda: cell(technology="6G"),
    "cell_azimuth_in_range": lambda: cell(azimuth_deg=361),
    "cell_height_in_range": lambda: cell(height_m=0),
    "cell_frequency_in_range": lambda: cell(frequency_mhz=1.8),
    "licence_in_order": lambda: licence(**BEFORE),
    "licence_once": _one_licence_twice,
    "licence_band_in_order": lambda: licence(high_mhz=2400),
    "node_lies_in_vietnam": lambda: node(**ABROAD),
    "node_existence_in_order": lambda: node(**BEFORE),
    "node_kind_known": lambda: node(kind="tree"),
    "node_state_known": lambda: node(state="lost"),
    "route_existence_in_order": lambda: route(**BEFORE),
    "route_kind_known": lambda: route(kind="river"),
    "route_state_known": lambda: route(state="lost"),
    "route_box_in_order": lambda: route(west=107),
    "route_has_a_length": lambda: route(drawn_length_m=0),
    "route_not_in_itself": _in_itself,
    "route_fibres_in_order": lambda: route(fibres=24, fibres_used=25),
    "data_centre_lies_in_vietnam": lambda: data_centre(**ABROAD),
    "data_centre_existence_in_order": lambda: data_centre(**BEFORE),
    "data_centre_state_known": lambda: data_centre(state="lost"),
    "data_centre_tier_in_range": lambda: data_centre(tier=5),
    "data_centre_pue_in_range": lambda: data_centre(pue=0.9),
    "wifi_lies_in_vietnam": lambda: wifi(**ABROAD),
    "wifi_existence_in_order": lambda: wifi(**BEFORE),
    "wifi_state_known": lambda: wifi(state="lost"),
    "wifi_has_access_points": lambda: wifi(access_points=0),
    "spacing_rule_in_order": lambda: _spacing(valid_to=SINCE),
    "spacing_rule_is_written": lambda: _spacing(source=""),
    "spacing_rule_types_known": lambda: _spacing(mast_types=["B1"]),
    "spacing_rule_area_known": lambda: _spacing(area="sea"),
    "spacing_rule_distance_in_range": lambda: _spacing(least_m=0),
    "spacing_rule_heights_in_order": lambda: _spacing(above_m=15, up_to_m=15),
    "zone_rule_in_order": lambda: _zone(valid_to=SINCE),
    "zone_rule_is_written": lambda: _zone(source=""),
    "zone_rule_types_known": lambda: _zone(allowed_types=[]),
    "zone_rule_around_known": lambda: _zone(around="river"),
    "zone_rule_distance_in_range": lambda: _zone(within_m=5001),
    "underground_rule_in_order": lambda: _underground(valid_to=SINCE),
    "underground_rule_is_written": lambda: _underground(source=""),
    "underground_rule_area_known": lambda: _underground(area="sea"),
    "underground_rule_share_in_range": lambda: _underground(least_percent=101),
    "underground_rule_once_at_a_time": _two_shares,
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BREAKS[name]()
    assert name in str(refusal.value)


def test_every_constraint_has_a_test() -> None:
    assert {constraint.name for model in MODELS for constraint in model._meta.constraints} == set(BREAKS)
