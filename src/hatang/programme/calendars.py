"""Deadlines as a calendar file (iCalendar, RFC 5545) that phones and Outlook read."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from hatang.programme.models import Milestone
from hatang.programme.wording import as_settled, due_words, leads_words, standing_words

MEDIA_TYPE = "text/calendar; charset=utf-8"
_ONE_DAY = timedelta(days=1)
_REFRESHED = timedelta(hours=1)


def calendar_file(
    days: Iterable[tuple[date, Any]],
    milestones: Iterable[Milestone] = (),
    *,
    name: str,
    at: datetime,
    address_of: Callable[[Any], str],
) -> bytes:
    """The calendar of some days and what is due on them.

    Args:
        days: day and task, the task as lists annotate it.
        milestones: results that units promised for a day.
        name: what programs call the calendar.
        at: when it is written, the stamp of every entry.
        address_of: the whole address of the page of a task or of the work of a milestone.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Ha Tang//hatang//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESHED, parameters={"value": "DURATION"})
    for day, task in days:
        words = (_summary(task), _description(task, address_of(task)))
        calendar.add_component(_event(entry_uid(task, day), day, words, at, address_of(task)))
    for one in milestones:
        address = address_of(one.obligation)
        words = (_milestone_summary(one), _milestone_description(one, address))
        calendar.add_component(_event(f"moc-{one.pk}@hatang", one.due_on, words, at, address))
    return bytes(calendar.to_ical())


def entry_uid(task: Any, day: date) -> str:
    """The lasting name of an entry: a single deadline keeps it when its day moves; others have one a day."""
    if day == task.due_on and task.due_kind in ("by", "within"):
        return f"nhiem-vu-{task.pk}@hatang"
    return f"nhiem-vu-{task.pk}-{day:%Y%m%d}@hatang"


def _event(uid: str, day: date, words: tuple[str, str], at: datetime, address: str) -> Event:
    summary, description = words
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", at)
    event.add("dtstart", day)
    event.add("dtend", day + _ONE_DAY)
    event.add("summary", summary)
    event.add("description", description)
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event


def _summary(task: Any) -> str:
    words = Truncator(task.text).chars(120)
    if task.urgency == "done":
        return _("Done: %(task)s") % {"task": words}
    return _("Late: %(task)s") % {"task": words} if task.urgency == "late" else words


def _milestone_summary(one: Milestone) -> str:
    said = {"unit": one.obligation.unit.label, "title": Truncator(one.title).chars(120)}
    if one.reached_on is not None:
        return _("Milestone reached: %(title)s (%(unit)s)") % said
    return _("Milestone: %(title)s (%(unit)s)") % said


def _milestone_description(one: Milestone, address: str) -> str:
    task = one.obligation.task
    return "\n".join([one.title, Truncator(task.text).chars(2000), f"{task.path} · {task.plan}", address])


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
