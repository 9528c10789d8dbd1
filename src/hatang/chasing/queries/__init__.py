"""Reads of the room, shaped for screens."""

from hatang.chasing.queries.late import late_day, late_obligations, late_reporters, still_late
from hatang.chasing.queries.lists import (
    WAYS,
    Candidate,
    Counts,
    EscalationFilter,
    EscalationLine,
    candidates,
    counts_for,
    escalation_lines,
    escalation_rows,
    escalations_about,
)
from hatang.chasing.queries.pages import EscalationPage, escalation_page

__all__ = [
    "WAYS",
    "Candidate",
    "Counts",
    "EscalationFilter",
    "EscalationLine",
    "EscalationPage",
    "candidates",
    "counts_for",
    "escalation_lines",
    "escalation_page",
    "escalation_rows",
    "escalations_about",
    "late_day",
    "late_obligations",
    "late_reporters",
    "still_late",
]
