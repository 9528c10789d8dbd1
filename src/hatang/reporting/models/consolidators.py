"""Units that gather for others: who they are, and what they handed on to the office."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.reporting.models.campaigns import Campaign


@tracked()
class Consolidator(models.Model):
    """A unit that gathers the reports of some reporters of a campaign before the office has them as one."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="consolidators")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="consolidators")

    class Meta:
        ordering: ClassVar[list[str]] = ["unit__sort_key", "unit_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="consolidator_once", fields=["campaign", "unit"]),
        ]

    def __str__(self) -> str:
        """The campaign and the unit."""
        return f"{self.campaign_id}: {self.unit_id}"


@tracked()
class HandOn(models.Model):
    """A gathered version that a consolidator handed on, numbered from 1, kept for ever.

    `reports` are the reports it was made of (reporter, digest); `figures` every field gathered, in words;
    `digest` is the SHA-256 of both. `note` says who is missing where not all expected reports were there.
    """

    consolidator = models.ForeignKey(Consolidator, on_delete=models.PROTECT, related_name="hand_ons")
    number = models.PositiveSmallIntegerField()
    note = models.TextField(_("note"), blank=True)
    n_expected = models.PositiveSmallIntegerField()
    n_arrived = models.PositiveSmallIntegerField()
    reports = models.JSONField()
    figures = models.JSONField()
    digest = models.CharField(max_length=64)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="hand_on_once", fields=["consolidator", "number"]),
            models.CheckConstraint(name="hand_on_counts_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="hand_on_is_stamped", condition=Q(digest__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="hand_on_of_reports_that_came",
                condition=Q(n_arrived__gte=1, n_arrived__lte=F("n_expected")),
            ),
            models.CheckConstraint(
                name="hand_on_says_who_is_missing",
                condition=Q(n_arrived=F("n_expected")) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        """The consolidator and the number."""
        return f"{self.consolidator_id}: {self.number}"
