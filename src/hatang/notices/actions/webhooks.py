"""Writes of webhooks: programs outside are told of notices, from an outbox as mails are (ADR 0031)."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from hatang.accounts.access import may_manage_users, require
from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.hooks import NotTaken, checked_url, post, signature
from hatang.base.jobs import enqueue
from hatang.base.refusal import Refusal
from hatang.base.sealing import NotOpened, opened, sealed
from hatang.notices import subjects
from hatang.notices.models import NoticeKind, Webhook, WebhookDelivery
from hatang.notices.subjects import Subject

SEND_DELIVERIES = "notices.send_deliveries"
_PURPOSE = "webhook"
LEAST_SECRET = 16
# A program that does not answer is asked again after these pauses, then every hour for three days.
_PAUSES_MINUTES = (1, 5, 15)
_LONGEST_WAIT = timedelta(days=3)


@action
def add_webhook(
    *, name: str, url: str, secret: str, kinds: Collection[str], by: User, at: datetime
) -> Webhook:
    """Tell a program outside of notices of some kinds from now on.

    Raises:
        NotAllowed: the person does not administer the house.
        Refusal: the name, the address, the secret or the kinds are missing or wrong.
    """
    require(may_manage_users(by))
    name = " ".join(name.split())
    if not name or len(name) > 100:
        raise Refusal(_("Give it a name of at most 100 characters."), field="name")
    if len(url.strip()) > 500:
        raise Refusal(_("The address has more than 500 characters."), field="url")
    checked_url(url, may_be_private=settings.MAY_CALL_PRIVATE)
    if not LEAST_SECRET <= len(secret) <= 200:
        raise Refusal(
            _("The secret has %(least)s to 200 characters.") % {"least": LEAST_SECRET}, field="secret"
        )
    chosen = [kind for kind in NoticeKind.values if kind in kinds]
    if not chosen:
        raise Refusal(_("Choose at least one kind of notices."), field="kinds")
    return Webhook.objects.create(
        name=name,
        url=url.strip(),
        secret=sealed(secret, purpose=_PURPOSE),
        kinds=chosen,
        made_by=by,
        made_at=at,
    )


@action
def end_webhook(*, webhook: Webhook, by: User, at: datetime) -> Webhook:
    """Tell a program nothing more; what waits is given up.

    Raises:
        NotAllowed: the person does not administer the house.
    """
    require(may_manage_users(by))
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    webhook.ended_at = webhook.ended_at or at
    webhook.save(update_fields=["ended_at"])
    waiting = webhook.deliveries.filter(sent_at__isnull=True, given_up_at__isnull=True)
    waiting.update(given_up_at=at, body={})
    return webhook


def announce(*, kind: str, subject: Subject, address: str, at: datetime) -> int:
    """Queue what programs are told of a notice, in the caller's transaction; gives how many are told.

    It says the kind and the title of the subject, no sentence and no person; nothing of what is restricted.
    """
    hooks = [one for one in Webhook.objects.filter(ended_at__isnull=True) if kind in one.kinds]
    if not hooks or not subject.kind.may_leave(subject.row):
        return 0
    for hook in hooks:
        key = uuid4()
        body = {
            "id": str(key),
            "kind": kind,
            "about": subject.kind.name,
            "title": subject.title,
            "url": address,
            "at": at.isoformat(timespec="seconds"),
        }
        WebhookDelivery.objects.create(
            webhook=hook, key=key, **subject.columns, body=body, created_at=at, due_at=at
        )
    enqueue(SEND_DELIVERIES, once=SEND_DELIVERIES)
    return len(hooks)


@transaction.atomic
def send_next_delivery(*, at: datetime) -> bool:
    """Send the telling that waits longest; false when none is due.

    The row stays locked while the program takes it. Whoever is killed in between leaves it unsent, and it
    goes out once more under the same key.
    """
    rows = WebhookDelivery.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, due_at__lte=at)
    found = rows.select_for_update(skip_locked=True, of=("self",)).select_related("webhook__made_by").first()
    if found is None:
        return False
    found.n_tries += 1
    try:
        _send(found)
    except NotTaken as error:
        _put_off(found, error, at)
    else:
        found.sent_at, found.last_error, found.body = max(at, found.created_at), "", {}
    found.save(update_fields=["n_tries", "sent_at", "body", "last_error", "given_up_at", "due_at"])
    return True


def _send(found: WebhookDelivery) -> None:
    """Send it, unless what it is about was restricted since, or is hidden from whoever set the program up."""
    row = subjects.seen(found.webhook.made_by, found.subject_kind, [found.subject_id]).get(found.subject_id)
    if row is None or not row.kind.may_leave(row.row):
        raise NotTaken(_("What it is about may not leave the house any more."), is_final=True)
    try:
        secret = opened(found.webhook.secret, purpose=_PURPOSE)
    except NotOpened as error:
        words = _("The key of the house was changed: end this program and add it again with its secret.")
        raise NotTaken(words, is_final=True) from error
    body = json.dumps(found.body, ensure_ascii=False, sort_keys=True).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Hatang-Webhook/1",
        "X-Hatang-Delivery": str(found.key),
        "X-Hatang-Signature": signature(secret, body),
    }
    post(found.webhook.url, body, headers, may_be_private=settings.MAY_CALL_PRIVATE)


def _put_off(found: WebhookDelivery, error: NotTaken, at: datetime) -> None:
    found.last_error = str(error)[:500]
    if error.is_final or at - found.created_at > _LONGEST_WAIT:
        found.given_up_at, found.body = max(at, found.created_at), {}
        return
    pause = _PAUSES_MINUTES[found.n_tries - 1] if found.n_tries <= len(_PAUSES_MINUTES) else 60
    found.due_at = at + timedelta(minutes=pause)
