"""Pages of the room."""

from hatang.chasing.views.beginning import begin
from hatang.chasing.views.escalations import answer, decide, escalation, escalation_list

__all__ = ["answer", "begin", "decide", "escalation", "escalation_list"]
