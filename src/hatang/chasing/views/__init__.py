"""Pages of the room."""

from hatang.chasing.views.beginning import begin
from hatang.chasing.views.escalations import answer, decide, escalation, escalation_list
from hatang.chasing.views.ladders import ladders
from hatang.chasing.views.proposals import draft, proposal, proposals, unit_rows

__all__ = [
    "answer",
    "begin",
    "decide",
    "draft",
    "escalation",
    "escalation_list",
    "ladders",
    "proposal",
    "proposals",
    "unit_rows",
]
