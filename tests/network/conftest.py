"""Two operators on a few masts of a ward and a commune, with cells and lines of plant of each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from hatang.accounts.models import Unit, User
from hatang.network.models import (
    BandLicence,
    Cell,
    DataCentre,
    Node,
    PassiveSite,
    PublicWifi,
    Route,
    SiteStatePeriod,
    Tenancy,
)
from hatang.territory.models import Area

SINCE = date(2020, 5, 4)
# A point of the ward, and how many degrees of latitude are 100 m.
HERE = (106.07, 21.18)
DEGREES_100M = 100 / 110_720


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read as they are written in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which a person has signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


def area(code: str = "09253", name: str = "Nhân Hòa", kind: str = "ward") -> Area:
    """A ward or commune, made once."""
    made, _is_new = Area.objects.get_or_create(
        code=code, kind=kind, defaults={"name": name, "sort_key": name}
    )
    return made


def unit(code: str = "viettel") -> Unit:
    """An operator, made once."""
    usual = {"name": f"{code} Bắc Ninh", "kind": "operator", "sort_key": code}
    made, _is_new = Unit.objects.get_or_create(code=code, defaults=usual)
    return made


def site(code: str = "BN1", *, state: str = "on_air", since: date = SINCE, **values: Any) -> PassiveSite:
    """A mast of the ward; in no state where none is given."""
    usual = {
        "longitude": HERE[0],
        "latitude": HERE[1],
        "hexagon9": 1,
        "mast_type": "A2b",
        "structure": "lattice",
        "height_m": 42,
    }
    made = PassiveSite.objects.create(
        **{"code": code, "commune": values.pop("commune", None) or area(), **usual, **values}
    )
    if state:
        SiteStatePeriod.objects.create(site=made, state=state, valid_from=since)
    return made


def tenancy(stands_on: PassiveSite | None = None, operator: str = "viettel", **values: Any) -> Tenancy:
    """An operator on a mast."""
    found = stands_on or site()
    usual = {"operator_code": f"{operator}-{found.code}", "contract": "own", "valid_from": SINCE}
    return Tenancy.objects.create(site=found, operator=unit(operator), **{**usual, **values})


def cell(stand: Tenancy | None = None, code: str = "C1", **values: Any) -> Cell:
    """A carrier of an operator on a mast."""
    usual = {
        "technology": "4G",
        "band": "B3",
        "frequency_mhz": 1845,
        "bandwidth_mhz": 20,
        "azimuth_deg": 120,
        "height_m": 38,
        "eirp_dbm": 61,
        "valid_from": SINCE,
    }
    return Cell.objects.create(tenancy=stand or tenancy(), code=code, **{**usual, **values})


def licence(**values: Any) -> BandLicence:
    """A band of an operator."""
    usual = {"band": "n41", "low_mhz": 2500, "high_mhz": 2600, "valid_from": SINCE}
    return BandLicence.objects.create(operator=values.pop("operator", None) or unit(), **{**usual, **values})


def node(code: str = "N1", operator: str = "viettel", **values: Any) -> Node:
    """A manhole of an operator."""
    usual = {"kind": "manhole", "longitude": HERE[0], "latitude": HERE[1], "commune": area()}
    return Node.objects.create(**{"code": code, "owner": unit(operator), **usual, **values})


def route(code: str = "R1", operator: str = "viettel", **values: Any) -> Route:
    """A duct of an operator."""
    usual = {"kind": "duct", "commune": area(), "wkb": b"", "drawn_length_m": 1500.0, "valid_from": SINCE}
    box = {"west": 106.0, "south": 21.0, "east": 106.1, "north": 21.1}
    return Route.objects.create(**{"code": code, "owner": unit(operator), **usual, **box, **values})


def data_centre(**values: Any) -> DataCentre:
    """A data centre."""
    usual = {"code": "DC1", "name": "Trung tâm", "longitude": HERE[0], "latitude": HERE[1], "commune": area()}
    return DataCentre.objects.create(**{"owner": unit(), **usual, **values})


def wifi(**values: Any) -> PublicWifi:
    """A place with public Wi-Fi."""
    usual = {
        "code": "W1",
        "name": "Nhà văn hóa",
        "longitude": HERE[0],
        "latitude": HERE[1],
        "commune": area(),
    }
    return PublicWifi.objects.create(**{"owner": unit(), **usual, **values})


@dataclass
class Registry:
    """A shared mast, one of each operator alone, and a proposed one; who looks at them."""

    shared: PassiveSite
    own: PassiveSite
    others: PassiveSite
    proposed: PassiveSite
    owner: User
    colleague: User
    outsider: User
    reader: User
    office: User
    leader: User


@pytest.fixture
def registry(make_user: Callable[..., User], office: User, reader: User) -> Registry:
    """Viettel and VNPT on one mast, each alone on another one, and a mast that is only proposed."""
    shared, own = site("BN1", name="Chợ Nhớn"), site("BN2", latitude=HERE[1] + 4 * DEGREES_100M)
    others = site(
        "BN3", commune=area("09193", "Yên Phong", "commune"), latitude=HERE[1] + 0.05, mast_type="A1b"
    )
    proposed = site("BN4", state="proposed", latitude=HERE[1] + DEGREES_100M)
    cell(tenancy(shared), "MINE-4G")
    cell(tenancy(shared, "vnpt"), "THEIRS-4G")
    cell(tenancy(own), "MINE-5G", technology="5G", frequency_mhz=2550, bandwidth_mhz=100)
    cell(tenancy(others, "vnpt"), "THEIRS-5G", technology="5G", frequency_mhz=3750, bandwidth_mhz=100)
    return Registry(
        shared,
        own,
        others,
        proposed,
        owner=make_user("viettel-1", "officer", unit()),
        colleague=make_user("viettel-2", "officer", unit()),
        outsider=make_user("vnpt-1", "officer", unit("vnpt")),
        reader=reader,
        office=office,
        leader=make_user("lanh-dao", "leader"),
    )
