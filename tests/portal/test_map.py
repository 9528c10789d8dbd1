"""The map through its doors: what is sent, to whom, and that its table counts the same."""

import json
import struct
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from hatang.accounts.actions import create_user, put_unit
from hatang.accounts.models import Role, UnitKind, User
from hatang.base import clock, kept
from hatang.network.models import Cell, PassiveSite, SiteStatePeriod, Technology, Tenancy
from hatang.network.queries.counted import Period
from hatang.network.queries.counted import by_commune as by_commune_of
from hatang.portal.map.stations import stations_in_communes
from hatang.territory.models import Boundary

from .conftest import PASSWORD, Province
from .mapped import Mapped, fill

SignIn = Callable[[User], Client]
DATA = ("xa", "tram", "so-tram", "o-phat", "tuyen", "dia-diem", "luc-giac", "dan-so")


@pytest.fixture
def people(province: Province) -> dict[str, User]:
    """An officer of each operator beside the province's people, and the registry they look at."""
    at = clock.now()
    units = [
        put_unit(code=code, name=name, short_name=name, kind=UnitKind.OPERATOR, by=None, at=at)
        for code, name in (("viettel", "Viettel Bắc Ninh"), ("vnpt", "VNPT Bắc Ninh"))
    ]
    made = {
        unit.code: create_user(
            username=unit.code,
            password=PASSWORD,
            full_title=unit.code,
            role=Role.OFFICER,
            unit=unit,
            by=None,
            at=at,
        )
        for unit in units
    }
    return {**made, "office": province.office, "leader": province.leader, "reader": province.reader}


@pytest.fixture
def mapped(people: dict[str, User]) -> Mapped:
    """The registry of the tests."""
    first, second = people["viettel"].unit, people["vnpt"].unit
    assert first is not None
    assert second is not None
    return fill(first, second)


