"""Invitations: by them a person chooses the first password."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hatang.accounts.models.people import User
from hatang.base.history import tracked


@tracked(exclude=("digest",))
class Invitation(models.Model):
    """A link by which a new person chooses a password, once, until a moment.

    Only the SHA-256 of its secret is kept: 256 random bits need no salt and no slow hash.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="invitation_digest_once", fields=["digest"]),
            models.CheckConstraint(
                name="invitation_digest_whole", condition=Q(digest__regex=r"^[0-9a-f]{64}$")
            ),
            models.UniqueConstraint(
                name="invitation_one_open_of_a_person",
                fields=["user"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_ends_once", condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(
                name="invitation_expires_after_it_begins", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        """Whom it invites."""
        return str(self.user)

    def is_valid(self, at: datetime) -> bool:
        """Whether the link still opens at a moment."""
        return self.used_at is None and self.withdrawn_at is None and at < self.expires_at
