"""Programs outside that are told of notices, and how their last tellings went."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q

from hatang.notices import access
from hatang.notices.models import NoticeKind, Webhook


@dataclass(frozen=True)
class WebhookLine:
    """A program, the kinds it is told of, when it last took something, what waits and what was given up."""

    webhook: Webhook
    kinds: str
    sent_at: datetime | None
    n_waiting: int
    n_given_up: int
    last_error: str


def webhook_lines(user: object) -> list[WebhookLine]:
    """Programs with their tellings; two queries however many they are."""
    waiting = Q(deliveries__sent_at__isnull=True, deliveries__given_up_at__isnull=True)
    rows: Any = access.visible_webhooks(user).annotate(
        last_sent_at=Max("deliveries__sent_at"),
        n_waiting=Count("deliveries", filter=waiting),
        n_given_up=Count("deliveries", filter=Q(deliveries__given_up_at__isnull=False)),
        error=Max("deliveries__last_error", filter=waiting),
    )
    return [
        WebhookLine(
            one,
            ", ".join(str(NoticeKind(kind).label) for kind in one.kinds),
            one.last_sent_at,
            one.n_waiting,
            one.n_given_up,
            one.error or "",
        )
        for one in rows
    ]
