"""Whether a mast may stand: rules as data, geodesic distances, and what is answered."""

from collections.abc import Callable
from datetime import date, datetime
from time import thread_time
from typing import Any

import pytest
from django.test import Client
from pyproj import Geod

from hatang.accounts.models import User
from hatang.base.refusal import NotAllowed, Refusal
from hatang.network.actions import (
    SpacingFacts,
    UndergroundFacts,
    ZoneFacts,
    end_rule,
    load_licences,
    load_reference_rules,
    make_rule,
    replace_rule,
)
from hatang.network.models import BandLicence, PassiveSite, SiteStatePeriod, SpacingRule, ZoneAround, ZoneRule
from hatang.network.queries import check_position, neighbours
from hatang.network.rules.siting import Answer, Near, Position, answer, applies, spacing, zone
from hatang.network.rules.windows import window
from hatang.territory.models import Place, PlaceKind

from .conftest import HERE, Registry, area, unit

SignIn = Callable[[User], Client]
ON = date(2026, 6, 1)
FROM = date(2020, 1, 1)
LON, LAT = HERE


def _near(metres: float) -> list[Near]:
    return [Near(1, "BN1", metres)]


def test_at_the_least_distance_a_mast_may_stand_and_nearer_not() -> None:
    for metres, holds in ((99.9, False), (100.0, True), (100.1, True)):
        said = spacing(None, is_binding=True, least_m=100, masts=_near(metres))
        assert said.holds is holds
        assert answer([said]) == (Answer.YES if holds else Answer.NO)
    assert spacing(None, is_binding=True, least_m=100, masts=[]).nearest is None


def test_a_zone_takes_its_edge_with_it_and_lets_allowed_types_in() -> None:
    for metres, holds in ((199.9, False), (200.0, False), (200.1, True)):
        assert (
            zone(None, is_binding=True, within_m=200, is_allowed=False, places=_near(metres)).holds is holds
        )
    assert zone(None, is_binding=True, within_m=200, is_allowed=True, places=_near(1)).holds


def test_what_does_not_bind_only_warns() -> None:
    broken = spacing(None, is_binding=False, least_m=100, masts=_near(5))
    assert answer([broken]) == Answer.CAUTION
    assert answer([broken, spacing(None, is_binding=True, least_m=100, masts=_near(5))]) == Answer.NO
    assert answer([]) == Answer.YES


def test_heights_of_a_rule_are_above_one_and_up_to_another() -> None:
    for height, is_about in ((15.0, False), (15.1, True), (30.0, True), (30.1, False)):
        at = Position(LON, LAT, "A2a", height)
        assert applies(mast_types=["A2a"], above_m=15, up_to_m=30, at=at) is is_about
    assert not applies(mast_types=["A2b"], above_m=0, up_to_m=None, at=Position(LON, LAT, "A2a", 9))


@pytest.mark.parametrize("latitude", [8.5, 21.2, 23.4])
@pytest.mark.parametrize("metres", [30.0, 1000.0, 5000.0])
def test_a_window_holds_every_point_of_the_circle(latitude: float, metres: float) -> None:
    west, south, east, north = window(LON, latitude, metres)
    for bearing in range(0, 360, 5):
        x, y, _back = Geod(ellps="WGS84").fwd(LON, latitude, bearing, metres)
        assert west <= x <= east
        assert south <= y <= north


def test_zones_are_around_places_of_the_territory() -> None:
    assert set(ZoneAround.values) <= set(PlaceKind.values)


def _rule(registry: Registry, at: datetime, **values: Any) -> Any:
    usual = {"source": "QĐ 1", "valid_from": FROM, "mast_types": ["A2b"], "area": "urban", "least_m": 150.0}
    return make_rule(facts=SpacingFacts(**{**usual, **values}), by=registry.office, at=at)


def _check(registry: Registry, latitude: float = LAT, **values: Any) -> Any:
    usual = {"on": ON, "area": "urban"}
    return check_position(registry.reader, Position(LON, latitude, "A2b", 42), **{**usual, **values})


