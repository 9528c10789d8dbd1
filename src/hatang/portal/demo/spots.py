"""Example places of the province, and what is reached by fibre: made up, the same at every start."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import shapely
import shapely.affinity

from hatang.accounts.models import Unit, UnitKind, User
from hatang.territory.actions import AccessRow, PlaceRow, put_fixed_access, put_places
from hatang.territory.geometry import Shape
from hatang.territory.models import Area, AreaKind, FixedAccess, Place, PlaceKind
from hatang.territory.queries import commune_polygons, commune_totals

_SOURCE = "Dữ liệu ví dụ"
# Codes of communes of the former province Bắc Ninh begin so; both had 16 zones, 31 and 55 clusters.
_BAC_NINH = "09"
_ZONES = {True: 16, False: 16}
_CLUSTERS = {True: 31, False: 55}
_PEOPLE_A_VILLAGE = 1_400
_PEOPLE_A_HOME = 3.6
_DAYS = (date(2025, 12, 31), date(2026, 6, 30))
# Share of the homes in reach of each operator's fibre, by how towns and mountains differ.
_REACH = {"viettel": 0.62, "vnpt": 0.58, "mobifone": 0.12, "fpt-telecom": 0.31}


@dataclass(frozen=True)
class _Commune:
    """A commune with its outline, people, and its own stream of chance."""

    area: Area
    polygon: Shape
    people: int
    chance: np.random.Generator

    def points(self, n: int) -> list[tuple[float, float]]:
        """Points within the outline, at random."""
        west, south, east, north = self.polygon.bounds
        found: list[tuple[float, float]] = []
        while len(found) < n:
            x = self.chance.uniform(west, east, 4 * n + 8)
            y = self.chance.uniform(south, north, 4 * n + 8)
            is_within = shapely.contains_xy(self.polygon, x, y)
            found += list(zip(x[is_within].tolist(), y[is_within].tolist(), strict=True))
        return [(round(x, 6), round(y, 6)) for x, y in found[:n]]


def load_spots(*, by: User, at: datetime) -> None:
    """Add example places and fixed access, where there are none yet."""
    if not Place.objects.exists():
        put_places(rows=list(_rows(_communes())), by=by, at=at)
    if not FixedAccess.objects.exists():
        put_fixed_access(rows=list(_access_rows(_communes())), by=by, at=at)


def _communes() -> list[_Commune]:
    polygons, totals = commune_polygons(), commune_totals()
    return [
        _Commune(area, polygons[area.pk], totals[area.pk], np.random.default_rng(int(area.code)))
        for area in Area.objects.communes().filter(pk__in=polygons).order_by("code")
    ]


def _rows(communes: list[_Commune]) -> Iterator[PlaceRow]:
    for one in communes:
        yield from _of_a_commune(one)
    for is_bac_ninh in (True, False):
        ours = [one for one in communes if one.area.code.startswith(_BAC_NINH) == is_bac_ninh]
        # Zones lie where most people live to the square kilometre.
        ours.sort(key=lambda one: -one.people / float(one.area.area_km2 or 1))
        yield from _zones(ours, _ZONES[is_bac_ninh], PlaceKind.INDUSTRIAL_ZONE)
        yield from _zones(ours, _CLUSTERS[is_bac_ninh], PlaceKind.INDUSTRIAL_CLUSTER)


def _of_a_commune(one: _Commune) -> Iterator[PlaceRow]:
    is_ward = one.area.kind == AreaKind.WARD
    n_villages = max(5, round(one.people / _PEOPLE_A_VILLAGE))
    n_schools = max(3, round(one.people / 9_000))
    village = "Tổ dân phố" if is_ward else "Thôn"
    school = ("Trường Tiểu học", "Trường THCS", "Trường THPT")
    yield from _several(one, PlaceKind.VILLAGE, n_villages, lambda nth: f"{village} {nth}")
    yield from _several(
        one,
        PlaceKind.SCHOOL,
        n_schools,
        lambda nth: f"{school[(nth - 1) % 3]} {one.area.name} {(nth + 2) // 3}",
    )
    yield from _several(one, PlaceKind.CLINIC, 1, lambda _nth: f"Trạm Y tế {one.area.name}")
    yield from _several(one, PlaceKind.HERITAGE, int(one.chance.integers(0, 3)), lambda nth: f"Di tích {nth}")
    yield from _several(one, PlaceKind.ADMINISTRATIVE_CENTRE, 1, lambda _nth: f"UBND {one.area.name}")
    if is_ward:
        yield from _several(one, PlaceKind.MALL, 1, lambda _nth: f"Chợ trung tâm {one.area.name}")
    if int(one.area.code) % 5 == 0:
        yield from _several(one, PlaceKind.TRANSPORT_HUB, 1, lambda _nth: f"Bến xe {one.area.name}")


def _several(one: _Commune, kind: PlaceKind, n: int, name: Callable[[int], str]) -> Iterator[PlaceRow]:
    for nth, (longitude, latitude) in enumerate(one.points(n), start=1):
        said = name(nth)
        yield PlaceRow(
            code=f"VD-{one.area.code}-{_LETTERS[kind]}{nth:02}",
            name=said if one.area.name in said else f"{said}, {one.area.name}",
            kind=kind,
            longitude=longitude,
            latitude=latitude,
            source=_SOURCE,
            is_priority=kind in _FIRST,
            is_example=True,
        )


def _zones(communes: list[_Commune], n: int, kind: PlaceKind) -> Iterator[PlaceRow]:
    title = "Khu công nghiệp" if kind == PlaceKind.INDUSTRIAL_ZONE else "Cụm công nghiệp"
    hectares = (120, 420) if kind == PlaceKind.INDUSTRIAL_ZONE else (20, 75)
    for nth in range(n):
        one, round_ = communes[nth % len(communes)], nth // len(communes)
        [(longitude, latitude)] = one.points(1)
        zone = _block(longitude, latitude, one.chance.uniform(*hectares), one.chance.uniform(0, 90))
        yield PlaceRow(
            code=f"VD-{one.area.code}-{_LETTERS[kind]}{round_ + 1:02}",
            name=f"{title} {one.area.name}" + (" II" if round_ else ""),
            kind=kind,
            longitude=longitude,
            latitude=latitude,
            wkb=shapely.to_wkb(zone),
            source=_SOURCE,
            is_priority=True,
            is_example=True,
        )


def _block(longitude: float, latitude: float, hectares: float, turned: float) -> Shape:
    """A block of this size around a point, three to two, turned by some degrees."""
    half = (hectares * 1e4 / 6) ** 0.5
    flat = shapely.affinity.rotate(shapely.box(-1.5 * half, -half, 1.5 * half, half), turned)
    metres = 1 / 111_000
    wide = metres / np.cos(np.radians(latitude))
    return shapely.affinity.translate(
        shapely.affinity.scale(flat, wide, metres, origin=(0, 0)), longitude, latitude
    )


def _access_rows(communes: list[_Commune]) -> Iterator[AccessRow]:
    operators = [
        (unit, share)
        for code, share in _REACH.items()
        if (unit := Unit.objects.filter(code=code, kind=UnitKind.OPERATOR).first())
    ]
    for one in communes:
        homes = round(one.people / _PEOPLE_A_HOME)
        premises = round(homes * one.chance.uniform(0.05, 0.11))
        density = one.people / float(one.area.area_km2 or 1)
        # Towns are reached wholly; the mountains of Sơn Động hardly more than by half.
        most = float(np.clip(0.5 + 0.11 * np.log10(max(density, 1) / 50) * 2, 0.45, 0.995))
        for day, part in zip(_DAYS, (0.94, 1.0), strict=True):
            yield _access(one, day, None, homes, premises, most * part)
            for unit, share in operators:
                own = min(most, share * one.chance.uniform(0.75, 1.15)) * part
                yield _access(one, day, unit, homes, premises, own)


def _access(
    one: _Commune, on: date, operator: Unit | None, homes: int, premises: int, share: float
) -> AccessRow:
    passed = round(homes * share)
    return AccessRow(
        area=one.area,
        on=on,
        operator=operator,
        households=homes,
        households_passed=passed,
        premises=premises,
        premises_passed=min(premises, round(premises * min(share * 1.05, 1))),
        households_1gbps=round(passed * min(0.9, share * 0.8)),
        max_download_mbps=1000 if share > 0.4 else 300,
        source=_SOURCE,
        is_example=True,
    )


_LETTERS = {
    PlaceKind.VILLAGE: "TH",
    PlaceKind.INDUSTRIAL_ZONE: "KCN",
    PlaceKind.INDUSTRIAL_CLUSTER: "CCN",
    PlaceKind.SCHOOL: "TR",
    PlaceKind.CLINIC: "YT",
    PlaceKind.HERITAGE: "DT",
    PlaceKind.TRANSPORT_HUB: "GT",
    PlaceKind.MALL: "TM",
    PlaceKind.ADMINISTRATIVE_CENTRE: "HC",
}
_FIRST = (PlaceKind.SCHOOL, PlaceKind.CLINIC, PlaceKind.ADMINISTRATIVE_CENTRE, PlaceKind.TRANSPORT_HUB)
