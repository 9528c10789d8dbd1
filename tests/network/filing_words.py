"""Files as operators send them, written for tests."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import shapely

from hatang.network.filing.checking import Checked, check_inventory
from hatang.network.filing.files import read_filing
from hatang.network.filing.known import Known, KnownMast, Places

OURS, OTHERS = 1, 2
# Two communes side by side: west of 106.1 and east of it.
COMMUNES = [("Yên Phong", "09193", 106.0, 106.1), ("Nhân Hòa", "09253", 106.1, 106.2)]
SITE = {
    "code": "VT-1",
    "longitude": 106.05,
    "latitude": 21.2,
    "mast_type": "A2b",
    "structure": "lattice",
    "height_m": 42,
}
CELL = {
    "site_code": "VT-1",
    "code": "C1",
    "technology": "4G",
    "frequency_mhz": 1845,
    "bandwidth_mhz": 20,
    "azimuth_deg": 120,
    "beamwidth_deg": 65,
    "vertical_beamwidth_deg": 7,
    "mechanical_tilt_deg": 2,
    "electrical_tilt_deg": 4,
    "height_m": 38,
    "eirp_dbm": 61,
}
NODE = {"code": "N1", "kind": "pop", "longitude": 106.05, "latitude": 21.2}
ROUTE = {"code": "T1", "kind": "duct", "line": "106.05 21.2; 106.06 21.2"}


def csv_of(rows: Sequence[dict[str, Any]]) -> bytes:
    """Rows as a csv with the keys as heads."""
    text = io.StringIO()
    heads = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.DictWriter(text, heads)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def places() -> Places:
    """The two communes."""
    polygons = np.array([shapely.box(west, 21.1, east, 21.3) for _n, _c, west, east in COMMUNES])
    return Places([11, 12], [name for name, *_ in COMMUNES], [code for _n, code, *_ in COMMUNES], polygons)


def known(**more: Any) -> Known:
    """A registry with nothing in it but communes."""
    return Known(OURS, date(2026, 10, 1), date(2026, 12, 31), places=places(), **more)


def mast(number: int, longitude: float, latitude: float, **more: Any) -> KnownMast:
    """A mast of the registry."""
    facts = {"code": f"BN{number}", "name": "", "height_m": 42.0, "mast_type": "A2b", "owner_id": OTHERS}
    facts |= {"state": "on_air", "state_since": date(2020, 1, 1), "values": {}, **more}
    return KnownMast(id=number, longitude=longitude, latitude=latitude, **facts)


def checked(*files: Sequence[dict[str, Any]], system: str = "", registry: Known | None = None) -> Checked:
    """The check of some csv files together."""
    tables = {}
    for rows in files:
        tables |= read_filing(csv_of(rows), "tep.csv").tables
    return check_inventory(tables, registry or known(), system=system)


def rules_of(found: Checked) -> set[str]:
    """The rules that found something."""
    return set(found.by_rule())
