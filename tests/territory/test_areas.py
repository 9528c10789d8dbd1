"""Areas are loaded with their dates, parents and successors."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client

from hatang.territory.access import visible_areas
from hatang.territory.actions import AreaRow, load_areas
from hatang.territory.models import Area, AreaKind, AreaSuccessor

pytestmark = pytest.mark.django_db

MERGED_ON = date(2025, 7, 1)
PROVINCE = AreaRow("24", "Bắc Ninh", AreaKind.PROVINCE, valid_from=MERGED_ON, area_km2=Decimal("4718.60"))
FORMER = AreaRow(
    "24",
    "Bắc Giang",
    AreaKind.FORMER_PROVINCE,
    valid_to=MERGED_ON,
    successors=(("24", AreaKind.PROVINCE, Decimal(1)),),
)
WARD = AreaRow(
    "09169", "Vũ Ninh", AreaKind.WARD, parent=("24", AreaKind.PROVINCE), valid_from=MERGED_ON, population=1
)
COMMUNE = AreaRow("09193", "Yên Phong", AreaKind.COMMUNE, parent=("24", AreaKind.PROVINCE), population=63489)
ROWS = [WARD, COMMUNE, FORMER, PROVINCE]


def test_areas_come_in_any_order_and_only_once(at: datetime) -> None:
    assert load_areas(rows=ROWS, by=None, at=at) == 4
    assert load_areas(rows=ROWS, by=None, at=at) == 0
    ward = Area.objects.get(code="09169")
    assert ward.parent == Area.objects.get(kind=AreaKind.PROVINCE)
    assert [area.name for area in Area.objects.communes()] == ["Vũ Ninh", "Yên Phong"]


def test_an_area_put_again_is_brought_up_to_date(at: datetime) -> None:
    load_areas(rows=ROWS, by=None, at=at)
    changed = AreaRow(
        "09193", "Yên Phong", AreaKind.COMMUNE, parent=("24", AreaKind.PROVINCE), population=70000
    )
    load_areas(rows=[changed], by=None, at=at)
    assert Area.objects.get(code="09193").population == 70000


def test_the_same_code_names_a_former_and_a_present_province(at: datetime) -> None:
    load_areas(rows=ROWS, by=None, at=at)
    former = Area.objects.get(code="24", kind=AreaKind.FORMER_PROVINCE)
    assert former not in Area.objects.existing(MERGED_ON)
    assert former in Area.objects.existing(date(2025, 6, 30))
    link = AreaSuccessor.objects.get()
    assert (link.area, link.share, link.on) == (former, 1, MERGED_ON)


def test_an_unknown_parent_stops_the_loading_and_nothing_stays(at: datetime) -> None:
    with pytest.raises(KeyError), transaction.atomic():
        load_areas(rows=[WARD], by=None, at=at)
    assert not Area.objects.exists()


def test_successors_need_a_last_day(at: datetime) -> None:
    row = AreaRow("27", "Cũ", AreaKind.FORMER_PROVINCE, successors=(("24", AreaKind.PROVINCE, Decimal(1)),))
    with pytest.raises(ValueError, match="27"), transaction.atomic():
        load_areas(rows=[PROVINCE, row], by=None, at=at)


def test_a_reader_sees_areas_and_a_stranger_none(reader: Any, at: datetime) -> None:
    load_areas(rows=ROWS, by=None, at=at)
    assert visible_areas(reader).count() == 4
    assert visible_areas(AnonymousUser()).count() == 0  # type: ignore[arg-type]


def test_the_api_lists_areas(client: Client, reader: Any, at: datetime) -> None:
    load_areas(rows=ROWS, by=None, at=at)
    assert client.get("/api/v1/areas").status_code == 401
    client.force_login(reader)
    on = client.get("/api/v1/areas?on=2026-06-01").json()["items"]
    assert {area["name"] for area in on} == {"Bắc Ninh", "Vũ Ninh", "Yên Phong"}
    assert client.get("/api/v1/areas?kind=ward").json()["items"][0]["code"] == "09169"
    assert client.get("/api/v1/areas?kind=galaxy").status_code == 422
