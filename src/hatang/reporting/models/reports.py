"""Reports of units: what is written, every version of it, and who did what with it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.reporting.models.campaigns import Reporter
from hatang.reporting.models.verdicts import HOLDING, VerdictName
from hatang.reporting.rules.life import WRITABLE, ReportState, ReportStep
from hatang.reporting.rules.signing import Signature, from_data


class StateName(models.TextChoices):
    """Where a report is, in words."""

    DRAFT = ReportState.DRAFT.value, _("Draft")
    WITH_HEAD = ReportState.WITH_HEAD.value, _("With the head of the division")
    WITH_LEADER = ReportState.WITH_LEADER.value, _("With the leader of the unit")
    APPROVED = ReportState.APPROVED.value, _("Approved, to be submitted")
    SUBMITTED = ReportState.SUBMITTED.value, _("Handed to the office")
    RETURNED = ReportState.RETURNED.value, _("Returned")
    ACCEPTED = ReportState.ACCEPTED.value, _("Taken in")


class StepName(models.TextChoices):
    """What may be done with a report, in words."""

    HAND_IN = ReportStep.HAND_IN.value, _("Hand in within the unit")
    PASS_ON = ReportStep.PASS_ON.value, _("Pass on to the leader")
    SEND_BACK = ReportStep.SEND_BACK.value, _("Send back to who wrote it")
    TAKE_BACK = ReportStep.TAKE_BACK.value, _("Take back")
    APPROVE = ReportStep.APPROVE.value, _("Approve")
    SUBMIT = ReportStep.SUBMIT.value, _("Submit")
    RETURN = ReportStep.RETURN.value, _("Return to the unit")
    ACCEPT = ReportStep.ACCEPT.value, _("Take it in")
    UNLOCK = ReportStep.UNLOCK.value, _("Unlock")


@tracked(exclude=("values", "reasons", "n_saves", "saved_at", "saved_by"))
class Report(models.Model):
    """What a unit reports for a campaign.

    `values` and `reasons` are by key of the form's field; `n_saves` counts every save, so that a form that
    saw another state is told. `digest` is the SHA-256 of what was approved; `file_sha256` the signed file.
    `signature` is what its signatures said together when it was submitted, `signatures` is each of them; what
    was submitted before they were checked has neither.
    """

    reporter = models.OneToOneField(Reporter, on_delete=models.PROTECT, related_name="report")
    state = models.CharField(_("state"), max_length=12, choices=StateName.choices, default=StateName.DRAFT)
    values = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    n_saves = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(max_length=64, blank=True)
    number = models.CharField(_("number"), max_length=80, blank=True)
    signed_on = models.DateField(_("day of the report"), null=True, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    signature = models.CharField(
        _("digital signature"), max_length=12, choices=VerdictName.choices, blank=True
    )
    signatures = models.JSONField(default=list, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    n_returned = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="report_state_known", condition=Q(state__in=StateName.values)),
            models.CheckConstraint(
                name="report_approved_is_stamped",
                condition=~Q(state__in=("approved", "submitted", "accepted")) | ~Q(digest=""),
            ),
            models.CheckConstraint(
                name="report_submitted_is_complete",
                condition=~Q(state__in=("submitted", "accepted"))
                | (
                    ~Q(number="")
                    & ~Q(file_sha256="")
                    & Q(
                        signed_on__isnull=False,
                        submitted_at__isnull=False,
                        first_submitted_at__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="report_signature_holds", condition=Q(signature="") | Q(signature__in=HOLDING)
            ),
            models.CheckConstraint(
                name="report_saved_by_somebody",
                condition=Q(saved_at__isnull=True, saved_by__isnull=True)
                | Q(saved_at__isnull=False, saved_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Whose it is."""
        return f"{self.reporter_id}"

    @property
    def is_writable(self) -> bool:
        """Whether its state lets the unit write in it."""
        return self.state in WRITABLE

    @property
    def signers(self) -> list[Signature]:
        """The signatures of the submitted file, the first one made first."""
        return from_data(self.signatures)


@tracked()
class ReportVersion(models.Model):
    """What a report said when it was approved; kept for ever, numbered from 1."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    values = models.JSONField()
    reasons = models.JSONField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="report_version_once", fields=["report", "number"]),
            models.CheckConstraint(name="report_version_is_stamped", condition=~Q(digest="")),
        ]

    def __str__(self) -> str:
        """The report and the number."""
        return f"{self.report_id}: {self.number}"


@tracked()
class TakenStep(models.Model):
    """What somebody did with a report, and why; `version` is what it said then, once it was approved."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=StepName.choices)
    words = models.TextField(blank=True)
    version = models.ForeignKey(
        ReportVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="taken_step_known", condition=Q(step__in=StepName.values)),
            models.CheckConstraint(
                name="taken_step_says_why",
                condition=~Q(step__in=("send_back", "return", "unlock")) | ~Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        """The step in words."""
        return str(self.get_step_display())