def columns(content: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answer as the page reads it: what is said of it, and its columns."""
    (length,) = struct.unpack_from("<I", content)
    head = json.loads(content[4 : 4 + length])
    kinds = {"u1": "<u1", "u2": "<u2", "i2": "<i2", "u4": "<u4", "f4": "<f4", "u8": "<u8"}
    assert (4 + length) % 8 == 0
    read = {
        one["name"]: np.frombuffer(content, kinds[one["kind"]], one["n"], 4 + length + one["at"])
        for one in head["columns"]
    }
    return head["meta"], read


def test_masts_are_sent_with_the_days_of_their_states_operators_and_technologies(
    mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    meta, read = columns(signed_in(people["office"]).get("/ban-do/du-lieu/tram").content)
    assert [one["name"] for one in meta["operators"]] == ["Viettel Bắc Ninh", "VNPT Bắc Ninh"]
    assert read["id"].tolist() == [site.pk for site in mapped.sites]
    assert read["position"].reshape(-1, 2)[0] == pytest.approx([106.02, 21.15], abs=1e-5)
    # 01/03/2021 is 7,730 days after 01/01/2000; what has no end never ends.
    life = zip(read["states.site"], read["states.state"], read["states.from"], read["states.to"], strict=True)
    assert (0, 3, 7730, 32767) in [tuple(map(int, one)) for one in life]
    newest = read["services.technology"] == meta["technologies"].index("5G")
    assert read["services.site"][newest].tolist() == [0]


def test_which_generation_serves_where_is_sent_to_its_operator_and_counts_to_everybody(
    mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    found = {}
    for name in ("office", "viettel", "vnpt", "reader"):
        meta, read = columns(signed_in(people[name]).get("/ban-do/du-lieu/tram").content)
        operators = [meta["operators"][who]["name"].split()[0] for who in read["services.operator"]]
        found[name] = [*zip(read["services.site"].tolist(), operators, strict=True)]
        said = columns(signed_in(people[name]).get("/ban-do/du-lieu/so-tram").content)[1]
        # 11/2026: on air are 4G of both on the second mast, 4G and 5G on the first.
        assert said["count"].reshape(-1, 132)[:, 82].sum() == 4
    first, second = [(0, "Viettel"), (0, "Viettel"), (1, "Viettel")], [(1, "VNPT"), (2, "VNPT")]
    assert {name: sorted(rows) for name, rows in found.items()} == {
        "office": sorted([*first, *second]),
        "viettel": first,
        "vnpt": second,
        "reader": [],
    }


def test_stations_of_a_month_are_those_of_the_figures(mapped: Mapped, people: dict[str, User]) -> None:
    for days in ("2021-03-31", "2024-01-31", "2026-11-30", "2028-02-29"):
        day = date.fromisoformat(days)
        counted = stations_in_communes((day.year - 2020) * 12 + day.month - 1, operator=None, technology="")
        for place, technology in enumerate(Technology.values):
            by_commune = by_commune_of(f"stations-{technology.lower()}", Period(day, day))
            ours = {commune: one[place] for commune, one in counted.items() if one[place]}
            assert ours == {commune: one.numerator for commune, one in by_commune.items()}, (day, technology)


def test_cells_and_lines_are_those_of_ones_own_unit_and_all_for_who_oversees(
    mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    counts = {}
    for name in ("office", "viettel", "vnpt", "reader"):
        client = signed_in(people[name])
        cells = columns(client.get("/ban-do/du-lieu/o-phat").content)[1]["azimuth"].size
        lines = columns(client.get("/ban-do/du-lieu/tuyen").content)[1]["id"].size
        counts[name] = (cells, lines, client.get(f"/ban-do/tuyen/{mapped.route.pk}/").status_code)
    assert counts == {
        "office": (5, 1, 200),
        "viettel": (3, 1, 200),
        "vnpt": (2, 0, 404),
        "reader": (0, 0, 404),
    }


def test_what_was_sent_is_not_sent_again_until_it_changes(
    mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    client = signed_in(people["office"])
    for name in DATA:
        first = client.get(f"/ban-do/du-lieu/{name}", headers={"Accept-Encoding": "gzip"})
        again = client.get(f"/ban-do/du-lieu/{name}", headers={"If-None-Match": first["ETag"]})
        assert (name, first.status_code, again.status_code) == (name, 200, 304)
        assert first["Cache-Control"] == "private, no-cache"
    before = client.get("/ban-do/du-lieu/tram")["ETag"]
    PassiveSite.objects.filter(pk=mapped.sites[0].pk).update(longitude=106.03)
    answer = client.get("/ban-do/du-lieu/tram", headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert columns(answer.content)[1]["position"][0] == pytest.approx(106.03, abs=1e-5)


def test_outlines_and_hexagons_are_sent_with_their_figures(
    mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    client = signed_in(people["reader"])
    said = client.get("/ban-do/du-lieu/xa").json()
    assert said["isApproximate"] is True
    assert [(one["name"], one["people"], len(one["pieces"][0][0])) for one in said["areas"]] == [
        ("Bắc Giang", 30_000, 10),
        ("Yên Dũng", 30_000, 10),
    ]
    meta, shapes = columns(client.get("/ban-do/du-lieu/luc-giac").content)
    assert len(meta["corners"]) == 6
    # Corners of a hexagon at resolution 9 lie about 200 m from its middle.
    assert all(170 < (x * x + y * y) ** 0.5 < 240 for x, y in meta["corners"])
    assert shapes["position"] == pytest.approx([106.05, 21.15], abs=1e-5)
    people_then = client.get("/ban-do/du-lieu/dan-so")
    assert columns(people_then.content)[1]["people"].tolist() == [321.0]
    # The grid is renewed with the boundaries: as many people, spread otherwise, are sent again.
    Boundary.objects.filter(area=mapped.areas[0]).update(source="đo")
    again = client.get("/ban-do/du-lieu/dan-so", headers={"If-None-Match": people_then["ETag"]})
    assert again.status_code == 200


def test_a_place_outside_all_communes_is_drawn(
    mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    mapped.place.area = None
    mapped.place.save()
    client = signed_in(people["reader"])
    said = client.get("/ban-do/du-lieu/dia-diem").json()["places"]
    assert [one["name"] for one in said] == ["Trường Tiểu học Yên Dũng"]
    assert client.get(f"/ban-do/dia-diem/{mapped.place.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("query", "totals"),
    [
        # Built, planned, switched off, with 5G, shared; what is not shown is not counted.
        ("thang=2026-11&trang-thai=da-xay&trang-thai=ke-hoach&trang-thai=da-tat", (2, 1, 1, 1, 1)),
        ("thang=2026-11", (2, 1, 0, 1, 1)),
        ("thang=2024-01", (3, 0, 0, 0, 1)),
        ("thang=2021-02", (0, 1, 0, 0, 0)),
        ("thang=2028-02", (3, 0, 0, 1, 1)),
        ("thang=2026-11&cong-nghe=5G", (1, 0, 0, 1, 0)),
        ("thang=2026-11&xa=99002", (0, 1, 0, 0, 0)),
        ("thang=khong&nha-mang=x&trang-thai=khong", (0, 0, 0, 0, 0)),
    ],
)
def test_the_table_counts_masts_at_the_end_of_a_month(
    query: str, totals: tuple[int, ...], mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    found = signed_in(people["office"]).get(f"/ban-do/bang/?{query}").context["total"]
    said = (found.n_built, found.n_planned, found.n_off, found.n_newest, found.n_shared)
    assert said == totals


def test_the_table_is_narrowed_to_an_operator_and_what_it_plans(
    mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    client, unit = signed_in(people["reader"]), people["vnpt"].unit
    assert unit is not None
    found = client.get(f"/ban-do/bang/?thang=2026-11&nha-mang={unit.pk}").context["total"]
    assert (found.n_built, found.n_planned) == (1, 1)
    sheet = client.get(f"/ban-do/bang/?thang=2026-11&nha-mang={unit.pk}&dinh-dang=csv")
    lines = b"".join(sheet.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Bắc Giang,99001,30000")
    sheet.close()


def test_what_is_built_but_not_on_air_is_not_counted_as_serving(
    mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    SiteStatePeriod.objects.filter(site=mapped.sites[0], state="on_air").update(state="built")
    table = signed_in(people["reader"]).get("/ban-do/bang/?thang=2026-11").context["total"]
    assert (table.n_built, table.n_on_air, table.n_newest, table.n_shared) == (2, 1, 0, 1)
    assert table.shared_percent == 100
    # Both operators serve with 5G on one mast: two stations.
    for stand in Tenancy.objects.filter(site=mapped.sites[1]):
        cell = Cell.objects.get(tenancy=stand)
        cell.pk, cell.code, cell.technology = None, "5G-1", "5G"
        cell.save()
    table = signed_in(people["reader"]).get("/ban-do/bang/?thang=2026-11").context["total"]
    assert table.n_newest == 2


def test_the_generation_of_masts_is_asked_of_ones_own_stations(
    mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    found = {}
    for name in ("viettel", "vnpt", "reader"):
        answer = signed_in(people[name]).get("/ban-do/bang/?thang=2026-11&cong-nghe=5G").context
        found[name] = (answer["total"].n_built, answer["total"].n_newest, bool(answer["technologies"]))
    assert found == {"viettel": (1, 1, True), "vnpt": (0, 1, True), "reader": (0, 1, False)}


def test_cards_say_what_everybody_may_know(
    mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    client = signed_in(people["vnpt"])
    card = client.get(f"/ban-do/tram/{mapped.sites[0].pk}/").content.decode()
    assert "BN-0" in card
    assert "Viettel Bắc Ninh" in card
    assert "5G" not in card  # which generations serve there is its operator's, too
    own = signed_in(people["viettel"]).get(f"/ban-do/tram/{mapped.sites[0].pk}/").content.decode()
    assert "4G, 5G" in own
    assert "120" not in card  # where an antenna looks is its operator's
    assert "Trường Tiểu học" in client.get(f"/ban-do/dia-diem/{mapped.place.pk}/").content.decode()
    point = client.get("/ban-do/diem/?kinh-do=106.05&vi-do=21.15").content.decode()
    assert "Bắc Giang" in point
    assert "321" in point
    assert client.get("/ban-do/diem/?kinh-do=nan&vi-do=1").status_code == 400
    assert client.get("/ban-do/diem/?kinh-do=10").status_code == 400
    assert client.get("/ban-do/tram/999999/").status_code == 404


def test_communes_are_found_without_tones_and_masts_by_their_code(
    mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    client = signed_in(people["reader"])
    assert "Yên Dũng" in client.get("/ban-do/tim/?tim=yen dung").content.decode()
    found = client.get("/ban-do/tim/?tim=bn-2").content.decode()
    assert "BN-2" in found
    assert "106.12000,21.15000,15" in found


def test_the_page_says_what_is_approximate_and_made_up_and_keeps_the_address(
    mapped: Mapped, people: dict[str, User], signed_in: SignIn
) -> None:
    page = signed_in(people["reader"]).get(
        "/ban-do/?lop=tuyen&thang=2024-05&cong-nghe=5G&vi-tri=106.1,21.2,11"
    )
    words = page.content.decode()
    assert "Ranh giới gần đúng" in words
    assert "dữ liệu ví dụ" in words
    assert 'value="tuyen" checked' in words
    assert 'value="dia-ban" checked' not in words
    assert 'name="thang" value="2024-05"' in words
    assert 'data-view="106.1,21.2,11"' in words
    assert "unsafe" not in page["Content-Security-Policy"]
    with override_settings(BASEMAP_CREDIT="© OpenStreetMap"):
        config = signed_in(people["reader"]).get("/ban-do/").context["config"]
        assert config["credit"] == "© OpenStreetMap"


def test_nobody_is_shown_anything_before_signing_in(db: None) -> None:
    for address in ("", "bang/", "tim/", *(f"du-lieu/{name}" for name in DATA)):
        assert Client().get(f"/ban-do/{address}").status_code == 302


def test_more_masts_ask_no_more_questions(mapped: Mapped, people: dict[str, User], signed_in: SignIn) -> None:
    client, unit = signed_in(people["office"]), people["viettel"].unit
    addresses = [
        "/ban-do/",
        "/ban-do/bang/",
        "/ban-do/tim/?tim=BN",
        *(f"/ban-do/du-lieu/{one}" for one in DATA),
    ]
    client.get("/ban-do/")
    before = [_n_queries(client, address) for address in addresses]
    for i in range(3):
        site = PassiveSite.objects.get(pk=mapped.sites[0].pk)
        site.pk, site.code = None, f"BN-9{i}"
        site.save()
        Tenancy.objects.create(site=site, operator=unit, operator_code=f"x-{i}")
    assert [_n_queries(client, address) for address in addresses] == before


def _n_queries(client: Client, address: str) -> int:
    kept.forget()
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    # Only rows: whether somebody writes beside it decides how often the last events are looked at.
    found = [one["sql"] for one in asked.captured_queries if "pgh_id" not in one["sql"]]
    return sum("network_" in one or "territory_" in one for one in found)
