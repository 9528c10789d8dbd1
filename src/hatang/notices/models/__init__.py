"""Tables of the room."""

from hatang.notices.models.comments import EDIT_PERIOD, Comment, Follow, Mention
from hatang.notices.models.evidence import Evidence
from hatang.notices.models.inbox import MailPreference, Notice, NoticeKind
from hatang.notices.models.mails import Mail

__all__ = [
    "EDIT_PERIOD",
    "Comment",
    "Evidence",
    "Follow",
    "Mail",
    "MailPreference",
    "Mention",
    "Notice",
    "NoticeKind",
]
