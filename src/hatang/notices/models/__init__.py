"""Tables of the room."""

from hatang.notices.models.comments import EDIT_PERIOD, Comment, Follow, Mention

__all__ = ["EDIT_PERIOD", "Comment", "Follow", "Mention"]
