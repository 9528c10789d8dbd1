"""Calendars a person subscribes to: opened, revoked and read."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, NotFound, Refusal
from hatang.programme.models import QUERY_LENGTH, CalendarFeed

MOST_FEEDS = 20
# Programs ask every few minutes: their use is noted once an hour.
_NOTED_EVERY = timedelta(hours=1)


class UnknownFeed(NotFound):
    """No calendar has this address, it was revoked, or its person signs in no more."""

    code = "unknown_feed"


@action
def open_feed(*, name: str, query: str, by: User, at: datetime) -> tuple[CalendarFeed, str]:
    """Give a person a secret address for a calendar program; the secret is shown this once.

    Args:
        name: what the calendar is called in the program.
        query: the filters of the list of tasks, as an address carries them.
        by: whose calendar it is.
        at: when.

    Raises:
        Refusal: the name is empty or too long, or the filters are too long.
        Conflict: the person has as many calendars as one may have.
    """
    name = name.strip()
    if not name or len(name) > 80:
        raise Refusal(_("Give the calendar a name of at most 80 characters."), field="name")
    if len(query) > QUERY_LENGTH:
        raise Refusal(_("These filters are too long to be kept."), field="query")
    # Lock the person: two windows must not pass the limit together.
    User.objects.select_for_update().get(pk=by.pk)
    n_open = CalendarFeed.objects.filter(user=by, revoked_at__isnull=True).count()
    if n_open >= MOST_FEEDS:
        raise Conflict(_("You have %(n)s calendars. Revoke one first.") % {"n": n_open})
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        user=by, name=name, query=query, hint=secret[-4:], digest=_digest(secret), created_at=at
    )
    return feed, secret


@action
def revoke_feed(*, feed: CalendarFeed, by: User, at: datetime) -> CalendarFeed:
    """Close an address for good; one that was closed before stays as it was."""
    feed = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    if feed.revoked_at is None:
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
    return feed


def use_feed(*, secret: str, at: datetime) -> CalendarFeed:
    """The calendar of an address, with its use noted.

    Raises:
        UnknownFeed: none is open under this secret.
    """
    feed = CalendarFeed.objects.select_related("user__unit").filter(digest=_digest(secret)).first()
    if feed is None or not feed.is_open(at):
        raise UnknownFeed(_("There is no such calendar."))
    if feed.last_used_at is None or at - feed.last_used_at >= _NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_used_at=at)
    return feed


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
