"""Lines and points of plant, data centres and Wi-Fi as of a day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from hatang.accounts.models import Unit
from hatang.docparse.normalise import fold
from hatang.network import access
from hatang.network.models import AreaClass, ExistingQuerySet, Route, RouteKind, UndergroundRule
from hatang.territory.models import AreaKind

# A cable in a microduct in a duct; deeper than this nobody builds.
MOST_LEVELS = 8
CABLES = (RouteKind.FIBRE, RouteKind.AERIAL, RouteKind.COPPER)


@dataclass(frozen=True)
class PlantFilter:
    """What narrows a list of plant as of a day; an empty field does not."""

    on: date
    words: str = ""
    owner_id: int | None = None
    kind: str = ""
    state: str = ""
    commune_id: int | None = None


@dataclass(frozen=True)
class RouteRow:
    """A line of the tree and how deep it lies in others: 0 is what lies in nothing the person may see."""

    route: Route
    level: int

    @property
    def difference_m(self) -> float | None:
        """How much longer it was built than it was drawn [m]."""
        built = self.route.as_built_length_m
        return None if built is None else built - self.route.drawn_length_m


@dataclass(frozen=True)
class Underground:
    """Length of cables in one kind of area [m], how much is underground, and the share that is asked [%]."""

    area: str
    length_m: float
    underground_m: float
    rule: UndergroundRule | None

    @property
    def area_words(self) -> str:
        """The kind of area in words."""
        return str(AreaClass(self.area).label)

    @property
    def percent(self) -> float | None:
        """Share underground [%]; None where there is no cable."""
        return 100 * self.underground_m / self.length_m if self.length_m else None

    @property
    def is_short(self) -> bool:
        """Whether it is less than what is asked."""
        return self.rule is not None and self.percent is not None and self.percent < self.rule.least_percent


def narrowed(rows: ExistingQuerySet, chosen: PlantFilter) -> ExistingQuerySet:
    """Rows of plant as of a day, with their owner and commune, in the order of their codes."""
    rows = rows.existing(chosen.on)
    if chosen.owner_id is not None:
        rows = rows.filter(owner=chosen.owner_id)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.commune_id is not None:
        rows = rows.filter(commune=chosen.commune_id)
    for word in fold(chosen.words).split():
        rows = rows.filter(Q(code__icontains=word))
    found: ExistingQuerySet = rows.select_related("owner", "commune").order_by("code")
    return found


def is_narrowed(chosen: PlantFilter) -> bool:
    """Whether anything but the day narrows a list: then lines are listed each by itself."""
    return bool(chosen.words or chosen.kind or chosen.state)


def route_list(user: object, chosen: PlantFilter) -> ExistingQuerySet:
    """The lines a list begins with: all that match, or those that lie in no other one the person may see."""
    rows = narrowed(access.visible_routes(user), chosen)
    if is_narrowed(chosen):
        return rows
    above = narrowed(access.visible_routes(user), chosen).order_by()
    found: ExistingQuerySet = rows.filter(Q(parent__isnull=True) | ~Q(parent__in=above.values("pk")))
    return found


def route_tree(user: object, tops: Sequence[Route], chosen: PlantFilter) -> list[RouteRow]:
    """Lines with all that lies in them below, level by level; one query a level."""
    if is_narrowed(chosen):
        return [RouteRow(one, 0) for one in tops]
    inside: dict[int, list[Route]] = defaultdict(list)
    keys, seen = [one.pk for one in tops], {one.pk for one in tops}
    for _level in range(MOST_LEVELS):
        if not keys:
            break
        found = [
            one
            for one in narrowed(access.visible_routes(user), chosen).filter(parent__in=keys)
            if one.pk not in seen
        ]
        for one in found:
            inside[one.parent_id].append(one)
        keys = [one.pk for one in found]
        seen |= set(keys)
    return [row for top in tops for row in _below(top, inside, 0)]


def lengths(rows: ExistingQuerySet) -> tuple[float, float]:
    """Drawn length of lines, and their length as built where it is known, as drawn where it is not [m]."""
    built = Coalesce("as_built_length_m", "drawn_length_m")
    said = rows.order_by().aggregate(drawn=Sum("drawn_length_m"), built=Sum(built))
    return said["drawn"] or 0.0, said["built"] or 0.0


def underground(user: object, on: date) -> list[Underground]:
    """Cables underground by kind of area, of all the lines the person may see, beside what is asked."""
    rows = access.visible_routes(user).existing(on).filter(kind__in=CABLES).order_by()
    built = Coalesce("as_built_length_m", "drawn_length_m")
    found = {area: [0.0, 0.0] for area in AreaClass.values}
    sums = rows.values("commune__kind", "is_underground").annotate(metres=Sum(built))
    for one in sums:
        area = AreaClass.URBAN if one["commune__kind"] == AreaKind.WARD else AreaClass.OTHER
        found[area][0] += one["metres"]
        found[area][1] += one["metres"] if one["is_underground"] else 0.0
    rules = {one.area: one for one in access.visible_rules(user, UndergroundRule).existing(on)}
    return [Underground(area, metres[0], metres[1], rules.get(area)) for area, metres in found.items()]


def owners_of(rows: ExistingQuerySet) -> list[Unit]:
    """Units that own some of the rows, in their order."""
    return list(Unit.objects.filter(pk__in=rows.order_by().values("owner")))


def _below(top: Route, inside: dict[int, list[Route]], level: int) -> list[RouteRow]:
    rows = [RouteRow(top, level)]
    for one in inside.get(top.pk, []):
        rows += _below(one, inside, level + 1)
    return rows
