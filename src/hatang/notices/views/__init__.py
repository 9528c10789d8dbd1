"""Pages of the room, and the buttons on them."""

from hatang.notices.views.comments import change, remove, set_follow, write
from hatang.notices.views.evidence import (
    add_evidence,
    evidence,
    evidence_picture,
    fetch_evidence,
    remove_evidence,
)
from hatang.notices.views.inbox import inbox, open_notice, preferences, read_all, read_notice

__all__ = [
    "add_evidence",
    "change",
    "evidence",
    "evidence_picture",
    "fetch_evidence",
    "inbox",
    "open_notice",
    "preferences",
    "read_all",
    "read_notice",
    "remove",
    "remove_evidence",
    "set_follow",
    "write",
]
