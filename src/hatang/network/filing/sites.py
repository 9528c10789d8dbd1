"""The check of positions: codes, doubles, permits, states, and which masts of the registry they are."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import shapely

from hatang.network.filing.columns import SITES
from hatang.network.filing.known import Known, KnownMast
from hatang.network.filing.matching import Filed, Pair, pairs
from hatang.network.filing.positions import metres
from hatang.network.filing.tables import Table
from hatang.network.models.words import StateName, Structure
from hatang.network.rules.states import PLANNED, SiteState, may_follow

DOUBLE_M = 30.0
# How high masts of a type usually are at most [m]: discreet ones by their definition, others by those in use.
USUAL_HEIGHT_M = {"A1a": 12.0, "A1b": 50.0, "A2a": 48.0, "A2b": 150.0, "A2c": 150.0}
# What a mast of a type does not usually stand as.
UNUSUAL = {
    "A1a": {"lattice", "guyed"},
    "A1b": {"lattice", "guyed"},
    "A2a": {"pole"},
    "A2b": {"rooftop", "disguised"},
}
# Columns that belong to the mast: whoever owns it says them.
MAST_COLUMNS = (
    *("name", "longitude", "latitude", "mast_type", "structure", "height_m", "ground_elevation_m"),
    *("built_year", "land_right", "permit_number", "permitted_on", "permit_expires_on", "planned_on_air_on"),
    *("max_tenants", "spare_load_kg", "power", "backup_h", "backhaul"),
)
_NOT_COMPARED = {"name", "longitude", "latitude", "built_year", "spare_load_kg", "max_tenants"}


@dataclass
class SiteMatches:
    """Which mast a position is, by the operator's code; doubtful pairs wait for the office."""

    mast_of: dict[str, int] = field(default_factory=dict)
    doubtful: list[Pair] = field(default_factory=list)
    sure: list[Pair] = field(default_factory=list)


def check_sites(table: Table, known: Known) -> SiteMatches:
    """Note what is wrong with positions, and find the masts they are."""
    _doubles(table)
    _days(table, known)
    _usual(table)
    matches = _matched(table, known)
    _states(table, known, matches)
    _owners(table, known, matches)
    return matches


def _doubles(table: Table) -> None:
    """Rows of one operator less than 30 m apart: the same mast, or two."""
    longitudes, latitudes = table.numbers("longitude"), table.numbers("latitude")
    known = np.flatnonzero(~np.isnan(longitudes))
    if len(known) < 2:
        return
    x, y = metres(longitudes[known], latitudes[known])
    tree = shapely.STRtree(np.asarray(shapely.points(x, y)))
    first, second = tree.query(shapely.points(x, y), predicate="dwithin", distance=DOUBLE_M)
    heights, types, codes = table.of("height_m"), table.of("mast_type"), table.of("code")
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        if other >= one:
            continue
        here, there = int(known[one]), int(known[other])
        distance = round(float(np.hypot(x[one] - x[other], y[one] - y[other])), 1)
        is_same = types[here] == types[there] and _is_near(heights[here], heights[there], 2.0)
        rule = "duplicate-mast" if is_same else "mast-nearby"
        table.find(here, rule, "longitude", distance=distance, code=str(codes[there] or table.rows[there]))


def _is_near(one: float | None, other: float | None, by: float) -> bool:
    return one is not None and other is not None and abs(one - other) <= by


def _days(table: Table, known: Known) -> None:
    permitted, expires = table.of("permitted_on"), table.of("permit_expires_on")
    since, begun = table.of("state_since"), table.of("valid_from")
    for place in range(len(table)):
        if expires[place] and permitted[place] and expires[place] < permitted[place]:
            table.find(place, "date-order", "permit_expires_on", other=_day(permitted[place]))
        elif expires[place] and expires[place] <= known.ends_on:
            table.find(place, "permit-expired", "permit_expires_on")
        for column, value in (
            ("state_since", since[place]),
            ("valid_from", begun[place]),
            ("permitted_on", permitted[place]),
        ):
            if value and value > known.ends_on:
                table.find(place, "after-period", column, day=_day(known.ends_on))