@pytest.mark.django_db
def test_masts_are_measured_on_the_ellipsoid(registry: Registry, at: datetime) -> None:
    _rule(registry, at)
    _x, north, _back = Geod(ellps="WGS84").fwd(LON, LAT, 180, 149.0)
    said = _check(registry, north)
    assert said.answer == Answer.NO
    assert said.spacings[0].nearest.name == "BN1"
    assert said.spacings[0].nearest.distance_m == pytest.approx(149.0, abs=0.01)
    _x, north, _back = Geod(ellps="WGS84").fwd(LON, LAT, 180, 150.01)
    assert _check(registry, north).answer == Answer.YES


@pytest.mark.django_db
def test_a_proposed_site_is_not_in_its_own_way(registry: Registry, at: datetime) -> None:
    _rule(registry, at, least_m=90.0)
    site = registry.proposed
    said = check_position(registry.office, Position(LON, site.latitude, "A2b", 42), on=ON, but=site)
    assert said.answer == Answer.YES
    assert said.area == "urban"
    assert [one.site.code for one in said.near] == ["BN1", "BN2"]


@pytest.mark.django_db
def test_a_check_asks_the_rules_and_masts_of_its_day(registry: Registry, at: datetime) -> None:
    first = _rule(registry, at, least_m=10.0)
    facts = SpacingFacts("QĐ 2", date(2025, 1, 1), mast_types=["A2b"], area="urban", least_m=500.0)
    second = replace_rule(rule=first, facts=facts, by=registry.office, at=at)
    south = LAT - 0.002
    assert _check(registry, south, on=date(2024, 12, 31)).answer == Answer.YES
    assert _check(registry, south, on=date(2025, 1, 1)).answer == Answer.NO
    assert second.replaces == first
    first.refresh_from_db()
    assert first.valid_to == date(2025, 1, 1)
    # Before there was any mast, nothing was in the way.
    assert _check(registry, on=date(2020, 5, 3)).answer == Answer.YES
    end_rule(rule=second, on=date(2026, 1, 1), by=registry.office, at=at)
    assert _check(registry, south).n_rules == 0


@pytest.mark.django_db
def test_only_discreet_masts_stand_around_a_heritage_site(registry: Registry, at: datetime) -> None:
    facts = ZoneFacts("QĐ 1", FROM, allowed_types=["A1a", "A1b"], around="heritage", within_m=200.0)
    make_rule(facts=facts, by=registry.office, at=at)
    Place.objects.create(
        code="DT1", name="Đền Đô", kind="heritage", longitude=LON, latitude=LAT, hexagon9=1, sort_key="den"
    )
    said = _check(registry, LAT + 0.0015)
    assert said.answer == Answer.NO
    assert said.zones[0].in_the_way[0].name == "Đền Đô"
    discreet = Position(LON, LAT + 0.0015, "A1b", 18)
    assert check_position(registry.reader, discreet, on=ON).answer == Answer.YES
    assert _check(registry, LAT + 0.0025).answer == Answer.YES


@pytest.mark.django_db
def test_rules_are_the_offices(registry: Registry, at: datetime, sign_in: SignIn) -> None:
    rule = _rule(registry, at)
    for who in (registry.owner, registry.outsider, registry.reader):
        with pytest.raises(NotAllowed):
            end_rule(rule=rule, on=ON, by=who, at=at)
        assert sign_in(who).get("/vien-thong/quy-tac/khoang-cach/moi/").status_code == 403
        assert "QĐ 1" in sign_in(who).get("/vien-thong/quy-tac/").content.decode()
    office = sign_in(registry.office)
    sent = {"van-ban": "QĐ 9", "tu-ngay": "2026-07-01", "loai": ["A2a", "A2b"], "khu-vuc": "other"}
    sent |= {"toi-thieu": "400,5", "bat-buoc": "1"}
    assert office.post("/vien-thong/quy-tac/khoang-cach/moi/", sent).status_code == 302
    assert SpacingRule.objects.get(source="QĐ 9").least_m == 400.5
    refused = office.post("/vien-thong/quy-tac/khoang-cach/moi/", {**sent, "toi-thieu": "xa"})
    assert refused.status_code == 400
    assert "không phải là số" in refused.content.decode()
    for kind in ("khu-vuc", "ngam-hoa", "khoang-cach"):
        assert office.get(f"/vien-thong/quy-tac/{kind}/moi/").status_code == 200
    assert office.get("/vien-thong/quy-tac/khac/moi/").status_code == 404


