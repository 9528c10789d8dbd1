"""Mails that wait, were sent, or were given up."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Mail(models.Model):
    """One mail to one address, with the Message-ID it keeps however often it is sent.

    Its words are wiped once it is over: they may hold a secret, such as an invitation. No person changes
    these rows, so they are not audited. `due_at` moves on when the server said "later".
    """

    message_id = models.CharField(max_length=200)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
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
                name="mail_waiting",
                fields=["due_at", "id"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="mail_message_id_once", fields=["message_id"]),
            models.CheckConstraint(
                name="mail_has_words_while_it_waits",
                condition=Q(sent_at__isnull=False) | Q(given_up_at__isnull=False) | ~Q(text=""),
            ),
            models.CheckConstraint(
                name="mail_ends_once", condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True)
            ),
            models.CheckConstraint(
                name="mail_sent_after_it_was_written",
                condition=Q(sent_at__isnull=True) | Q(sent_at__gte=F("created_at")),
            ),
        ]

    def __str__(self) -> str:
        """To whom, and what about."""
        return f"{self.to}: {self.subject}"
