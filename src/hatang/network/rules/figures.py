"""Arithmetic of the registry's figures."""

from dataclasses import dataclass
from math import pi, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

WITHIN_KM = (0.5, 1.0, 2.0, 3.0)


def service_radius_km(area_km2: float, n_stations: int) -> float | None:
    """Mean service radius [km] as plans compute it: sqrt(area / (pi * n)); None without a station or an area.

    Args:
        area_km2: area served [km²], 0 where it is not known.
        n_stations: stations in it, >= 0.
    Source:
        "Bán kính phục vụ bình quân" of provincial plans of passive infrastructure.
    """
    return sqrt(area_km2 / (pi * n_stations)) if n_stations and area_km2 > 0 else None


@dataclass(frozen=True)
class Distances:
    """How far those who are served are from the nearest station.

    `total` is how many they are, `median_km` and `p90_km` the distance that half and nine tenths of them
    do not exceed, `within` how many are nearer than each of `WITHIN_KM`.
    """

    total: float
    median_km: float | None
    p90_km: float | None
    within: tuple[float, ...]


def distances_of(distances_km: NDArray[np.float64], weights: NDArray[np.float64]) -> Distances:
    """The distribution of distances.

    Args:
        distances_km: [km], shape (n,), >= 0.
        weights: how many stand at each, shape (n,), >= 0.
    """
    total = float(weights.sum())
    if total <= 0:
        return Distances(0.0, None, None, (0.0,) * len(WITHIN_KM))
    order = np.argsort(distances_km, kind="stable")
    ranked, reached = distances_km[order], np.cumsum(weights[order])

    def quantile(share: float) -> float | None:
        place = int(np.searchsorted(reached, share * total))
        found = float(ranked[min(place, len(ranked) - 1)])
        # Where there is no station at all, nobody is at any distance from one.
        return found if np.isfinite(found) else None

    within = tuple(float(weights[distances_km <= limit].sum()) for limit in WITHIN_KM)
    return Distances(total, quantile(0.5), quantile(0.9), within)


def share(numerator: float, denominator: float) -> float | None:
    """Numerator over denominator in per cent, None where there is nothing to divide by."""
    return 100 * numerator / denominator if denominator else None


def as_floats(values: Any) -> NDArray[np.float64]:
    """Numbers as an array of floats."""
    return np.asarray(values, dtype=np.float64)
