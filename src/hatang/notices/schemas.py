"""Obstacles and comments as the API gives and takes them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from hatang.base.paging import Day

Line = Annotated[str, Field(pattern=r"^[^\x00]*$")]
Key = Annotated[int, Field(ge=1, lt=2**63)]


class ObstacleOut(Schema):
    """An obstacle of the register."""

    id: int
    title: str
    text: str
    proposal: str
    place: str
    state: str
    unit_id: int
    owner_id: int
    answer_due_on: date
    is_late: bool
    raised_at: datetime
    subject_kind: str
    subject_id: int | None


class ObstaclePage(Schema):
    """Obstacles after a key; `next` is the key of the following page."""

    items: list[ObstacleOut]
    next: int | None


class ObstacleStepOut(Schema):
    """What somebody did about an obstacle."""

    step: str
    words: str
    owner_id: int | None
    due_on: date | None
    taken_by_id: int
    taken_at: datetime


class ObstacleDetailOut(ObstacleOut):
    """An obstacle with all that was done about it."""

    steps: list[ObstacleStepOut]


class ObstacleIn(Schema):
    """An obstacle to raise; the same `mark` again gives the one that is there."""

    title: Line
    text: Line
    proposal: Line = ""
    place: Line = ""
    owner_id: Key
    answer_due_on: Day
    subject_kind: Line = ""
    subject_id: Key | None = None
    unit_id: Key | None = None
    mark: UUID


class ObstacleStepIn(Schema):
    """A step to take; handing on names the new owner, and steps that ask for an answer its day."""

    step: Literal["answer", "hand_on", "escalate", "return", "close", "reopen", "set_day"]
    words: Line = ""
    owner_id: Key | None = None
    answer_due_on: Day | None = None


class CommentOut(Schema):
    """What somebody said about a subject."""

    id: int
    subject_kind: str
    subject_id: int
    text: str
    author_id: int
    author: str
    created_at: datetime
    edited_at: datetime | None


class CommentPage(Schema):
    """Comments after a key; `next` is the key of the following page."""

    items: list[CommentOut]
    next: int | None


class CommentIn(Schema):
    """What is said about a subject; the same `mark` again gives the comment that is there."""

    subject_kind: Line
    subject_id: Key
    text: Line
    mark: UUID


class CommentWrittenOut(CommentOut):
    """A comment that is kept, and the names after @ that mean nobody who may read it."""

    unknown_names: list[str]