def _usual(table: Table) -> None:
    types, structures, heights = table.of("mast_type"), table.of("structure"), table.of("height_m")
    names = {str(value): str(label) for value, label in Structure.choices}
    for place, (kind, structure, height) in enumerate(zip(types, structures, heights, strict=True)):
        if kind is None:
            continue
        if structure in UNUSUAL.get(kind, ()):
            table.find(place, "type-structure", "structure", type=kind, structure=names[structure])
        if height is not None and height > USUAL_HEIGHT_M[kind]:
            table.find(place, "mast-height", "height_m", type=kind, most=USUAL_HEIGHT_M[kind])


def _matched(table: Table, known: Known) -> SiteMatches:
    matches = SiteMatches()
    codes, registry_codes = table.of("code"), table.of("registry_code")
    by_code = {mast.code: mast for mast in known.masts.values()}
    new: list[Filed] = []
    is_set_aside = table.set_aside()
    good = [place for place, code in enumerate(codes) if code is not None and not is_set_aside[place]]
    # A mast this operator goes on standing on is not found a second time; one it leaves is free.
    taken = _staying(table, known)
    for place in good:
        if codes[place] in known.stands:
            _take(table, place, "code", known.stands[codes[place]].site_id, taken, matches)
    twice = Counter(registry_codes[place] for place in good if codes[place] not in known.stands)
    for place in good:
        code, said = codes[place], registry_codes[place]
        if code in known.stands:
            continue
        if not said:
            new.append(_filed(table, place))
            _beside_own(table, place, known, taken)
        elif twice[said] > 1:
            others = (codes[one] for one in good if registry_codes[one] == said and one != place)
            table.find(place, "mast-taken", "registry_code", code=next(others))
        else:
            _by_registry_code(table, place, by_code.get(said), taken, matches)
    free = [mast for mast in known.masts.values() if mast.id not in taken]
    _sort_pairs(pairs(new, free), known, matches)
    return matches


def _staying(table: Table, known: Known) -> dict[int, str]:
    """The operator's code by mast of the stands that do not end with this filing."""
    filed = {*table.of("code")}
    return {
        stand.site_id: code
        for code, stand in known.stands.items()
        if stand.valid_to is None and (code in filed or known.is_partial)
    }


def _take(
    table: Table, place: int, column: str, mast_id: int, taken: dict[int, str], matches: SiteMatches
) -> None:
    code = table.of("code")[place]
    other = taken.setdefault(mast_id, code)
    if other == code:
        matches.mast_of[code] = mast_id
    else:
        table.find(place, "mast-taken", column, code=other)


def _beside_own(table: Table, place: int, known: Known, taken: dict[int, str]) -> None:
    """A new position of a partial filing beside a mast the operator stands on by another code."""
    if not known.is_partial:
        return
    filed, here = {*table.of("code")}, _filed(table, place)
    masts = [known.masts[pk] for pk, code in taken.items() if code not in filed and pk in known.masts]
    if not masts:
        return
    x, y = metres(
        np.array([here.longitude, *(one.longitude for one in masts)]),
        np.array([here.latitude, *(one.latitude for one in masts)]),
    )
    distances = np.hypot(x[1:] - x[0], y[1:] - y[0])
    nearest = int(np.argmin(distances))
    mast, distance = masts[nearest], round(float(distances[nearest]), 1)
    if distance < DOUBLE_M:
        is_same = here.mast_type == mast.mast_type and _is_near(here.height_m, mast.height_m, 2.0)
        rule = "duplicate-mast" if is_same else "mast-nearby"
        table.find(place, rule, "longitude", distance=distance, code=taken[mast.id])


