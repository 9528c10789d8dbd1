"""Doors of the room: pages and what is sent from them."""

from hatang.planning.views.matrix import matrix
from hatang.planning.views.plans import (
    begin,
    drop_activity,
    move_activity,
    plan,
    plan_list,
    put_activity,
    take_step,
    version,
)

__all__ = [
    "begin",
    "drop_activity",
    "matrix",
    "move_activity",
    "plan",
    "plan_list",
    "put_activity",
    "take_step",
    "version",
]
