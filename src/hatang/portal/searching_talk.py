"""Search in what people say and add: comments, evidence, obstacles, meetings and what they concluded."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hatang.accounts.models import User
from hatang.base.words import with_words
from hatang.notices import subjects
from hatang.notices.access import (
    comments_among,
    evidence_among,
    obstacles_among,
    visible_comments,
    visible_evidence,
    visible_obstacles,
)
from hatang.notices.models import Comment, Evidence, Obstacle
from hatang.notices.subjects import Subject
from hatang.portal.hits import Hit, Kind
from hatang.programme.access import visible_conclusions, visible_meetings, visible_notes
from hatang.programme.models import Meeting, MeetingConclusion, MeetingNote


def _obstacles(_user: User, rows: Sequence[Obstacle]) -> list[Hit]:
    return [
        Hit(
            row.title,
            reverse("notices:obstacle", args=[row.pk]),
            f"{row.unit.label} → {row.owner.label} · {row.get_state_display()}",
        )
        for row in rows
    ]


def _comments(user: User, rows: Sequence[Comment]) -> list[Hit]:
    about = subjects.of_rows(user, rows)
    return [
        Hit(row.text, _address(about, row, f"loi-{row.pk}"), _where(about, row, str(row.author)))
        for row in rows
    ]


def _evidence(user: User, rows: Sequence[Evidence]) -> list[Hit]:
    about = subjects.of_rows(user, rows)
    return [
        Hit(
            " · ".join(one for one in (row.name, row.note) if one),
            _address(about, row, "minh-chung"),
            _where(about, row, str(row.added_by)),
        )
        for row in rows
    ]


def _meetings(_user: User, rows: Sequence[Meeting]) -> list[Hit]:
    return [_meeting(row) for row in rows]


def _conclusions(_user: User, rows: Sequence[MeetingConclusion]) -> list[Hit]:
    return [_conclusion(row) for row in rows]


def _notes(_user: User, rows: Sequence[MeetingNote]) -> list[Hit]:
    return [_note(row) for row in rows]


def _held(rows: QuerySet[Meeting], words: list[str]) -> QuerySet[Meeting]:
    """Meetings by who chairs them and where, or by their day: "30/11/2026"."""
    on = _day(words)
    return rows.filter(held_on=on) if on else with_words(rows, words)


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
    day = _("Weekly meeting of %(day)s") % {"day": row.meeting}
    page = reverse("programme:meeting", args=[row.meeting_id])
    if owed is None and obstacle is None:
        return Hit(row.text, f"{page}#chung", day)
    unit = owed.unit if owed is not None else obstacle.owner  # type: ignore[union-attr]
    line = f"nv-{owed.pk}" if owed is not None else f"vm-{row.obstacle_id}"
    address = f"{page}?dong={line}#{line}"
    return Hit(row.text, address, f"{day} · {unit.label}")


def _address(about: Mapping[tuple[str, int], Subject], row: Any, anchor: str) -> str:
    subject = about.get((row.subject_kind, row.subject_id))
    return f"{subject.url}#{anchor}" if subject else ""


def _where(about: Mapping[tuple[str, int], Subject], row: Any, who: str) -> str:
    subject = about.get((row.subject_kind, row.subject_id))
    named: Sequence[str] = (str(subject.kind.noun), subject.title) if subject else ()
    return " · ".join([who, *named])


KINDS = (
    Kind(
        "obstacles",
        gettext_lazy("Obstacles"),
        Obstacle,
        visible_obstacles,
        _obstacles,
        related=("unit", "owner"),
        more="notices:obstacles",
        is_talk=True,
        among=obstacles_among,
    ),
    Kind(
        "comments",
        gettext_lazy("Discussion"),
        Comment,
        visible_comments,
        _comments,
        related=("author",),
        is_talk=True,
        among=comments_among,
    ),
    Kind(
        "evidence",
        gettext_lazy("Evidence"),
        Evidence,
        visible_evidence,
        _evidence,
        related=("added_by",),
        is_talk=True,
        among=evidence_among,
    ),
    Kind(
        "meetings",
        gettext_lazy("Weekly meetings"),
        Meeting,
        visible_meetings,
        _meetings,
        related=("unit",),
        more="programme:meetings",
        having=_held,
    ),
    Kind(
        "conclusions",
        gettext_lazy("Conclusions of meetings"),
        MeetingConclusion,
        visible_conclusions,
        _conclusions,
        related=("meeting", "lead"),
        is_talk=True,
    ),
    Kind(
        "notes",
        gettext_lazy("Said in meetings"),
        MeetingNote,
        visible_notes,
        _notes,
        related=("meeting", "obligation__unit", "obstacle__owner"),
        is_talk=True,
    ),
)
