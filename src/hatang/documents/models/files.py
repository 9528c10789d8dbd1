"""Original files and the attempts to read them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.documents.models.documents import DocumentVersion


class RunState(models.TextChoices):
    """How far the reading of a file is."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Being read")
    DONE = "done", _("Read")
    FAILED = "failed", _("Not readable")
    CANCELLED = "cancelled", _("Cancelled")


class DocumentFile(models.Model):
    """Original bytes as somebody sent them; `version` is empty until the file was read."""

    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(max_length=120)
    n_bytes = models.PositiveBigIntegerField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-uploaded_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="file_bytes_once", fields=["sha256"]),
            models.CheckConstraint(name="file_not_empty", condition=Q(n_bytes__gt=0)),
        ]

    def __str__(self) -> str:
        """The name it was sent under."""
        return self.name


class ParseRun(models.Model):
    """One attempt to read a file; `heartbeat_at` tells a living worker from a dead one."""

    file = models.ForeignKey(DocumentFile, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.QUEUED)
    pages_done = models.PositiveIntegerField(default=0)
    pages_total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    n_attempts = models.PositiveSmallIntegerField(default=0)
    is_cancel_requested = models.BooleanField(default=False)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-requested_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="run_state_known", condition=Q(state__in=RunState.values)),
            models.CheckConstraint(name="run_pages_in_range", condition=Q(pages_done__lte=F("pages_total"))),
            models.CheckConstraint(
                name="run_ends_when_finished",
                condition=Q(state__in=["queued", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="run_failed_with_a_sentence", condition=~Q(state="failed") | ~Q(error="")
            ),
            models.UniqueConstraint(
                name="run_one_at_a_time", fields=["file"], condition=Q(state__in=["queued", "running"])
            ),
        ]

    def __str__(self) -> str:
        """File and state."""
        return f"{self.file_id}: {self.state}"

    @property
    def is_active(self) -> bool:
        """Still waiting or being read."""
        return self.state in (RunState.QUEUED, RunState.RUNNING)
