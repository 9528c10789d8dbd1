"""How long the check of an operator's inventory takes: 20,000 rows against 10,000 masts of the registry.

The peer is openpyxl alone reading the same workbook: what a reading costs before anything is checked.
"""

import io
import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import openpyxl
import shapely
import xlsxwriter
from results import case

from hatang.network.filing.checking import check_inventory
from hatang.network.filing.columns import CELLS, SITES
from hatang.network.filing.files import read_filing
from hatang.network.filing.known import Known, KnownMast, Licence, Places

N_SITES, N_CELLS, N_MASTS, RUNS = 5_000, 15_000, 10_000, 5
WEST, SOUTH, SIZE = 105.9, 21.0, 1.0
SITE = ("code", "longitude", "latitude", "mast_type", "structure", "height_m", "commune", "state")
CELL = (
    *("site_code", "code", "technology", "frequency_mhz", "bandwidth_mhz", "azimuth_deg", "height_m"),
    *("eirp_dbm", "valid_from"),
)


def registry(rng: random.Random) -> Known:
    """A hundred communes, masts of another operator, and one licence."""
    step = SIZE / 10
    boxes = [
        shapely.box(WEST + step * i, SOUTH + step * j, WEST + step * (i + 1), SOUTH + step * (j + 1))
        for i in range(10)
        for j in range(10)
    ]
    names = [f"Xã số {number}" for number in range(100)]
    places = Places(list(range(100)), names, [str(number) for number in range(100)], np.array(boxes))
    masts = {
        number: KnownMast(number, f"BN{number}", "", *_point(rng), 36.0, "A2b", 2, "on_air", None, {})
        for number in range(N_MASTS)
    }
    known = Known(1, date(2026, 10, 1), date(2026, 12, 31), places=places, masts=masts)
    known.licences = [Licence(1800, 1900, frozenset({"4G"}))]
    return known


def _point(rng: random.Random) -> tuple[float, float]:
    return WEST + rng.random() * SIZE * 0.999, SOUTH + rng.random() * SIZE * 0.999


def workbook(rng: random.Random) -> bytes:
    """Sites and cells as an operator files them; one row in twenty has something wrong."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    sites = [
        (
            *(f"VT-{number}", *_point(rng), "A2b", "Cột dây co"),
            "cao" if number % 20 == 0 else rng.randint(20, 45),
            f"Xã số {rng.randrange(100)}",
            "Đang phát sóng",
        )
        for number in range(N_SITES)
    ]
    cells = [
        (
            *(f"VT-{number // 3}", f"C{number}", "4G", 2100 if number % 20 == 0 else 1845, 20),
            *(number % 3 * 120, 18, 60.5, date(2025, 1, 1)),
        )
        for number in range(N_CELLS)
    ]
    for kind, keys, rows in ((SITES, SITE, sites), (CELLS, CELL, cells)):
        sheet = book.add_worksheet(kind.vi)
        sheet.write_row(0, 0, [kind.column(key).vi for key in keys])
        for at, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                sheet.write(at, place, cell)
    book.close()
    return file.getvalue()


def _taken(work: Callable[[], object]) -> float:
    """Median of some runs [s]."""
    times = []
    for _run in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _peer(data: bytes) -> int:
    opened = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return sum(1 for sheet in opened for _row in sheet.iter_rows(values_only=True))


def cases() -> list[dict[str, Any]]:
    """Reading, and reading with the whole check."""
    rng = random.Random(24)
    known, data = registry(rng), workbook(rng)
    reading = _taken(lambda: read_filing(data, "a.xlsx"))
    peer = _taken(lambda: _peer(data))
    whole = _taken(lambda: check_inventory(read_filing(data, "a.xlsx").tables, known))
    notes = f"xlsx of {len(data) // 1024} kB, {N_SITES} sites and {N_CELLS} cells, warm, median of {RUNS}"
    beside = {"peer": "openpyxl read-only, reading alone", "peer_value": round(peer, 3)}
    return [
        case(
            "check 20k rows",
            whole,
            "s",
            "lower",
            RUNS,
            f"{notes}; read and checked against {N_MASTS} masts, without keeping the rows",
            **beside,
            ratio=round(peer / whole, 2),
        ),
        case("read 20k rows", reading, "s", "lower", RUNS, notes, **beside, ratio=round(peer / reading, 2)),
    ]
