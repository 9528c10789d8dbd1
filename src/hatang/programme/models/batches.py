"""What was done to many obligations at once."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.programme.models.obligations import Obligation


class BatchDeed(models.TextChoices):
    """What can be done to many obligations at once."""

    START = "start", _("Say that it is in progress")
    FINISH = "finish", _("Say that it is done")
    RESET = "reset", _("Say that it has not been started")
    ACCEPT = "accept", _("Accept")
    RETURN = "return", _("Return")
    PAUSE = "pause", _("Pause")
    RESUME = "resume", _("Resume")
    WITHDRAW = "withdraw", _("Withdraw")
    ASK = "ask", _("Ask for an update")


@tracked()
class Batch(models.Model):
    """One deed for many obligations, in one transaction; `words` are the reason or the question."""

    deed = models.CharField(max_length=10, choices=BatchDeed.choices)
    words = models.TextField(blank=True)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="batches")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-done_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="batch_deed_known", condition=Q(deed__in=BatchDeed.values)),
            models.CheckConstraint(
                name="batch_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
            models.CheckConstraint(
                name="batch_question_stays_asked", condition=~Q(deed="ask") | Q(undone_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        """The deed and its number."""
        return f"{self.deed} {self.pk}"

    @property
    def may_be_undone(self) -> bool:
        """Whether it changed anything that still can be put back."""
        return self.undone_at is None and self.deed != BatchDeed.ASK


@tracked()
class BatchPart(models.Model):
    """One obligation of a batch, with its columns `before` and `after`, so that it can be put back."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="parts")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="batch_parts")
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["batch_id", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="batch_part_once", fields=["batch", "obligation"]),
        ]

    def __str__(self) -> str:
        """Batch and obligation."""
        return f"{self.batch_id}: {self.obligation_id}"
