"""Targets against geometry, and against the sum of their parts."""

import math
import re
from collections.abc import Iterable, Iterator

from hatang.docparse.normalise import fold
from hatang.programme.contradictions.rows import Contradiction, TargetRow

# Six places behind the comma are kept.
_SLACK = 0.000001
_RADIUS = re.compile(r"\bban kinh phuc vu\b")


def unreachable_radii(targets: Iterable[TargetRow], n_stations: int) -> Iterator[Contradiction]:
    """Targets of a serving radius that would need more stations than anybody has or plans.

    A station that serves a circle of radius r covers pi r^2, so an area A takes A / (pi r^2) of them at least
    (circles that overlap take more).

    Args:
        targets: those whose plan governs a known area count.
        n_stations: stations in operation and planned.
    """
    for target in targets:
        if target.measure.casefold() != "km" or not target.value or not target.area_km2:
            continue
        if not _RADIUS.search(fold(target.text)):
            continue
        n_needed = math.ceil(stations_needed(target.area_km2, target.value))
        if n_needed > n_stations:
            yield Contradiction(
                "out_of_reach",
                target=target.pk,
                figures={"n_needed": n_needed, "n_stations": n_stations, "area_km2": target.area_km2},
            )


def uneven_sums(targets: Iterable[TargetRow], given: dict[int, float]) -> Iterator[Contradiction]:
    """Targets whose quotas do not add up to what they ask for.

    Args:
        targets: those to look at; only "at least", "=" and bare values are sums of parts.
        given: what units were given together, by target; a target that was not split is left out.
    """
    for target in targets:
        total = given.get(target.pk)
        if total is None or target.value is None or target.comparator not in ("ge", "eq", "none"):
            continue
        is_enough = total >= target.value - _SLACK if target.comparator == "ge" else False
        if is_enough or abs(total - target.value) <= _SLACK:
            continue
        figures: dict[str, str | float] = {
            "value": target.value,
            "sum": total,
            "said": f"{target.value} {total}",
        }
        yield Contradiction("sums", target=target.pk, figures=figures)


def stations_needed(area_km2: float, radius_km: float) -> float:
    """Stations whose circles have as much area together as the ground they serve.

    Args:
        area_km2: ground [km2], > 0.
        radius_km: serving radius [km], > 0.
    Returns:
        Number of stations, not rounded; a lower bound, since circles that leave no gap overlap.
    """
    if area_km2 <= 0 or radius_km <= 0:
        raise ValueError("area and radius must be positive")
    return area_km2 / (math.pi * radius_km**2)
