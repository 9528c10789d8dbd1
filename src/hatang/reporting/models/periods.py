"""By when the office wants reports of a kind of period."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.reporting.rules.days import Bounds, PeriodKind
from hatang.reporting.rules.periods import MOST_DAYS, Term


class PeriodName(models.TextChoices):
    """Kinds of periods in words."""

    WEEK = PeriodKind.WEEK.value, _("Week")
    MONTH = PeriodKind.MONTH.value, _("Month")
    QUARTER = PeriodKind.QUARTER.value, _("Quarter")
    HALF_YEAR = PeriodKind.HALF_YEAR.value, _("Half-year")
    NINE_MONTHS = PeriodKind.NINE_MONTHS.value, _("Nine months")
    YEAR = PeriodKind.YEAR.value, _("Year")


class BoundsName(models.TextChoices):
    """Where periods begin and end, in words."""

    CALENDAR = Bounds.CALENDAR.value, _("By the calendar")
    CLOSING = Bounds.CLOSING.value, _("From the 15th to the 14th")


@tracked()
class PeriodRule(models.Model):
    """What the office has set for a kind of period in place of the usual days; see `rules.periods.Term`."""

    kind = models.CharField(_("kind of period"), max_length=12, choices=PeriodName.choices, unique=True)
    bounds = models.CharField(_("bounds"), max_length=8, choices=BoundsName.choices)
    unit_days = models.SmallIntegerField(_("days from its end to the units' day"))
    gather_days = models.SmallIntegerField(
        _("days from its end to the consolidators' day"), null=True, blank=True
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="period_rule_kind_known", condition=Q(kind__in=PeriodName.values)),
            models.CheckConstraint(
                name="period_rule_bounds_known", condition=Q(bounds__in=BoundsName.values)
            ),
            models.CheckConstraint(
                name="period_rule_days_bearable",
                condition=Q(unit_days__range=(-MOST_DAYS, MOST_DAYS))
                & (Q(gather_days__isnull=True) | Q(gather_days__range=(-MOST_DAYS, MOST_DAYS))),
            ),
            models.CheckConstraint(
                name="period_rule_gathers_after_units",
                condition=Q(gather_days__isnull=True) | Q(gather_days__gte=F("unit_days")),
            ),
        ]

    def __str__(self) -> str:
        """The kind."""
        return str(self.get_kind_display())

    @property
    def term(self) -> Term:
        """The same for the rules."""
        return Term(Bounds(self.bounds), self.unit_days, self.gather_days)
