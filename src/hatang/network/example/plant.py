"""An invented trunk of fibre between the communes, ducts in the wards, data centres and Wi-Fi."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from hatang.network.example.masts import CommuneShape

EARTH = pyproj.Geod(ellps="WGS84")
OWNERS = ("viettel", "vnpt", "fpt-telecom")
FIBRES = (24, 48, 96, 144)
Coordinates = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Point:
    """A point of plant: a manhole, cabinet or point of presence."""

    code: str
    kind: str
    commune: str
    longitude: float
    latitude: float
    owner: str
    since: date


@dataclass(frozen=True)
class Line:
    """A line of plant; lengths in metres, the as-built one differs from the drawn one as it does in life."""

    code: str
    kind: str
    owner: str
    commune: str
    parent: str
    start: str
    end: str
    coordinates: Coordinates
    drawn_length_m: float
    as_built_length_m: float
    depth_m: float | None
    is_underground: bool
    fibres: int | None
    fibres_used: int | None
    since: date


@dataclass(frozen=True)
class Centre:
    """A data centre."""

    code: str
    name: str
    commune: str
    longitude: float
    latitude: float
    tier: int
    racks: int
    power_kw: float
    pue: float
    since: date


@dataclass(frozen=True)
class Spot:
    """A place with public Wi-Fi."""

    code: str
    name: str
    commune: str
    longitude: float
    latitude: float
    owner: str
    access_points: int
    since: date


def lay_plant(
    rng: np.random.Generator, communes: Sequence[CommuneShape]
) -> tuple[list[Point], list[Line], list[Centre], list[Spot]]:
    """Points of presence in every commune, a trunk that joins them, ducts with cables in the wards."""
    points = [_pop(rng, commune) for commune in communes]
    lines = [
        _trunk(rng, number, points[a], points[b]) for number, (a, b) in enumerate(_joined(points), start=1)
    ]
    for commune, pop in zip(communes, points, strict=True):
        if commune.is_urban:
            holes, ducts = _ducts(rng, commune, pop)
            points = [*points, *holes]
            lines += ducts
    centres = [_centre(rng, number, pop) for number, pop in enumerate(_largest(communes, points), start=1)]
    return points, lines, centres, _wifi(rng, communes)


def _pop(rng: np.random.Generator, commune: CommuneShape) -> Point:
    at = commune.polygon.representative_point()
    return Point(
        f"POP-{commune.code}", "pop", commune.code, round(at.x, 6), round(at.y, 6), _owner(rng), _since(rng)
    )


def _owner(rng: np.random.Generator) -> str:
    return str(rng.choice(OWNERS, p=[0.45, 0.4, 0.15]))


def _since(rng: np.random.Generator) -> date:
    return date(2010, 1, 1) + timedelta(days=int(rng.integers(0, 5500)))


def _joined(points: Sequence[Point]) -> list[tuple[int, int]]:
    """The shortest tree that joins the points, and a second way for every fifth of them."""
    at = np.array([(point.longitude, point.latitude) for point in points])
    apart = np.hypot(at[:, None, 0] - at[None, :, 0], at[:, None, 1] - at[None, :, 1])
    np.fill_diagonal(apart, np.inf)
    edges = _tree(apart)
    known = {frozenset(edge) for edge in edges}
    for place in range(0, len(points), 5):
        for other in np.argsort(apart[place])[:3]:
            if frozenset((place, int(other))) not in known and place != other:
                edges.append((place, int(other)))
                known.add(frozenset((place, int(other))))
                break
    return edges


def _tree(apart: NDArray[np.float64]) -> list[tuple[int, int]]:
    inside, edges = [0], []
    outside = set(range(1, len(apart)))
    while outside:
        rest = sorted(outside)
        part = apart[np.ix_(inside, rest)]
        row, column = np.unravel_index(int(part.argmin()), part.shape)
        edges.append((inside[int(row)], rest[int(column)]))
        inside.append(rest[int(column)])
        outside.remove(rest[int(column)])
    return edges


def _trunk(rng: np.random.Generator, number: int, start: Point, end: Point) -> Line:
    fibres = int(rng.choice(FIBRES, p=[0.2, 0.4, 0.3, 0.1]))
    is_underground = bool(rng.random() < 0.3)
    kind = "fibre" if is_underground else "aerial"
    return _line(
        rng,
        f"TRK-{number:03d}",
        kind,
        start.owner,
        start.commune,
        _bent(rng, start, end),
        ends=(start.code, end.code),
        fibres=fibres,
        is_underground=is_underground,
    )


def _bent(rng: np.random.Generator, start: Point, end: Point) -> Coordinates:
    """A line with a few bends, as along a road."""
    steps = np.linspace(0, 1, 6)
    longitudes = start.longitude + (end.longitude - start.longitude) * steps
    latitudes = start.latitude + (end.latitude - start.latitude) * steps
    longitudes[1:-1] += rng.normal(0, 0.004, 4)
    latitudes[1:-1] += rng.normal(0, 0.004, 4)
    return tuple((round(float(x), 6), round(float(y), 6)) for x, y in zip(longitudes, latitudes, strict=True))


def _line(
    rng: np.random.Generator,
    code: str,
    kind: str,
    owner: str,
    commune: str,
    coordinates: Coordinates,
    *,
    parent: str = "",
    ends: tuple[str, str] = ("", ""),
    fibres: int | None = None,
    is_underground: bool,
) -> Line:
    longitudes, latitudes = zip(*coordinates, strict=True)
    drawn = float(EARTH.line_length(longitudes, latitudes))
    return Line(
        code=code,
        kind=kind,
        owner=owner,
        commune=commune,
        parent=parent,
        start=ends[0],
        end=ends[1],
        coordinates=coordinates,
        drawn_length_m=round(drawn, 1),
        as_built_length_m=round(drawn * float(rng.uniform(1.0, 1.06)), 1),
        depth_m=round(float(rng.uniform(0.6, 1.2)), 2) if is_underground else None,
        is_underground=is_underground,
        fibres=fibres,
        fibres_used=int(fibres * rng.uniform(0.3, 0.9)) if fibres else None,
        since=_since(rng),
    )


def _ducts(rng: np.random.Generator, commune: CommuneShape, pop: Point) -> tuple[list[Point], list[Line]]:
    """A row of manholes through a ward, a duct between them, a microduct and a cable inside."""
    west, south, east, north = commune.polygon.bounds
    turn = rng.uniform(0, np.pi)
    reach = 0.22 * min(east - west, north - south)
    holes: list[Point] = []
    for number, step in enumerate(np.linspace(-1, 1, 7), start=1):
        x, y = pop.longitude + np.cos(turn) * reach * step, pop.latitude + np.sin(turn) * reach * step
        if shapely.contains_xy(commune.polygon, x, y):
            code = f"HG-{commune.code}-{number:02d}"
            at = (round(float(x), 6), round(float(y), 6))
            holes.append(Point(code, "manhole", commune.code, *at, pop.owner, pop.since))
    if len(holes) < 2:
        return holes, []
    path = tuple((hole.longitude, hole.latitude) for hole in holes)
    ends = (holes[0].code, holes[-1].code)
    duct, micro, cable = (f"{letters}-{commune.code}" for letters in ("CB", "OC", "CQ"))
    made = [
        _line(rng, duct, "duct", pop.owner, commune.code, path, ends=ends, is_underground=True),
        _line(rng, micro, "microduct", pop.owner, commune.code, path, parent=duct, is_underground=True),
        _line(
            rng, cable, "fibre", pop.owner, commune.code, path, parent=micro, fibres=48, is_underground=True
        ),
    ]
    if rng.random() < 0.15:
        old = f"CD-{commune.code}"
        made.append(_line(rng, old, "copper", "vnpt", commune.code, path, is_underground=False))
    return holes, made


def _largest(communes: Sequence[CommuneShape], points: Sequence[Point]) -> list[Point]:
    """The points of presence of the two communes with most people."""
    first = sorted(communes, key=lambda commune: (-commune.population, commune.code))[:2]
    by_code = {point.code: point for point in points}
    return [by_code[f"POP-{commune.code}"] for commune in first]


def _centre(rng: np.random.Generator, number: int, pop: Point) -> Centre:
    return Centre(
        code=f"TTDL-{number:02d}",
        name=f"Trung tâm dữ liệu số {number} (ví dụ)",
        commune=pop.commune,
        longitude=pop.longitude + 0.004,
        latitude=pop.latitude + 0.003,
        tier=3 - (number > 1),
        racks=40 - 16 * (number - 1),
        power_kw=320.0 - 140 * (number - 1),
        pue=round(float(rng.uniform(1.45, 1.85)), 2),
        since=date(2023, 9, 1),
    )


def _wifi(rng: np.random.Generator, communes: Sequence[CommuneShape]) -> list[Spot]:
    spots: list[Spot] = []
    for commune in communes:
        for _number in range(int(rng.integers(1, 4)) if commune.is_urban else int(rng.random() < 0.5)):
            at = commune.polygon.representative_point()
            place = rng.normal(0, 0.002, 2)
            spots.append(
                Spot(
                    f"WIFI-{len(spots) + 1:03d}",
                    f"Điểm Wi-Fi công cộng số {len(spots) + 1} (ví dụ)",
                    commune.code,
                    round(at.x + float(place[0]), 6),
                    round(at.y + float(place[1]), 6),
                    _owner(rng),
                    int(rng.integers(1, 7)),
                    date(2022, 1, 1) + timedelta(days=int(rng.integers(0, 1500))),
                )
            )
    return spots
