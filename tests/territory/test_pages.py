"""Pages of communes, places and boundaries; a file of boundaries goes its way in two steps."""

import io
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from hatang.base.books import UnreadableBook, write_book
from hatang.territory import imports
from hatang.territory.actions import (
    AccessRow,
    AreaRow,
    People,
    PlaceRow,
    load_areas,
    put_fixed_access,
    put_places,
    put_populations,
)
from hatang.territory.models import Area, AreaKind, Boundary, BoundaryImport, FixedAccess, ImportState, Place
from hatang.territory.place_book import ACCESS, PLACES, SHEETS, place_template
from hatang.territory.place_files import as_book

from .layers import BOXES, geojson

pytestmark = pytest.mark.django_db

ON = date(2025, 7, 1)


def _province(at: datetime, codes: list[str]) -> list[Area]:
    rows = [
        AreaRow(code, f"Yên {code}", AreaKind.COMMUNE, valid_from=ON, area_km2=Decimal("2.30"))
        for code in codes
    ]
    load_areas(rows=rows, by=None, at=at)
    areas = list(Area.objects.filter(code__in=codes).order_by("code"))
    put_populations(rows=[People(one, 2025, 1234, True, "Báo chí") for one in areas], by=None, at=at)
    fixed = [AccessRow(one, ON, None, 400, 300, source="Sổ", is_example=True) for one in areas]
    put_fixed_access(rows=fixed, by=None, at=at)
    return areas


@pytest.fixture
def signed(client: Client, office: Any) -> Client:
    client.force_login(office)
    return client


def test_communes_are_listed_with_their_figures_by_a_constant_number_of_questions(
    signed: Client, at: datetime
) -> None:
    first, *_others = _province(at, ["00001"])
    signed.get("/dia-ban/")
    with CaptureQueriesContext(
        connection,
    ) as before:
        page = signed.get("/dia-ban/").content.decode()
    assert "Yên 00001" in page and "1.234" in page and "75,0" in page
    _province(at, ["00001", "00002", "00003"])
    put_places(rows=[PlaceRow("a", "Thôn A", "village", 106.0, 21.0, "Sổ")], by=None, at=at)
    with CaptureQueriesContext(connection) as after:
        assert "Yên 00003" in signed.get("/dia-ban/?sap-xep=mat-do").content.decode()
    assert len(after) <= len(before)
    assert "Yên 00002" not in signed.get("/dia-ban/?tim=00001").content.decode()
    for kind in ("xlsx", "csv", "docx", "pdf"):
        for address in ("/dia-ban/", f"/dia-ban/{first.pk}/"):
            assert _file(signed, f"{address}?dinh-dang={kind}")


def test_an_area_shows_its_people_fibre_places_and_outline(signed: Client, at: datetime, office: Any) -> None:
    _province(at, list(BOXES))
    made = _sent(signed, geojson())
    imports.check(made.pk)
    imports.take_over(made.pk, on=ON, by=office)
    put_places(
        rows=[
            PlaceRow("a", "Trường <b>A</b>", "school", 106.005, 21.21, "Sổ", is_priority=True),
            PlaceRow("b", "Thôn B", "village", 106.015, 21.21, "Sổ"),
        ],
        by=None,
        at=at,
    )
    area = Area.objects.get(code="00001")
    page = signed.get(f"/dia-ban/{area.pk}/").content.decode()
    assert 'class="outline"' in page and "<path d=" in page and "Trường &lt;b&gt;A&lt;/b&gt;" in page
    assert "Báo chí" in page and "300" in page and "Thôn B" not in page
    places = signed.get("/dia-diem/?loai=truong-hoc").content.decode()
    assert "Trường &lt;b&gt;A" in places and "Thôn B" not in places
    assert "Thôn B" in signed.get("/dia-diem/?tim=thon").content.decode()
    for kind in ("xlsx", "csv"):
        assert _file(signed, f"/dia-diem/?dinh-dang={kind}")
    listed = signed.get("/api/v1/places?kind=school").json()["items"]
    assert [one["code"] for one in listed] == ["a"] and len(listed[0]["hexagon9"]) == 15
    detail = signed.get(f"/api/v1/areas/{area.pk}").json()
    assert detail["populations"][0]["population"] == 1234
    assert detail["polygon_km2"] == pytest.approx(2.3, rel=0.01)
    assert signed.get(f"/api/v1/fixed-access?area_id={area.pk}").json()["items"][0]["households"] == 400


