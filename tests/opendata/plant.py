"""A small registry for the tests of the room: two operators, sites, cells, lines, boundaries, places."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import shapely

from hatang.accounts.models import Unit
from hatang.network.models import Cell, PassiveSite, Route, SiteStatePeriod, Tenancy
from hatang.territory.models import Area, Boundary, Place

# A square of a tenth of a degree, and beside it a diamond that does not fill its box.
SQUARE = shapely.box(106.0, 21.1, 106.1, 21.2)
DIAMOND = shapely.Polygon([(106.2, 21.1), (106.3, 21.15), (106.2, 21.2), (106.1, 21.15)])


def areas() -> tuple[Area, Area]:
    """A commune and a ward with outlines, within a province without one."""
    province = Area.objects.create(code="24", name="Bắc Ninh", kind="province", sort_key="bac ninh")
    found = []
    for code, name, kind, outline in [
        ("09193", "Yên Phong", "commune", SQUARE),
        ("09253", "Nhân Hòa", "ward", DIAMOND),
    ]:
        area = Area.objects.create(
            code=code, name=name, kind=kind, parent=province, sort_key=name, area_km2="11.50"
        )
        west, south, east, north = outline.bounds
        Boundary.objects.create(
            area=area,
            wkb=shapely.to_wkb(shapely.MultiPolygon([outline])),
            west=west,
            south=south,
            east=east,
            north=north,
            area_km2=115.0,
            source="Kiểm thử",
            valid_from=date(2025, 7, 1),
        )
        found.append(area)
    return found[0], found[1]


def places(commune: Area) -> None:
    """A school and a village."""
    for code, kind, longitude in [("TH-01", "school", 106.01), ("LANG-01", "village", 106.02)]:
        Place.objects.create(
            code=code,
            name=f"Nơi {code}",
            kind=kind,
            area=commune,
            longitude=longitude,
            latitude=21.15,
            hexagon9=1,
            source="Kiểm thử",
            sort_key=code,
        )


def sites(commune: Area, operators: Sequence[Unit], n: int = 7) -> list[PassiveSite]:
    """Masts on a line to the east, one hundredth of a degree apart; the last ended with 2025.

    Operators take turns, and both stand on the first one; each stand has a cell.
    """
    found = []
    for number in range(n):
        is_ended = number == n - 1
        site = PassiveSite.objects.create(
            code=f"BN{number:05d}",
            name="Trạm",
            longitude=106.0 + number / 100,
            latitude=21.15,
            hexagon9=1,
            commune=commune,
            mast_type="A2b",
            structure="lattice",
            height_m=42,
            owner=operators[0],
            valid_from=date(2020 + min(number, 5), 1, 1),
            valid_to=date(2026, 1, 1) if is_ended else None,
        )
        SiteStatePeriod.objects.create(
            site=site, state="built", valid_from=date(2020, 1, 1), valid_to=date(2026, 3, 1)
        )
        SiteStatePeriod.objects.create(site=site, state="on_air", valid_from=date(2026, 3, 1))
        for operator in operators if number == 0 else operators[number % 2 :][:1]:
            stand(site, operator)
        found.append(site)
    return found


def stand(site: PassiveSite, operator: Unit) -> Tenancy:
    """An operator with one cell on a site."""
    tenancy = Tenancy.objects.create(
        site=site,
        operator=operator,
        operator_code=f"{operator.code}-{site.code}",
        valid_from=date(2020, 1, 1),
    )
    Cell.objects.create(
        tenancy=tenancy,
        code="1",
        technology="5G",
        frequency_mhz=3700,
        bandwidth_mhz=100,
        azimuth_deg=120,
        height_m=38,
        eirp_dbm=67.5,
        assumed=["height_m"],
        valid_from=date(2024, 1, 1),
    )
    return tenancy


def route(
    code: str, owner: Unit, commune: Area, corners: Sequence[tuple[float, float]], **more: Any
) -> Route:
    """A cable along some corners."""
    drawn = shapely.LineString(corners)
    west, south, east, north = drawn.bounds
    return Route.objects.create(
        code=code,
        kind="fibre",
        owner=owner,
        commune=commune,
        wkb=shapely.to_wkb(drawn),
        west=west,
        south=south,
        east=east,
        north=north,
        drawn_length_m=1234.5,
        **more,
    )


def routes(commune: Area, operators: Sequence[Unit]) -> None:
    """A slanting line of the first operator, and a short one of the second."""
    route("R1", operators[0], commune, [(106.0, 21.1), (106.1, 21.2)])
    route("R2", operators[1], commune, [(106.05, 21.1), (106.05, 21.1001)])


def stand_all(sites: Sequence[PassiveSite], operator: Unit) -> None:
    """An operator with one cell on each of many sites."""
    tenancies = [Tenancy(site=site, operator=operator, operator_code=site.code) for site in sites]
    Tenancy.objects.bulk_create(tenancies)
    usual = {"technology": "4G", "frequency_mhz": 1800, "bandwidth_mhz": 20, "height_m": 30, "eirp_dbm": 60}
    Cell.objects.bulk_create(Cell(tenancy=tenancy, code="1", azimuth_deg=0, **usual) for tenancy in tenancies)
