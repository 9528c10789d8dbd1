"""The check of cells, routes and points of plant against what they stand on, lie in and may use."""

from typing import Any

import numpy as np
import pyproj
import shapely

from hatang.network.filing.columns import CELLS
from hatang.network.filing.known import Known
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
    _powers(table)
    _licences(table, known)
    _assume(table)


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


def _powers(table: Table) -> None:
    """EIRP, or what it is made of; one that is computed says so (`assumed`)."""
    eirp, power, gain = table.of("eirp_dbm"), table.of("power_dbm"), table.of("gain_dbi")
    for place in range(len(table)):
        if eirp[place] is None and (power[place] is None or gain[place] is None):
            table.find(place, "no-power", "eirp_dbm")


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


def _assume(table: Table) -> None:
    """Usual values in place of empty cells; the row names them in `assumed`."""
    assumed: list[list[str]] = [[] for _row in table.rows]
    for column in CELLS.columns:
        if column.missing is None:
            continue
        values = table.of(column.key)
        for place, value in enumerate(values):
            if value is None:
                assumed[place].append(column.key)
        table.values[column.key] = [column.missing if value is None else value for value in values]
    eirp = table.of("eirp_dbm")
    power, gain = table.of("power_dbm"), table.of("gain_dbi")
    table.values["eirp_dbm"] = [
        round(power[place] + gain[place], 2)
        if value is None and None not in (power[place], gain[place])
        else value
        for place, value in enumerate(eirp)
    ]
    titles = {column.key: column.vi for column in CELLS.columns}
    for place, columns in enumerate(assumed):
        if eirp[place] is None and table.values["eirp_dbm"][place] is not None:
            columns.append("eirp_dbm")
        if columns:
            table.find(place, "assumed", columns[0], columns=", ".join(titles[one] for one in columns))
    table.values["assumed"] = assumed


def check_routes(table: Table, nodes: Table | None, known: Known) -> None:
    """Note routes outside the province, in unknown routes or in themselves, and lengths that differ."""
    _lines(table, known)
    own = {code: place for place, code in enumerate(table.of("code")) if code}
    registered = known.rows.get("routes", {})
    points = set(known.rows.get("nodes", {})) | (
        {code for code in nodes.of("code") if code} if nodes else set()
    )
    fibres, used = table.of("fibres"), table.of("fibres_used")
    for place in range(len(table)):
        parent = table.of("parent_code")[place]
        if parent and parent not in own and parent not in registered:
            table.find(place, "parent-unknown", "parent_code")
        elif parent and (loop := _loop(table, own, place)):
            table.find(place, "parent-loop", "parent_code", codes=" → ".join(loop))
        for column in ("start_code", "end_code"):
            code = table.of(column)[place]
            if code and code not in points:
                table.find(place, "node-unknown", column)
        if used[place] is not None and used[place] > (fibres[place] or 0):
            table.find(place, "fibres-order", "fibres_used", fibres=fibres[place] or 0)


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
