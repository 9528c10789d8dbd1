"""What the room keeps."""

from hatang.chasing.models.escalations import (
    AnswerName,
    Escalation,
    EscalationStep,
    StateName,
    StepName,
    TierName,
)

__all__ = ["AnswerName", "Escalation", "EscalationStep", "StateName", "StepName", "TierName"]
