"""Writes of the room."""

from hatang.chasing.actions.answering import Answered, Decided, answer, decide
from hatang.chasing.actions.asking import AlreadyEscalated, NotLate, begin, begin_many
from hatang.chasing.actions.moving import begin_by_ladder, move_on

__all__ = [
    "AlreadyEscalated",
    "Answered",
    "Decided",
    "NotLate",
    "answer",
    "begin",
    "begin_by_ladder",
    "begin_many",
    "decide",
    "move_on",
]
