"""The periods for which operators file: quarters and months, by a short key."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_KEY = re.compile(r"(20\d{2})-(?:Q([1-4])|(0[1-9]|1[0-2]))")


@dataclass(frozen=True)
class FilingPeriod:
    """A quarter ("2026-Q4") or month ("2026-11") with its first and last day."""

    key: str
    starts_on: date
    ends_on: date


def filing_period(key: str) -> FilingPeriod | None:
    """The period of a key; None where it is none."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    year = int(found[1])
    first, last = (3 * int(found[2]) - 2, 3 * int(found[2])) if found[2] else (int(found[3]), int(found[3]))
    return FilingPeriod(key, date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def recent_periods(today: date) -> list[FilingPeriod]:
    """Periods that may be filed on a day, the likeliest first: the last that has ended, quarters first."""
    quarter = (today.month - 1) // 3 + 1
    keys = []
    for back in (1, 2, 3, 0):
        year, number = divmod(today.year * 4 + quarter - 1 - back, 4)
        keys.append(f"{year}-Q{number + 1}")
    for back in (1, 2, 3, 4, 5, 0):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        keys.append(f"{year}-{month + 1:02d}")
    return [found for key in keys if (found := filing_period(key)) is not None]
