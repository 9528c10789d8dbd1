"""Reads of the room, shaped for screens."""

from hatang.chasing.queries.late import late_day, late_obligations, late_reporters, still_late
from hatang.chasing.queries.lists import (
    Candidate,
    Counts,
    EscalationFilter,
    EscalationLine,
    candidates,
    counts_for,
    escalation_lines,
    escalation_rows,
)
from hatang.chasing.queries.pages import EscalationPage, escalation_page

__all__ = [
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
    "late_day",
    "late_obligations",
    "late_reporters",
    "still_late",
]
