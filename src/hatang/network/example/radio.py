"""Invented carriers on the licensed bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hatang.network.example.masts import Mast, Stand

# Published: 384 stations of 5G in autumn 2025, of which Viettel 300 and VNPT 64.
COUNTED_5G_ON = date(2025, 10, 1)
N_5G = {"viettel": 300, "vnpt": 64, "mobifone": 20}
FIRST_5G_ON = {"viettel": date(2024, 10, 15), "vnpt": date(2024, 12, 20), "mobifone": date(2025, 3, 26)}
# New ones a month after the count, and how many are planned further on.
NEW_5G_PER_MONTH = {"viettel": 6.0, "vnpt": 3.2, "mobifone": 1.3}
PLANNED_5G = {"viettel": 120, "vnpt": 70, "mobifone": 30}


@dataclass(frozen=True)
class Band:
    """A band as an operator uses it: name, middle of the carrier and its width [MHz]."""

    name: str
    frequency_mhz: float
    bandwidth_mhz: float


BANDS_5G = {
    "viettel": Band("n41", 2550.0, 100.0),
    "vnpt": Band("n77", 3750.0, 100.0),
    "mobifone": Band("n77", 3850.0, 100.0),
}
BANDS_4G = {
    "viettel": Band("B3", 1845.0, 20.0),
    "vnpt": Band("B3", 1865.0, 20.0),
    "mobifone": Band("B3", 1825.0, 20.0),
}
BANDS_2G = {
    "viettel": Band("GSM900", 947.0, 0.2),
    "vnpt": Band("GSM900", 939.0, 0.2),
    "mobifone": Band("GSM900", 955.0, 0.2),
}
LEFT_2G = 0.035
# Columns an operator often leaves out; the house assumes the usual value and says so.
OFTEN_ASSUMED = ("gain_dbi", "electrical_tilt_deg", "beamwidth_deg")


@dataclass(frozen=True)
class Carrier:
    """One carrier on one sector of an operator on a mast; dated later than today it is a plan."""

    operator_code: str
    code: str
    technology: str
    band: str
    frequency_mhz: float
    bandwidth_mhz: float
    azimuth_deg: float
    tilt_deg: float
    electrical_tilt_deg: float
    height_m: float
    gain_dbi: float
    power_dbm: float
    eirp_dbm: float
    assumed: tuple[str, ...]
    since: date


def equip(
    rng: np.random.Generator, masts: Sequence[Mast], stands: Sequence[Stand], today: date
) -> list[Carrier]:
    """Three sectors of 4G on every stand, old 2G on a few, 5G where an operator has brought it."""
    by_code = {mast.code: mast for mast in masts}
    fifth = _fifth_generation(rng, by_code, stands, today)
    carriers: list[Carrier] = []
    for stand in stands:
        mast = by_code[stand.mast]
        first = float(rng.integers(0, 12)) * 10
        carriers += _sectors(rng, mast, stand, "4G", BANDS_4G[stand.operator], first, stand.since)
        if stand.since.year < 2019 and rng.random() < LEFT_2G:
            carriers += _sectors(rng, mast, stand, "2G", BANDS_2G[stand.operator], first, stand.since)
        if day := fifth.get(stand.operator_code):
            carriers += _sectors(rng, mast, stand, "5G", BANDS_5G[stand.operator], first, day)
    return carriers


def _fifth_generation(
    rng: np.random.Generator, masts: dict[str, Mast], stands: Sequence[Stand], today: date
) -> dict[str, date]:
    """The day of 5G by the operator's code of a stand: as many as are published, then month by month."""
    chosen: dict[str, date] = {}
    for operator, n in N_5G.items():
        able = [
            stand
            for stand in stands
            if stand.operator == operator
            and stand.since <= COUNTED_5G_ON
            and masts[stand.mast].off_on is None
        ]
        order = rng.permutation(len(able))
        days = _days_5g(rng, operator, n, today)
        chosen |= {able[place].operator_code: day for place, day in zip(order, days, strict=False)}
    return chosen


def _days_5g(rng: np.random.Generator, operator: str, n: int, today: date) -> list[date]:
    first = FIRST_5G_ON[operator]
    span = (COUNTED_5G_ON - first).days
    counted = [first + timedelta(days=int(span * rng.random() ** 0.7)) for _ in range(n)]
    months = max(0.0, (today - COUNTED_5G_ON).days / 30.44)
    n_new = round(months * NEW_5G_PER_MONTH[operator])
    since = max(1, (today - COUNTED_5G_ON).days)
    new = [COUNTED_5G_ON + timedelta(days=int(rng.integers(1, since + 1))) for _ in range(n_new)]
    planned = [today + timedelta(days=int(rng.integers(15, 1100))) for _ in range(PLANNED_5G[operator])]
    return [*counted, *new, *planned]


def _sectors(
    rng: np.random.Generator,
    mast: Mast,
    stand: Stand,
    technology: str,
    band: Band,
    first_azimuth: float,
    since: date,
) -> list[Carrier]:
    gain = {"2G": 15.5, "4G": 17.5, "5G": 24.0}[technology]
    power = {"2G": 43.0, "4G": 46.0, "5G": 49.0}[technology]
    assumed = tuple(name for name in OFTEN_ASSUMED if rng.random() < 0.12)
    height = round(max(2.0, mast.height_m - float(rng.uniform(0.5, 3.0))), 1)
    return [
        Carrier(
            operator_code=stand.operator_code,
            code=f"{stand.operator_code}-{technology}-{sector + 1}",
            technology=technology,
            band=band.name,
            frequency_mhz=band.frequency_mhz,
            bandwidth_mhz=band.bandwidth_mhz,
            azimuth_deg=(first_azimuth + 120 * sector) % 360,
            tilt_deg=float(rng.integers(0, 5)),
            electrical_tilt_deg=float(rng.integers(2, 7)),
            height_m=height,
            gain_dbi=gain,
            power_dbm=power,
            # Feeders and connectors take 2 dB.
            eirp_dbm=power + gain - 2.0,
            assumed=assumed,
            since=since,
        )
        for sector in range(3)
    ]
