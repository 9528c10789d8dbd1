"""Whether a filed position is a mast that stands already: by distance, height, type and name."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from rapidfuzz import fuzz

from hatang.docparse.normalise import fold
from hatang.network.filing.known import KnownMast
from hatang.network.filing.positions import metres

# Two surveys of one mast differ by up to this [m]; beyond it masts are others.
REACH_M = 60.0
# From here a pair is one mast, and from there somebody looks at it.
SURE, DOUBTFUL = 0.8, 0.45
# How much better than the second the best one must be to be sure.
MARGIN = 0.15


@dataclass(frozen=True)
class Filed:
    """A position as it was filed."""

    code: str
    name: str
    longitude: float
    latitude: float
    height_m: float
    mast_type: str


@dataclass(frozen=True)
class Pair:
    """A filed position beside a mast of the registry; `score` 0..1, `distance_m` >= 0."""

    code: str
    mast_id: int
    score: float
    distance_m: float

    @property
    def is_sure(self) -> bool:
        """Whether nobody need look."""
        return self.score >= SURE


def score(
    *, distance_m: float, height_difference_m: float, is_same_type: bool, name_ratio: float | None
) -> float:
    """How likely two descriptions are of one mast, 0..1.

    Args:
        distance_m: between the two positions [m], >= 0.
        height_difference_m: absolute [m], >= 0.
        is_same_type: whether both say the same type of mast.
        name_ratio: likeness of the names 0..1; None where one has no name.
    """
    near = max(0.0, 1 - max(0.0, distance_m - 5) / (REACH_M - 5))
    high = max(0.0, 1 - max(0.0, height_difference_m - 1) / 14)
    # Nothing said is neither for nor against.
    named = 0.6 if name_ratio is None else name_ratio
    return round(0.6 * near + 0.2 * high + 0.1 * is_same_type + 0.1 * named, 3)


def pairs(filed: Sequence[Filed], masts: Sequence[KnownMast]) -> list[Pair]:
    """Pairs worth a look, the best of each position first; a sure one stands alone."""
    if not filed or not masts:
        return []
    x, y = metres(np.array([one.longitude for one in masts]), np.array([one.latitude for one in masts]))
    tree = shapely.STRtree(np.asarray(shapely.points(x, y)))
    u, v = metres(np.array([one.longitude for one in filed]), np.array([one.latitude for one in filed]))
    here, there = tree.query(shapely.points(u, v), predicate="dwithin", distance=REACH_M)
    distances = np.hypot(u[here] - x[there], v[here] - y[there])
    by_code: dict[str, list[Pair]] = {}
    for one, mast, distance in zip(here.tolist(), there.tolist(), distances.tolist(), strict=True):
        pair = _pair(filed[one], masts[mast], distance)
        if pair.score >= DOUBTFUL:
            by_code.setdefault(pair.code, []).append(pair)
    return [pair for found in by_code.values() for pair in _settled(found)]


def _pair(filed: Filed, mast: KnownMast, distance_m: float) -> Pair:
    ratio = (
        fuzz.token_sort_ratio(fold(filed.name), fold(mast.name)) / 100 if filed.name and mast.name else None
    )
    points = score(
        distance_m=distance_m,
        height_difference_m=abs(filed.height_m - mast.height_m),
        is_same_type=filed.mast_type == mast.mast_type,
        name_ratio=ratio,
    )
    return Pair(filed.code, mast.id, points, round(distance_m, 1))


def _settled(found: list[Pair]) -> list[Pair]:
    """The sure pair alone; where two masts are as likely, all of them are doubtful."""
    best, *others = sorted(found, key=lambda pair: (-pair.score, pair.mast_id))
    if best.is_sure and all(best.score - other.score >= MARGIN for other in others):
        return [best]
    return [
        Pair(one.code, one.mast_id, min(one.score, SURE - 0.001), one.distance_m) for one in (best, *others)
    ]
