"""The registry over HTTP: by key, as of a day, and nobody's cells but one's own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User

from .conftest import DEGREES_100M, HERE, Registry, route, site

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def _items(client: Client, address: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/network/{address}")
    assert answer.status_code == 200, answer.content
    return list(answer.json()["items"])


def test_sites_are_filtered_and_paged_by_key(registry: Registry, sign_in: SignIn) -> None:
    client = sign_in(registry.reader)
    for n in range(5):
        site(f"S{n}", latitude=HERE[1] + n * DEGREES_100M)
    codes, following = [], 0
    while following is not None:
        page = client.get(f"/api/v1/network/sites?limit=4&after={following}").json()
        codes += [one["code"] for one in page["items"]]
        following = page["next"]
    assert codes == ["BN1", "BN2", "BN3", "BN4", *(f"S{n}" for n in range(5))]
    shared = _items(client, "sites?sharing=shared")
    assert [one["code"] for one in shared] == ["BN1"]
    assert shared[0]["operator_ids"] == [registry.owner.unit_id, registry.outsider.unit_id]
    assert [one["code"] for one in _items(client, "sites?state=proposed")] == ["BN4"]
    assert _items(client, "sites?on=2019-12-31") == []
    assert client.get("/api/v1/network/sites?on=gestern").status_code == 422
    whole = client.get(f"/api/v1/network/sites/{registry.shared.pk}?on=2026-06-01").json()
    assert (whole["state"], len(whole["states"])) == ("on_air", 1)


def test_cells_and_lines_are_ones_own(registry: Registry, sign_in: SignIn) -> None:
    route("MINE", "viettel")
    route("THEIRS", "vnpt")
    for who, cells, lines in (
        (registry.owner, {"MINE-4G", "MINE-5G"}, {"MINE"}),
        (registry.colleague, {"MINE-4G", "MINE-5G"}, {"MINE"}),
        (registry.outsider, {"THEIRS-4G", "THEIRS-5G"}, {"THEIRS"}),
        (registry.reader, set(), set()),
    ):
        client = sign_in(who)
        assert {one["code"] for one in _items(client, "cells")} == cells
        assert {one["code"] for one in _items(client, "routes")} == lines
        assert len(_items(client, "tenancies")) == 4
        technology = {one["code"] for one in _items(client, "sites?technology=5G")}
        assert technology == {"BN2" if who.unit_id == registry.owner.unit_id else "BN3"} - (
            set() if cells else {"BN3"}
        )
    shared = registry.shared.pk
    assert [one["code"] for one in _items(sign_in(registry.owner), f"cells?site_id={shared}")] == ["MINE-4G"]


def test_a_check_is_answered_with_what_is_near(registry: Registry, sign_in: SignIn) -> None:
    asked = f"longitude={HERE[0]}&latitude={HERE[1]}&mast_type=A2b&height_m=42&on=2026-06-01"
    said = sign_in(registry.outsider).get(f"/api/v1/network/check?{asked}").json()
    assert (said["answer"], said["findings"]) == ("yes", [])
    assert [one["name"] for one in said["neighbours"]] == ["BN1", "BN4", "BN2"]
    swapped = sign_in(registry.owner).get(
        f"/api/v1/network/check?longitude={HERE[1]}&latitude={HERE[0]}&mast_type=A2b&height_m=42"
    )
    assert swapped.status_code == 422