@pytest.mark.django_db
def test_one_share_underground_is_asked_at_a_time(registry: Registry, at: datetime) -> None:
    facts = UndergroundFacts("QĐ 1", FROM, area="urban", least_percent=40)
    rule = make_rule(facts=facts, by=registry.office, at=at)
    with pytest.raises(Refusal) as refusal:
        make_rule(facts=facts, by=registry.office, at=at)
    assert refusal.value.field == "area"
    later = UndergroundFacts("QĐ 2", date(2027, 1, 1), area="urban", least_percent=60)
    replace_rule(rule=rule, facts=later, by=registry.office, at=at)
    earlier = UndergroundFacts("QĐ 3", date(2019, 1, 1), area="urban", least_percent=60)
    with pytest.raises(Refusal):
        make_rule(facts=earlier, by=registry.office, at=at)


@pytest.mark.django_db
def test_what_was_read_elsewhere_is_entered_once_and_binds_nobody(registry: Registry, at: datetime) -> None:
    assert load_reference_rules(by=registry.office, at=at) == 9
    assert load_reference_rules(by=registry.office, at=at) == 0
    assert not SpacingRule.objects.filter(is_binding=True).exists()
    assert not ZoneRule.objects.filter(is_binding=True).exists()
    assert _check(registry).answer == Answer.CAUTION
    unit("mobifone")
    assert load_licences(by=registry.office, at=at) == 16
    assert load_licences(by=registry.office, at=at) == 0
    assert not BandLicence.objects.filter(is_checked=True).exists()
    assert BandLicence.objects.get(operator__code="mobifone", low_mhz=3800).source.startswith("[?]")


@pytest.mark.django_db
def test_the_page_answers_with_each_rule_and_the_masts_around(
    registry: Registry, at: datetime, sign_in: SignIn
) -> None:
    _rule(registry, at)
    client = sign_in(registry.outsider)
    asked = f"kinh-do={LON}&vi-do={LAT - 0.0005}&loai=A2b&cao=42&khu-vuc=phuong&ngay=2026-06-01"
    page = client.get(f"/vien-thong/kiem-tra-vi-tri/?{asked}").content.decode()
    assert "Không được lắp cột tại đây" in page
    for said in ("QĐ 1", "BN1, 55 m", "≥ 150 m"):
        assert said in page
    of_site = client.get(f"/vien-thong/kiem-tra-vi-tri/?vi-tri={registry.proposed.pk}&ngay=2026-06-01")
    assert "Không được lắp cột tại đây" in of_site.content.decode()
    assert client.get("/vien-thong/kiem-tra-vi-tri/?kinh-do=abc&vi-do=1").status_code == 400
    swapped = client.get(f"/vien-thong/kiem-tra-vi-tri/?kinh-do={LAT}&vi-do={LON}&loai=A2b&cao=42")
    assert swapped.status_code == 400


@pytest.mark.django_db
def test_neighbours_are_found_quickly_among_ten_thousand(registry: Registry) -> None:
    made = PassiveSite.objects.bulk_create(
        PassiveSite(
            code=f"X{n:05d}",
            longitude=106 + (n % 100) * 0.004,
            latitude=21 + (n // 100) * 0.004,
            hexagon9=1,
            commune=area(),
            mast_type="A2b",
            structure="lattice",
            height_m=40,
        )
        for n in range(10_000)
    )
    SiteStatePeriod.objects.bulk_create(
        SiteStatePeriod(site=one, state="on_air", valid_from=FROM) for one in made
    )
    neighbours(registry.reader, 106.2, 21.2, within_m=1000, on=ON)
    begun = thread_time()
    found = neighbours(registry.reader, 106.2, 21.2, within_m=1000, on=ON)
    assert thread_time() - begun < 0.1
    exact = [Geod(ellps="WGS84").inv(106.2, 21.2, one.longitude, one.latitude)[2] for one in made]
    assert len(found) == sum(metres <= 1000 for metres in exact)
    assert found[0].distance_m == pytest.approx(min(exact))
