"""The office enters and changes sites, and takes them through their lives and back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.refusal import NotAllowed, Refusal
from hatang.network.actions import (
    Permit,
    SiteFacts,
    StaleSite,
    WrongSiteStep,
    change_site,
    make_site,
    take_site_step,
    undo_site_step,
)
from hatang.network.models import PassiveSite, SiteStatePeriod
from hatang.territory.hexagons import hexagon_of

from .conftest import DEGREES_100M, HERE, SINCE, Registry, area, cell, tenancy

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
NORTH = HERE[1] + 20 * DEGREES_100M


def _facts(**values: Any) -> SiteFacts:
    usual = SiteFacts("BN9", area(), HERE[0], NORTH, "A2b", "lattice", 42)
    return replace(usual, **values)


def _make(registry: Registry, at: datetime, **values: Any) -> PassiveSite:
    more = {name: values.pop(name) for name in ("is_another", "since") if name in values}
    usual = {"since": SINCE, "state": "proposed", "by": registry.office, "at": at}
    made: PassiveSite = make_site(facts=_facts(**values), **{**usual, **more})
    return made


def test_a_site_is_entered_with_its_first_state(registry: Registry, at: datetime) -> None:
    made = _make(registry, at)
    assert made.hexagon9 == hexagon_of(HERE[0], NORTH, 9)
    period = made.states.get()
    assert (period.state, period.valid_from, period.valid_to) == ("proposed", SINCE, None)
    with pytest.raises(NotAllowed):
        make_site(facts=_facts(code="X"), state="proposed", since=SINCE, by=registry.owner, at=at)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "bn1"}, "code"),
        ({"code": ""}, "code"),
        ({"longitude": 21.2, "latitude": 106.1}, "longitude"),
        ({"latitude": 40.0}, "latitude"),
        ({"height_m": 351.0}, "height_m"),
        ({"mast_type": "B1"}, "mast_type"),
        ({"permitted_on": date(2024, 5, 1), "permit_expires_on": date(2024, 4, 1)}, "permit_expires_on"),
        ({"verified_on": date(2026, 6, 2)}, "verified_on"),
        ({"latitude": HERE[1] + 0.2 * DEGREES_100M}, "is_another"),
        ({"since": date(2026, 6, 2)}, "since"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    registry: Registry, at: datetime, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        _make(registry, at, **values)
    assert refusal.value.field == field


def test_another_mast_nearby_is_taken_when_somebody_says_so(registry: Registry, at: datetime) -> None:
    made = _make(registry, at, latitude=HERE[1] + 0.2 * DEGREES_100M, is_another=True)
    assert made.pk


def test_two_people_do_not_overwrite_each_other(registry: Registry, at: datetime, sign_in: SignIn) -> None:
    site = _make(registry, at)
    page = sign_in(registry.office)
    form = {"ma": "BN9", "xa": site.commune_id, "vi-do": "21,2", "kinh-do": "106,07", "cao": "30,5"}
    form |= {"loai": "A2b", "ket-cau": "lattice", "tin-cay": "declared", "thay": "0"}
    assert page.post(f"/vien-thong/{site.pk}/sua/", form).status_code == 302
    site.refresh_from_db()
    assert (site.height_m, site.revision) == (30.5, 1)
    second = page.post(f"/vien-thong/{site.pk}/sua/", {**form, "cao": "99"})
    assert second.status_code == 409
    assert 'value="99"' in second.content.decode()
    with pytest.raises(StaleSite):
        change_site(site=site, facts=_facts(), seen=0, by=registry.office, at=at)
    site.refresh_from_db()
    assert site.height_m == 30.5
    change_site(site=site, facts=_facts(height_m=50), seen=1, by=registry.office, at=at)
    change_site(site=site, facts=_facts(height_m=50), seen=2, by=registry.office, at=at)
    site.refresh_from_db()
    assert site.revision == 2


def _step(site: PassiveSite, step: str, on: date, registry: Registry, at: datetime, **more: Any) -> None:
    take_site_step(site=site, step=step, on=on, by=registry.office, at=at, **more)


def test_a_site_lives_from_proposed_to_dismantled_and_back(registry: Registry, at: datetime) -> None:
    site = _make(registry, at)
    permit = Permit("12/GPXD", date(2030, 1, 1))
    _step(site, "permit", date(2021, 1, 1), registry, at, permit=permit, ground="12/GPXD")
    _step(site, "build", date(2021, 6, 1), registry, at)
    _step(site, "put_on_air", date(2021, 7, 1), registry, at)
    stand = tenancy(site, valid_from=date(2021, 7, 1))
    left = tenancy(site, "vnpt", valid_from=date(2021, 7, 1), valid_to=date(2025, 3, 1))
    carrier = cell(stand, valid_from=date(2021, 7, 1))
    _step(site, "dismantle", date(2025, 3, 1), registry, at)
    site.refresh_from_db()
    stand.refresh_from_db()
    carrier.refresh_from_db()
    assert (site.valid_to, stand.valid_to, carrier.valid_to) == (date(2025, 3, 1),) * 3
    assert [one.state for one in site.states.order_by("valid_from")] == [
        *("proposed", "permitted", "built", "on_air", "dismantled")
    ]
    assert site.states.existing(date(2021, 6, 15)).get().state == "built"
    undo_site_step(site=site, by=registry.office, at=at)
    for row in (site, stand, carrier, left):
        row.refresh_from_db()
    assert (site.valid_to, stand.valid_to, carrier.valid_to) == (None, None, None)
    # It had ended by itself on that day, and stays ended.
    assert left.valid_to == date(2025, 3, 1)
    for _again in range(3):
        undo_site_step(site=site, by=registry.office, at=at)
    site.refresh_from_db()
    assert (site.permit_number, site.permitted_on, site.permit_expires_on) == ("", None, None)
    assert site.states.get().state == "proposed"
    with pytest.raises(WrongSiteStep):
        undo_site_step(site=site, by=registry.office, at=at)


@pytest.mark.parametrize(
    ("step", "on", "field"),
    [
        ("put_on_air", date(2021, 1, 1), "step"),
        ("permit", SINCE, "on"),
        ("permit", date(2026, 6, 2), "on"),
        ("permit", date(2021, 1, 1), "permit_number"),
        ("fly", date(2021, 1, 1), "step"),
    ],
)
def test_a_step_out_of_order_is_refused(
    registry: Registry, at: datetime, step: str, on: date, field: str
) -> None:
    site = _make(registry, at)
    with pytest.raises(Refusal) as refusal:
        _step(site, step, on, registry, at)
    assert refusal.value.field == field
    assert SiteStatePeriod.objects.filter(site=site).count() == 1


def test_steps_are_taken_from_the_card_by_the_office_alone(
    registry: Registry, at: datetime, sign_in: SignIn
) -> None:
    site = registry.proposed
    card = f"/vien-thong/{site.pk}/"
    sent = {"buoc": "cap-phep", "ngay-buoc": "2024-01-02", "so-giay-phep": "7/GP", "thay": "0"}
    for who in (registry.owner, registry.colleague, registry.outsider, registry.leader):
        assert sign_in(who).post(f"{card}buoc/", sent).status_code == 403
        assert "buoc/" not in sign_in(who).get(card).content.decode()
    office = sign_in(registry.office)
    assert office.post(f"{card}buoc/", sent).status_code == 302
    assert office.post(f"{card}buoc/", sent).status_code == 409
    site.refresh_from_db()
    assert (site.permit_number, site.permitted_on) == ("7/GP", date(2024, 1, 2))
    refused = office.post(f"{card}buoc/", {"buoc": "xay-dung", "ngay-buoc": "2024-01-02", "thay": "1"})
    assert "nhập ngày sau ngày đó" in refused.content.decode()
    assert office.post(f"{card}buoc/lui/", {"thay": "1"}).status_code == 302
    assert site.states.get().state == "proposed"
