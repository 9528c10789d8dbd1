"""Reads of the room."""

from hatang.notices.queries.comments import Said, Talk, called_by, mentionable, talk_about
from hatang.notices.queries.evidence import Folder, folder_of
from hatang.notices.queries.inbox import (
    Line,
    followers,
    inbox,
    lines,
    n_unread,
    newest,
    people_of,
    subjects_of,
    wishes_of,
)
from hatang.notices.queries.obstacles import (
    ObstacleFilter,
    ObstacleLine,
    ObstaclePage,
    leaders_of_the_province,
    n_waiting,
    obstacle_lines,
    obstacle_list,
    obstacle_page,
    obstacles_about,
    people_who_answer,
    waiting,
)

__all__ = [
    "Folder",
    "Line",
    "ObstacleFilter",
    "ObstacleLine",
    "ObstaclePage",
    "Said",
    "Talk",
    "called_by",
    "folder_of",
    "followers",
    "inbox",
    "leaders_of_the_province",
    "lines",
    "mentionable",
    "n_unread",
    "n_waiting",
    "newest",
    "obstacle_lines",
    "obstacle_list",
    "obstacle_page",
    "obstacles_about",
    "people_of",
    "people_who_answer",
    "subjects_of",
    "talk_about",
    "waiting",
    "wishes_of",
]
