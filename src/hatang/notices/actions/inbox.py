"""Writes of what a person has read, and of how the person wants mail."""

from datetime import datetime, time

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.notices.models import MailPreference, Notice
from hatang.notices.rules import Pace


@action
def read_notice(*, notice: Notice, by: User, at: datetime) -> Notice:
    """Mark a notice of one's own as read; the first moment counts, and no mail repeats it."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at, mail_due_at=None)
    notice.refresh_from_db()
    return notice


@action
def read_all(*, last: int, by: User, at: datetime) -> int:
    """Mark one's own notices up to the last one that was shown as read; gives how many."""
    unread = Notice.objects.filter(user=by, pk__lte=last, read_at__isnull=True, created_at__lte=at)
    return unread.update(read_at=at, mail_due_at=None)


@action
def choose_mail(
    *, pace: str, quiet_from: time | None, quiet_until: time | None, by: User, at: datetime
) -> MailPreference:
    """Say how often one wants mail, and when not.

    Raises:
        Refusal: there is no such pace, or the quiet hours have only one end or no length.
    """
    if pace not in [one.value for one in Pace]:
        raise Refusal(_("Choose how often you want mail."), field="pace")
    if (quiet_from is None) != (quiet_until is None):
        raise Refusal(_("Quiet hours need both a beginning and an end."), field="quiet")
    if quiet_from is not None and quiet_from == quiet_until:
        raise Refusal(_("Quiet hours begin and end at different times."), field="quiet")
    wanted = {"pace": pace, "quiet_from": quiet_from, "quiet_until": quiet_until}
    preference, _is_new = MailPreference.objects.update_or_create(user=by, defaults=wanted)
    return preference
