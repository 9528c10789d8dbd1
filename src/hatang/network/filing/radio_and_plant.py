"""The check of cells, routes and points of plant against what they stand on, lie in and may use."""

from typing import Any

import numpy as np
import pyproj
import shapely

from hatang.network.filing.columns import CELLS
from hatang.network.filing.known import Known, KnownRow
from hatang.network.filing.sites import SiteMatches
from hatang.network.filing.tables import Table

EARTH = pyproj.Geod(ellps="WGS84")
# As-built and drawn length may differ by this share: slack, depth, and what a drawing leaves out.
LENGTH_TOLERANCE = 0.2


def check_cells(table: Table, sites: Table | None, known: Known, matches: SiteMatches) -> None:
    """Note cells without a site, above their mast, without power or licence; fill in usual values."""
    heights, set_aside = _site_heights(sites, known, matches)
    codes, antennas = table.of("site_code"), table.of("height_m")
    begun, ended = table.of("valid_from"), table.of("valid_to")
    for place, code in enumerate(codes):
        if code is None:
            continue
        if code in set_aside:
            table.find(place, "site-set-aside", "site_code")
        elif code not in heights:
            table.find(place, "orphan-cell", "site_code")
        elif (mast := heights[code]) is not None and (antennas[place] or 0) > mast:
            table.find(place, "above-mast", "height_m", height=float(antennas[place]), mast=float(mast))
        if begun[place] and ended[place] and ended[place] <= begun[place]:
            table.find(place, "date-order", "valid_to", other=begun[place].strftime("%d/%m/%Y"))
    registered = [known.rows.get("cells", {}).get(table.key(place)) for place in range(len(table))]
    _powers(table, registered)
    _licences(table, known)
    _assume(table, registered)


def _site_heights(
    sites: Table | None, known: Known, matches: SiteMatches
) -> tuple[dict[str, float | None], set[str]]:
    """How high the mast of each site is, and the codes of sites that were set aside."""
    heights: dict[str, float | None] = {
        code: known.masts[stand.site_id].height_m if stand.site_id in known.masts else None
        for code, stand in known.stands.items()
        if stand.valid_to is None
    }
    if sites is None:
        return heights, set()
    is_set_aside = sites.set_aside()
    filed = {code: place for place, code in enumerate(sites.of("code")) if code}
    bad = {code for code, place in filed.items() if is_set_aside[place] and code not in heights}
    for code, place in filed.items():
        if is_set_aside[place]:
            continue
        mast = known.masts.get(matches.mast_of.get(code, 0))
        is_others = mast is not None and mast.owner_id not in (None, known.operator_id)
        heights[code] = mast.height_m if mast is not None and is_others else sites.of("height_m")[place]
    return heights, bad


def _powers(table: Table, registered: list[KnownRow | None]) -> None:
    """EIRP, or what it is made of: filed, or in the registry where the cell is empty."""
    eirp = _with_registered(table, registered, "eirp_dbm")
    power, gain = (_with_registered(table, registered, one) for one in ("power_dbm", "gain_dbi"))
    for place in range(len(table)):
        if eirp[place] is None and (power[place] is None or gain[place] is None):
            table.find(place, "no-power", "eirp_dbm")


def _with_registered(table: Table, registered: list[KnownRow | None], column: str) -> list[Any]:
    """The values of a column, and where it is empty those that the registry has."""
    return [
        row.values.get(column) if value is None and row is not None else value
        for value, row in zip(table.of(column), registered, strict=True)
    ]


def _licences(table: Table, known: Known) -> None:
    """Whether a licence holds the carrier; each carrier of a technology is looked up once."""
    middle, width, names = table.of("frequency_mhz"), table.of("bandwidth_mhz"), table.of("technology")
    answers: dict[tuple[Any, ...], str] = {}
    for place, carrier in enumerate(zip(middle, width, names, strict=True)):
        if None in carrier:
            continue
        answer = answers.get(carrier)
        if answer is None:
            answer = answers[carrier] = _licence(known, *carrier)
        if answer == "band-unknown":
            table.find(place, answer, "technology", technology=carrier[2])
        elif answer:
            edges = {"low": carrier[0] - carrier[1] / 2, "high": carrier[0] + carrier[1] / 2}
            table.find(place, answer, "frequency_mhz", technology=carrier[2], **edges)


def _licence(known: Known, middle: float, width: float, technology: str) -> str:
    of_technology = [one for one in known.licences if technology in one.technologies]
    if not of_technology:
        return "band-unknown"
    low, high = middle - width / 2, middle + width / 2
    fits = any(one.low_mhz <= low + 0.01 and high <= one.high_mhz + 0.01 for one in of_technology)
    return "" if fits else "band-not-licensed"


