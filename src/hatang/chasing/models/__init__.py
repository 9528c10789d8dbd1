"""What the room keeps."""

from hatang.chasing.models.escalations import (
    AnswerName,
    Escalation,
    EscalationStep,
    StateName,
    StepName,
    TierName,
)
from hatang.chasing.models.proposals import Proposal, ProposedUnit, Verdict

__all__ = [
    "AnswerName",
    "Escalation",
    "EscalationStep",
    "Proposal",
    "ProposedUnit",
    "StateName",
    "StepName",
    "TierName",
    "Verdict",
]
