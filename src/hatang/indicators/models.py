"""Indicators, the versions of their definitions, and the values that were recorded."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.indicators.rules import value_of
from hatang.territory.models import Area


class IndicatorKind(models.TextChoices):
    """What sort of figure an indicator is."""

    COUNT = "count", _("Count")
    RATIO = "ratio", _("Share of a whole")
    LENGTH = "length", _("Length or distance")


class RollUp(models.TextChoices):
    """How the figure of a whole comes from the figures of its parts."""

    SUM = "sum", _("Added up")
    RATIO = "ratio", _("Numerators and denominators are added up, then divided")
    NONE = "none", _("Only computed for the whole itself")


class Source(models.TextChoices):
    """Where a value comes from; values of several sources stand side by side."""

    DECLARED = "declared", _("Declared")
    REGISTRY = "registry", _("From the registry")
    COMPUTED = "computed", _("Computed")
    EXTERNAL = "external", _("From outside")


@tracked()
class Indicator(models.Model):
    """A figure with one meaning, whoever gives it."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    measure_unit = models.CharField(_("measured in"), max_length=40)
    kind = models.CharField(_("kind"), max_length=8, choices=IndicatorKind.choices)
    roll_up = models.CharField(_("how it adds up"), max_length=6, choices=RollUp.choices)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="indicator_kind_known", condition=Q(kind__in=IndicatorKind.values)),
            models.CheckConstraint(name="indicator_roll_up_known", condition=Q(roll_up__in=RollUp.values)),
            models.CheckConstraint(
                name="indicator_ratio_adds_its_parts",
                condition=~Q(kind=IndicatorKind.RATIO) | ~Q(roll_up=RollUp.SUM),
            ),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name

    @property
    def is_ratio(self) -> bool:
        """Whether its value is a share of a whole."""
        return self.kind == IndicatorKind.RATIO


@tracked()
class IndicatorVersion(models.Model):
    """What an indicator means from a day: its definition, its formula and what it does not say."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    definition = models.TextField(_("definition"))
    formula = models.TextField(_("formula"), blank=True)
    limits = models.TextField(_("what it does not say"), blank=True)
    valid_from = models.DateField(_("from"))

    class Meta:
        ordering: ClassVar[list[str]] = ["indicator_id", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="indicator_version_once", fields=["indicator", "number"]),
            models.CheckConstraint(name="indicator_version_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        """Indicator and number."""
        return f"{self.indicator_id} v{self.number}"


@tracked()
class IndicatorValue(models.Model):
    """What one source says of an indicator for an area, a unit and the days from `starts_on` to `ends_on`.

    The first and the last day are one where the figure is a state of that day. A value that was recorded anew
    keeps the former one, with the moment it was superseded. `snapshot` names what it was made of.
    """

    version = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="values")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    source = models.CharField(_("source"), max_length=8, choices=Source.choices)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    snapshot = models.CharField(_("made of"), max_length=80)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-ends_on", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="value_by_area", fields=["version", "area", "ends_on"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="value_once",
                fields=["version", "area", "unit", "starts_on", "ends_on", "source"],
                condition=Q(superseded_at__isnull=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="value_source_known", condition=Q(source__in=Source.values)),
            models.CheckConstraint(name="value_period_in_order", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="value_denominator_not_negative",
                condition=Q(denominator__isnull=True) | Q(denominator__gte=0),
            ),
        ]

    def __str__(self) -> str:
        """Version, period and numerator."""
        return f"{self.version_id}: {self.ends_on} {self.numerator}"

    @property
    def value(self) -> Decimal | None:
        """The figure itself: per cent for a share of a whole."""
        return value_of(self.numerator, self.denominator, is_ratio=self.version.indicator.is_ratio)
