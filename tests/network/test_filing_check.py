"""Every row of a filing is accepted, read otherwise than written, or set aside by a rule that says why."""

from datetime import date
from typing import Any

import pytest

from hatang.network.filing.catalogue import RULES, said
from hatang.network.filing.known import KnownRow, KnownStand, Licence
from hatang.network.filing.matching import score
from tests.network.filing_words import (
    CELL,
    NODE,
    OTHERS,
    OURS,
    ROUTE,
    SITE,
    checked,
    known,
    mast,
    rules_of,
)

LICENCES = [Licence(1800, 1900, frozenset({"4G"}))]
NEAR = {**SITE, "code": "VT-2", "longitude": 106.0501}
FAR = {**SITE, "code": "VT-2", "longitude": 106.08}

# What is filed, and the only rules it breaks.
CASES: dict[str, tuple[list[list[dict[str, Any]]], set[str]]] = {
    "clean": ([[SITE], [CELL], [NODE], [ROUTE]], set()),
    "empty cell": ([[{**SITE, "height_m": ""}]], {"required"}),
    "no number": ([[{**SITE, "height_m": "cao"}]], {"type-number"}),
    "no day": ([[{**SITE, "permitted_on": "31/02/2025"}]], {"type-day"}),
    "no choice": ([[{**SITE, "structure": "tháp"}]], {"choice"}),
    "out of range": ([[{**SITE, "height_m": 900}]], {"range"}),
    "too long": ([[{**SITE, "code": "V" * 61}]], {"too-long"}),
    "old font": ([[{**SITE, "name": "Tr¹m ph¸t sãng"}]], {"letters"}),
    "decimal comma": ([[{**SITE, "height_m": "42,5"}]], {"decimal-comma"}),
    "swapped": ([[{**SITE, "longitude": 21.2, "latitude": 106.05}]], {"swapped"}),
    "metres without a zone": ([[{**SITE, "longitude": 401000, "latitude": 2345000}]], {"vn2000-unstated"}),
    "nowhere": ([[{**SITE, "longitude": 0, "latitude": 0}]], {"outside-vietnam"}),
    "another province": ([[{**SITE, "longitude": 107.5}]], {"outside-province"}),
    "another commune": ([[{**SITE, "commune": "phường Nhân Hòa"}]], {"wrong-commune"}),
    "its commune": ([[{**SITE, "commune": "Xã YÊN PHONG"}]], set()),
    "no such commune": ([[{**SITE, "commune": "Xã Nào Đó"}]], {"commune-unknown"}),
    "code twice": ([[SITE, {**FAR, "code": "VT-1"}]], {"duplicate-code"}),
    "one mast twice": ([[SITE, NEAR]], {"duplicate-mast"}),
    "two masts nearby": ([[SITE, {**NEAR, "height_m": 20}]], {"mast-nearby"}),
    "two masts apart": ([[SITE, FAR]], set()),
    "rooftop on the ground": ([[{**SITE, "structure": "rooftop"}]], {"type-structure"}),
    "discreet and high": ([[{**SITE, "mast_type": "A1a", "structure": "pole"}]], {"mast-height"}),
    "permit before it was given": (
        [[{**SITE, "permitted_on": "01/02/2025", "permit_expires_on": "01/01/2025"}]],
        {"date-order"},
    ),
    "permit has run out": ([[{**SITE, "permit_expires_on": "2026-01-01"}]], {"permit-expired"}),
    "after the period": ([[{**SITE, "state_since": "01/02/2027"}]], {"after-period"}),
    "no such mast": ([[{**SITE, "registry_code": "BN77"}]], {"registry-code"}),
    "orphan": ([[SITE], [{**CELL, "site_code": "VT-9"}]], {"orphan-cell"}),
    "site set aside": ([[{**SITE, "height_m": ""}], [CELL]], {"required", "site-set-aside"}),
    "above its mast": ([[SITE], [{**CELL, "height_m": 50}]], {"above-mast"}),
    "no power": ([[SITE], [{**CELL, "eirp_dbm": ""}]], {"no-power"}),
    "usual tilt": ([[SITE], [{**CELL, "mechanical_tilt_deg": ""}]], {"assumed"}),
    "off before on": (
        [[SITE], [{**CELL, "valid_from": "02/01/2025", "valid_to": "01/01/2025"}]],
        {"date-order"},
    ),
    "band of another": ([[SITE], [{**CELL, "frequency_mhz": 2100}]], {"band-not-licensed"}),
    "no licence known": ([[SITE], [{**CELL, "technology": "5G"}]], {"band-unknown"}),
    "no line": ([[{**ROUTE, "line": "106.05 21.2"}]], {"type-line"}),
    "unknown duct": ([[{**ROUTE, "parent_code": "T9"}]], {"parent-unknown"}),
    "in itself": (
        [[{**ROUTE, "parent_code": "T2"}, {**ROUTE, "code": "T2", "parent_code": "T1"}]],
        {"parent-loop"},
    ),
    "in a duct set aside": (
        [
            [
                {**ROUTE, "code": "T3", "parent_code": "T2"},
                {**ROUTE, "code": "T2", "parent_code": "T1"},
                {**ROUTE, "fibres": "x"},
            ]
        ],
        {"type-number", "parent-set-aside"},
    ),
    "from a node set aside": (
        [[{**NODE, "kind": "nhà"}], [{**ROUTE, "start_code": "N1"}]],
        {"choice", "node-set-aside"},
    ),
    "a point without end": ([[{**ROUTE, "line": "LINESTRING (106 21.1, nan nan)"}]], {"type-line"}),
    "unknown end": ([[{**ROUTE, "end_code": "N9"}]], {"node-unknown"}),
    "known end": ([[NODE], [{**ROUTE, "start_code": "N1"}]], set()),
    "built longer": ([[{**ROUTE, "as_built_length_m": 2000}]], {"length-differs"}),
    "too many fibres": ([[{**ROUTE, "fibres": 24, "fibres_used": 30}]], {"fibres-order"}),
}


