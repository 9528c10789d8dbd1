"""Proposals to commend, to criticise, or to consider responsibility for delay: of units, never of persons."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked


class Verdict(models.TextChoices):
    """What is proposed for a unit."""

    COMMEND = "commend", _("Commend")
    CRITICISE = "criticise", _("Criticise")
    CONSIDER = "consider", _("Consider responsibility for delay")


@tracked()
class Proposal(models.Model):
    """What the office proposes to the leader about how units did from one day to another.

    A unit is pointed out for commendation from `commend_from` [% on time] on, for criticism below
    `criticise_below` [%], and for its responsibility from `consider_days` [days overdue] on; each only where
    at least `least_due` [things] were due. Pointing out proposes nothing: the office ticks.
    """

    starts_on = models.DateField(_("period from"))
    ends_on = models.DateField(_("period until"))
    commend_from = models.PositiveSmallIntegerField(
        _("commend from (% on time)"), default=95, validators=[MaxValueValidator(100)]
    )
    criticise_below = models.PositiveSmallIntegerField(
        _("criticise below (% on time)"), default=50, validators=[MaxValueValidator(100)]
    )
    consider_days = models.PositiveSmallIntegerField(_("days overdue"), default=90)
    least_due = models.PositiveSmallIntegerField(_("things due at least"), default=3)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-ends_on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="proposal_period_in_order", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="proposal_shares_in_order",
                condition=Q(criticise_below__lte=F("commend_from"), commend_from__lte=100),
            ),
        ]

    def __str__(self) -> str:
        """Its period."""
        return f"{self.starts_on:%d/%m/%Y} - {self.ends_on:%d/%m/%Y}"


@tracked()
class ProposedUnit(models.Model):
    """A unit that the office ticked, why, and its `figures` as they were then (`rules.Figures`)."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(_("what is proposed"), max_length=10, choices=Verdict.choices)
    reason = models.TextField(_("reason"))
    figures = models.JSONField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["unit__sort_key", "unit_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="proposed_unit_once", fields=["proposal", "unit"]),
            models.CheckConstraint(name="proposed_verdict_known", condition=Q(verdict__in=Verdict.values)),
            models.CheckConstraint(name="proposed_with_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        """The unit and what is proposed."""
        return f"{self.unit_id}: {self.verdict}"
