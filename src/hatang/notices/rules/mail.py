"""When a mail may go."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from hatang.base import clock


class Pace(StrEnum):
    """How often a person wants mail."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NONE = "none"


@dataclass(frozen=True)
class Wish:
    """How a person wants mail; the quiet hours are those of Vietnam and may pass midnight."""

    pace: Pace
    quiet_from: time | None = None
    quiet_until: time | None = None


# Whoever has said nothing gets mail at once, but not at night.
USUAL_WISH = Wish(Pace.AT_ONCE, time(21), time(6))
# When the mail of a day goes.
DIGEST_TIME = time(7, 30)


def mail_moment(wish: Wish, at: datetime) -> datetime | None:
    """When somebody with this wish is to get a mail about what happens now; None for never."""
    if wish.pace == Pace.NONE:
        return None
    moment = _next(DIGEST_TIME, at) if wish.pace == Pace.DAILY else at
    if wish.quiet_until is not None and is_quiet(wish, moment):
        return _next(wish.quiet_until, moment)
    return moment


def is_quiet(wish: Wish, at: datetime) -> bool:
    """Whether a moment lies in the quiet hours: from the first minute on, until just before the last."""
    begin, end = wish.quiet_from, wish.quiet_until
    if begin is None or end is None:
        return False
    now = clock.local(at).time()
    return begin <= now < end if begin < end else now >= begin or now < end


def _next(of_day: time, at: datetime) -> datetime:
    """The next moment, after this one, at which Vietnam's clocks show a time."""
    there = clock.local(at)
    moment = datetime.combine(there.date(), of_day, tzinfo=clock.VIETNAM)
    return moment if moment > there else moment + timedelta(days=1)
