"""Rules of the room; they need no database."""

from hatang.chasing.rules.life import (
    ANSWERABLE,
    OPEN,
    WITH_WORDS,
    Answer,
    Decision,
    State,
    Step,
    Tier,
    next_tier,
)

__all__ = [
    "ANSWERABLE",
    "OPEN",
    "WITH_WORDS",
    "Answer",
    "Decision",
    "State",
    "Step",
    "Tier",
    "next_tier",
]
