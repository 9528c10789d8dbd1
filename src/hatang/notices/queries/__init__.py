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

__all__ = [
    "Folder",
    "Line",
    "Said",
    "Talk",
    "called_by",
    "folder_of",
    "followers",
    "inbox",
    "lines",
    "mentionable",
    "n_unread",
    "newest",
    "people_of",
    "subjects_of",
    "talk_about",
    "wishes_of",
]
