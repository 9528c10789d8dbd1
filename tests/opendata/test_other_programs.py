"""Programs of others read every collection from a served house: GDAL (as QGIS does) and OWSLib."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from owslib.ogcapi.features import Features

from . import plant
from .conftest import Registry, bearer

# How many features each collection has for the programme office.
WHOLE = {"areas": 3, "places": 2, "sites": 1207, "cells": 1208, "routes": 2}


@pytest.fixture
def served(live_server: Any, registry: Registry) -> str:
    """The address of the service, with more sites and cells than GDAL asks for at once."""
    commune = plant.Area.objects.get(code="09193")
    sites = [
        plant.PassiveSite(
            code=f"X{number:05d}",
            longitude=106.2 + number / 10_000,
            latitude=21.3,
            hexagon9=1,
            commune=commune,
            mast_type="A1a",
            structure="rooftop",
            height_m=6,
            valid_from=date(2021, 1, 1),
        )
        for number in range(1200)
    ]
    plant.PassiveSite.objects.bulk_create(sites)
    plant.stand_all(sites, registry.operators[0])
    return f"{live_server.url}/ogc"


def read_with_gdal(source: str, token: str, *box: float) -> dict[str, Any]:
    """What GDAL finds, in a process of its own: it waits for answers without letting this one give them."""
    script = Path(__file__).with_name("read_with_gdal.py")
    # GDAL_HTTP_HEADERS would not do: the driver sends headers of its own instead.
    environment = {**os.environ, "GDAL_HTTP_AUTH": "BEARER", "GDAL_HTTP_BEARER": token}
    command = [sys.executable, str(script), source, *map(str, box)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, timeout=120)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_gdal_reads_every_collection_whole_and_in_a_box(served: str, registry: Registry) -> None:
    token = bearer(registry.office)["Authorization"].removeprefix("Bearer ")
    box = (106.005, 21.14, 106.025, 21.16)
    whole, near = read_with_gdal(f"OAPIF:{served}", token), read_with_gdal(f"OAPIF:{served}", token, *box)
    assert {name: len(rows) for name, rows in whole.items()} == WHOLE
    for name, rows in whole.items():
        assert len({code for code, _shape in rows}) == len(rows) or name == "cells"
        meeting = [row for row in rows if row[1] and shapely.from_wkt(row[1]).intersects(shapely.box(*box))]
        assert near[name] == meeting, name
        assert meeting or name == "routes"
    assert shapely.from_wkt(whole["areas"][1][1]).equals(plant.SQUARE)


def test_owslib_reads_every_collection_page_by_page(served: str, registry: Registry) -> None:
    service = Features(served, headers=bearer(registry.office))
    assert service.conformance()["conformsTo"]
    assert service.api()["openapi"].startswith("3.0.")
    assert sorted(service.feature_collections()) == sorted(WHOLE)
    for name, n in WHOLE.items():
        assert service.collection(name)["itemType"] == "feature"
        page = service.collection_items(name, limit=10_000)
        assert (page["numberMatched"], page["numberReturned"], len(page["features"])) == (n, n, n)
        one = page["features"][0]
        assert service.collection_item(name, str(one["id"]))["properties"] == one["properties"]
    some = service.collection_items(
        "sites", limit=5, bbox=[106.0, 21.1, 106.02, 21.2], datetime_="2020-06-01"
    )
    assert [one["properties"]["code"] for one in some["features"]] == ["BN00000"]
