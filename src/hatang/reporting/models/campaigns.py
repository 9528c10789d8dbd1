"""Campaigns: who is asked for which report, by when, on what ground."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit, UnitGroup
from hatang.base.history import tracked
from hatang.base.ladder import USUAL_ESCALATES_AFTER, usual_rungs
from hatang.documents.models import Document
from hatang.reporting.models.forms import FormVersion
from hatang.reporting.rules.days import last_day


class CampaignState(models.TextChoices):
    """Whether units write for a campaign."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


@tracked()
class Campaign(models.Model):
    """A report that units are asked for, once, for a period.

    `due_on` is the units' day and `gathered_on` the consolidator's; `is_before` when the document says
    "trước", and `is_strict` whether the day itself is then too late. `after` is the campaign before it, whose
    values are compared. `rungs` are the days of reminders, counted from the last day (`base.ladder`);
    after `escalates_after` of them after the last day [reminders, 0 for never] silence is escalated.
    """

    title = models.CharField(_("title"), max_length=300)
    ground = models.TextField(_("legal ground"), blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns"
    )
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="campaigns")
    starts_on = models.DateField(_("period from"))
    ends_on = models.DateField(_("period until"))
    due_on = models.DateField(_("due"))
    gathered_on = models.DateField(_("gathered by"), null=True, blank=True)
    is_before = models.BooleanField(_("before this day"), default=False)
    is_strict = models.BooleanField(_("the day itself is too late"), default=False)
    rungs = models.JSONField(_("days of reminders"), default=usual_rungs)
    escalates_after = models.PositiveSmallIntegerField(
        _("reminders before it is escalated"), default=USUAL_ESCALATES_AFTER
    )
    state = models.CharField(
        _("state"), max_length=8, choices=CampaignState.choices, default=CampaignState.DRAFT
    )
    after = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    mark = models.UUIDField(unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-due_on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="campaign_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="campaign_period_in_order", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="campaign_gathered_after_due",
                condition=Q(gathered_on__isnull=True) | Q(gathered_on__gte=F("due_on")),
            ),
            models.CheckConstraint(
                name="campaign_moments_fit_state",
                condition=Q(state="draft", opened_at__isnull=True, closed_at__isnull=True)
                | Q(state="open", opened_at__isnull=False, closed_at__isnull=True)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Its title."""
        return self.title

    @property
    def last_day(self) -> date:
        """The last day on which a unit is on time."""
        return last_day(self.due_on, is_before=self.is_before, is_strict=self.is_strict)

    @property
    def is_open(self) -> bool:
        """Whether units write for it."""
        return self.state == CampaignState.OPEN


@tracked()
class Reporter(models.Model):
    """A unit that a campaign expects a report of, and on what ground: its own name or a group's, as printed.

    One that was left out stays, with the reason, so that the denominator can be explained. `consolidator`, of
    the same campaign, gathers its report.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="reporters")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reporters")
    group = models.ForeignKey(UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    printed = models.CharField(_("as printed"), max_length=300, blank=True)
    consolidator = models.ForeignKey(
        "Consolidator", on_delete=models.PROTECT, null=True, blank=True, related_name="reporters"
    )
    left_out_because = models.CharField(_("why it is left out"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["unit__sort_key", "unit_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="reporter_once", fields=["campaign", "unit"]),
        ]

    def __str__(self) -> str:
        """The campaign and the unit."""
        return f"{self.campaign_id}: {self.unit_id}"


@tracked()
class Exemption(models.Model):
    """A day until which a unit may still write although the campaign is closed, and why."""

    reporter = models.ForeignKey(Reporter, on_delete=models.PROTECT, related_name="exemptions")
    until_on = models.DateField(_("may write until"))
    reason = models.TextField(_("reason"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="exemption_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        """Whose it is, and until when."""
        return f"{self.reporter_id}: {self.until_on}"
