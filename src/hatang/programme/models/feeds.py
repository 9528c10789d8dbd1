"""Secret addresses under which a calendar program reads a person's deadlines."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import User
from hatang.base.history import tracked

# Two hundred Vietnamese letters as an address carries them, and the other filters.
QUERY_LENGTH = 2500


@tracked(exclude=("digest", "last_used_at"))
class CalendarFeed(models.Model):
    """A secret address that gives the deadlines of the tasks its `query` leaves, as its person may see them.

    Only the SHA-256 of the secret is kept, as of an API token. `query` is what the list of tasks
    has in its address. Calendar programs cannot sign in, so the address opens this and nothing else.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calendar_feeds")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=QUERY_LENGTH, blank=True)
    hint = models.CharField(_("last characters"), max_length=4)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("created"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="calendar_feed_digest_once", fields=["digest"]),
            models.CheckConstraint(
                name="calendar_feed_digest_whole", condition=Q(digest__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="calendar_feed_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        """The name its owner gave it."""
        return self.name

    def is_open(self, at: datetime) -> bool:
        """Whether the address still gives anything at a moment."""
        return self.user.is_active and (self.revoked_at is None or self.revoked_at > at)
