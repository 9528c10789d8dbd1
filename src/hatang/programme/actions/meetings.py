"""Weekly meetings: called, changed, opened, written down, closed."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q
from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.notices.actions import take_obstacle_step
from hatang.notices.models import Obstacle
from hatang.notices.rules import Step
from hatang.programme.models import Meeting, MeetingNote, Obligation

MOST_WORDS = 1000
_MEETINGS = "programme.meetings"


class AnotherMeeting(Conflict):
    """There is a meeting of the same circle on that day."""

    code = "another_meeting"


class NotOpen(Conflict):
    """The meeting is not going on."""

    code = "meeting_not_open"


class WrittenMeanwhile(Conflict):
    """Somebody else has written the same line since the page was opened."""

    code = "written_meanwhile"


@dataclass(frozen=True)
class Call:
    """When and where a meeting is held, who chairs it, and the unit whose meeting it is."""

    held_on: date
    begins_at: time | None
    place: str
    chair: str
    unit: Unit | None = None


@action
def call_meeting(*, call: Call, by: User, at: datetime) -> Meeting:
    """Put a meeting on the calendar.

    Raises:
        AnotherMeeting: there is one on that day.
        Refusal: the chair is missing, or something is too long.
    """
    meeting = Meeting(created_at=at, created_by=by)
    _describe(meeting, call)
    meeting.save()
    return meeting


@action
def change_meeting(*, meeting: Meeting, call: Call, seen: int, by: User, at: datetime) -> Meeting:
    """Change when, where and by whom a meeting is held, until it is closed.

    Raises:
        WrittenMeanwhile: somebody changed it since the page was opened.
        AnotherMeeting, Refusal: as for `call_meeting`.
        NotOpen: it is closed.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.closed_at is not None:
        raise NotOpen(_("The meeting is closed."))
    if meeting.revision != seen:
        raise WrittenMeanwhile(_("Somebody has changed this meeting meanwhile. Look at it again."))
    _describe(meeting, call)
    meeting.revision += 1
    meeting.save()
    return meeting


@action
def open_meeting(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """Begin a meeting: from now on its lines are written; once more changes nothing.

    Raises:
        NotOpen: it is closed.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.closed_at is not None:
        raise NotOpen(_("The meeting is closed."))
    if meeting.opened_at is None:
        meeting.opened_at, meeting.opened_by = at, by
        meeting.save(update_fields=["opened_at", "opened_by"])
    return meeting


@action
def write_note(
    *, meeting: Meeting, about: Obligation | Obstacle | None, text: str, seen: int, by: User, at: datetime
) -> MeetingNote:
    """Write what was said about a thing owed, an obstacle, or in general; the same words change nothing.

    Args:
        meeting: an open one.
        about: what was spoken about; None for what belongs to no line of the sheet.
        text: who said what, what was agreed; nothing takes the line back.
        seen: revision of the line that the writer saw, 0 where there was none.
        by: who writes.
        at: when.

    Raises:
        NotOpen: the meeting is not going on.
        WrittenMeanwhile: somebody else wrote the line; their words are told.
        Refusal: it is too long.
    """
    meeting = open_one(meeting)
    # What was said in general may have paragraphs; beside a line of the sheet there is one.
    text = plain(text) if about is not None else "\n".join(plain(line) for line in text.splitlines()).strip()
    if len(text) > MOST_WORDS:
        raise Refusal(_("Write at most %(n)s characters.") % {"n": MOST_WORDS}, field="ghi")
    named = {
        "obligation": about if isinstance(about, Obligation) else None,
        "obstacle": about if isinstance(about, Obstacle) else None,
    }
    note = MeetingNote.objects.filter(meeting=meeting, **named).first()
    if note is None:
        note = MeetingNote(meeting=meeting, revision=0, **named)
    if note.text == text:
        return note
    if note.revision != seen:
        raise WrittenMeanwhile(
            _("%(who)s has written meanwhile: “%(words)s”. Your words are still in the field; save again.")
            % {"who": note.written_by, "words": note.text},
            field="ghi",
        )
    note.text, note.revision, note.written_at, note.written_by = text, note.revision + 1, at, by
    note.save()
    return note


@action
def set_answer_day(
    *, meeting: Meeting, obstacle: Obstacle, on: date | None, by: User, at: datetime
) -> Obstacle:
    """Agree in a meeting until when an obstacle is answered; its unit and its owner are told.

    The day it has already changes nothing.

    Raises:
        NotOpen: the meeting is not going on.
        NotAllowed, WrongStep, Refusal: as for `take_obstacle_step`.
    """
    meeting = open_one(meeting)
    if obstacle.answer_due_on == on:
        return obstacle
    note = MeetingNote.objects.filter(meeting=meeting, obstacle=obstacle).first()
    words = _("Weekly meeting of %(day)s") % {"day": meeting}
    if note is not None and note.text:
        words = f"{words}: {note.text}"
    return take_obstacle_step(
        obstacle=obstacle, step=Step.SET_DAY, words=words, answer_due_on=on, by=by, at=at
    )


def open_one(meeting: Meeting) -> Meeting:
    """The meeting, locked, where it is going on.

    Raises:
        NotOpen: it has not begun, or is closed.
    """
    # Locked: nobody writes into a meeting that is being closed, and two lines do not cross.
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("unit").get(pk=meeting.pk)
    if not meeting.is_open:
        raise NotOpen(_("The meeting is not going on; open it first."))
    return meeting


def plain(words: str) -> str:
    """Words on one line, without what a database cannot keep."""
    return " ".join(words.replace("\x00", "").split())


def _describe(meeting: Meeting, call: Call) -> None:
    chair, place = plain(call.chair), plain(call.place)
    if not chair or len(chair) > 200:
        raise Refusal(_("Name the position of the chair, in at most 200 characters."), field="chu-tri")
    if len(place) > 200:
        raise Refusal(_("Write at most %(n)s characters.") % {"n": 200}, field="dia-diem")
    wait_for_turn(_MEETINGS)
    same = Q(unit=call.unit) if call.unit else Q(unit__isnull=True)
    if Meeting.objects.filter(same, held_on=call.held_on).exclude(pk=meeting.pk).exists():
        raise AnotherMeeting(_("There is a meeting on that day already."), field="ngay")
    meeting.held_on, meeting.begins_at = call.held_on, call.begins_at
    meeting.place, meeting.chair, meeting.unit = place, chair, call.unit