@pytest.mark.parametrize("name", CASES)
def test_a_row_breaks_the_rule_it_should_and_no_other(name: str) -> None:
    files, expected = CASES[name]
    found = checked(*files, registry=known(licences=LICENCES))
    assert rules_of(found) == expected
    for table in found.tables.values():
        for one in table.findings:
            assert "%(" not in said(one.rule, one.params)


def test_every_rule_is_broken_by_a_test() -> None:
    here = set().union(*(rules for _files, rules in CASES.values()))
    beside = {
        "vn2000",
        "code-taken",
        "state-order",
        "state-date",
        "not-the-owner",
        "mast-taken",
        "mast-ended",
    }
    assert here | beside == set(RULES)


def test_vn2000_metres_are_converted_where_the_zone_is_stated_whichever_column_is_which() -> None:
    # A point of the zone of 107°: pyproj gives 106.038445, 21.241551 (EPSG 9214 to 4326).
    for first, second in [(400000, 2350000), (2350000, 400000)]:
        found = checked([{**SITE, "longitude": first, "latitude": second}], system="9214")
        assert rules_of(found) == {"vn2000"}
        at = found.tables["sites"].of("longitude")[0], found.tables["sites"].of("latitude")[0]
        assert at == pytest.approx((106.038445, 21.241551), abs=2e-6)


def test_codes_and_states_are_compared_with_the_registry() -> None:
    stand = KnownStand(5, 7, "own", date(2020, 1, 1), None)
    ours = mast(7, 106.05, 21.2, owner_id=OURS, values={"height_m": 42.0})
    registry = known(masts={7: ours}, stands={"VT-1": stand})
    assert rules_of(checked([{**SITE, "state": "permitted"}], registry=registry)) == {"state-order"}
    late = {**SITE, "state": "off", "state_since": "01/01/2019"}
    assert rules_of(checked([late], registry=registry)) == {"state-date"}
    registry.masts = {7: mast(7, 106.05, 21.2, values={"height_m": 36.0, "mast_type": "A2b"})}
    found = checked([SITE], registry=registry)
    assert rules_of(found) == {"not-the-owner"} and found.effects["sites"][0][0] == "same"
    # Taken down by the office, or another's that has ended: the row does not have it back.
    gone = {"ended_on": date(2026, 6, 1), "values": {"height_m": 42.0}}
    for more in ({"owner_id": OURS, "state": "dismantled"}, {"owner_id": OTHERS}):
        registry.masts = {7: mast(7, 106.05, 21.2, **more, **gone)}
        assert rules_of(checked([SITE], registry=registry)) == {"mast-ended"}
    # By two own codes on one mast.
    registry.masts = {7: ours}
    named = [{**FAR, "longitude": 106.0505, "registry_code": "BN7"}]
    assert rules_of(checked([SITE, *named], registry=registry)) == {"mast-taken"}
    registry.rows = {"nodes": {"N1": KnownRow(3, OTHERS, {}, None)}}
    assert rules_of(checked([NODE], registry=registry)) == {"code-taken"}


