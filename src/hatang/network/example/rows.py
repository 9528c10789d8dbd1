"""The example registry as operators would file it: rows of the sheets of a filing, in raw values."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hatang.network.example.inventory import Inventory
from hatang.network.example.masts import Mast, Stand
from hatang.network.example.plant import Centre, Line, Point, Spot
from hatang.network.example.radio import Carrier

Row = dict[str, Any]


def rows_of(inventory: Inventory, operator: str, today: date) -> dict[str, list[Row]]:
    """Rows by sheet of what an operator has; the data centres are filed by the one that runs them.

    Args:
        operator: its code in the inventory.
        today: a mast that goes on air later is permitted or proposed.
    """
    masts = {mast.code: mast for mast in inventory.masts}
    stands = [stand for stand in inventory.stands if stand.operator == operator]
    codes = {stand.operator_code for stand in stands}
    own = {point.code for point in inventory.points if point.owner == operator}
    found = {
        "sites": [_site(masts[stand.mast], stand, today) for stand in stands],
        "cells": [_cell(carrier) for carrier in inventory.carriers if carrier.operator_code in codes],
        "nodes": [_node(point) for point in inventory.points if point.owner == operator],
        "routes": [_route(line, own) for line in _outer_first(inventory.lines) if line.owner == operator],
        "data_centres": [_centre(one) for one in inventory.centres] if operator == "vnpt" else [],
        "wifi": [_spot(one) for one in inventory.wifi if one.owner == operator],
    }
    return {kind: rows for kind, rows in found.items() if rows}


def _site(mast: Mast, stand: Stand, today: date) -> Row:
    is_there = mast.on_air_on <= today
    since = mast.off_on or mast.on_air_on if is_there else mast.permitted_on or today.replace(day=1)
    state = (
        ("off" if mast.off_on else "on_air") if is_there else "permitted" if mast.permitted_on else "proposed"
    )
    return {
        "code": stand.operator_code,
        "longitude": mast.longitude,
        "latitude": mast.latitude,
        "mast_type": mast.mast_type,
        "structure": mast.structure,
        "height_m": mast.height_m,
        "built_year": mast.on_air_on.year if is_there else None,
        "permit_number": f"GP-{mast.code}" if mast.permitted_on else None,
        "permitted_on": mast.permitted_on,
        "permit_expires_on": mast.permit_expires_on,
        "planned_on_air_on": None if is_there else mast.on_air_on,
        "max_tenants": mast.max_tenants,
        "power": mast.power,
        "backhaul": mast.backhaul,
        "state": state,
        "state_since": since,
        "contract": stand.contract,
        # A plan stands nowhere yet: only its state has a day.
        "valid_from": stand.since if is_there else None,
    }


def _cell(carrier: Carrier) -> Row:
    said = {
        "site_code": carrier.operator_code,
        "code": carrier.code,
        "technology": carrier.technology,
        "band": carrier.band,
        "frequency_mhz": carrier.frequency_mhz,
        "bandwidth_mhz": carrier.bandwidth_mhz,
        "azimuth_deg": carrier.azimuth_deg,
        "beamwidth_deg": 65,
        "vertical_beamwidth_deg": 7,
        "mechanical_tilt_deg": carrier.tilt_deg,
        "electrical_tilt_deg": carrier.electrical_tilt_deg,
        "height_m": carrier.height_m,
        "gain_dbi": carrier.gain_dbi,
        "power_dbm": carrier.power_dbm,
        "eirp_dbm": carrier.eirp_dbm,
        "valid_from": carrier.since,
    }
    # What the operator leaves empty the house assumes, and says so.
    return {key: None if key in carrier.assumed else value for key, value in said.items()}


def _node(point: Point) -> Row:
    return {
        "code": point.code,
        "kind": point.kind,
        "longitude": point.longitude,
        "latitude": point.latitude,
        "state": "in_use",
        "valid_from": point.since,
    }


def _outer_first(lines: list[Line]) -> Iterator[Line]:
    """Ducts before what lies in them."""
    order = {"duct": 0, "microduct": 1}
    yield from sorted(lines, key=lambda line: order.get(line.kind, 2))


def _route(line: Line, own: set[str]) -> Row:
    """A line of plant; ends at nodes of others are not named."""
    return {
        "code": line.code,
        "kind": line.kind,
        "line": "; ".join(f"{longitude} {latitude}" for longitude, latitude in line.coordinates),
        "parent_code": line.parent or None,
        "start_code": line.start if line.start in own else None,
        "end_code": line.end if line.end in own else None,
        "as_built_length_m": line.as_built_length_m,
        "depth_m": line.depth_m,
        "is_underground": "có" if line.is_underground else "không",
        "fibres": line.fibres,
        "fibres_used": line.fibres_used,
        "state": "in_use",
        "valid_from": line.since,
    }


def _centre(one: Centre) -> Row:
    return {
        "code": one.code,
        "name": one.name,
        "longitude": one.longitude,
        "latitude": one.latitude,
        "tier": one.tier,
        "racks": one.racks,
        "power_kw": one.power_kw,
        "pue": one.pue,
        "state": "in_use",
        "valid_from": one.since,
    }


def _spot(one: Spot) -> Row:
    return {
        "code": one.code,
        "name": one.name,
        "longitude": one.longitude,
        "latitude": one.latitude,
        "access_points": one.access_points,
        "state": "in_use",
        "valid_from": one.since,
    }
