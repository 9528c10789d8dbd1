"""Communes with their figures: one line each, and one page each."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from hatang.accounts.models import User
from hatang.base.sorting import sort_key
from hatang.docparse.normalise import fold
from hatang.territory.access import visible_areas, visible_fixed_access, visible_places
from hatang.territory.coverage import MOST_DIFFERENCE
from hatang.territory.models import (
    Area,
    AreaPopulation,
    AreaSuccessor,
    Boundary,
    FixedAccess,
    Place,
    PlaceKind,
)

# Places of a commune that its page names; how many there are stands beside.
PLACES_SHOWN = 60


@dataclass(frozen=True)
class CommuneFilter:
    """What a list of communes is narrowed and sorted by; empty means not at all."""

    words: str = ""
    kind: str = ""
    order: str = ""


@dataclass(frozen=True)
class CommuneRow:
    """A commune with its figures; `fixed` is what all operators together reach, `n_places` is by kind."""

    area: Area
    boundary: Boundary | None
    fixed: FixedAccess | None
    n_places: Mapping[str, int]

    @property
    def density(self) -> int | None:
        """People per km² of the register's area."""
        if self.area.population is None or not self.area.area_km2:
            return None
        return round(self.area.population / float(self.area.area_km2))

    @property
    def difference(self) -> float | None:
        """By how much the polygon differs from the register, where that is a finding [share]."""
        return difference_of(self.area, self.boundary)

    @property
    def n_villages(self) -> int:
        """Villages of the commune."""
        return self.n_places.get(PlaceKind.VILLAGE, 0)

    @property
    def n_zones(self) -> int:
        """Industrial zones and clusters."""
        kinds = (PlaceKind.INDUSTRIAL_ZONE, PlaceKind.INDUSTRIAL_CLUSTER)
        return sum(self.n_places.get(kind, 0) for kind in kinds)

    @property
    def fibre_share(self) -> float | None:
        """Homes in reach of fibre, 0..1."""
        return share_passed(self.fixed)


Order = Callable[[CommuneRow], tuple[float, str]]


@dataclass(frozen=True)
class CommunePage:
    """All that the page of an area shows."""

    area: Area
    boundary: Boundary | None
    populations: Sequence[AreaPopulation]
    before: Sequence[AreaSuccessor]
    after: Sequence[AreaSuccessor]
    n_places: Mapping[str, int]
    places: Sequence[Place]
    fixed: Sequence[FixedAccess]
    children: Sequence[Area] = field(default_factory=list)

    @property
    def difference(self) -> float | None:
        """By how much the polygon differs from the register, where that is a finding [share]."""
        return difference_of(self.area, self.boundary)

    @property
    def kinds(self) -> list[tuple[str, str, int]]:
        """Value, name and number of each kind of places that is there."""
        return [
            (kind.value, str(kind.label), self.n_places[kind]) for kind in PlaceKind if kind in self.n_places
        ]

    @property
    def n_all_places(self) -> int:
        """Places of every kind."""
        return sum(self.n_places.values())


def commune_list(user: User, chosen: CommuneFilter) -> list[CommuneRow]:
    """The communes that exist with their figures, five queries."""
    areas = visible_areas(user).communes().filter(valid_to__isnull=True)
    if chosen.kind:
        areas = areas.filter(kind=chosen.kind)
    sought = fold(chosen.words).split()
    found = [one for one in areas if all(word in fold(f"{one.name} {one.code}") for word in sought)]
    boundaries = {one.area_id: one for one in current_boundaries()}
    fixed = {one.area_id: one for one in _newest_fixed(user)}
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    for area_id, kind, n in _places_by_kind(user):
        counted[area_id][kind] = n
    rows = [
        CommuneRow(one, boundaries.get(one.pk), fixed.get(one.pk), counted.get(one.pk, {})) for one in found
    ]
    return sorted(rows, key=_ORDERS.get(chosen.order, _by_name))


def commune_page(user: User, area: Area) -> CommunePage:
    """An area with all that is known of it; a constant number of queries."""
    places = visible_places(user).filter(area=area)
    n_places = dict(places.order_by().values_list("kind").annotate(n=Count("pk")))
    links = AreaSuccessor.objects.select_related("area", "successor")
    fixed = visible_fixed_access(user).filter(area=area).select_related("operator")
    return CommunePage(
        area=area,
        boundary=Boundary.objects.filter(area=area, valid_to__isnull=True).first(),
        populations=list(area.populations.all()),
        before=list(links.filter(successor=area).order_by("area__sort_key")),
        after=list(links.filter(area=area).order_by("successor__sort_key")),
        n_places=n_places,
        places=list(places.exclude(kind=PlaceKind.VILLAGE)[:PLACES_SHOWN]),
        fixed=sorted(fixed, key=_by_day_and_operator),
        children=list(visible_areas(user).filter(parent=area, valid_to__isnull=True)),
    )


def current_boundaries() -> "Sequence[Boundary]":
    """The boundaries that count, without their outlines."""
    return list(Boundary.objects.filter(valid_to__isnull=True).defer("wkb"))


def has_approximate_boundaries() -> bool:
    """Whether an outline that counts was only drawn around a centroid."""
    return Boundary.objects.filter(valid_to__isnull=True, is_approximate=True).exists()


def difference_of(area: Area, boundary: Boundary | None) -> float | None:
    """By how much a surveyed polygon differs from the register, where that is more than half a per cent."""
    if boundary is None or boundary.is_approximate or not area.area_km2:
        return None
    share = boundary.area_km2 / float(area.area_km2) - 1
    return share if abs(share) > MOST_DIFFERENCE else None


def share_passed(fixed: FixedAccess | None) -> float | None:
    """Homes that fibre passes, 0..1; None where nothing is known of them."""
    if fixed is None or not fixed.households:
        return None
    return fixed.households_passed / fixed.households


def _newest_fixed(user: User) -> Sequence[FixedAccess]:
    """What all operators together reach, on the newest day each commune has."""
    rows = visible_fixed_access(user).filter(operator__isnull=True)
    return list(rows.order_by("area_id", "-on").distinct("area_id"))


def _places_by_kind(user: User) -> Sequence[tuple[int, str, int]]:
    rows = visible_places(user).filter(area__isnull=False, valid_to__isnull=True).order_by()
    return list(rows.values_list("area_id", "kind").annotate(n=Count("pk")))


def _by_day_and_operator(one: FixedAccess) -> tuple[int, str]:
    return -one.on.toordinal(), sort_key(one.operator.name) if one.operator else ""


def _by_name(row: CommuneRow) -> tuple[float, str]:
    return 0, row.area.sort_key


def _order(value: Callable[[CommuneRow], float]) -> Order:
    return lambda row: (value(row), row.area.sort_key)


_ORDERS: dict[str, Order] = {
    "dan-so": _order(lambda row: -(row.area.population or 0)),
    "mat-do": _order(lambda row: -(row.density or 0)),
    "dien-tich": _order(lambda row: -float(row.area.area_km2 or 0)),
    "cap-quang": _order(lambda row: 2 if row.fibre_share is None else row.fibre_share),
}
