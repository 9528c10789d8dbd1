"""How many stations serve in a commune at the end of each month: a mast counts once for every operator on it.

Single stations are their operator's own; their counts are shared, and are the same as in the figures of the
registry (`network.queries.counted`).
"""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from hatang.accounts.access import is_reader
from hatang.accounts.models import User
from hatang.base.kept import kept
from hatang.network.models import Cell, SiteStatePeriod, StateName, Technology
from hatang.portal.map.asked import FIRST_YEAR, LAST_YEAR
from hatang.portal.map.columns import pack
from hatang.portal.map.sites import MADE_OF, operators

_TECHNOLOGIES = Technology.values
_ENDS = [
    date(year, month, calendar.monthrange(year, month)[1]).toordinal()
    for year in range(FIRST_YEAR, LAST_YEAR + 1)
    for month in range(1, 13)
]
_ALWAYS, _NEVER = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True)
class Stations:
    """Counts by month, a row for each commune, operator and technology that has any."""

    # (commune, operator, place of the technology) of each row.
    keys: list[tuple[int, int, int]]
    # Shape (rows, months).
    counts: NDArray[np.uint16]


def stations() -> Stations:
    """The stations of all months, kept until the registry changes."""
    return kept("stations of the map", _read, of=MADE_OF)


def stations_in_communes(n_months: int, *, operator: int | None, technology: str) -> dict[int, list[int]]:
    """For each commune how many stations of each technology there are, `n_months` after 01/2020."""
    found: dict[int, list[int]] = defaultdict(lambda: [0] * len(_TECHNOLOGIES))
    all_of_them = stations()
    for (commune, who, place), n in zip(all_of_them.keys, all_of_them.counts[:, n_months], strict=True):
        if operator in (None, who) and technology in ("", _TECHNOLOGIES[place]):
            found[commune][place] += int(n)
    return found


def stations_columns(user: User) -> bytes:
    """The counts as the page reads them: months of a row one after another, rows as their keys say."""
    found = stations() if is_reader(user) else Stations([], np.zeros((0, len(_ENDS)), dtype=np.uint16))
    places = {unit.pk: place for place, unit in enumerate(operators(user))}
    keys = np.array(found.keys, dtype=np.int64).reshape(-1, 3)
    who = np.fromiter((places[operator] for operator in keys[:, 1].tolist()), dtype=np.uint8)
    return pack(
        {"months": len(_ENDS)},
        {
            "commune": ("u4", keys[:, 0]),
            "operator": ("u1", who),
            "technology": ("u1", keys[:, 2]),
            "count": ("u2", found.counts),
        },
    )


def _read() -> Stations:
    """Months in which a station has a cell while its mast is on air; several cells are one station."""
    on_air = defaultdict(list)
    states = SiteStatePeriod.objects.filter(state=StateName.ON_AIR).order_by()
    for site, first, last in states.values_list("site_id", "valid_from", "valid_to"):
        on_air[site].append((_begin(first), _end(last)))
    serves: dict[tuple[int, int, int, int], NDArray[np.bool_]] = {}
    for commune, operator, technology, site, periods in _cells():
        begun, ended = max(map(_begin, periods[::2])), min(map(_end, periods[1::2]))
        key = commune, operator, _TECHNOLOGIES.index(technology), site
        for first, last in on_air[site]:
            months = slice(*np.searchsorted(_ENDS, [max(begun, first), min(ended, last)]))
            if months.start < months.stop:
                serves.setdefault(key, np.zeros(len(_ENDS), dtype=np.bool_))[months] = True
    counts: dict[tuple[int, int, int], NDArray[np.uint16]] = {}
    for (*key_, _site), there in serves.items():
        one = (key_[0], key_[1], key_[2])
        counts[one] = counts.get(one, np.zeros(len(_ENDS), dtype=np.uint16)) + there
    keys = sorted(counts)
    return Stations(keys, np.array([counts[key] for key in keys], dtype=np.uint16).reshape(-1, len(_ENDS)))


def _cells() -> list[tuple[int, int, str, int, tuple[date | None, ...]]]:
    """Distinct lives of cells: commune, operator, technology, mast, days of cell, stand and mast in turn."""
    rows = (
        Cell.objects.order_by()
        .values_list(
            "tenancy__site__commune_id",
            "tenancy__operator_id",
            "technology",
            "tenancy__site_id",
            "valid_from",
            "valid_to",
            "tenancy__valid_from",
            "tenancy__valid_to",
            "tenancy__site__valid_from",
            "tenancy__site__valid_to",
        )
        .distinct()
    )
    return [(*row[:4], row[4:]) for row in rows]


def _begin(day: date | None) -> int:
    return day.toordinal() if day else _ALWAYS


def _end(day: date | None) -> int:
    return day.toordinal() if day else _NEVER
