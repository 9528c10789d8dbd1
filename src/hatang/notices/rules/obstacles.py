"""In what state an obstacle may be, and what leads from one to the next."""

from enum import StrEnum


class ObstacleState(StrEnum):
    """How far an obstacle is."""

    OPEN = "open"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    CLOSED = "closed"


class Step(StrEnum):
    """What somebody does about an obstacle."""

    ANSWER = "answer"
    HAND_ON = "hand_on"
    ESCALATE = "escalate"
    RETURN = "return"
    CLOSE = "close"
    REOPEN = "reopen"
    SET_DAY = "set_day"


# From which states a step leads to which one, None where it stays; any other move is refused.
MOVES: dict[Step, tuple[frozenset[ObstacleState], ObstacleState | None]] = {
    Step.ANSWER: (frozenset({ObstacleState.OPEN, ObstacleState.ESCALATED}), ObstacleState.ANSWERED),
    Step.HAND_ON: (frozenset({ObstacleState.OPEN}), ObstacleState.OPEN),
    Step.ESCALATE: (frozenset({ObstacleState.OPEN, ObstacleState.ANSWERED}), ObstacleState.ESCALATED),
    Step.RETURN: (frozenset({ObstacleState.ANSWERED}), ObstacleState.OPEN),
    Step.CLOSE: (frozenset({ObstacleState.OPEN, ObstacleState.ANSWERED}), ObstacleState.CLOSED),
    Step.REOPEN: (frozenset({ObstacleState.CLOSED}), ObstacleState.OPEN),
    Step.SET_DAY: (frozenset({ObstacleState.OPEN, ObstacleState.ESCALATED}), None),
}
# Closing what was answered needs no words; every other step says what or why.
WORDLESS = frozenset({(Step.CLOSE, ObstacleState.ANSWERED)})


def steps_from(state: str) -> list[Step]:
    """Steps that lead on from a state, in the order they are offered."""
    return [step for step, (begins, _end) in MOVES.items() if state in begins]
