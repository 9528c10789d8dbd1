"""Webhooks: programs outside that are told of notices, and every telling."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked


@tracked(exclude=("secret",))
class Webhook(models.Model):
    """A program outside at `url` that is told of notices of `kinds`, signed with `secret`.

    The secret is kept sealed (`base.sealing`) and never shown. One that was ended is told nothing more and
    stays.
    """

    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(_("address"), max_length=500)
    secret = models.TextField(_("secret"))
    kinds = models.JSONField(_("kinds of notices"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="webhook_is_whole",
                condition=~Q(name="") & ~Q(url="") & ~Q(secret="") & ~Q(kinds=[]),
            ),
            models.CheckConstraint(
                name="webhook_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        """Its name."""
        return self.name


class WebhookDelivery(models.Model):
    """One telling of one program; `key` stays the same however often it is sent.

    It tells about the subject named by `subject_kind` and `subject_id`. Its body is wiped once it is over. No
    person changes these rows, so they are not audited. `due_at` moves on when the program did not answer.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    key = models.UUIDField()
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    body = models.JSONField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    n_tries = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["due_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                name="delivery_waiting",
                fields=["due_at", "id"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="delivery_key_once", fields=["key"]),
            models.CheckConstraint(
                name="delivery_ends_once", condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        """To whom, and its key."""
        return f"{self.webhook_id}: {self.key}"
