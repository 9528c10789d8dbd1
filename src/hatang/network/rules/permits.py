"""How long a permit still holds."""

from datetime import date, timedelta
from enum import StrEnum

# So many days before its last one a permit is said to end soon.
SOON_DAYS = 90


class PermitStanding(StrEnum):
    """How a permit stands on a day."""

    NONE = "none"
    HOLDS = "holds"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"


def permit_standing(*, number: str, expires_on: date | None, on: date) -> PermitStanding:
    """How a permit stands: it holds through the day it expires on, and without one for good."""
    if expires_on is None:
        return PermitStanding.HOLDS if number else PermitStanding.NONE
    if expires_on < on:
        return PermitStanding.ENDED
    return PermitStanding.ENDS_SOON if expires_on <= soon_after(on) else PermitStanding.HOLDS


def soon_after(on: date) -> date:
    """The last day that is soon after a day."""
    return on + timedelta(days=SOON_DAYS)
