"""Writes of the room."""

from hatang.planning.actions.activities import (
    Planned,
    StaleActivity,
    drop_activity,
    move_activity,
    put_activity,
)
from hatang.planning.actions.files import add_plan_file, drop_plan_file
from hatang.planning.actions.money import Place, in_millions, set_money
from hatang.planning.actions.overlaps import NoOverlap, settle_overlap
from hatang.planning.actions.plans import NotComplete, WrongStep, begin_plan, take_plan_step
from hatang.planning.actions.platforms import PlatformFacts, StalePlatform, put_platform
from hatang.planning.actions.project_imports import (
    FaultyProjects,
    StaleProjects,
    check_projects,
    import_projects,
)
from hatang.planning.actions.projects import (
    ProjectFacts,
    StaleProject,
    StepDocument,
    WrongProjectStep,
    change_project,
    link_task,
    make_project,
    take_project_step,
    unlink_task,
)
from hatang.planning.actions.proposals import take_proposals, undo_proposals

__all__ = [
    "FaultyProjects",
    "NoOverlap",
    "NotComplete",
    "Place",
    "Planned",
    "PlatformFacts",
    "ProjectFacts",
    "StaleActivity",
    "StalePlatform",
    "StaleProject",
    "StaleProjects",
    "StepDocument",
    "WrongProjectStep",
    "WrongStep",
    "add_plan_file",
    "begin_plan",
    "change_project",
    "check_projects",
    "drop_activity",
    "drop_plan_file",
    "import_projects",
    "in_millions",
    "link_task",
    "make_project",
    "move_activity",
    "put_activity",
    "put_platform",
    "set_money",
    "settle_overlap",
    "take_plan_step",
    "take_project_step",
    "take_proposals",
    "undo_proposals",
    "unlink_task",
]
