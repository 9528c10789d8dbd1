"""Writes of mails: queued in the transaction of what they tell, sent by a job."""

import smtplib
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.base import smtp
from hatang.base.history import action
from hatang.base.jobs import enqueue
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.models import Mail

SEND_MAILS = "notices.send_mails"
# A server that says "later" is asked again after these pauses, then every hour until the mail is too old.
PAUSES_MINUTES = (1, 5, 15)
LONGEST_WAIT = timedelta(days=3)


class NoMailServer(Conflict):
    """The house has no mail server."""

    code = "no_mail_server"


@action
def queue_mail(*, to: str, subject: str, text: str, at: datetime) -> Mail:
    """Write a mail within the caller's transaction; it goes out after the commit, by the job.

    Raises:
        NoMailServer: HATANG_SMTP_URL is not set.
        Refusal: the address is none, or the mail says nothing.
    """
    if not smtp.is_set():
        raise NoMailServer(_("This house sends no mail: no mail server is set (HATANG_SMTP_URL)."))
    to = to.strip()
    if not is_address(to):
        raise Refusal(_("“%(words)s” is no address of mail.") % {"words": to[:100]}, field="to")
    subject = " ".join(subject.split())
    if not subject or not text.strip():
        raise Refusal(_("A mail needs a subject and words."), field="text")
    mail = Mail.objects.create(
        message_id=f"<{uuid4()}@{smtp.sender_domain()}>",
        to=to,
        subject=subject if len(subject) <= 200 else f"{subject[:199]}…",
        text=text.replace("\x00", ""),
        created_at=at,
        due_at=at,
    )
    enqueue(SEND_MAILS, once=SEND_MAILS)
    return mail


def is_address(words: str) -> bool:
    """Whether mail can be sent to this."""
    try:
        validate_email(words)
    except ValidationError:
        return False
    return words.isascii()


def is_any_due(*, at: datetime) -> bool:
    """Whether a mail waits to be sent now."""
    return _waiting(at).exists()


def send_next(*, connection: smtplib.SMTP, at: datetime) -> bool:
    """Send the mail that waits longest; false when none is due.

    A mail on which the server breaks off waits a while, so that it does not stop those behind it.

    The row stays locked while the server takes the mail. Whoever is killed in between leaves it unsent, and
    it goes out once more under the same Message-ID.

    Raises:
        ServerSilent: the connection broke.
    """
    silent = _send_next(connection, at)
    if isinstance(silent, smtp.ServerSilent):
        raise silent
    return silent


@transaction.atomic
def _send_next(connection: smtplib.SMTP, at: datetime) -> "bool | smtp.ServerSilent":
    mail = _waiting(at).select_for_update(skip_locked=True).first()
    if mail is None:
        return False
    letter = smtp.Letter(
        to=mail.to,
        subject=mail.subject,
        text=mail.text,
        message_id=mail.message_id,
        written_at=mail.created_at,
    )
    mail.n_tries += 1
    silent: smtp.ServerSilent | None = None
    try:
        smtp.send(connection, letter)
    except smtp.MailRefused as refused:
        _put_off(mail, str(refused), is_final=refused.is_final, at=at)
    except smtp.ServerSilent as error:
        silent = error
        _put_off(mail, str(error), is_final=False, at=at)
    else:
        mail.sent_at, mail.text, mail.last_error = max(at, mail.created_at), "", ""
    mail.save(update_fields=["n_tries", "sent_at", "text", "last_error", "given_up_at", "due_at"])
    return silent or True


def _waiting(at: datetime) -> "QuerySet[Mail]":
    return Mail.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, due_at__lte=at)


def _put_off(mail: Mail, said: str, *, is_final: bool, at: datetime) -> None:
    mail.last_error = said[:500]
    if is_final or at - mail.created_at > LONGEST_WAIT:
        mail.given_up_at, mail.text = at, ""
        return
    pause = PAUSES_MINUTES[mail.n_tries - 1] if mail.n_tries <= len(PAUSES_MINUTES) else 60
    mail.due_at = at + timedelta(minutes=pause)
