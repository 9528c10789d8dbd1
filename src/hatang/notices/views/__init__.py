"""Pages of the room, and the buttons on them."""

from hatang.notices.views.comments import change, remove, set_follow, write
from hatang.notices.views.inbox import inbox, open_notice, preferences, read_all, read_notice

__all__ = [
    "change",
    "inbox",
    "open_notice",
    "preferences",
    "read_all",
    "read_notice",
    "remove",
    "set_follow",
    "write",
]