def test_a_file_of_boundaries_is_looked_at_and_then_taken_over(
    signed: Client, at: datetime, office: Any
) -> None:
    _province(at, list(BOXES))
    assert signed.post("/dia-ban/ranh-gioi/", {}).status_code == 400
    made = _sent(signed, geojson())
    address = reverse("territory:boundary_import", args=[made.pk])
    assert "hx-get" in signed.get(address).content.decode()
    apply = reverse("territory:apply_boundaries", args=[made.pk])
    assert signed.post(apply, {"tu-ngay": "2025-07-01"}).status_code == 409
    imports.check(made.pk)
    page = signed.get(address).content.decode()
    assert "WGS 84" in page and 'value="2025-07-01"' in page
    assert signed.post(apply, {"tu-ngay": "2999-01-01"}).status_code == 400
    for _twice in range(2):
        assert signed.post(apply, {"tu-ngay": "2025-07-01"}).status_code == 302
    assert BoundaryImport.objects.get().state == ImportState.APPLYING
    imports.take_over(made.pk, on=ON, by=office)
    assert Boundary.objects.count() == 3
    assert _sent(signed, geojson()).pk == made.pk


def _file(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def _sent(client: Client, data: bytes) -> BoundaryImport:
    answer = client.post("/dia-ban/ranh-gioi/", {"tep": SimpleUploadedFile("xa.geojson", data)})
    assert answer.status_code == 302
    return BoundaryImport.objects.latest("pk")


def _book(places: list[dict[str, Any]], access: list[dict[str, Any]]) -> bytes:
    return write_book(SHEETS, {PLACES.key: places, ACCESS.key: access})


PLACE = {
    "code": "t1",
    "name": "Thôn Một",
    "kind": "Thôn, tổ dân phố",
    "longitude": "106,005",
    "latitude": "21,21",
    "is_priority": "có",
    "source": "Sổ",
}
LINE = {
    "area": "00001",
    "on": date(2026, 3, 31),
    "households": "1.000",
    "households_passed": "900",
    "source": "Sổ",
}


def test_a_workbook_of_places_is_taken_over_whole(signed: Client, at: datetime) -> None:
    _province(at, ["00001"])
    data = _book([PLACE], [LINE])
    page = signed.post("/dia-diem/bang-tinh/", {"tep": SimpleUploadedFile("a.xlsx", data)})
    assert page.status_code == 200 and not Place.objects.exists()
    content = page.context["content"]
    assert signed.post("/dia-diem/bang-tinh/", {"xem-lai": content}).status_code == 302
    place = Place.objects.get()
    assert (place.name, place.kind, place.longitude, place.is_priority) == (
        "Thôn Một",
        "village",
        106.005,
        True,
    )
    assert FixedAccess.objects.get(on=date(2026, 3, 31)).households_passed == 900
    # Once more is nothing new.
    signed.post("/dia-diem/bang-tinh/", {"xem-lai": content})
    assert Place.objects.count() == 1


FAULTS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "swapped": ({"longitude": "21,2", "latitude": "106"}, {}, "đổi chỗ"),
    "projected": ({"longitude": "2345678"}, {}, "VN-2000"),
    "abroad": ({"longitude": "50"}, {}, "lãnh thổ"),
    "words": ({"longitude": "đông"}, {}, "Viết độ"),
    "kind": ({"kind": "Sao"}, {}, "Không có loại này"),
    "commune": ({}, {"area": "99999"}, "Không có xã"),
    "more": ({}, {"households_passed": "1.001"}, "lớn hơn tổng số"),
    "operator": ({}, {"operator": "sao"}, "Không có doanh nghiệp"),
    "number": ({}, {"households": "nhiều"}, "Viết số nguyên"),
}


def test_each_fault_of_a_workbook_names_its_row_and_the_way_out(signed: Client, at: datetime) -> None:
    _province(at, ["00001"])
    for case, (place, line, sentence) in FAULTS.items():
        data = _book([PLACE | place], [LINE | line])
        page = signed.post("/dia-diem/bang-tinh/", {"tep": SimpleUploadedFile("a.xlsx", data)})
        assert sentence in page.content.decode(), case
        assert {fault.row for fault in page.context["found"].faults} == {2}, case
    twice = signed.post(
        "/dia-diem/bang-tinh/", {"tep": SimpleUploadedFile("a.xlsx", _book([PLACE, PLACE], []))}
    )
    assert "Dòng 2" in twice.content.decode()
    assert not Place.objects.exists()


