"""Fills a house for `map.py`: outlines of the communes, the grid with its people, masts with their cells.

Run as the owner of the records: `map_fill.py OUTLINES MASTS`. Outlines are a GeoJSON file with the communes'
codes; the masts are the registry's generated example, drawn with one seed.
"""

# ruff: noqa: E402 - the rooms are imported once Django is set up
import json
import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatang.config.settings")
os.environ["HATANG_DB_ROLE"] = "owner"

import django

django.setup()

import numpy as np
import shapely
from django.db import transaction
from person import PASSWORD
from shapely.geometry import shape

from hatang.accounts.actions import create_user
from hatang.accounts.models import Role, Unit
from hatang.base import clock
from hatang.network.example.inventory import CommuneShape, Inventory, generate
from hatang.network.models import Cell, PassiveSite, Route, SiteStatePeriod, StateName, Tenancy
from hatang.portal.demo.places import load_places
from hatang.portal.demo.units import load_units
from hatang.territory.geometry import geodesic_area_km2
from hatang.territory.hexagons import grid_of
from hatang.territory.models import Area, Boundary, Hexagon

SEED = 20_26
FIRST = date(2025, 7, 1)


def people() -> None:
    """The province's communes, operators, and somebody who looks."""
    load_places(by=None, at=clock.now())
    load_units(by=None, at=clock.now())
    create_user(
        username="do-ban-do", password=PASSWORD, full_title="Người đo", role=Role.OFFICE, unit=None, by=None,
        at=clock.now(),
    )  # fmt: skip


def lay_out(path: str) -> dict[str, tuple[Area, Any]]:
    """Outlines and people of the communes; the communes by code."""
    found = {}
    areas = {area.code: area for area in Area.objects.communes()}
    features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    for feature in features:
        said, outline = feature["properties"], shape(feature["geometry"])
        area = areas[said["code"]]
        area.population, area.area_km2 = said["population"], said["area_km2"]
        found[area.code] = (area, outline)
    Area.objects.bulk_update([area for area, _outline in found.values()], ["population", "area_km2"])
    Boundary.objects.all().delete()
    Boundary.objects.bulk_create(_boundary(area, outline) for area, outline in found.values())
    return found


def _boundary(area: Area, outline: Any) -> Boundary:
    west, south, east, north = outline.bounds
    return Boundary(
        area=area, wkb=shapely.to_wkb(outline), west=west, south=south, east=east, north=north,
        area_km2=geodesic_area_km2(outline), source="bench", valid_from=FIRST,
    )  # fmt: skip


def grid(communes: dict[str, tuple[Area, Any]]) -> int:
    """The grid at resolution 9, people spread by area."""
    areas = [area for area, _outline in communes.values()]
    made = grid_of([outline for _area, outline in communes.values()], 9)
    parts = made.areas_km2[made.hexagons] * made.shares
    sizes = np.bincount(made.polygons, weights=parts, minlength=len(areas))
    people = np.array([area.population for area in areas])[made.polygons] * parts / sizes[made.polygons]
    by_hexagon = np.bincount(made.hexagons, weights=people, minlength=len(made.ids))
    Hexagon.objects.all().delete()
    rows = zip(made.ids, made.areas_km2, made.longitudes, made.latitudes, by_hexagon, strict=True)
    Hexagon.objects.bulk_create(
        (
            Hexagon(
                id=int(one), resolution=9, area_km2=float(km2), longitude=float(x), latitude=float(y),
                population=float(n),
            )
            for one, km2, x, y, n in rows
        ),
        batch_size=5000,
    )  # fmt: skip
    return len(made.ids)


