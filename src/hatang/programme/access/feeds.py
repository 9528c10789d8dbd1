"""Calendars people subscribed to."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import is_reader
from hatang.accounts.models import User
from hatang.programme.access.finding import found
from hatang.programme.models import CalendarFeed


def own_feeds(user: User) -> QuerySet[CalendarFeed]:
    """Calendars the user subscribed to; nobody sees those of somebody else."""
    feeds = CalendarFeed.objects.filter(user=user)
    return feeds if is_reader(user) else feeds.none()


def get_feed(user: User, pk: int) -> CalendarFeed:
    """The user's calendar of this address.

    Raises:
        NotFound: the user has none.
    """
    return found(own_feeds(user), pk, _("There is no such calendar."))
