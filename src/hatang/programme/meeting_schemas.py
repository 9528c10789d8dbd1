"""Weekly meetings as the API gives and takes them."""

from datetime import date, datetime, time
from typing import Annotated

from ninja import Schema
from pydantic import Field

from hatang.base.paging import Day
from hatang.programme.schemas import NO_NUL

Key = Annotated[int, Field(ge=1, lt=2**63)]
Line = Annotated[str, Field(max_length=200, pattern=NO_NUL)]


class MeetingOut(Schema):
    """A weekly meeting; `unit_id` is empty where it is the province's."""

    id: int
    held_on: date
    begins_at: time | None
    place: str
    chair: str
    unit_id: int | None
    opened_at: datetime | None
    closed_at: datetime | None
    document_id: int | None


class MeetingPage(Schema):
    """Meetings after a key; `next` is the key of the following page."""

    items: list[MeetingOut]
    next: int | None


class MeetingNoteOut(Schema):
    """What was said and agreed; `revision` counts its writings."""

    text: str
    revision: int
    written_at: datetime
    written_by_id: int


class SheetLineOut(Schema):
    """One thing owed on the sheet of a meeting, and why it stands there."""

    obligation_id: int
    unit_id: int
    due_on: date | None
    n_days_late: int
    reasons: list[str]
    note: MeetingNoteOut | None


class ConclusionOut(Schema):
    """One thing concluded: who leads it, with whom, until when, with what result."""

    id: int
    text: str
    lead_id: int
    support_ids: list[int]
    due_on: date
    product: str
    added_at: datetime


class MeetingDetailOut(MeetingOut):
    """A meeting with its sheet in the order of speaking, what was said in general, and the conclusions."""

    general: MeetingNoteOut | None
    lines: list[SheetLineOut]
    conclusions: list[ConclusionOut]


class MeetingIn(Schema):
    """A meeting to call; without a unit it is the province's."""

    held_on: Day
    begins_at: time | None = None
    place: Line = ""
    chair: Line
    unit_id: Key | None = None


class MeetingNoteIn(Schema):
    """What was said and agreed; `seen` is the revision it replaces, 0 where nothing was written."""

    text: Annotated[str, Field(pattern=NO_NUL)]
    seen: Annotated[int, Field(ge=0, lt=2**31)] = 0


class ConclusionIn(Schema):
    """One thing that was concluded."""

    text: Annotated[str, Field(pattern=NO_NUL)]
    lead_id: Key
    support_ids: Annotated[list[Key], Field(max_length=200)] = []
    due_on: Day
    product: Annotated[str, Field(pattern=NO_NUL)] = ""


class ReopeningIn(Schema):
    """Why a meeting is opened again."""

    reason: Annotated[str, Field(max_length=2000, pattern=NO_NUL)]
