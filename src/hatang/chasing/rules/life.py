"""How an escalation goes: who is asked at which tier, and what leads from one state to another."""

from enum import IntEnum, StrEnum


class Tier(IntEnum):
    """Who is asked for an answer: those who do the work, who leads the unit, who leads the province."""

    WORKING = 1
    UNIT_LEADER = 2
    COMMITTEE = 3


class State(StrEnum):
    """Where an escalation is; a held one rests until a day."""

    WAITING = "waiting"
    ANSWERED = "answered"
    HELD = "held"
    CLOSED = "closed"


class Step(StrEnum):
    """What was done in an escalation."""

    ASKED = "asked"
    ANSWERED = "answered"
    ASKED_AGAIN = "asked_again"
    HELD = "held"
    RESUMED = "resumed"
    TIME_GIVEN = "time_given"
    CLOSED = "closed"
    ENDED = "ended"


class Answer(StrEnum):
    """What a unit answers; what it delivers needs no answer."""

    REASON = "reason"
    NEW_DAY = "new_day"
    OBSTACLE = "obstacle"


class Decision(StrEnum):
    """What is decided about an answer, or about silence."""

    GIVE_TIME = "give_time"
    HOLD = "hold"
    ASK_AGAIN = "ask_again"
    RAISE = "raise"
    CLOSE = "close"


OPEN = (State.WAITING, State.ANSWERED, State.HELD)
# From here it may be answered: while it waits, and while it rests.
ANSWERABLE = (State.WAITING, State.HELD)
# Decisions that need words; for the others these are offered.
WITH_WORDS = (Decision.HOLD, Decision.ASK_AGAIN, Decision.CLOSE)


def next_tier(tier: int) -> Tier | None:
    """The tier above; None above the last."""
    return Tier(tier + 1) if tier < Tier.COMMITTEE else None
