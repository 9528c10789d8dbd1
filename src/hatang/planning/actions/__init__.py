"""Writes of the room."""

from hatang.planning.actions.activities import (
    Planned,
    StaleActivity,
    drop_activity,
    move_activity,
    put_activity,
)
from hatang.planning.actions.plans import NotComplete, WrongStep, begin_plan, take_plan_step

__all__ = [
    "NotComplete",
    "Planned",
    "StaleActivity",
    "WrongStep",
    "begin_plan",
    "drop_activity",
    "move_activity",
    "put_activity",
    "take_plan_step",
]
