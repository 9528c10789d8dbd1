"""Who may see and change what units plan, their projects and money."""

from hatang.planning.access.plans import (
    get_activity,
    get_unit_plan,
    may_send_letters,
    may_take_step,
    may_write,
    planning_units,
    visible_unit_plans,
)
from hatang.planning.access.units import has_leader, sees_every_plan, units_of, writes_for

__all__ = [
    "get_activity",
    "get_unit_plan",
    "has_leader",
    "may_send_letters",
    "may_take_step",
    "may_write",
    "planning_units",
    "sees_every_plan",
    "units_of",
    "visible_unit_plans",
    "writes_for",
]
