"""What the registry has, as the check of a filing compares it; a fixed number of queries."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import shapely
from django.db.models import Q

from hatang.accounts.models import Unit
from hatang.network.filing.known import Known, KnownMast, KnownRow, KnownStand, Licence, Places
from hatang.network.filing.sites import MAST_COLUMNS
from hatang.network.models import (
    BandLicence,
    Cell,
    DataCentre,
    MatchAnswer,
    MatchReview,
    Node,
    PassiveSite,
    PublicWifi,
    Route,
    SiteStatePeriod,
    Tenancy,
)
from hatang.network.rules.periods import FilingPeriod
from hatang.territory.models import AreaKind, Boundary

# Columns of the sheets that the rows of the registry have by the same name.
_CELL = (
    *("technology", "band", "frequency_mhz", "bandwidth_mhz", "azimuth_deg", "beamwidth_deg"),
    *("vertical_beamwidth_deg", "mechanical_tilt_deg", "electrical_tilt_deg", "height_m", "gain_dbi"),
    *("power_dbm", "eirp_dbm", "assumed", "valid_from", "valid_to"),
)
_NODE = ("kind", "longitude", "latitude", "state", "valid_from")
_ROUTE = (
    "kind",
    "as_built_length_m",
    "depth_m",
    "is_underground",
    "fibres",
    "fibres_used",
    "state",
    "valid_from",
)
_CENTRE = ("name", "longitude", "latitude", "tier", "racks", "power_kw", "pue", "state", "valid_from")
_WIFI = ("name", "longitude", "latitude", "access_points", "speed_mbps", "state", "valid_from")


def known_for(operator: Unit, period: FilingPeriod, today: date, *, is_partial: bool = False) -> Known:
    """All that the operator's filing of a period is compared with, on a day."""
    found = Known(operator.pk, period.starts_on, period.ends_on, places=places_on(period), day=today)
    found.is_partial = is_partial
    found.stands = {
        row["operator_code"]: KnownStand(
            row["id"], row["site_id"], row["contract"], row["valid_from"], row["valid_to"]
        )
        for row in Tenancy.objects.filter(operator=operator).values()
    }
    found.masts = _masts({stand.site_id for stand in found.stands.values()}, period.ends_on)
    found.rows = {
        "cells": _cells(operator),
        "nodes": _plain(Node, _NODE),
        "routes": _routes(),
        "data_centres": _plain(DataCentre, _CENTRE),
        "wifi": _plain(PublicWifi, _WIFI),
    }
    licences = BandLicence.objects.filter(operator=operator).existing(period.ends_on)
    found.licences = [Licence(one.low_mhz, one.high_mhz, frozenset(one.technologies)) for one in licences]
    answers = MatchReview.objects.filter(operator=operator).exclude(answer=MatchAnswer.OPEN)
    found.decided = {
        (code, site): answer == MatchAnswer.SAME
        for code, site, answer in answers.values_list("operator_code", "site_id", "answer")
    }
    return found


def places_on(period: FilingPeriod) -> Places | None:
    """The communes with their polygons on the last day of a period; None where no outlines are kept."""
    rows = list(
        Boundary.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=period.ends_on),
            area__kind__in=[AreaKind.COMMUNE, AreaKind.WARD],
        )
        .order_by("area_id", "-valid_from")
        .distinct("area_id")
        .values_list("area_id", "area__name", "area__code", "wkb")
    )
    if not rows:
        return None
    ids, names, codes, outlines = zip(*rows, strict=True)
    polygons = shapely.from_wkb(np.array([bytes(one) for one in outlines], dtype=object))
    shapely.prepare(polygons)
    return Places(list(ids), list(names), list(codes), polygons)


def _masts(also: Iterable[int], on: date) -> dict[int, KnownMast]:
    """Masts that stand, and those the operator stood on; each with its last state begun by the day."""
    begun = SiteStatePeriod.objects.filter(valid_from__lte=on).order_by("site_id", "-valid_from")
    states = {
        site: (state, since)
        for site, state, since in begun.distinct("site_id").values_list("site_id", "state", "valid_from")
    }
    columns = ("id", "code", "owner_id", "valid_to", *MAST_COLUMNS)
    rows = PassiveSite.objects.filter(Q(valid_to__isnull=True) | Q(pk__in=list(also))).values(*columns)
    return {row["id"]: _mast(row, *states.get(row["id"], ("", None))) for row in rows}


def _mast(row: dict[str, Any], state: str, since: Any) -> KnownMast:
    return KnownMast(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        longitude=row["longitude"],
        latitude=row["latitude"],
        height_m=row["height_m"],
        mast_type=row["mast_type"],
        owner_id=row["owner_id"],
        state=state,
        state_since=since,
        values=row,
        ended_on=row["valid_to"],
    )


def _cells(operator: Unit) -> dict[str, KnownRow]:
    rows = Cell.objects.filter(tenancy__operator=operator).values(
        "id", "code", "tenancy__operator_code", *_CELL
    )
    return {
        f"{row['tenancy__operator_code']} / {row['code']}": KnownRow(
            row["id"], operator.pk, row, row["valid_to"]
        )
        for row in rows
    }


def _plain(model: Any, columns: tuple[str, ...]) -> dict[str, KnownRow]:
    rows = model.objects.values("id", "code", "owner_id", "valid_to", *columns)
    return {row["code"]: KnownRow(row["id"], row["owner_id"], row, row["valid_to"]) for row in rows}


def _routes() -> dict[str, KnownRow]:
    more = ("parent__code", "start__code", "end__code", "wkb")
    found: dict[str, KnownRow] = {}
    for row in Route.objects.values("id", "code", "owner_id", "valid_to", *_ROUTE, *more):
        values = {column: row[column] for column in _ROUTE}
        values |= {f"{end}_code": row[f"{end}__code"] for end in ("parent", "start", "end")}
        line = shapely.from_wkb(bytes(row["wkb"]))
        values["line"] = [(float(x), float(y)) for x, y in shapely.get_coordinates(line)]
        found[row["code"]] = KnownRow(row["id"], row["owner_id"], values, row["valid_to"])
    return found