HEAD = "Mã;Tên;Loại;Kinh độ;Vĩ độ;Nguồn"
ROW = "t1;Thôn Một;Thôn, tổ dân phố;106,005;21,21;Sổ"
POINT = {"type": "Point", "coordinates": [106.005, 21.21]}


def _collection(geometry: Any = POINT, **more: Any) -> bytes:
    said = {key: PLACE[key] for key in ("code", "name", "kind", "source")} | {"Ưu tiên": True, "Kinh độ": 106}
    one = {"type": "Feature", "properties": said, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [one], **more}).encode()


@pytest.mark.parametrize(
    "data", [f"{HEAD}\n{ROW}\n".encode("utf-8-sig"), f"{HEAD}\n{ROW}\n".encode("utf-16"), _collection()]
)
def test_places_come_as_csv_and_geojson_too(signed: Client, at: datetime, data: bytes) -> None:
    _province(at, ["00001"])
    page = signed.post("/dia-diem/bang-tinh/", {"tep": SimpleUploadedFile("a", data)})
    assert page.context["found"].faults == []
    signed.post("/dia-diem/bang-tinh/", {"xem-lai": page.context["content"]})
    place = Place.objects.get()
    assert (place.name, place.longitude, place.is_priority) == ("Thôn Một", 106.005, data.startswith(b"{"))


def test_fixed_access_comes_as_csv(signed: Client, at: datetime) -> None:
    _province(at, ["00001"])
    data = "area,on,households,households_passed,source\n1,2026-03-31,1000,900,Sổ\n".encode()
    found = signed.post("/dia-diem/bang-tinh/", {"tep": SimpleUploadedFile("a", data)}).context["found"]
    assert (found.faults, found.access[0].households_passed) == ([], 900)


REFUSED_FILES = {
    "no csv of ours": (b"a;b\n1;2\n", "“a”"),
    "a column missing": ("Mã;Tên;Loại\nt1;A;B\n".encode(), "Kinh độ"),
    "a column twice": (f"{HEAD};Tên\n{ROW};A\n".encode(), "hai lần"),
    "a line": (
        _collection({"type": "LineString", "coordinates": [[106, 21], [106, 22]]}),
        "không phải là điểm",
    ),
    "a point of nothing": (_collection({"type": "Point", "coordinates": []}), "tọa độ"),
    "VN-2000": (_collection(crs={"properties": {"name": "EPSG:4756"}}), "EPSG:4326"),
    "no json": (b"{", "GeoJSON"),
    "deep": (b'{"a":' + b"[" * 100_000, "GeoJSON"),
    "too many": (f"{HEAD}\n".encode() + b";\n" * 6_000, "5000"),
    "no text": (b"\x00\x01\x02", "xlsx"),
    "empty": (b"\n", "Kinh độ"),
}


@pytest.mark.parametrize("case", REFUSED_FILES)
def test_other_files_are_refused_with_the_reason(case: str) -> None:
    data, sentence = REFUSED_FILES[case]
    with translation.override("vi"), pytest.raises(UnreadableBook) as refused:
        as_book(data)
    assert sentence in refused.value.sentence


def test_a_fault_of_a_csv_names_its_row(signed: Client, at: datetime) -> None:
    _province(at, ["00001"])
    data = f"{HEAD}\n\n{ROW}\n{ROW.replace('t1', 't2').replace('106,005', '21,2')}\n".encode()
    page = signed.post("/dia-diem/bang-tinh/", {"tep": SimpleUploadedFile("a.csv", data)})
    assert [fault.row for fault in page.context["found"].faults] == [4]


def test_the_template_has_both_sheets() -> None:
    book = openpyxl.load_workbook(io.BytesIO(place_template()))
    assert book.sheetnames == ["Hướng dẫn", "Địa điểm", "Truy nhập cố định"]


def test_only_the_office_takes_over_boundaries_and_places(
    client: Client, reader: Any, make_user: Callable[..., Any], agencies: Any, at: datetime
) -> None:
    made = BoundaryImport.objects.create(sha256="0" * 64, name="a", made_at=at)
    for user in (reader, make_user("vt", "officer", agencies.units["viettel"])):
        client.force_login(user)
        assert client.get("/dia-ban/").status_code == client.get("/dia-diem/").status_code == 200
        for address in ("/dia-ban/ranh-gioi/", "/dia-diem/bang-tinh/"):
            assert client.get(address).status_code == client.post(address).status_code == 403
        assert client.get(f"/dia-ban/ranh-gioi/{made.pk}/").status_code == 404
        assert client.post(f"/dia-ban/ranh-gioi/{made.pk}/nhap/").status_code == 404
