"""The life of a project: thought of, proposed, appraised, approved, carried out, finished or stopped."""

from enum import StrEnum


class ProjectState(StrEnum):
    """Where a project is."""

    IDEA = "idea"
    PROPOSED = "proposed"
    IN_APPRAISAL = "in_appraisal"
    APPRAISED = "appraised"
    APPROVED = "approved"
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"


class ProjectStep(StrEnum):
    """What somebody does with a project."""

    PROPOSE = "propose"
    TAKE_BACK = "take_back"
    BEGIN_APPRAISAL = "begin_appraisal"
    APPRAISE = "appraise"
    APPROVE = "approve"
    START = "start"
    FINISH = "finish"
    SEND_BACK = "send_back"
    STOP = "stop"
    REOPEN = "reopen"


S, T = ProjectState, ProjectStep
# From which states a step leads, and to which.
MOVES: dict[ProjectStep, tuple[tuple[ProjectState, ...], ProjectState]] = {
    T.PROPOSE: ((S.IDEA,), S.PROPOSED),
    T.TAKE_BACK: ((S.PROPOSED,), S.IDEA),
    T.BEGIN_APPRAISAL: ((S.PROPOSED,), S.IN_APPRAISAL),
    T.APPRAISE: ((S.IN_APPRAISAL,), S.APPRAISED),
    T.APPROVE: ((S.APPRAISED,), S.APPROVED),
    T.START: ((S.APPROVED,), S.RUNNING),
    T.FINISH: ((S.RUNNING,), S.FINISHED),
    T.SEND_BACK: ((S.PROPOSED, S.IN_APPRAISAL, S.APPRAISED), S.IDEA),
    T.STOP: ((S.IDEA, S.PROPOSED, S.IN_APPRAISAL, S.APPRAISED, S.APPROVED, S.RUNNING), S.STOPPED),
    T.REOPEN: ((S.STOPPED, S.FINISHED), S.IDEA),
}
# Steps that the unit takes by itself; the others are the office's and the leaders'.
OF_THE_UNIT = (T.PROPOSE, T.TAKE_BACK, T.START, T.FINISH)
# Steps that stand on a document: whose, its number and day.
DOCUMENTED = (T.APPRAISE, T.APPROVE)
# Steps that must say why.
REASONED = (T.SEND_BACK, T.STOP, T.REOPEN)
# Of these nothing more is planned, so that they overlap with nobody's plans.
ENDED = (S.STOPPED,)


def begins_of(step: ProjectStep, *, needs_appraisal: bool) -> tuple[ProjectState, ...]:
    """The states from which a step leads on; what needs no appraisal is approved as it was proposed."""
    begins, _end = MOVES[step]
    if step is T.APPROVE and not needs_appraisal:
        return (S.PROPOSED, *begins)
    return begins


def steps_from(state: str, *, needs_appraisal: bool) -> list[ProjectStep]:
    """The steps that lead on from a state, in the order they are offered."""
    return [step for step in MOVES if state in begins_of(step, needs_appraisal=needs_appraisal)]
