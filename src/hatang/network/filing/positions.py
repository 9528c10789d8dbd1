"""Where points lie: swapped columns, metres of a VN-2000 grid, the province and its communes."""

from functools import lru_cache

import numpy as np
import pyproj
from numpy.typing import NDArray

from hatang.network.filing.known import METRES_PER_DEGREE, Places, bare
from hatang.network.filing.tables import Table

# VN-2000 as it is met here: the two zones of 6 degrees, and those of 3 degrees by their middle meridian.
SYSTEMS: dict[str, str] = {
    "3405": "VN-2000 / UTM 48N",
    "3406": "VN-2000 / UTM 49N",
    "9209": "VN-2000 / TM-3 105°30'",
    "9210": "VN-2000 / TM-3 105°45'",
    "9211": "VN-2000 / TM-3 106°00'",
    "9212": "VN-2000 / TM-3 106°15'",
    "9213": "VN-2000 / TM-3 106°30'",
    "9214": "VN-2000 / TM-3 107°00'",
    "9215": "VN-2000 / TM-3 107°15'",
    "9216": "VN-2000 / TM-3 107°30'",
    "5899": "VN-2000 / TM-3 107°45'",
}
LONGITUDES, LATITUDES = (102.0, 118.0), (5.0, 24.0)
# Grid metres of the country: eastings around the middle meridian, northings from the equator.
_EASTINGS, _NORTHINGS = (100_000.0, 900_000.0), (500_000.0, 2_700_000.0)
# A point on the border of a drawn polygon may lie this far beside it [km].
TOLERANCE_KM = 0.15


@lru_cache(maxsize=16)
def _transformer(system: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(f"EPSG:{system}", "EPSG:4326", always_xy=True)


def to_degrees(
    first: NDArray[np.float64], second: NDArray[np.float64], system: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitude and latitude of grid metres; northing and easting may stand in either order.

    Args:
        first: one column of metres, shape (n,).
        second: the other column, shape (n,).
        system: EPSG number, a key of `SYSTEMS`.
    """
    eastings, northings = np.minimum(first, second), np.maximum(first, second)
    longitudes, latitudes = _transformer(system).transform(eastings, northings)
    return np.asarray(longitudes), np.asarray(latitudes)


def settle_positions(table: Table, system: str) -> None:
    """Read the points of a table as longitude and latitude, and note what was made of them."""
    first, second = table.numbers("longitude"), table.numbers("latitude")
    with np.errstate(invalid="ignore"):
        is_swapped = _within(first, LATITUDES) & _within(second, LONGITUDES)
        low, high = np.fmin(first, second), np.fmax(first, second)
        is_grid = _within(low, _EASTINGS) & _within(high, _NORTHINGS)
        is_plain = _within(first, LONGITUDES) & _within(second, LATITUDES)
    longitudes, latitudes = first.copy(), second.copy()
    longitudes[is_swapped], latitudes[is_swapped] = second[is_swapped], first[is_swapped]
    if system and is_grid.any():
        longitudes[is_grid], latitudes[is_grid] = to_degrees(first[is_grid], second[is_grid], system)
    for place in np.flatnonzero(is_swapped):
        at = {"longitude": float(longitudes[place]), "latitude": float(latitudes[place])}
        table.find(int(place), "swapped", "longitude", **at)
    for place in np.flatnonzero(is_grid):
        _note_grid(table, int(place), system, float(longitudes[place]), float(latitudes[place]))
    is_known = ~np.isnan(first) & ~np.isnan(second)
    is_lost = is_known & ~(is_plain | is_swapped | is_grid)
    if system:
        with np.errstate(invalid="ignore"):
            is_lost |= is_grid & ~(_within(longitudes, LONGITUDES) & _within(latitudes, LATITUDES))
    for place in np.flatnonzero(is_lost):
        table.find(int(place), "outside-vietnam", "longitude")
    is_good = is_known & ~is_lost & ~(is_grid if not system else np.zeros_like(is_grid))
    table.values["longitude"] = _column(longitudes, is_good)
    table.values["latitude"] = _column(latitudes, is_good)


def settle_communes(table: Table, places: Places | None) -> None:
    """Find the commune of every point, and note points outside the province and communes named wrongly.

    The column `commune_id` is the commune's number in the database.
    """
    table.values["commune_id"] = [None] * len(table)
    longitudes, latitudes = table.numbers("longitude"), table.numbers("latitude")
    known = np.flatnonzero(~np.isnan(longitudes))
    if places is None or not len(known):
        return
    found = places.of_points(longitudes[known], latitudes[known])
    outside = np.flatnonzero(found < 0)
    if len(outside):
        nearest, distances = places.distances_km(longitudes[known[outside]], latitudes[known[outside]])
        is_near = distances <= TOLERANCE_KM
        found[outside[is_near]] = nearest[is_near]
        for place, distance in zip(known[outside[~is_near]], distances[~is_near], strict=True):
            table.find(int(place), "outside-province", "longitude", distance=round(float(distance), 1))
    named = table.of("commune")
    for place, commune in zip(known.tolist(), found.tolist(), strict=True):
        if commune < 0:
            continue
        table.values["commune_id"][place] = places.ids[commune]
        if named[place]:
            _compare_commune(table, place, named[place], commune, places)


def metres(
    longitudes: NDArray[np.float64], latitudes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points on a plane [m], good to 0.3 % over some kilometres of the province; any shape (n,)."""
    # One middle latitude for every filing, so that the same pair is always as far apart.
    return longitudes * METRES_PER_DEGREE * np.cos(np.radians(21.3)), latitudes * METRES_PER_DEGREE


def _within(values: NDArray[np.float64], limits: tuple[float, float]) -> NDArray[np.bool_]:
    return (values >= limits[0]) & (values <= limits[1])


def _column(values: NDArray[np.float64], is_good: NDArray[np.bool_]) -> list[float | None]:
    rounded = np.round(values, 7).tolist()
    return [value if good else None for value, good in zip(rounded, is_good.tolist(), strict=True)]


def _note_grid(table: Table, place: int, system: str, longitude: float, latitude: float) -> None:
    if not system:
        table.find(place, "vn2000-unstated", "longitude")
        return
    at = {"longitude": round(longitude, 6), "latitude": round(latitude, 6)}
    table.find(place, "vn2000", "longitude", system=SYSTEMS[system], **at)


def _compare_commune(table: Table, place: int, name: str, commune: int, places: Places) -> None:
    meant = places.by_name.get(bare(name))
    if meant is None:
        table.find(place, "commune-unknown", "commune", commune=places.names[commune])
    elif commune not in meant:
        table.find(place, "wrong-commune", "commune", commune=places.names[commune])
