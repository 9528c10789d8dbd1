"""Pages of the room, and the buttons on them."""

from hatang.notices.views.comments import change, remove, set_follow, write

__all__ = ["change", "remove", "set_follow", "write"]
