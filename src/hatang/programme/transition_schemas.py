"""Decisions about work whose document or unit has ended, as the API gives and takes them."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from hatang.programme.meeting_schemas import Key
from hatang.programme.schemas import NO_NUL


class TransitionPartOut(Schema):
    """One obligation that was decided about, and the one that took it over where it was moved."""

    obligation_id: int
    successor_id: int | None


class TransitionOut(Schema):
    """A decision: `way` is move, close or keep."""

    id: int
    way: str
    reason: str
    decided_at: datetime
    decided_by_id: int
    undone_at: datetime | None
    parts: list[TransitionPartOut]


class TransitionPage(Schema):
    """Decisions after a key; `next` is the key of the following page."""

    items: list[TransitionOut]
    next: int | None


class TransitionIn(Schema):
    """What becomes of work; who takes it over, and under which task, is proposed where not said."""

    obligation_ids: Annotated[list[Key], Field(min_length=1, max_length=50)]
    way: Literal["move", "close", "keep"]
    reason: Annotated[str, Field(pattern=NO_NUL)]
    unit_id: Key | None = None
    task_id: Key | None = None
