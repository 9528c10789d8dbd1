"""Pages of the room, and the buttons on them."""

from hatang.notices.views.comments import change, remove, set_follow, write
from hatang.notices.views.evidence import (
    add_evidence,
    evidence,
    evidence_picture,
    fetch_evidence,
    remove_evidence,
)
from hatang.notices.views.inbox import follows, inbox, open_notice, preferences, read_all, read_notice
from hatang.notices.views.obstacles import obstacle, obstacle_list, raise_obstacle, take_step
from hatang.notices.views.webhooks import end_webhook, webhooks

__all__ = [
    "add_evidence",
    "change",
    "end_webhook",
    "evidence",
    "evidence_picture",
    "fetch_evidence",
    "follows",
    "inbox",
    "obstacle",
    "obstacle_list",
    "open_notice",
    "preferences",
    "raise_obstacle",
    "read_all",
    "read_notice",
    "remove",
    "remove_evidence",
    "set_follow",
    "take_step",
    "webhooks",
    "write",
]
