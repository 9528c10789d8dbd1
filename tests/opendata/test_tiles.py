"""Vector tiles: read back with a library, nothing left out, fresh, small, and no more than one may see."""

from collections.abc import Iterable
from typing import Any

import mapbox_vector_tile
import numpy as np
import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.network.models import PassiveSite
from hatang.opendata.queries import get_layer, tile_of
from hatang.opendata.queries.tiles import MOST_ALONE
from hatang.opendata.rules import Days
from hatang.opendata.rules.mercator import Tile, projected
from hatang.territory.models import Area

from . import plant
from .conftest import Registry, signed_in

pytestmark = pytest.mark.django_db


def read(body: bytes, layer: str) -> list[dict[str, Any]]:
    """Features of a tile, in its own units from the north-west."""
    found = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True})
    return list(found[layer]["features"]) if found else []


def tiles_of(zoom: int, west: float, south: float, east: float, north: float) -> Iterable[Tile]:
    """Every tile that meets a box of degrees."""
    x, y = projected(np.array([west, east]), np.array([north, south]))
    first_x, last_x = (np.floor(x * 2**zoom)).astype(int)
    first_y, last_y = (np.floor(y * 2**zoom)).astype(int)
    for column in range(first_x, last_x + 1):
        for row in range(first_y, last_y + 1):
            yield Tile(zoom, column, row)


def count(user: User, layer: str, zoom: int, days: Days | None = None) -> int:
    """How many rows all tiles of a zoom together say there are."""
    bodies = [tile_of(user, get_layer(layer), one, days) for one in tiles_of(zoom, 105.9, 21.0, 106.5, 21.4)]
    return sum(one["properties"]["count"] for body in bodies for one in read(body, layer))


@pytest.mark.parametrize("zoom", [0, 7, 11, 14, 18])
def test_each_row_is_counted_in_one_tile_of_a_zoom(registry: Registry, zoom: int) -> None:
    if zoom < 18:
        assert count(registry.office, "sites", zoom) == 7
    last = Days(plant.date(2026, 1, 1), plant.date(2026, 1, 1))
    assert count(registry.office, "sites", min(zoom, 14), last) == 6
    assert count(registry.office, "routes", min(zoom, 14)) == 2


def test_a_point_lies_where_its_site_stands(registry: Registry) -> None:
    site = PassiveSite.objects.get(code="BN00003")
    x, y = projected(np.array([site.longitude]), np.array([site.latitude]))
    tile = Tile(14, int(x[0] * 2**14), int(y[0] * 2**14))
    (found,) = [
        one
        for one in read(tile_of(registry.vnpt, get_layer("sites"), tile, None), "sites")
        if one["id"] == site.pk
    ]
    assert found["properties"] == {"code": "BN00003", "mast_type": "A2b", "count": 1}
    units = [round((x[0] * 2**14 - tile.column) * 4096), round((y[0] * 2**14 - tile.row) * 4096)]
    assert found["geometry"]["coordinates"] == units


def test_too_many_points_become_one_for_each_square_and_are_all_counted(registry: Registry) -> None:
    commune = Area.objects.get(code="09193")
    places = np.random.default_rng(7).uniform((106.0, 21.1), (106.4, 21.3), (MOST_ALONE, 2)).tolist()
    usual = {"hexagon9": 1, "commune": commune, "mast_type": "A2b", "structure": "lattice", "height_m": 42}
    PassiveSite.objects.bulk_create(
        PassiveSite(code=f"X{number}", longitude=longitude, latitude=latitude, **usual)
        for number, (longitude, latitude) in enumerate(places)
    )
    body = tile_of(registry.office, get_layer("sites"), Tile(7, 101, 56), None)
    found = read(body, "sites")
    assert 1 < len(found) < 100
    assert sum(one["properties"]["count"] for one in found) == MOST_ALONE + 7
    assert count(registry.office, "sites", 7) == MOST_ALONE + 7
    assert count(registry.office, "sites", 12) == MOST_ALONE + 7


def test_a_line_is_cut_at_the_edge_of_its_tile(registry: Registry) -> None:
    found = read(tile_of(registry.viettel, get_layer("routes"), Tile(12, 3254, 1802), None), "routes")
    (one,) = found
    assert one["geometry"]["type"] == "LineString"
    corners = np.array(one["geometry"]["coordinates"])
    assert corners.min() >= -64
    assert corners.max() <= 4096 + 64
    assert one["properties"]["code"] == "R1"


def test_an_operator_sees_no_lines_of_another_one_in_tiles(registry: Registry, reader: User) -> None:
    assert count(registry.office, "routes", 10) == 2
    assert count(registry.vnpt, "routes", 10) == 1
    assert count(registry.viettel, "routes", 10) == 1
    assert count(reader, "routes", 10) == 0


def test_a_tile_follows_each_change_and_is_sent_once(registry: Registry) -> None:
    client, address = signed_in(registry.office), "/gach/sites/7/101/56.mvt"
    first = client.get(address)
    assert first["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert first["Cache-Control"] == "private, no-cache"
    assert client.get("/gach/routes/7/101/56.mvt")["Cache-Control"] == "private, no-store"
    again = client.get(address, headers={"If-None-Match": f'"x", {first["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    PassiveSite.objects.filter(code="BN00000").update(mast_type="A1a")
    then = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert then.status_code == 200
    assert {one["properties"]["mast_type"] for one in read(then.content, "sites")} == {"A1a", "A2b"}


def test_tiles_say_where_they_are(registry: Registry) -> None:
    said = signed_in(registry.office).get("/gach/sites.json").json()
    assert said["tiles"] == ["http://testserver/gach/sites/{z}/{x}/{y}.mvt"]
    assert said["bounds"] == [106.0, 21.15, 106.06, 21.15]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/gach/nothing/0/0/0.mvt", 404),
        ("/gach/sites/1/2/0.mvt", 404),
        ("/gach/sites/19/0/0.mvt", 404),
        ("/gach/sites/99999999999999999999/0/0.mvt", 404),
        ("/gach/sites/0/0/0.mvt?x=1", 400),
        ("/gach/sites/0/0/0.mvt?datetime=now", 400),
        ("/gach/sites.json?x=1", 400),
    ],
)
def test_a_tile_that_is_not_there_is_a_problem(office: User, address: str, status: int) -> None:
    answer = signed_in(office).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_nothing_is_an_empty_tile(office: User) -> None:
    client: Client = signed_in(office)
    for layer in ("sites", "routes"):
        answer = client.get(f"/gach/{layer}/5/0/0.mvt")
        assert (answer.status_code, answer.content) == (200, b"")