def registry(communes: dict[str, tuple[Area, Any]], n_masts: int) -> dict[str, int]:
    """Masts, who stands on them, their cells and lines."""
    shapes = [
        CommuneShape(code, area.kind == "ward", area.population or 0, outline)
        for code, (area, outline) in communes.items()
    ]
    made = generate(seed=SEED, communes=shapes, today=clock.today(), n_masts=n_masts)
    units = {unit.code: unit for unit in Unit.objects.all()}
    for kind in (Cell, Tenancy, SiteStatePeriod, PassiveSite, Route):
        kind.objects.all().delete()
    sites = _sites(made, communes, units)
    tenancies = _tenancies(made, sites, units)
    Cell.objects.bulk_create(_cells(made, tenancies), batch_size=5000)
    Route.objects.bulk_create(_routes(made, communes, units), batch_size=5000)
    return {"sites": len(sites), "cells": Cell.objects.count(), "routes": Route.objects.count()}


def _unit(units: dict[str, Unit], word: str) -> Unit:
    return next(
        unit for code, unit in units.items() if word.replace("-", "")[:4] in code.lower().replace("-", "")
    )


def _sites(made: Inventory, communes: dict[str, tuple[Area, Any]], units: dict[str, Unit]) -> dict[str, Any]:
    sites = {
        mast.code: PassiveSite(
            code=mast.code, longitude=mast.longitude, latitude=mast.latitude, hexagon9=0,
            commune=communes[mast.commune][0], mast_type=mast.mast_type, structure=mast.structure,
            height_m=mast.height_m, owner=_unit(units, mast.builder), is_example=True,
        )
        for mast in made.masts
    }  # fmt: skip
    PassiveSite.objects.bulk_create(sites.values(), batch_size=5000)
    periods: list[SiteStatePeriod] = []
    for mast in made.masts:
        site, now = sites[mast.code], mast.on_air_on
        before = StateName.PERMITTED if mast.is_permitted else StateName.PROPOSED
        begun = date(now.year - 1, now.month, 1)
        periods.append(SiteStatePeriod(site=site, state=before, valid_from=begun, valid_to=now))
        periods.append(
            SiteStatePeriod(site=site, state=StateName.ON_AIR, valid_from=now, valid_to=mast.off_on)
        )
        if mast.off_on:
            periods.append(SiteStatePeriod(site=site, state=StateName.OFF, valid_from=mast.off_on))
    SiteStatePeriod.objects.bulk_create(periods, batch_size=5000)
    return sites


def _tenancies(made: Inventory, sites: dict[str, Any], units: dict[str, Unit]) -> dict[str, Tenancy]:
    found = {
        stand.operator_code: Tenancy(
            site=sites[stand.mast], operator=_unit(units, stand.operator), operator_code=stand.operator_code,
            contract=stand.contract, valid_from=stand.since,
        )
        for stand in made.stands
    }  # fmt: skip
    Tenancy.objects.bulk_create(found.values(), batch_size=5000)
    return found


def _cells(made: Inventory, tenancies: dict[str, Tenancy]) -> Iterable[Cell]:
    for one in made.carriers:
        yield Cell(
            tenancy=tenancies[one.operator_code], code=one.code, technology=one.technology, band=one.band,
            frequency_mhz=one.frequency_mhz, bandwidth_mhz=one.bandwidth_mhz, azimuth_deg=one.azimuth_deg,
            height_m=one.height_m, eirp_dbm=one.eirp_dbm, valid_from=one.since,
        )  # fmt: skip


def _routes(
    made: Inventory, communes: dict[str, tuple[Area, Any]], units: dict[str, Unit]
) -> Iterable[Route]:
    for one in made.lines:
        line = shapely.LineString(one.coordinates)
        west, south, east, north = line.bounds
        yield Route(
            code=one.code, kind=one.kind, owner=_unit(units, one.owner), commune=communes[one.commune][0],
            wkb=shapely.to_wkb(line), west=west, south=south, east=east, north=north,
            drawn_length_m=one.drawn_length_m, as_built_length_m=one.as_built_length_m,
            fibres=one.fibres, fibres_used=one.fibres_used, valid_from=one.since, is_example=True,
        )  # fmt: skip


if __name__ == "__main__":
    with transaction.atomic():
        if not Area.objects.exists():
            people()
        found = lay_out(sys.argv[1])
        n_hexagons = grid(found)
        print(json.dumps({"hexagons": n_hexagons, **registry(found, int(sys.argv[2]))}))
