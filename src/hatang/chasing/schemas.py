"""Escalations as the API gives and takes them."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from hatang.base.paging import Day
from hatang.chasing.actions.asking import MOST_WORDS
from hatang.chasing.rules import Answer, Decision, State, Tier

Key = Annotated[int, Field(ge=1, lt=2**63)]
Said = Annotated[str, Field(max_length=MOST_WORDS, pattern=r"^[^\x00]*$")]


class EscalationOut(Schema):
    """What is late and asked about: what a unit owes, or its report; `tier` is 1, 2 or 3."""

    id: int
    obligation_id: int | None
    report_id: int | None
    unit_id: int
    due_on: date
    tier: Tier
    state: State
    answer_on: date
    held_until: date | None
    begun_at: datetime
    closed_at: datetime | None


class EscalationPage(Schema):
    """Escalations after a key; `next` is the key of the following page."""

    items: list[EscalationOut]
    next: int | None


class EscalationStepOut(Schema):
    """What was done, at which tier and why; `taken_by` is the position, empty where it was done by itself."""

    step: str
    tier: Tier
    answer: str
    words: str
    on: date | None
    to_whom: str
    taken_by: str
    taken_at: datetime


class EscalationDetailOut(EscalationOut):
    """An escalation with every step, and what the reader may answer or decide now."""

    title: str
    steps: list[EscalationStepOut]
    answers: list[Answer]
    decisions: list[Decision]


class EscalationIn(Schema):
    """What is escalated - one of both - and why."""

    obligation_id: Key | None = None
    report_id: Key | None = None
    because: Said


class AnswerIn(Schema):
    """What a unit answers: the words, and the new day or the obstacle that belong to it."""

    answer: Answer
    words: Said
    until: Day | None = None
    obstacle_id: Key | None = None


class DecisionIn(Schema):
    """What is decided, why, until which day, and the state it was decided on."""

    decision: Decision
    words: Said = ""
    until: Day | None = None
    seen: State
