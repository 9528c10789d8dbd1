"""The life of a unit's plan: drafted, with the leader, issued; a change afterwards is a new version."""

from enum import StrEnum


class PlanState(StrEnum):
    """Where a unit's plan is."""

    DRAFT = "draft"
    WITH_LEADER = "with_leader"
    ISSUED = "issued"


class PlanStep(StrEnum):
    """What somebody does with a unit's plan."""

    HAND_IN = "hand_in"
    TAKE_BACK = "take_back"
    SEND_BACK = "send_back"
    ISSUE = "issue"
    REOPEN = "reopen"


S = PlanState
# From which states a step leads, and to which.
MOVES: dict[PlanStep, tuple[tuple[PlanState, ...], PlanState]] = {
    PlanStep.HAND_IN: ((S.DRAFT,), S.WITH_LEADER),
    PlanStep.TAKE_BACK: ((S.WITH_LEADER,), S.DRAFT),
    PlanStep.ISSUE: ((S.DRAFT, S.WITH_LEADER), S.ISSUED),
    PlanStep.SEND_BACK: ((S.WITH_LEADER,), S.DRAFT),
    PlanStep.REOPEN: ((S.ISSUED,), S.DRAFT),
}
# Steps that must say why.
REASONED = (PlanStep.SEND_BACK, PlanStep.REOPEN)


def steps_from(state: str) -> list[PlanStep]:
    """The steps that lead on from a state, in the order they are offered."""
    return [step for step, (begins, _end) in MOVES.items() if state in begins]
