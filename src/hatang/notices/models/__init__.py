"""Tables of the room."""

from hatang.notices.models.comments import EDIT_PERIOD, Comment, Follow, Mention
from hatang.notices.models.evidence import Evidence
from hatang.notices.models.inbox import MailPreference, Notice, NoticeKind
from hatang.notices.models.mails import Mail
from hatang.notices.models.obstacles import MOST_TITLE, Obstacle, ObstacleStep, StateName, StepName
from hatang.notices.models.webhooks import Webhook, WebhookDelivery

__all__ = [
    "EDIT_PERIOD",
    "MOST_TITLE",
    "Comment",
    "Evidence",
    "Follow",
    "Mail",
    "MailPreference",
    "Mention",
    "Notice",
    "NoticeKind",
    "Obstacle",
    "ObstacleStep",
    "StateName",
    "StepName",
    "Webhook",
    "WebhookDelivery",
]
