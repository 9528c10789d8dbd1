"""The only clock of the house: stored in UTC, lived in Vietnam."""

import os
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware; HATANG_FREEZE holds it still for the demo, screenshots and tests.

    Raises:
        ValueError: HATANG_FREEZE is neither an ISO day nor an ISO moment.
    """
    frozen = os.environ.get("HATANG_FREEZE", "").strip()
    return _moment(frozen) if frozen else timezone.now()


def today() -> date:
    """The day it is in Vietnam."""
    return local(now()).date()


def local(moment: datetime, zone: tzinfo = VIETNAM) -> datetime:
    """An aware moment as Vietnam's clocks show it."""
    return moment.astimezone(zone)


def day_start(day: date) -> datetime:
    """The moment a day begins in Vietnam."""
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)


def day_end(day: date) -> datetime:
    """The moment a day has ended in Vietnam, the first one of the next day."""
    return day_start(day + timedelta(days=1))


def _moment(text: str) -> datetime:
    """A moment from ISO text; a bare day means eight in the morning in Vietnam."""
    moment = datetime.fromisoformat(text)
    if len(text) <= len("2026-01-31"):
        moment = moment.replace(hour=8)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
