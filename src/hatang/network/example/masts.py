"""Invented masts and the operators on them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

# Masts on air on this day are the province's published figure; some come after it.
COUNTED_ON = date(2025, 6, 30)
FIRST_YEAR, YEARS_OF_GROWTH = 2008, 17
NEW_PER_MONTH = 9
PLANNED_SHARE = 0.045
# Metres between two invented masts: towns are denser.
SPACING_URBAN_M, SPACING_M = 110.0, 260.0
METRES_PER_DEGREE = 111_320.0

# Types of mast in a town and elsewhere: (type, structure, chance, least and greatest height [m]).
URBAN_TYPES = (
    ("A1a", "rooftop", 0.10, 3.0, 6.0),
    ("A1b", "monopole", 0.12, 15.0, 30.0),
    ("A2a", "rooftop", 0.43, 9.0, 24.0),
    ("A2b", "guyed", 0.25, 30.0, 45.0),
    ("A2b", "lattice", 0.08, 36.0, 48.0),
    ("A2c", "pole", 0.02, 12.0, 18.0),
)
RURAL_TYPES = (
    ("A1b", "monopole", 0.05, 18.0, 36.0),
    ("A2a", "rooftop", 0.09, 9.0, 21.0),
    ("A2b", "guyed", 0.55, 36.0, 45.0),
    ("A2b", "lattice", 0.30, 36.0, 60.0),
    ("A2c", "pole", 0.01, 12.0, 18.0),
)
# Who built the mast, and how often another operator stands on it too.
BUILDERS = (("viettel", 0.44), ("vnpt", 0.31), ("mobifone", 0.25))
SHARED, SHARED_BY_ALL = 0.165, 0.02


class CommuneShape(NamedTuple):
    """A commune to fill: its code, whether it is a ward, how many people, and its polygon (EPSG:4326)."""

    code: str
    is_urban: bool
    population: int
    polygon: shapely.Polygon | shapely.MultiPolygon


@dataclass(frozen=True)
class Mast:
    """An invented mast; `on_air_on` of a planned one is the day it is planned for."""

    code: str
    commune: str
    longitude: float
    latitude: float
    mast_type: str
    structure: str
    height_m: float
    builder: str
    on_air_on: date
    is_permitted: bool
    permitted_on: date | None
    permit_expires_on: date | None
    max_tenants: int
    power: str
    backhaul: str
    off_on: date | None = None


@dataclass(frozen=True)
class Stand:
    """An operator on a mast from a day."""

    mast: str
    operator: str
    operator_code: str
    contract: str
    since: date


def place_masts(
    rng: np.random.Generator, communes: Sequence[CommuneShape], n_masts: int, today: date
) -> list[Mast]:
    """Masts spread over the communes by people and land, the first ones long ago, the last ones planned."""
    n_later = max(0, _months(COUNTED_ON, today)) * NEW_PER_MONTH
    n_planned = round(n_masts * PLANNED_SHARE)
    per_commune = _shared_out(rng, communes, n_masts + n_later + n_planned)
    rows = [
        (commune, point)
        for commune, n in zip(communes, per_commune, strict=True)
        for point in _spread(rng, commune, int(n))
    ]
    order = rng.permutation(len(rows))
    days = _days(rng, n_masts, n_later, len(rows), today)
    masts = [
        _mast(rng, number, rows[place], day, today)
        for number, (place, day) in enumerate(zip(order, days, strict=True), start=1)
    ]
    return [_perhaps_off(rng, mast, today) for mast in masts]


def settle_operators(rng: np.random.Generator, masts: Sequence[Mast], today: date) -> list[Stand]:
    """Who stands on each mast: its builder, and on some of them one or two others since later."""
    stands: list[Stand] = []
    numbers = {name: 0 for name, _share in BUILDERS}
    for mast in masts:
        others = [name for name, _share in BUILDERS if name != mast.builder]
        draw = rng.random()
        joining = others if draw < SHARED_BY_ALL else [others[int(rng.integers(2))]] if draw < SHARED else []
        for operator in [mast.builder, *joining[: mast.max_tenants - 1]]:
            numbers[operator] += 1
            is_builder = operator == mast.builder
            since = mast.on_air_on if is_builder else _later(rng, mast.on_air_on, today)
            stands.append(
                Stand(
                    mast.code,
                    operator,
                    f"{operator[:3].upper()}-{numbers[operator]:05d}",
                    "own" if is_builder else str(rng.choice(["lease", "swap"], p=[0.7, 0.3])),
                    since,
                )
            )
    return stands


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _shared_out(rng: np.random.Generator, communes: Sequence[CommuneShape], n: int) -> NDArray[np.int64]:
    people = np.array([commune.population for commune in communes], dtype=float)
    land = shapely.area(np.array([commune.polygon for commune in communes]))
    weight = 0.7 * people / people.sum() + 0.3 * land / land.sum()
    drawn: NDArray[np.int64] = rng.multinomial(n, weight / weight.sum())
    return drawn


def _spread(rng: np.random.Generator, commune: CommuneShape, n: int) -> list[tuple[float, float]]:
    """Points of a commune around a few villages, not nearer to each other than masts are built."""
    west, south, east, north = commune.polygon.bounds
    villages = _inside(rng, commune.polygon, max(3, n // 6))
    least = SPACING_URBAN_M if commune.is_urban else SPACING_M
    size = max(east - west, north - south)
    found: list[tuple[float, float]] = []
    for attempt in range(n * 40):
        if len(found) == n:
            break
        if rng.random() < 0.7:
            centre = villages[int(rng.integers(len(villages)))]
            point = (centre[0] + rng.normal(0, size / 14), centre[1] + rng.normal(0, size / 14))
        else:
            point = (rng.uniform(west, east), rng.uniform(south, north))
        # What does not fit in a crowded commune is set nearer in the end.
        spacing = least if attempt < n * 20 else least / 3
        if shapely.contains_xy(commune.polygon, *point) and _is_clear(found, point, spacing):
            found.append((round(float(point[0]), 6), round(float(point[1]), 6)))
    return found


def _inside(
    rng: np.random.Generator, polygon: shapely.Polygon | shapely.MultiPolygon, n: int
) -> list[tuple[float, float]]:
    west, south, east, north = polygon.bounds
    centre = polygon.representative_point()
    found = [(centre.x, centre.y)]
    for _attempt in range(n * 30):
        point = (rng.uniform(west, east), rng.uniform(south, north))
        if len(found) < n and shapely.contains_xy(polygon, *point):
            found.append(point)
    return found


def _is_clear(found: list[tuple[float, float]], point: tuple[float, float], spacing_m: float) -> bool:
    if not found:
        return True
    others = np.array(found)
    stretch = np.cos(np.radians(point[1]))
    east = (others[:, 0] - point[0]) * METRES_PER_DEGREE * stretch
    north = (others[:, 1] - point[1]) * METRES_PER_DEGREE
    return bool((east * east + north * north).min() >= spacing_m * spacing_m)


def _days(rng: np.random.Generator, n_masts: int, n_later: int, n: int, today: date) -> list[date]:
    """The day each mast goes on air: denser in later years, then month by month, then planned."""
    span = (COUNTED_ON - date(FIRST_YEAR, 1, 1)).days
    old = [COUNTED_ON - timedelta(days=int(span * (1 - rng.random() ** 0.6))) for _ in range(min(n, n_masts))]
    since = max(1, (today - COUNTED_ON).days)
    later = [COUNTED_ON + timedelta(days=int(rng.integers(1, since + 1))) for _ in range(n_later)]
    rest = max(0, n - n_masts - n_later)
    planned = [today + timedelta(days=int(rng.integers(20, 900))) for _ in range(rest)]
    return [*sorted(old), *sorted(later), *sorted(planned)][:n]


def _mast(
    rng: np.random.Generator,
    number: int,
    place: tuple[CommuneShape, tuple[float, float]],
    day: date,
    today: date,
) -> Mast:
    commune, point = place
    kinds = URBAN_TYPES if commune.is_urban else RURAL_TYPES
    chances = np.array([kind[2] for kind in kinds])
    mast_type, structure, _chance, low, high = kinds[int(rng.choice(len(kinds), p=chances / chances.sum()))]
    builder = str(rng.choice([name for name, _s in BUILDERS], p=[share for _n, share in BUILDERS]))
    is_permitted = day <= today or rng.random() < 0.6
    permitted_on = min(day, today) - timedelta(days=int(rng.integers(60, 400))) if is_permitted else None
    return Mast(
        code=f"BN{number:05d}",
        commune=commune.code,
        longitude=point[0],
        latitude=point[1],
        mast_type=mast_type,
        structure=structure,
        height_m=round(float(rng.uniform(low, high)), 1),
        builder=builder,
        on_air_on=day,
        is_permitted=is_permitted,
        permitted_on=permitted_on,
        permit_expires_on=_expiry(rng, permitted_on, today),
        max_tenants=int(rng.integers(1, 3)) if mast_type.startswith("A1") else int(rng.integers(2, 5)),
        power=str(rng.choice(["grid", "generator", "solar"], p=[0.93, 0.06, 0.01])),
        backhaul=str(rng.choice(["fibre", "microwave"], p=[0.94, 0.06])),
    )


def _expiry(rng: np.random.Generator, permitted_on: date | None, today: date) -> date | None:
    """Permits hold for ten years and are made longer in time; a few have run out, or soon will."""
    if permitted_on is None:
        return None
    until = permitted_on + timedelta(days=3652)
    while until < today + timedelta(days=45) and rng.random() < 0.97:
        until += timedelta(days=1826)
    return until


def _perhaps_off(rng: np.random.Generator, mast: Mast, today: date) -> Mast:
    """One old mast in a hundred was switched off in the last years."""
    if mast.on_air_on.year > 2018 or rng.random() > 0.01:
        return mast
    return replace(mast, off_on=today - timedelta(days=int(rng.integers(30, 1200))))


def _later(rng: np.random.Generator, day: date, today: date) -> date:
    if day >= today:
        return day
    return day + timedelta(days=int(rng.integers(1, (today - day).days + 1)))
