"""Samples of surveys: which units of a list were drawn to be asked, and how."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.reporting.models.campaigns import Campaign
from hatang.reporting.rules.sampling import Listed, draw, from_data


class StratifiedBy(models.TextChoices):
    """By what a list is divided before units are drawn."""

    UNIT_KIND = "unit_kind", _("Kind of unit")
    AREA_KIND = "area_kind", _("Ward or commune")
    WHOLE = "whole", _("Not divided")


@tracked()
class Sample(models.Model):
    """Units drawn from a list to be asked by a survey, numbered from 1 in the campaign, kept for ever.

    `listed` is the whole list as `rules.sampling.Listed`, drawn or not; with `seed`, `percent` [%] and
    `least` [units of a stratum] anybody comes to the same draw. The one with the highest number is in use;
    `because` is why it was drawn again.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="samples")
    number = models.PositiveSmallIntegerField()
    stratified_by = models.CharField(_("divided by"), max_length=10, choices=StratifiedBy.choices)
    percent = models.PositiveSmallIntegerField(_("share of each stratum (%)"))
    least = models.PositiveSmallIntegerField(_("at least of each stratum"))
    seed = models.CharField(_("seed"), max_length=40)
    listed = models.JSONField()
    because = models.CharField(_("why it was drawn again"), max_length=500, blank=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="sample_once", fields=["campaign", "number"]),
            models.CheckConstraint(name="sample_counts_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="sample_stratified_by_known", condition=Q(stratified_by__in=StratifiedBy.values)
            ),
            models.CheckConstraint(name="sample_percent_in_range", condition=Q(percent__range=(1, 100))),
            models.CheckConstraint(name="sample_has_a_seed", condition=~Q(seed="")),
            models.CheckConstraint(name="sample_again_says_why", condition=Q(number=1) | ~Q(because="")),
        ]

    def __str__(self) -> str:
        """The campaign and the number."""
        return f"{self.campaign_id}: {self.number}"

    @property
    def units(self) -> list[Listed]:
        """The list, by stratum in the order of the draw."""
        return from_data(self.listed)

    @property
    def is_as_drawn(self) -> bool:
        """Whether rule and seed still come to the kept draw."""
        return draw(self.units, seed=self.seed, percent=self.percent, least=self.least) == self.units
