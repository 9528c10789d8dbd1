"""Tokens by which programs act for a person."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models.people import User
from hatang.base.history import tracked

TOKEN_PREFIX = "hatang_"  # noqa: S105 - what every token begins with
TOKEN_DAYS = (30, 90, 180, 365)


class Scope(models.TextChoices):
    """What a program may do with a token."""

    READ = "read", _("Read only")
    WRITE = "write", _("Read and write")


@tracked(exclude=("digest", "last_used_at", "minute_began_at", "n_in_minute"))
class ApiToken(models.Model):
    """A secret by which a program calls the API as the person it belongs to, until a moment.

    Only the SHA-256 of the secret is kept: 256 random bits need no salt and no slow hash. `minute_began_at`
    and `n_in_minute` count the calls of the current minute.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    hint = models.CharField(_("last characters"), max_length=4)
    digest = models.CharField(max_length=64)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope.choices)
    created_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    minute_began_at = models.DateTimeField(null=True, blank=True)
    n_in_minute = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="api_token_digest_once", fields=["digest"]),
            models.CheckConstraint(
                name="api_token_digest_whole", condition=Q(digest__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="api_token_scope_known", condition=Q(scope__in=Scope.values)),
            models.CheckConstraint(name="api_token_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="api_token_expires_after_it_begins", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        """The name its owner gave it."""
        return self.name

    def is_valid(self, at: datetime) -> bool:
        """Whether the token still opens the API for its person at a moment."""
        return self.revoked_at is None and at < self.expires_at and self.user.is_active

    @property
    def may_write(self) -> bool:
        """Whether its calls may change anything."""
        return self.scope == Scope.WRITE
