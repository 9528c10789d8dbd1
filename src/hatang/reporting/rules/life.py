"""The life of a report: drafted, looked at by the head, approved by the leader, submitted, accepted."""

from enum import StrEnum


class ReportState(StrEnum):
    """Where a report is."""

    DRAFT = "draft"
    WITH_HEAD = "with_head"
    WITH_LEADER = "with_leader"
    APPROVED = "approved"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class ReportStep(StrEnum):
    """What somebody does with a report."""

    HAND_IN = "hand_in"
    PASS_ON = "pass_on"  # noqa: S105 - a word of a step
    SEND_BACK = "send_back"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    UNLOCK = "unlock"


S = ReportState
# What may be written in: everything else is looked at as it is.
WRITABLE = (S.DRAFT, S.RETURNED)
# In the unit's own hands.
WITHIN = (S.DRAFT, S.WITH_HEAD, S.WITH_LEADER, S.APPROVED, S.RETURNED)
# Whoever waits for it has it.
ARRIVED = (S.SUBMITTED, S.ACCEPTED)

# From which states a step leads, and to which; handing in goes past a head where the unit has none.
MOVES: dict[ReportStep, tuple[tuple[ReportState, ...], ReportState]] = {
    ReportStep.HAND_IN: ((S.DRAFT, S.RETURNED), S.WITH_HEAD),
    ReportStep.PASS_ON: ((S.WITH_HEAD,), S.WITH_LEADER),
    ReportStep.SEND_BACK: ((S.WITH_HEAD, S.WITH_LEADER, S.APPROVED), S.DRAFT),
    ReportStep.TAKE_BACK: ((S.WITH_HEAD, S.WITH_LEADER), S.DRAFT),
    ReportStep.APPROVE: ((S.DRAFT, S.RETURNED, S.WITH_HEAD, S.WITH_LEADER), S.APPROVED),
    ReportStep.SUBMIT: ((S.APPROVED,), S.SUBMITTED),
    ReportStep.ACCEPT: ((S.SUBMITTED,), S.ACCEPTED),
    ReportStep.RETURN: ((S.SUBMITTED,), S.RETURNED),
    ReportStep.UNLOCK: ((S.ACCEPTED,), S.RETURNED),
}
# Steps that must say why.
REASONED = (ReportStep.SEND_BACK, ReportStep.RETURN, ReportStep.UNLOCK)


def steps_from(state: str) -> list[ReportStep]:
    """The steps that lead on from a state, in the order they are offered."""
    return [step for step, (begins, _end) in MOVES.items() if state in begins]
