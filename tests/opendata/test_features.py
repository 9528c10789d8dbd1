"""The face of the OGC: what it says of itself, features in boxes, days and pages, and who reads which."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from .conftest import Registry, bearer, signed_in

pytestmark = pytest.mark.django_db

COLLECTIONS = ["areas", "places", "sites", "cells", "routes"]


def items(client: Client, name: str, **said: Any) -> dict[str, Any]:
    """A page of features."""
    answer = client.get(f"/ogc/collections/{name}/items", said)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def codes(page: dict[str, Any]) -> list[str]:
    return [one["properties"]["code"] for one in page["features"]]


def links(said: dict[str, Any]) -> dict[str, str]:
    return {one["rel"]: one["href"] for one in said["links"]}


def test_every_link_leads_on_and_names_only_what_is_served(registry: Registry) -> None:
    client = signed_in(registry.office)
    landing = client.get("/ogc").json()
    assert {"self", "service-desc", "conformance", "data"} <= set(links(landing))
    for href in links(landing).values():
        assert client.get(urlsplit(href).path).status_code == 200, href
    classes = client.get("/ogc/conformance").json()["conformsTo"]
    assert [one.rpartition("/")[2] for one in classes] == ["core", "oas30", "geojson"]
    found = client.get("/ogc/collections").json()["collections"]
    assert [one["id"] for one in found] == COLLECTIONS
    for one in found:
        assert one["extent"]["spatial"]["bbox"][0][0] >= 106
        assert client.get(links(one)["self"]).json() == one
        assert client.get(links(one)["items"])["Content-Type"] == "application/geo+json"


def test_the_description_names_every_address_and_parameter(registry: Registry) -> None:
    answer = signed_in(registry.office).get("/ogc/api")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    said = answer.json()
    assert said["openapi"].startswith("3.0.")
    assert said["components"]["parameters"]["limit"]["schema"]["maximum"] == 10_000
    for address in said["paths"].values():
        for one in address["get"]["parameters"]:
            assert one["$ref"].removeprefix("#/components/parameters/") in said["components"]["parameters"]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_feature_is_the_same_alone_and_among_others(registry: Registry, name: str) -> None:
    client = signed_in(registry.office)
    page = items(client, name)
    assert page["numberMatched"] == page["numberReturned"] == len(page["features"]) > 0
    assert page["timeStamp"]
    for one in page["features"]:
        alone = client.get(f"/ogc/collections/{name}/items/{one['id']}").json()
        assert set(links(alone)) == {"self", "collection"}
        assert {key: value for key, value in alone.items() if key != "links"} == one


def test_pages_follow_each_other_to_the_end_and_hold_everything_once(registry: Registry) -> None:
    client = signed_in(registry.office)
    whole = codes(items(client, "sites"))
    page = items(client, "sites", limit=3, bbox="106,21,107,22")
    found, n_pages = codes(page), 1
    while "next" in links(page):
        assert page["numberReturned"] == 3
        page = items(
            client, "sites", **{k: v[0] for k, v in parse_qs(urlsplit(links(page)["next"]).query).items()}
        )
        assert page["numberMatched"] == 7
        found += codes(page)
        n_pages += 1
    assert found == whole
    assert (n_pages, page["numberReturned"]) == (3, 1)


def test_a_box_takes_what_really_meets_it(registry: Registry) -> None:
    client = signed_in(registry.office)
    assert codes(items(client, "sites", bbox="106.005,21,106.025,22")) == ["BN00001", "BN00002"]
    # The corner of the box around the diamond is empty, and so is the one beside the slanting line.
    assert codes(items(client, "areas", bbox="106.11,21.19,106.12,21.2")) == []
    assert codes(items(client, "routes", bbox="106.0,21.19,106.01,21.2")) == []
    # A box within the square meets it, though no corner of the square lies in it.
    assert codes(items(client, "areas", bbox="106.04,21.14,106.06,21.16")) == ["09193"]
    assert codes(items(client, "routes", bbox="106.049,21.149,106.051,21.151")) == ["R1"]
    assert codes(items(client, "sites", bbox="179,-90,106.015,90")) == ["BN00000", "BN00001"]


def test_what_has_ended_is_there_on_its_days_only(registry: Registry) -> None:
    client = signed_in(registry.office)
    assert "BN00006" in codes(items(client, "sites", datetime="2025-12-31"))
    assert "BN00006" not in codes(items(client, "sites", datetime="2026-01-01"))
    assert "BN00006" in codes(items(client, "sites", datetime="2025-06-01/.."))
    assert "BN00006" not in codes(items(client, "sites", datetime="2026-01-01/2026-12-31"))
    assert codes(items(client, "sites", datetime="../2020-06-01")) == ["BN00000"]
    assert items(client, "cells", datetime="2023-12-31")["numberMatched"] == 0


def test_a_site_says_its_state_and_who_stands_on_it_as_of_the_day(registry: Registry) -> None:
    client = signed_in(registry.viettel)
    then = items(client, "sites", datetime="2026-02-28")["features"][0]["properties"]
    now = items(client, "sites", datetime="2026-03-01")["features"][0]["properties"]
    assert (then["state"], now["state"]) == ("built", "on_air")
    assert now["operators"] == ["viettel", "vnpt"]
    assert items(client, "sites", datetime="2019-12-31")["features"] == []


def test_shapes_are_longitude_and_latitude(registry: Registry) -> None:
    client = signed_in(registry.office)
    site = items(client, "sites")["features"][1]
    assert site["geometry"] == {"type": "Point", "coordinates": [106.01, 21.15]}
    line = items(client, "routes")["features"][0]
    assert line["geometry"] == {"type": "LineString", "coordinates": [[106.0, 21.1], [106.1, 21.2]]}
    by_code = {one["properties"]["code"]: one for one in items(client, "areas")["features"]}
    assert by_code["24"]["geometry"] is None
    assert by_code["09193"]["geometry"]["type"] == "MultiPolygon"
    assert by_code["09193"]["properties"]["area_km2"] == 11.5


def test_an_operator_reads_its_own_cells_and_lines_and_every_position(
    registry: Registry, reader: Any
) -> None:
    of_viettel = items(signed_in(registry.viettel), "cells")
    assert {one["properties"]["operator"] for one in of_viettel["features"]} == {"viettel"}
    assert of_viettel["numberMatched"] == 4
    assert codes(items(signed_in(registry.vnpt), "routes")) == ["R2"]
    assert items(signed_in(registry.office), "cells")["numberMatched"] == 8
    assert items(signed_in(reader), "cells")["features"] == []
    for user in (registry.viettel, registry.vnpt, reader):
        assert items(signed_in(user), "sites")["numberMatched"] == 7
    hidden = of_viettel["features"][0]["id"]
    address = f"/ogc/collections/cells/items/{hidden}"
    assert signed_in(registry.viettel).get(address).status_code == 200
    assert signed_in(registry.vnpt).get(address).status_code == 404
    # How far a collection reaches tells nothing of what is hidden either.
    assert "extent" not in signed_in(reader).get("/ogc/collections/routes").json()


def test_a_token_opens_it_and_a_stranger_is_told_to_sign_in(registry: Registry) -> None:
    answer = Client().get("/ogc/collections/cells/items", headers=bearer(registry.vnpt))
    assert answer.json()["numberMatched"] == 4
    for address in ("/ogc", "/ogc/", "/ogc/collections/sites/items", "/gach/sites/7/101/56.mvt"):
        refused = Client().get(address)
        assert (refused.status_code, refused["Content-Type"]) == (401, "application/problem+json"), address
    assert Client().get("/ogc", headers={"Authorization": "Bearer hatang_x"}).status_code == 401


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/ogc?limit=1", 400),
        ("/ogc/conformance?x=1", 400),
        ("/ogc/collections?bbox=1,2,3,4", 400),
        ("/ogc/collections/sites/items?operator=vnpt", 400),
        ("/ogc/collections/sites/items?bbox=1,2,3", 400),
        ("/ogc/collections/nothing", 404),
        ("/ogc/collections/nothing/items", 404),
        ("/ogc/collections/sites/items/99999999999999999999999", 404),
        ("/ogc/collections/sites/items/x", 404),
        ("/ogc/nothing", 404),
    ],
)
def test_what_is_wrong_is_answered_with_a_problem(office: Any, address: str, status: int) -> None:
    answer = signed_in(office).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["detail"]


def test_questions_to_the_database_do_not_grow_with_the_page(
    registry: Registry, n_queries: Callable[[Client, str], int]
) -> None:
    client = signed_in(registry.office)
    items(client, "sites")
    for name in COLLECTIONS:
        address = f"/ogc/collections/{name}/items?bbox=106,21.12,106.2,22"
        assert n_queries(client, f"{address}&limit=1") == n_queries(client, f"{address}&limit=100"), name


def test_an_answer_is_packed_for_whoever_takes_it(registry: Registry) -> None:
    client = signed_in(registry.office)
    packed = client.get("/ogc/collections/sites/items", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/ogc/collections/sites/items", headers={"Accept-Encoding": "gzip;q=0"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert len(packed.content) < len(plain.content)


def test_the_page_for_people_counts_what_one_may_read(registry: Registry) -> None:
    page = signed_in(registry.vnpt).get("/du-lieu-mo/")
    assert [row.n for row in page.context["rows"]] == [3, 2, 6, 4, 1]
    assert b"http://testserver/ogc" in page.content