def _sort_pairs(found: list[Pair], known: Known, matches: SiteMatches) -> None:
    """The best pairs first, each mast for one position; answers of the office count before the score."""
    used: set[int] = set()
    answered: dict[str, int] = {}
    for (code, mast_id), is_same in known.decided.items():
        if is_same and mast_id in known.masts:
            answered[code] = mast_id
    for pair in sorted(found, key=lambda pair: (-pair.score, pair.code)):
        answer = known.decided.get((pair.code, pair.mast_id))
        if answered.get(pair.code) == pair.mast_id and pair.mast_id not in used:
            matches.mast_of[pair.code] = pair.mast_id
            used.add(pair.mast_id)
        elif answer is False or pair.code in answered:
            continue
        elif pair.is_sure and pair.mast_id not in used and pair.code not in matches.mast_of:
            matches.mast_of[pair.code] = pair.mast_id
            matches.sure.append(pair)
            used.add(pair.mast_id)
        else:
            matches.doubtful.append(pair)


def _by_registry_code(
    table: Table, place: int, mast: KnownMast | None, taken: dict[int, str], matches: SiteMatches
) -> None:
    longitude, latitude = table.of("longitude")[place], table.of("latitude")[place]
    if mast is not None and longitude is not None:
        x, y = metres(np.array([longitude, mast.longitude]), np.array([latitude, mast.latitude]))
        if float(np.hypot(x[0] - x[1], y[0] - y[1])) <= 500:
            _take(table, place, "registry_code", mast.id, taken, matches)
            return
    table.find(place, "registry-code", "registry_code")


def _filed(table: Table, place: int) -> Filed:
    return Filed(
        table.of("code")[place],
        table.of("name")[place] or "",
        *(table.of(one)[place] for one in ("longitude", "latitude", "height_m", "mast_type")),
    )


def _states(table: Table, known: Known, matches: SiteMatches) -> None:
    """A state that is filed follows from the one the registry has, on a later day."""
    states, since, names = table.of("state"), table.of("state_since"), dict(StateName.choices)
    for place, code in enumerate(table.of("code")):
        mast = known.masts.get(matches.mast_of.get(code or "", 0))
        after = states[place]
        if mast is None:
            continue
        if mast.ended_on and (not _speaks_for(mast, known) or mast.state == StateName.DISMANTLED):
            table.find(place, "mast-ended", "code", day=_day(mast.ended_on))
            continue
        if not mast.state or after in (None, mast.state) or not _speaks_for(mast, known):
            continue
        if not may_follow(SiteState(mast.state), SiteState(after)):
            table.find(place, "state-order", "state", before=str(names[mast.state]), after=str(names[after]))
        elif mast.state_since and not mast.ended_on and (since[place] or known.day) <= mast.state_since:
            table.find(place, "state-date", "state_since", day=_day(mast.state_since))


def _owners(table: Table, known: Known, matches: SiteMatches) -> None:
    """What a tenant says otherwise of a mast than its owner."""
    choices = {column.key: dict(column.choices.choices) for column in SITES.columns if column.choices}
    for place, code in enumerate(table.of("code")):
        mast = known.masts.get(matches.mast_of.get(code or "", 0))
        if mast is None or _speaks_for(mast, known):
            continue
        for column in MAST_COLUMNS:
            said, registered = table.of(column)[place], mast.values.get(column)
            if (
                column in _NOT_COMPARED
                or said is None
                or registered in (None, "")
                or is_same(said, registered)
            ):
                continue
            words = choices.get(column, {}).get(registered, registered)
            shown = (
                _day(words) if isinstance(words, date) else words if isinstance(words, float) else str(words)
            )
            table.find(place, "not-the-owner", column, registered=shown)


def _speaks_for(mast: KnownMast, known: Known) -> bool:
    """Whether the operator says what the mast is: its owner, or anybody on one that has none."""
    return mast.owner_id in (None, known.operator_id)


def is_same(one: Any, other: Any) -> bool:
    """Whether two values of a column say the same."""
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) < 1e-6
    return bool(one == other)


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


__all__ = ["MAST_COLUMNS", "PLANNED", "SiteMatches", "check_sites", "is_same"]
