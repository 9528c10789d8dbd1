"""Writes of the room."""

from hatang.notices.actions.comments import (
    AlreadySent,
    TooLate,
    change_comment,
    remove_comment,
    write_comment,
)
from hatang.notices.actions.follows import follow, unfollow

__all__ = [
    "AlreadySent",
    "TooLate",
    "change_comment",
    "follow",
    "remove_comment",
    "unfollow",
    "write_comment",
]
