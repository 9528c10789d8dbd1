"""What a file of boundaries would bring, and what does not fit in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from django.db.models import Max
from django.utils.translation import gettext as _

from hatang.docparse.normalise import fold
from hatang.territory.boundary_files import BoundaryFile, Outline, UnreadableBoundaries
from hatang.territory.coverage import MOST_DIFFERENCE, Patch, differences, gaps, overlaps, repaired
from hatang.territory.geometry import Shape, geodesic_area_km2
from hatang.territory.models import Area, AreaKind, Boundary, BoundaryImport

_TIERS = ("phuong ", "xa ", "thi tran ", "dac khu ")
# A report names so many of a kind; how many there are is said beside.
_MOST_NAMED = 200


@dataclass(frozen=True)
class Match:
    """A feature and the commune it draws; `polygon` is valid."""

    outline: Outline
    area: Area
    polygon: Shape


@dataclass(frozen=True)
class Looked:
    """What was found in a file: what can be taken, and the report as it is kept."""

    matches: list[Match]
    report: dict[str, Any]


def look_at(file: BoundaryFile) -> Looked:
    """Match features with communes by code, else by name, and look how their outlines fit together.

    Raises:
        UnreadableBoundaries: no feature is a commune of the province, or two are the same one.
    """
    communes = list(Area.objects.communes().filter(valid_to__isnull=True).order_by("code"))
    found, unknown = _matched(file.outlines, communes)
    matches, repairs = [], []
    for outline, area in found:
        polygon, reason = repaired(outline.polygon)
        if polygon.is_empty:
            said = _("%(feature)s encloses no area; draw it again.") % {"feature": outline.title}
            raise UnreadableBoundaries(said)
        matches.append(Match(outline, area, polygon))
        if reason:
            repairs.append({**_named(outline, area), "reason": reason, **_sizes(outline.polygon, polygon)})
    taken = {match.area.pk for match in matches}
    sizes = np.array([geodesic_area_km2(match.polygon) for match in matches])
    polygons = [match.polygon for match in matches]
    report = {
        "system": file.system,
        "is_transformed": file.is_transformed,
        "n_features": len(file.outlines),
        "n_matched": len(matches),
        "polygon_km2": round(float(sizes.sum()), 3),
        "official_km2": float(sum(match.area.area_km2 or 0 for match in matches)),
        "unknown": [{"row": one.row, "code": one.code, "name": one.name} for one in unknown[:_MOST_NAMED]],
        "missing": [{"code": one.code, "name": one.name} for one in communes if one.pk not in taken],
        "repairs": repairs,
        "gaps": [_patch(one, matches) for one in gaps(polygons)[:_MOST_NAMED]],
        "overlaps": [_patch(one, matches) for one in overlaps(polygons)[:_MOST_NAMED]],
        "differences": _differences(matches, sizes),
        "n_people": sum(match.outline.population is not None for match in matches),
        "people": sum(match.outline.population or 0 for match in matches),
    }
    return Looked(matches, report)


def first_day_of(made: BoundaryImport) -> date | None:
    """The first day a checked file can count from: when its communes and their surveyed outlines begin."""
    missing = [one["code"] for one in made.report.get("missing", ())]
    communes = Area.objects.communes().filter(valid_to__isnull=True).exclude(code__in=missing)
    surveyed = Boundary.objects.filter(area__in=communes, valid_to__isnull=True, is_approximate=False)
    first = [
        communes.aggregate(first=Max("valid_from"))["first"],
        surveyed.aggregate(first=Max("valid_from"))["first"],
    ]
    return max((day for day in first if day), default=None)


def province_outline(polygons: Sequence[Shape]) -> Shape:
    """The outline of what communes cover together."""
    return shapely.union_all(list(polygons))


def _matched(
    outlines: Sequence[Outline], communes: Sequence[Area]
) -> tuple[list[tuple[Outline, Area]], list[Outline]]:
    by_code = {one.code: one for one in communes}
    names = Counter(fold(one.name) for one in communes)
    by_name = {fold(one.name): one for one in communes if names[fold(one.name)] == 1}
    by_full_name = {(fold(one.name), one.kind): one for one in communes}
    found: dict[int, tuple[Outline, Area]] = {}
    unknown = []
    for outline in outlines:
        area = by_code.get(outline.code) or _by_name(outline.name, by_name, by_full_name)
        if area is None:
            unknown.append(outline)
            continue
        if area.pk in found:
            said = _("%(one)s and %(other)s are both %(area)s; keep one of them, or join them.")
            first = found[area.pk][0].title
            raise UnreadableBoundaries(said % {"one": first, "other": outline.title, "area": area.name})
        found[area.pk] = (outline, area)
    if not found:
        raise UnreadableBoundaries(
            _("No feature is a commune of the province; name the column of the codes “code” or “ma_xa”.")
        )
    return list(found.values()), unknown


def _by_name(name: str, by_name: dict[str, Area], by_full_name: dict[tuple[str, str], Area]) -> Area | None:
    """The commune of a name, with its tier or without."""
    folded = fold(name)
    for tier in _TIERS:
        if folded.startswith(tier):
            kind = AreaKind.WARD if tier == "phuong " else AreaKind.COMMUNE
            short = folded.removeprefix(tier)
            return by_full_name.get((short, kind)) or by_name.get(folded)
    return by_name.get(folded)


def _named(outline: Outline, area: Area) -> dict[str, Any]:
    return {"row": outline.row, "code": area.code, "name": area.name}


def _sizes(before: Shape, after: Shape) -> dict[str, float]:
    return {
        "km2_before": round(geodesic_area_km2(before), 4),
        "km2_after": round(geodesic_area_km2(after), 4),
    }


def _patch(patch: Patch, matches: Sequence[Match]) -> dict[str, Any]:
    return {
        "between": [matches[at].area.name for at in patch.between],
        "km2": patch.area_km2,
        "longitude": patch.longitude,
        "latitude": patch.latitude,
    }


def _differences(matches: Sequence[Match], sizes: Any) -> list[dict[str, Any]]:
    """Polygons that differ from the register by more than half a per cent, the furthest first."""
    official = np.array([float(match.area.area_km2 or np.nan) for match in matches])
    shares = differences(sizes, official)
    found = [
        {
            **_named(matches[at].outline, matches[at].area),
            "polygon_km2": round(float(sizes[at]), 3),
            "official_km2": float(official[at]),
            "percent": round(float(shares[at]) * 100, 2),
        }
        for at in map(int, np.flatnonzero(np.abs(shares) > MOST_DIFFERENCE))
    ]
    return sorted(found, key=lambda one: -abs(one["percent"]))
