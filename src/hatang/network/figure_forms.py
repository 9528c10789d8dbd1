"""What the pages of figures read from their address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hatang.base import clock
from hatang.base.lists import day
from hatang.network.queries.counted import Period

# Distances beyond which a place counts as not served, until coverage is computed.
TO_5G_KM, TO_FIBRE_KM = 1.5, 1.0
_LIMITS_KM = (0.5, 1.0, 1.5, 2.0, 3.0, 5.0)


@dataclass(frozen=True)
class Limits:
    """Distances that are still served [km], and which may be chosen."""

    to_5g_km: float
    to_fibre_km: float
    offered: tuple[float, ...] = _LIMITS_KM


def period_of(query: Mapping[str, str]) -> Period:
    """The day asked for, today by default, with the first day of its period: that of the year by default."""
    today = clock.today()
    # What is dated later is a plan and not a figure.
    ends_on = min(day(query, "ngay") or today, today)
    starts_on = day(query, "tu") or date(ends_on.year, 1, 1)
    return Period(min(starts_on, ends_on), ends_on)


def limits_of(query: Mapping[str, str]) -> Limits:
    """The distances asked for where they are offered."""
    return Limits(_limit(query.get("5g", ""), TO_5G_KM), _limit(query.get("cap", ""), TO_FIBRE_KM))


def _limit(typed: str, usual: float) -> float:
    return next((limit for limit in _LIMITS_KM if str(limit) == typed), usual)
