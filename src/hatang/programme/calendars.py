"""Deadlines as a calendar file (iCalendar, RFC 5545) that phones and Outlook read."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from hatang.programme.wording import as_settled, due_words, leads_words, standing_words

MEDIA_TYPE = "text/calendar; charset=utf-8"
_ONE_DAY = timedelta(days=1)
_REFRESHED = timedelta(hours=1)


def calendar_file(
    days: Iterable[tuple[date, Any]], *, name: str, at: datetime, address_of: Callable[[Any], str]
) -> bytes:
    """The calendar of some days and what is due on them.

    Args:
        days: day and task, the task as lists annotate it.
        name: what programs call the calendar.
        at: when it is written, the stamp of every entry.
        address_of: the whole address of a task's page.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Ha Tang//hatang//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESHED, parameters={"value": "DURATION"})
    for day, task in days:
        calendar.add_component(_event(day, task, at, address_of(task)))
    return bytes(calendar.to_ical())


def entry_uid(task: Any, day: date) -> str:
    """The lasting name of an entry: a single deadline keeps it when its day moves; others have one a day."""
    if day == task.due_on and task.due_kind in ("by", "within"):
        return f"nhiem-vu-{task.pk}@hatang"
    return f"nhiem-vu-{task.pk}-{day:%Y%m%d}@hatang"


def _event(day: date, task: Any, at: datetime, address: str) -> Event:
    event = Event()
    event.add("uid", entry_uid(task, day))
    event.add("dtstamp", at)
    event.add("dtstart", day)
    event.add("dtend", day + _ONE_DAY)
    event.add("summary", _summary(task))
    event.add("description", _description(task, address))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event


def _summary(task: Any) -> str:
    words = Truncator(task.text).chars(120)
    if task.urgency == "done":
        return _("Done: %(task)s") % {"task": words}
    return _("Late: %(task)s") % {"task": words} if task.urgency == "late" else words


def _description(task: Any, address: str) -> str:
    leads = leads_words(task)
    lines = [
        Truncator(task.text).chars(2000),
        f"{task.path} · {task.plan}",
        f"{_('Lead')}: {leads}" if leads else "",
        f"{_('Deadline')}: {as_settled(due_words(task), task, 'due')}",
        standing_words(task.standing),
        address,
    ]
    return "\n".join(line for line in lines if line)
