"""Search in what people say and add: comments, evidence, meetings and what they concluded."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.notices import subjects
from hatang.notices.access import visible_comments, visible_evidence
from hatang.notices.subjects import Subject
from hatang.portal.hits import Hit, Hits, first_rows, n_rows
from hatang.programme.access import visible_conclusions, visible_meetings, visible_notes
from hatang.programme.models import Meeting, MeetingConclusion, MeetingNote


def comments(user: User, words: list[str], *, or_alike: bool) -> Hits:
    """Comments about things the user may see, the newest first."""
    rows = visible_comments(user).select_related("author").order_by("-pk")
    found, is_alike = first_rows(rows, words, or_alike=or_alike)
    about = subjects.of_rows(user, found)
    hits = [
        Hit(row.text, _address(about, row, f"loi-{row.pk}"), _where(about, row, str(row.author)))
        for row in found
    ]
    n = n_rows(rows, words, found, is_alike=is_alike)
    return Hits("comments", _("Discussion"), hits, is_alike=is_alike, n=n)


def evidence(user: User, words: list[str], *, or_alike: bool) -> Hits:
    """Files by their name and by what they show, about things the user may see, the newest first."""
    rows = visible_evidence(user).select_related("added_by").order_by("-pk")
    found, is_alike = first_rows(rows, words, or_alike=or_alike)
    about = subjects.of_rows(user, found)
    hits = [
        Hit(
            " · ".join(one for one in (row.name, row.note) if one),
            _address(about, row, "minh-chung"),
            _where(about, row, str(row.added_by)),
        )
        for row in found
    ]
    n = n_rows(rows, words, found, is_alike=is_alike)
    return Hits("evidence", _("Evidence"), hits, is_alike=is_alike, n=n)


def meetings(user: User, words: list[str], *, or_alike: bool) -> Hits:
    """Meetings by who chairs them and where, or by their day: "30/11/2026"."""
    rows = visible_meetings(user).select_related("unit")
    on = _day(words)
    found, is_alike = (
        (list(rows.filter(held_on=on)), False) if on else first_rows(rows, words, or_alike=or_alike)
    )
    n = len(found) if on else n_rows(rows, words, found, is_alike=is_alike)
    more = reverse("programme:meetings")
    return Hits("meetings", _("Weekly meetings"), [_meeting(row) for row in found], more, is_alike, n)


def conclusions(user: User, words: list[str], *, or_alike: bool) -> Hits:
    """What was concluded in meetings the user may look at, the newest first."""
    rows = visible_conclusions(user).select_related("meeting", "lead").order_by("-pk")
    found, is_alike = first_rows(rows, words, or_alike=or_alike)
    n = n_rows(rows, words, found, is_alike=is_alike)
    hits = [_conclusion(row) for row in found]
    return Hits("conclusions", _("Conclusions of meetings"), hits, is_alike=is_alike, n=n)


def notes(user: User, words: list[str], *, or_alike: bool) -> Hits:
    """What was said in meetings the user may look at, about things the user may see, the newest first."""
    rows = (
        visible_notes(user).select_related("meeting", "obligation__unit", "obstacle__owner").order_by("-pk")
    )
    found, is_alike = first_rows(rows, words, or_alike=or_alike)
    n = n_rows(rows, words, found, is_alike=is_alike)
    return Hits("notes", _("Said in meetings"), [_note(row) for row in found], is_alike=is_alike, n=n)


def _day(words: Sequence[str]) -> date | None:
    """The day that three numbers name."""
    try:
        day, month, year = (int(word) for word in words)
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _meeting(row: Meeting) -> Hit:
    title = _("Weekly meeting of %(day)s") % {"day": row}
    said = " · ".join(one for one in (title, row.chair, row.place) if one)
    return Hit(said, reverse("programme:meeting", args=[row.pk]), str(row.unit or _("The province")))


def _conclusion(row: MeetingConclusion) -> Hit:
    address = f"{reverse('programme:meeting', args=[row.meeting_id])}#ket-luan"
    day = _("Weekly meeting of %(day)s") % {"day": row.meeting}
    return Hit(row.text, address, f"{day} · {row.lead.label}")


def _note(row: MeetingNote) -> Hit:
    """A line of a meeting's sheet; its place there is that of what it is about."""
    owed, obstacle = row.obligation, row.obstacle
    unit = owed.unit if owed is not None else obstacle.owner  # type: ignore[union-attr]
    line = f"nv-{owed.pk}" if owed is not None else f"vm-{row.obstacle_id}"
    address = f"{reverse('programme:meeting', args=[row.meeting_id])}?dong={line}#{line}"
    day = _("Weekly meeting of %(day)s") % {"day": row.meeting}
    return Hit(row.text, address, f"{day} · {unit.label}")


def _address(about: Mapping[tuple[str, int], Subject], row: Any, anchor: str) -> str:
    subject = about.get((row.subject_kind, row.subject_id))
    return f"{subject.url}#{anchor}" if subject else ""


def _where(about: Mapping[tuple[str, int], Subject], row: Any, who: str) -> str:
    subject = about.get((row.subject_kind, row.subject_id))
    named: Sequence[str] = (str(subject.kind.noun), subject.title) if subject else ()
    return " · ".join([who, *named])


KINDS = (comments, evidence, meetings, conclusions, notes)