def test_an_empty_cell_leaves_what_was_declared_and_a_declared_one_is_assumed_no_longer() -> None:
    stand = KnownStand(5, 7, "own", None, None)
    values = {**CELL, "beamwidth_deg": 33, "mechanical_tilt_deg": 0, "power_dbm": None, "gain_dbi": None}
    row = KnownRow(9, OURS, {**values, "assumed": ["mechanical_tilt_deg"]}, None)
    registry = known(
        masts={7: mast(7, 106.05, 21.2, owner_id=OURS)}, stands={"VT-1": stand}, licences=LICENCES
    )
    registry.rows = {"cells": {"VT-1 / C1": row}}
    empty = {**CELL, "beamwidth_deg": "", "mechanical_tilt_deg": "", "eirp_dbm": ""}
    found = checked([empty], registry=registry)
    assert rules_of(found) == set() and found.effects["cells"][0] == ("same", {})
    assert found.tables["cells"].of("assumed") == [["mechanical_tilt_deg"]]
    # The same value, but declared now.
    said_now = checked([{**empty, "mechanical_tilt_deg": 0}], registry=registry)
    assert said_now.effects["cells"][0] == ("changed", {"assumed": ("Góc cụp cơ (°)", "")})
    # EIRP that was computed follows power and gain; one that was declared stays.
    louder = [{**empty, "power_dbm": 46, "gain_dbi": 18}]
    assert "eirp_dbm" not in checked(louder, registry=registry).effects["cells"][0][1]
    row.values["assumed"].append("eirp_dbm")
    assert checked(louder, registry=registry).effects["cells"][0][1]["eirp_dbm"] == (61, 64)


def test_what_is_new_changed_and_gone_is_told_from_what_is_registered() -> None:
    values = {
        "longitude": 106.05,
        "latitude": 21.2,
        "mast_type": "A2b",
        "structure": "lattice",
        "height_m": 36.0,
    }
    registry = known(
        masts={7: mast(7, 106.05, 21.2, owner_id=OURS, values=values)},
        stands={
            "VT-1": KnownStand(5, 7, "own", None, None),
            "VT-8": KnownStand(6, 8, "own", None, None),
            "VT-9": KnownStand(6, 8, "own", None, date(2025, 1, 1)),
            "VT-3": KnownStand(6, 8, "own", None, None),
        },
    )
    wrong = {**SITE, "code": "VT-3", "height_m": "", "longitude": 106.07}
    found = checked([SITE, FAR, wrong], registry=registry)
    assert found.effects["sites"][0] == ("changed", {"height_m": (36.0, 42.0)})
    assert [effect for effect, _changes in found.effects["sites"]] == ["changed", "new", ""]
    # Ended already, or in the file though set aside: not gone.
    assert found.gone["sites"] == ["VT-8"]


def test_positions_on_a_mast_of_another_operator_are_sure_doubtful_or_new() -> None:
    registry = known(masts={1: mast(1, 106.05001, 21.2), 2: mast(2, 106.0603, 21.2, height_m=30.0)})
    rows = [
        SITE,
        {**SITE, "code": "VT-2", "longitude": 106.06},
        {**SITE, "code": "VT-3", "longitude": 106.09},
    ]
    found = checked(rows, registry=registry).matches
    assert found.mast_of == {"VT-1": 1}
    assert [(pair.code, pair.mast_id) for pair in found.doubtful] == [("VT-2", 2)]
    registry.decided = {("VT-2", 2): True}
    assert checked(rows, registry=registry).matches.mast_of == {"VT-1": 1, "VT-2": 2}
    registry.decided = {("VT-2", 2): False}
    settled = checked(rows, registry=registry).matches
    assert settled.mast_of == {"VT-1": 1} and settled.doubtful == []


def test_the_likeness_falls_with_distance_and_height() -> None:
    facts = {"is_same_type": True, "name_ratio": 1.0}
    scores = [
        score(distance_m=d, height_difference_m=h, **facts) for d, h in [(0, 0), (5, 1), (30, 1), (60, 15)]
    ]
    assert scores[:2] == [1.0, 1.0]
    assert scores == sorted(scores, reverse=True) and scores[3] == pytest.approx(0.2)


def test_two_masts_as_likely_are_both_doubtful() -> None:
    registry = known(masts={1: mast(1, 106.05002, 21.2), 2: mast(2, 106.04998, 21.2)})
    found = checked([SITE], registry=registry).matches
    assert found.mast_of == {} and {pair.mast_id for pair in found.doubtful} == {1, 2}
