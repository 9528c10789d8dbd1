"""A small registry to look at on a map: two communes side by side, four masts, two operators, one line."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely

from hatang.accounts.models import Unit
from hatang.network.models import Cell, PassiveSite, Route, SiteStatePeriod, Tenancy
from hatang.territory.models import Area, Boundary, Hexagon, Place

FIRST = date(2021, 3, 1)
# At resolution 9, with the point 106.05, 21.15 in it.
HEXAGON = 618_143_013_319_475_199


@dataclass(frozen=True)
class Mapped:
    """What the tests look at."""

    areas: list[Area]
    sites: list[PassiveSite]
    place: Place
    route: Route


def fill(first: Unit, second: Unit) -> Mapped:
    """Both operators stand on the second mast; the third is planned for 2028, the fourth was switched off."""
    areas = [_area("99001", "Bắc Giang", 106.0), _area("99002", "Yên Dũng", 106.1)]
    sites = [_site(f"BN-{i}", areas[i // 2], 106.02 + 0.05 * i) for i in range(4)]
    lives = [
        [("permitted", date(2021, 1, 1), FIRST), ("on_air", FIRST, None)],
        [("on_air", FIRST, None)],
        [("permitted", date(2026, 1, 1), date(2028, 1, 1)), ("on_air", date(2028, 1, 1), None)],
        [("on_air", FIRST, date(2024, 6, 1)), ("off", date(2024, 6, 1), None)],
    ]
    for site, life in zip(sites, lives, strict=True):
        for state, begun, ended in life:
            SiteStatePeriod.objects.create(site=site, state=state, valid_from=begun, valid_to=ended)
    stands = [(0, first, FIRST), (1, first, FIRST), (1, second, FIRST), (2, second, date(2028, 1, 1))]
    for place, operator, since in stands:
        stand = Tenancy.objects.create(
            site=sites[place], operator=operator, operator_code=f"{operator.code}-{place}", valid_from=since
        )
        _cell(stand, "4G", since)
    _cell(Tenancy.objects.get(site=sites[0]), "5G", date(2025, 2, 10))
    place = Place.objects.create(
        code="TH-1", name="Trường Tiểu học Yên Dũng", kind="school", area=areas[1], longitude=106.15,
        latitude=21.15, hexagon9=HEXAGON, source="bảng", sort_key="a",
    )  # fmt: skip
    line = shapely.LineString([(106.01, 21.11), (106.05, 21.12)])
    route = Route.objects.create(
        code="T-1", kind="fibre", owner=first, commune=areas[0], wkb=shapely.to_wkb(line), west=106.01,
        south=21.11, east=106.05, north=21.12, drawn_length_m=4300,
    )  # fmt: skip
    Hexagon.objects.create(
        id=HEXAGON, resolution=9, area_km2=0.114, population=321, longitude=106.05, latitude=21.15
    )
    return Mapped(areas, sites, place, route)


def _area(code: str, name: str, west: float) -> Area:
    area = Area.objects.create(
        code=code, name=name, kind="ward", area_km2=114, population=30_000, sort_key=code
    )
    outline = shapely.box(west, 21.1, west + 0.1, 21.2)
    Boundary.objects.create(
        area=area, wkb=shapely.to_wkb(outline), west=west, south=21.1, east=west + 0.1, north=21.2,
        area_km2=114.9, is_approximate=True, source="vẽ", valid_from=date(2025, 7, 1),
    )  # fmt: skip
    return area


def _site(code: str, commune: Area, longitude: float) -> PassiveSite:
    said: dict[str, Any] = {"mast_type": "A2b", "structure": "lattice", "height_m": 42, "hexagon9": HEXAGON}
    return PassiveSite.objects.create(
        code=code, longitude=longitude, latitude=21.15, commune=commune, is_example=True, **said
    )


def _cell(stand: Tenancy, technology: str, since: date) -> None:
    Cell.objects.create(
        tenancy=stand, code=f"{technology}-1", technology=technology, frequency_mhz=1845, bandwidth_mhz=20,
        azimuth_deg=120, height_m=36, eirp_dbm=60, valid_from=since,
    )  # fmt: skip