def _assume(table: Table, registered: list[KnownRow | None]) -> None:
    """Usual values in place of empty cells of new rows; the row names them in `assumed`.

    A row of the registry keeps what it has; what was assumed of it and is filed now is assumed no longer.
    """
    assumed: list[list[str]] = [
        [one for one in (row.values.get("assumed") or () if row else ()) if table.of(one)[place] is None]
        for place, row in enumerate(registered)
    ]
    new: list[list[str]] = [[] for _row in table.rows]
    for column in CELLS.columns:
        if column.missing is None:
            continue
        values = list(table.of(column.key))
        for place, row in enumerate(registered):
            if values[place] is None and row is None:
                values[place] = column.missing
                new[place].append(column.key)
        table.values[column.key] = values
    _compute_eirp(table, registered, assumed, new)
    titles = {column.key: column.vi for column in CELLS.columns}
    for place, columns in enumerate(new):
        if columns:
            table.find(place, "assumed", columns[0], columns=", ".join(titles[one] for one in columns))
        assumed[place] += [one for one in columns if one not in assumed[place]]
    table.values["assumed"] = assumed


def _compute_eirp(
    table: Table, registered: list[KnownRow | None], assumed: list[list[str]], new: list[list[str]]
) -> None:
    """EIRP [dBm] from power and gain where none is filed, nor declared earlier."""
    power, gain = (_with_registered(table, registered, one) for one in ("power_dbm", "gain_dbi"))
    found = list(table.of("eirp_dbm"))
    for place, row in enumerate(registered):
        before = row.values.get("eirp_dbm") if row else None
        if found[place] is not None or (before is not None and "eirp_dbm" not in assumed[place]):
            continue
        if power[place] is not None and gain[place] is not None:
            found[place] = round(power[place] + gain[place], 2)
            if found[place] != before:
                new[place].append("eirp_dbm")
    table.values["eirp_dbm"] = found


def check_routes(table: Table, nodes: Table | None, known: Known) -> None:
    """Note routes outside the province, in unknown routes or in themselves, and lengths that differ."""
    _lines(table, known)
    _parents(table, known)
    points = dict.fromkeys(known.rows.get("nodes", {}), False)
    if nodes is not None:
        bad = nodes.set_aside()
        points = {code: bool(bad[place]) for place, code in enumerate(nodes.of("code")) if code} | points
    fibres, used = table.of("fibres"), table.of("fibres_used")
    for place in range(len(table)):
        for column in ("start_code", "end_code"):
            code = table.of(column)[place]
            if code and points.get(code, True):
                table.find(place, "node-set-aside" if code in points else "node-unknown", column)
        if used[place] is not None and used[place] > (fibres[place] or 0):
            table.find(place, "fibres-order", "fibres_used", fibres=fibres[place] or 0)
    _parents_set_aside(table, known)


def _parents(table: Table, known: Known) -> None:
    own = {code: place for place, code in enumerate(table.of("code")) if code}
    registered = known.rows.get("routes", {})
    for place, parent in enumerate(table.of("parent_code")):
        if parent and parent not in own and parent not in registered:
            table.find(place, "parent-unknown", "parent_code")
        elif parent and (loop := _loop(table, own, place)):
            table.find(place, "parent-loop", "parent_code", codes=" → ".join(loop))


def _parents_set_aside(table: Table, known: Known) -> None:
    """A route in one that is set aside and not registered has nothing to lie in, nor has what lies in it."""
    codes, parents, bad = table.of("code"), table.of("parent_code"), table.set_aside().tolist()
    registered = known.rows.get("routes", {})
    within: dict[str, list[int]] = {}
    for place, parent in enumerate(parents):
        if parent and parent not in registered:
            within.setdefault(parent, []).append(place)
    waiting = [code for code, is_bad in zip(codes, bad, strict=True) if is_bad and code]
    while waiting:
        parent = waiting.pop()
        for place in within.get(parent, ()):
            if not bad[place]:
                bad[place] = True
                table.find(place, "parent-set-aside", "parent_code", code=parent)
                waiting.append(codes[place])


def _lines(table: Table, known: Known) -> None:
    """Drawn lengths [m] and the commune of each line's middle, in `drawn_length_m` and `commune_id`."""
    lines, built = table.of("line"), table.of("as_built_length_m")
    drawn: list[float | None] = []
    middles = np.full((len(table), 2), np.nan)
    for place, points in enumerate(lines):
        if points is None:
            drawn.append(None)
            continue
        line = shapely.LineString(points)
        middles[place] = shapely.get_coordinates(line.interpolate(0.5, normalized=True))[0]
        length = round(float(EARTH.geometry_length(line)), 2)
        drawn.append(length)
        if built[place] and abs(built[place] - length) > LENGTH_TOLERANCE * max(length, built[place]):
            table.find(place, "length-differs", "as_built_length_m", drawn=round(length))
    table.values["drawn_length_m"] = drawn
    table.values["commune_id"] = [None] * len(table)
    there = np.flatnonzero(~np.isnan(middles[:, 0]))
    if known.places is None or not len(there):
        return
    found = known.places.of_points(middles[there, 0], middles[there, 1])
    for place, commune in zip(there.tolist(), found.tolist(), strict=True):
        if commune < 0:
            table.find(place, "type-line", "line")
        else:
            table.values["commune_id"][place] = known.places.ids[commune]


def _loop(table: Table, own: dict[str, int], place: int) -> list[str]:
    """Codes of the routes around which one lies in itself; empty where it does not."""
    parents = table.of("parent_code")
    seen = [str(table.of("code")[place])]
    while (parent := parents[place]) in own:
        if parent in seen:
            return [*seen, parent] if parent == seen[0] else []
        seen.append(parent)
        place = own[parent]
    return []
