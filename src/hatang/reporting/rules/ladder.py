"""Whose turn a report is that has not arrived; the days on which it is asked for again are `base.ladder`."""

from enum import StrEnum

from hatang.reporting.rules.life import WITHIN, ReportState


class Turn(StrEnum):
    """Whose turn a report is that has not arrived."""

    NOT_BEGUN = "not_begun"
    WRITING = "writing"
    RETURNED = "returned"
    WITH_HEAD = "with_head"
    WITH_LEADER = "with_leader"
    SENDING = "sending"


_TURNS = {
    ReportState.DRAFT: Turn.WRITING,
    ReportState.RETURNED: Turn.RETURNED,
    ReportState.WITH_HEAD: Turn.WITH_HEAD,
    ReportState.WITH_LEADER: Turn.WITH_LEADER,
    ReportState.APPROVED: Turn.SENDING,
}


def turn_of(state: str | None) -> Turn | None:
    """Whose turn a report is in its state, None being one that nobody began; nobody's once it has arrived."""
    if state is None:
        return Turn.NOT_BEGUN
    return _TURNS[ReportState(state)] if state in WITHIN else None
