"""Doors of the room: pages and what is sent from them."""

from hatang.planning.views.files import add_file, drop_file, fetch_file
from hatang.planning.views.letters import untaken
from hatang.planning.views.matrix import matrix
from hatang.planning.views.overlaps import (
    change_platform,
    new_platform,
    overlap_list,
    platform_list,
    settle_overlap,
)
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
from hatang.planning.views.project_books import project_workbook
from hatang.planning.views.projects import (
    change_project,
    link_task,
    money,
    new_project,
    project,
    project_list,
    project_money,
    take_project_step,
    unlink_task,
)
from hatang.planning.views.proposals import propose
from hatang.planning.views.proposals import undo as undo_proposals
from hatang.planning.views.timeline import plan_timeline

__all__ = [
    "add_file",
    "begin",
    "change_platform",
    "change_project",
    "drop_activity",
    "drop_file",
    "fetch_file",
    "link_task",
    "matrix",
    "money",
    "move_activity",
    "new_platform",
    "new_project",
    "overlap_list",
    "plan",
    "plan_list",
    "plan_timeline",
    "platform_list",
    "project",
    "project_list",
    "project_money",
    "project_workbook",
    "propose",
    "put_activity",
    "settle_overlap",
    "take_project_step",
    "take_step",
    "undo_proposals",
    "unlink_task",
    "untaken",
    "version",
]
