"""What the registry has, as the check compares it: one operator's rows, all masts, communes, licences."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from hatang.docparse.normalise import fold

METRES_PER_DEGREE = 111_195.0


@dataclass
class Places:
    """The communes: their numbers in the database, names, codes and polygons (EPSG:4326), in one order."""

    ids: list[int]
    names: list[str]
    codes: list[str]
    polygons: NDArray[Any]
    tree: shapely.STRtree = field(init=False)
    by_name: dict[str, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Make the index of polygons and of names."""
        self.tree = shapely.STRtree(self.polygons)
        self.by_name = {}
        for place, (name, code) in enumerate(zip(self.names, self.codes, strict=True)):
            for said in (bare(name), code):
                self.by_name.setdefault(said, set()).add(place)

    def of_points(self, longitudes: NDArray[np.float64], latitudes: NDArray[np.float64]) -> NDArray[np.int64]:
        """The place of each point's commune in this list, -1 where it lies in none; any one length n."""
        found = np.full(len(longitudes), -1, dtype=np.int64)
        points = shapely.points(longitudes, latitudes)
        inside, polygons = self.tree.query(points, predicate="intersects")
        # On a border both sides hold the point: the first one is as good as the other.
        found[inside[::-1]] = polygons[::-1]
        return found

    def distances_km(
        self, longitudes: NDArray[np.float64], latitudes: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The nearest commune of each point and how far it is [km]."""
        points = shapely.points(longitudes, latitudes)
        nearest = np.asarray(self.tree.nearest(points))
        degrees = np.asarray(shapely.distance(points, self.polygons[nearest]))
        return nearest, degrees * METRES_PER_DEGREE / 1000


def bare(name: str) -> str:
    """The name of a commune for comparison, without its tier."""
    plain = fold(name)
    for tier in ("xa ", "phuong ", "thi tran ", "commune ", "ward "):
        plain = plain.removeprefix(tier)
    return " ".join(plain.split())


@dataclass(frozen=True)
class KnownMast:
    """A mast of the registry; `values` are its columns by the names of the model.

    `state` is the last one that is known; `ended_on` is the first day without the mast, where it has ended.
    """

    id: int
    code: str
    name: str
    longitude: float
    latitude: float
    height_m: float
    mast_type: str
    owner_id: int | None
    state: str
    state_since: date | None
    values: dict[str, Any]
    ended_on: date | None = None


@dataclass(frozen=True)
class KnownStand:
    """The operator on a mast, by the operator's own code; ended where `valid_to` is set."""

    id: int
    site_id: int
    contract: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class KnownRow:
    """Another row of the registry: its number, its owner's, its columns, and whether it has ended."""

    id: int
    owner_id: int
    values: dict[str, Any]
    valid_to: date | None


@dataclass(frozen=True)
class Licence:
    """Spectrum an operator may use [MHz] for some technologies."""

    low_mhz: float
    high_mhz: float
    technologies: frozenset[str]


@dataclass
class Known:
    """All that a filing is compared with; `decided` are answers to doubtful pairs (operator's code, mast).

    `day` is when what the filing does not date happens: the last day of the period, today where that comes
    first. What a partial filing does not have stays.
    """

    operator_id: int
    starts_on: date
    ends_on: date
    places: Places | None = None
    masts: dict[int, KnownMast] = field(default_factory=dict)
    stands: dict[str, KnownStand] = field(default_factory=dict)
    rows: dict[str, dict[str, KnownRow]] = field(default_factory=dict)
    licences: Sequence[Licence] = ()
    decided: dict[tuple[str, int], bool] = field(default_factory=dict)
    is_partial: bool = False
    day: date = field(default=date.max)

    def __post_init__(self) -> None:
        """Keep the day within the period."""
        self.day = min(self.day, self.ends_on)
