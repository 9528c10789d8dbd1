"""Who may see and change what units plan, their projects and money."""

from hatang.accounts.access import units_of, writes_for
from hatang.accounts.queries import has_leader
from hatang.planning.access.plans import (
    get_activity,
    get_plan_file,
    get_unit_plan,
    may_send_letters,
    may_take_step,
    may_write,
    planning_units,
    visible_plan_files,
    visible_unit_plans,
)
from hatang.planning.access.projects import (
    get_platform,
    get_project,
    get_task_link,
    may_decide_projects,
    may_take_project_step,
    may_write_platforms,
    sees_every_project,
    units_worked_for,
    visible_projects,
    writable_units,
    writes_projects_of,
)
from hatang.planning.access.units import sees_every_plan

__all__ = [
    "get_activity",
    "get_plan_file",
    "get_platform",
    "get_project",
    "get_task_link",
    "get_unit_plan",
    "has_leader",
    "may_decide_projects",
    "may_send_letters",
    "may_take_project_step",
    "may_take_step",
    "may_write",
    "may_write_platforms",
    "planning_units",
    "sees_every_plan",
    "sees_every_project",
    "units_of",
    "units_worked_for",
    "visible_plan_files",
    "visible_projects",
    "visible_unit_plans",
    "writable_units",
    "writes_for",
    "writes_projects_of",
]
