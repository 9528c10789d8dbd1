"""A file of boundaries is checked, refused with the feature and the reason, or taken over whole."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.db.models import F, Sum
from django.utils import translation

from hatang.base.clock import VIETNAM
from hatang.base.refusal import Refusal
from hatang.territory import actions, imports, jobs
from hatang.territory.actions import AreaRow, PlaceRow, load_areas, put_places
from hatang.territory.actions.imports import NotChecked
from hatang.territory.models import (
    Area,
    AreaKind,
    AreaPopulation,
    Boundary,
    BoundaryImport,
    Hexagon,
    HexagonShare,
    ImportState,
    Place,
)
from hatang.territory.queries import commune_of

from .layers import BOXES, geojson, layer, projected
from .real import FILE, needs_the_real_file

pytestmark = pytest.mark.django_db

ON = date(2025, 7, 1)
PROVINCE = AreaRow("24", "Bắc Ninh", AreaKind.PROVINCE, valid_from=ON, population=3_619_433)
Take = Callable[..., BoundaryImport]


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def take(at: datetime, office: Any) -> Take:
    """Keeps a file, checks it, and takes it over where `on` is said."""
    communes = [
        AreaRow(code, f"Xã {code}", AreaKind.COMMUNE, valid_from=ON, area_km2=Decimal("2.30"), population=100)
        for code in BOXES
    ]
    load_areas(rows=[*communes, AreaRow("24", "Bắc Ninh", AreaKind.PROVINCE, population=300)], by=None, at=at)

    def run(data: bytes, *, on: date | None = None, name: str = "xa.geojson") -> BoundaryImport:
        made = actions.keep_import(chunks=[data], name=name, by=office, at=at, is_queued=False)
        imports.check(made.pk)
        made.refresh_from_db()
        if on and made.state == ImportState.CHECKED:
            imports.take_over(made.pk, on=on, by=office)
            made.refresh_from_db()
        return made

    return run


def test_a_file_is_checked_and_taken_over_once(take: Take, at: datetime, office: Any) -> None:
    put_places(rows=[PlaceRow("a", "Thôn A", "village", 106.015, 21.21, "Sổ")], by=office, at=at)
    made = take(geojson(), on=ON)
    assert made.state == ImportState.APPLIED
    assert made.report["n_matched"] == 3 and made.report["gaps"] == made.report["overlaps"] == []
    second = Area.objects.get(code="00002")
    assert commune_of(106.015, 21.21) == second.pk == Place.objects.get().area_id
    assert Boundary.objects.filter(area__kind=AreaKind.PROVINCE).count() == 1
    for resolution in (9, 10):
        hexagons = Hexagon.objects.filter(resolution=resolution)
        assert hexagons.aggregate(Sum("population"))["population__sum"] == pytest.approx(300, abs=1e-6)
    shares = HexagonShare.objects.filter(hexagon__resolution=10, area=second)
    covered = shares.aggregate(km2=Sum(F("share") * F("hexagon__area_km2")))["km2"]
    assert covered == pytest.approx(Boundary.objects.get(area=second).area_km2, rel=1e-4)
    assert take(geojson(), on=ON).pk == made.pk
    assert actions.take_boundaries(made=made, matches=[], on=ON, grids=[], keys=[], by=office, at=at) == 0
    assert Boundary.objects.count() == 4


def test_a_later_file_ends_the_outlines_before(take: Take) -> None:
    take(geojson(), on=ON)
    wider = {**BOXES, "00003": shapely.box(106.02, 21.2, 106.04, 21.22)}
    take(geojson(wider, population=90), on=date(2026, 1, 1))
    before, now = Boundary.objects.filter(area__code="00003").order_by("valid_from")
    assert (before.valid_to, now.valid_to) == (date(2026, 1, 1), None)
    # What did not change stays; its people are those of the newer file.
    assert Boundary.objects.filter(area__code="00001").count() == 1
    assert set(AreaPopulation.objects.values_list("year", "population")) == {(2026, 90)}
    assert Area.objects.get(code="00001").population == 90
    assert commune_of(106.035, 21.21) == now.area_id


def test_what_crosses_itself_is_repaired_and_what_does_not_fit_is_listed(take: Take) -> None:
    bow = shapely.Polygon([(106.0, 21.2), (106.01, 21.22), (106.01, 21.2), (106.0, 21.22)])
    over = shapely.box(106.009, 21.2, 106.02, 21.22)
    report = take(geojson({"1": bow, "00002": over})).report
    [repair] = report["repairs"]
    assert repair["code"] == "00001" and "Self-intersection" in repair["reason"]
    assert report["overlaps"][0]["between"] == ["Xã 00001", "Xã 00002"]
    assert report["overlaps"][0]["km2"] == pytest.approx(0.22, abs=0.05)
    assert report["missing"] == [{"code": "00003", "name": "Xã 00003"}]
    assert {one["code"] for one in report["differences"]} == {"00001", "00002"}
    ring = shapely.box(106.0, 21.2, 106.02, 21.22) - shapely.box(106.005, 21.205, 106.006, 21.206)
    [gap] = take(geojson({"00001": ring, "99999": BOXES["00003"]})).report["gaps"]
    assert gap["km2"] == pytest.approx(0.0115, rel=0.01)


def test_polygons_and_multipolygons_may_stand_in_one_file(take: Take) -> None:
    two = shapely.multipolygons(
        [shapely.box(106.01, 21.2, 106.02, 21.21), shapely.box(106.01, 21.212, 106.02, 21.22)]
    )
    made = take(geojson({**BOXES, "00002": two}), on=ON)
    assert (made.refusal, made.report["n_matched"]) == ("", 3)


def test_a_day_before_the_outlines_that_count_is_refused(take: Take, at: datetime, office: Any) -> None:
    take(geojson(), on=ON)
    wider = {**BOXES, "00003": shapely.box(106.02, 21.2, 106.04, 21.22)}
    take(geojson(wider), on=date(2026, 1, 1))
    with pytest.raises(Refusal, match="count from 01/01/2026 already"):
        take(geojson({**BOXES, "00003": shapely.box(106.02, 21.2, 106.05, 21.22)}), on=ON)
    area = Area.objects.get(code="00003")
    with pytest.raises(Refusal, match="Xã 00003 count from 01/01/2026 already"):
        actions.put_boundaries(
            rows=[actions.Outlined(area, BOXES["00003"], ON)], source="Sổ", by=office, at=at
        )
    with pytest.raises(Refusal, match="count from 01/07/2025 already"):
        take(geojson({"00001": BOXES["00002"]}), on=date(2020, 1, 1))
    days = Boundary.objects.filter(area=area).values_list("valid_from", "valid_to")
    assert list(days) == [(ON, date(2026, 1, 1)), (date(2026, 1, 1), None)]


def test_today_is_the_day_in_vietnam(take: Take, office: Any) -> None:
    made = take(geojson())
    before_seven = datetime(2026, 6, 1, 6, tzinfo=VIETNAM)
    asked = actions.ask_to_apply(made=made, on=date(2026, 6, 1), by=office, at=before_seven)
    assert asked.state == ImportState.APPLYING


def test_what_failed_is_not_taken_over_behind_its_refusal(
    take: Take, at: datetime, office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = take(geojson())
    actions.ask_to_apply(made=made, on=ON, by=office, at=at)
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr(imports, "made_grids", lambda *_said, **_more: 1 // 0)
        jobs.apply_boundaries(made.pk, f"{ON}", office.pk)
    jobs.apply_boundaries(made.pk, f"{ON}", office.pk)
    made.refresh_from_db()
    assert made.state == ImportState.REFUSED and not Boundary.objects.exists()
    with pytest.raises(NotChecked):
        actions.take_boundaries(made=made, matches=[], on=ON, grids=[], keys=[], by=office, at=at)


@pytest.mark.parametrize("driver", ["GPKG", "ESRI Shapefile"])
@pytest.mark.parametrize("crs", ["EPSG:3405", "EPSG:9213"])
def test_vn_2000_is_recognised_and_transformed(take: Take, driver: str, crs: str, tmp_path: Path) -> None:
    report = take(layer(tmp_path, driver, crs)).report
    assert report["is_transformed"] and "VN-2000" in report["system"]
    assert report["polygon_km2"] == pytest.approx(take(geojson()).report["polygon_km2"], rel=1e-6)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "projected": (lambda: geojson(projected("EPSG:3405")), "are projected .* VN-2000"),
    "swapped": (
        lambda: geojson({"00001": shapely.transform(BOXES["00001"], lambda both: both[:, ::-1])}),
        r"feature 1 \(00001\) has latitude and longitude swapped",
    ),
    "elsewhere": (lambda: geojson({"00001": shapely.box(2.0, 48.0, 2.1, 48.1)}), "does not lie in Vietnam"),
    "nobody's": (lambda: geojson({"99999": BOXES["00001"]}), "No feature is a commune"),
    "twice": (lambda: geojson({"1": BOXES["00001"], "00001": BOXES["00002"]}), "are both Xã 00001"),
    "no polygon": (lambda: geojson({"00001": shapely.Point(106, 21)}), "no layer of polygons"),
    "a point among polygons": (
        lambda: geojson({**BOXES, "00003": shapely.Point(106, 21)}),
        r"feature 3 \(00003\) has no polygon",
    ),
    "empty": (lambda: geojson({}), "no layer of polygons|has no feature|can be read"),
    "no layer": (lambda: b"PK\x03\x04 but no zip", "no GeoJSON"),
    "text": (lambda: b"ma;ten\n1;A\n", "no GeoJSON|no layer of polygons"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_trusted_is_refused_with_the_reason(take: Take, case: str) -> None:
    make, sentence = REFUSED[case]
    made = take(make(), on=ON)
    assert made.state == ImportState.REFUSED
    with pytest.raises(AssertionError, match=sentence):
        raise AssertionError(made.refusal)
    assert not Boundary.objects.exists() and not Hexagon.objects.exists()


def test_a_shapefile_without_its_system_is_refused(take: Take, tmp_path: Path) -> None:
    made = take(layer(tmp_path, "ESRI Shapefile", "EPSG:3405", is_stated=False))
    assert "names no system that fits" in made.refusal


@needs_the_real_file
def test_the_real_communes_are_taken_over(at: datetime, office: Any) -> None:
    from hatang.portal.demo.places import commune_rows

    rows = [AreaRow(**{**vars(row), "parent": None}) for row in commune_rows()]
    load_areas(rows=[*rows, PROVINCE], by=None, at=at)
    made = actions.keep_import(chunks=[FILE.read_bytes()], name=FILE.name, by=office, at=at, is_queued=False)
    imports.check(made.pk)
    made.refresh_from_db()
    assert made.refusal == "" and made.report["n_matched"] == 99 and made.report["missing"] == []
    assert made.report["people"] == 3_619_918
    found = {one["name"]: one["percent"] for one in made.report["differences"]}
    # The README of the file counts 28; Nam Sơn differs by 0.504 % geodesically.
    assert len(found) == 29
    assert found["Chũ"] == pytest.approx(20.6, abs=0.1)
    assert found["Biên Sơn"] == pytest.approx(-3.9, abs=0.1)
    imports.take_over(made.pk, on=ON, by=office)
    for resolution in (9, 10):
        shares = HexagonShare.objects.filter(hexagon__resolution=resolution)
        covered = dict(
            shares.values_list("area__code").annotate(km2=Sum(F("share") * F("hexagon__area_km2")))
        )
        for code, km2 in Boundary.objects.exclude(area__code="24").values_list("area__code", "area_km2"):
            assert covered[code] == pytest.approx(km2, rel=0.001)
        people = Hexagon.objects.filter(resolution=resolution).aggregate(n=Sum("population"))["n"]
        assert people == pytest.approx(3_619_433, abs=1e-3)
