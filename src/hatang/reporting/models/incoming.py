"""Written reports that come as a file, and the progress that is proposed from them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.docparse.said import SaidState
from hatang.programme.models import Obligation, Progress


class ReadState(models.TextChoices):
    """How far the reading of a written report is."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Being read")
    DONE = "done", _("Read")
    FAILED = "failed", _("Not readable")
    CANCELLED = "cancelled", _("Cancelled")


ACTIVE = (ReadState.QUEUED, ReadState.RUNNING)


class SaidName(models.TextChoices):
    """How far a report says the work is, in words."""

    NOT_STARTED = SaidState.NOT_STARTED.value, _("Not started")
    IN_PROGRESS = SaidState.IN_PROGRESS.value, _("In progress")
    DONE = SaidState.DONE.value, _("Done")


class Decision(models.TextChoices):
    """What a person said of a proposal."""

    OPEN = "open", _("To be decided")
    TAKEN = "taken", _("Taken over")
    DROPPED = "dropped", _("Dropped")


@tracked(exclude=("text", "page_starts", "pages_done", "pages_total", "heartbeat_at", "n_attempts"))
class IncomingReport(models.Model):
    """A written report of a unit as a file; `text` is what was read of it.

    `number`, `signed_on` and `issuer` are what the file says of itself; `is_of_another` that it says to be
    issued by another unit.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="incoming_reports")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("file name"), max_length=200)
    n_bytes = models.PositiveBigIntegerField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    state = models.CharField(_("state"), max_length=12, choices=ReadState.choices, default=ReadState.QUEUED)
    error = models.TextField(blank=True)
    pages_done = models.PositiveIntegerField(default=0)
    pages_total = models.PositiveIntegerField(default=0)
    n_attempts = models.PositiveSmallIntegerField(default=0)
    is_cancel_requested = models.BooleanField(default=False)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    text = models.TextField(blank=True)
    page_starts = models.JSONField(default=list)
    number = models.CharField(_("number"), max_length=80, blank=True)
    signed_on = models.DateField(_("day of the report"), null=True, blank=True)
    issuer = models.CharField(_("issuer"), max_length=300, blank=True)
    is_of_another = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-sent_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="incoming_once", fields=["unit", "sha256"]),
            models.CheckConstraint(name="incoming_state_known", condition=Q(state__in=ReadState.values)),
            models.CheckConstraint(name="incoming_hash_whole", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="incoming_failed_with_a_sentence", condition=~Q(state="failed") | ~Q(error="")
            ),
        ]

    def __str__(self) -> str:
        """Number where it says one, else the name of the file."""
        return self.number or self.name

    @property
    def is_active(self) -> bool:
        """Still waiting or being read."""
        return self.state in ACTIVE


@tracked()
class ProgressProposal(models.Model):
    """How far a report says a unit is with what it owes, and what a person decided.

    `start` and `end` are the passage in the text of the report; `spans` are the words each finding rests on,
    by its name. `likeness` is 0 to 1. What was decided may differ from what was proposed; `decided` is the
    state that was taken over.
    """

    incoming = models.ForeignKey(IncomingReport, on_delete=models.PROTECT, related_name="proposals")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    likeness = models.FloatField()
    is_named = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=SaidName.choices, blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=80, blank=True)
    obstacle = models.TextField(blank=True)
    spans = models.JSONField(default=dict)
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)
    decided = models.CharField(max_length=12, choices=SaidName.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["start", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="proposal_once", fields=["incoming", "obligation"]),
            models.CheckConstraint(name="proposal_span_in_order", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="proposal_percent_in_range", condition=Q(percent__isnull=True) | Q(percent__lte=100)
            ),
            models.CheckConstraint(
                name="proposal_states_known",
                condition=Q(state__in=["", *SaidName.values], decided__in=["", *SaidName.values]),
            ),
            models.CheckConstraint(
                name="proposal_decided_by_somebody",
                condition=Q(decision="open", decided="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(decision="dropped", decided="", decided_by__isnull=False, decided_at__isnull=False)
                | (Q(decision="taken", decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided="")),
            ),
        ]

    def __str__(self) -> str:
        """The obligation and the decision."""
        return f"{self.obligation_id}: {self.decision}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decision == Decision.OPEN

    @property
    def is_still_owed(self) -> bool:
        """Whether the unit still works on it; what was handed over or paused since is not for a report."""
        return self.obligation.state in (Progress.NOT_STARTED, Progress.IN_PROGRESS)
