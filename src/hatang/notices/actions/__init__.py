"""Writes of the room."""

from hatang.notices.actions.comments import (
    AlreadySent,
    TooLate,
    change_comment,
    remove_comment,
    write_comment,
)
from hatang.notices.actions.evidence import AlreadyRemoved, WrongFileType, add_evidence, remove_evidence
from hatang.notices.actions.follows import follow, unfollow
from hatang.notices.actions.inbox import choose_mail, read_all, read_notice
from hatang.notices.actions.mails import NoMailServer, queue_mail, send_next
from hatang.notices.actions.obstacles import (
    Raised,
    WrongStep,
    raise_obstacle,
    remind_of_answers,
    take_obstacle_step,
)
from hatang.notices.actions.telling import tell, write_digest, write_digests
from hatang.notices.actions.webhooks import add_webhook, end_webhook, send_next_delivery

__all__ = [
    "AlreadyRemoved",
    "AlreadySent",
    "NoMailServer",
    "Raised",
    "TooLate",
    "WrongFileType",
    "WrongStep",
    "add_evidence",
    "add_webhook",
    "change_comment",
    "choose_mail",
    "end_webhook",
    "follow",
    "queue_mail",
    "raise_obstacle",
    "read_all",
    "read_notice",
    "remind_of_answers",
    "remove_comment",
    "remove_evidence",
    "send_next",
    "send_next_delivery",
    "take_obstacle_step",
    "tell",
    "unfollow",
    "write_comment",
    "write_digest",
    "write_digests",
]
