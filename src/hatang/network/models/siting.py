"""Rules of the province about where masts may stand and how much lies underground: data, never code.

A rule is never rewritten: another one replaces it from a day, so that a check of an old day answers as then.
"""

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.network.models.sites import ExistingQuerySet, Period, lived
from hatang.network.models.words import AreaClass, MastType, ZoneAround

# Farther apart than this [m] no province asks masts to stand.
MOST_SPACING_M = 5000


class Rule(models.Model):
    """What every rule says of itself: where it is written, whether it binds here, and when."""

    source = models.CharField(_("written in"), max_length=300)
    # One of another province, or of a draft, is looked at and refuses nothing.
    is_binding = models.BooleanField(_("binding"), default=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    objects: ClassVar[Any] = ExistingQuerySet.as_manager()

    class Meta:
        abstract = True


def _types_known(name: str, field: str) -> models.CheckConstraint:
    """Constraint: at least one type of mast is named, and each is known."""
    known = Q(**{f"{field}__contained_by": list(MastType.values)})
    return models.CheckConstraint(name=name, condition=known & Q(**{f"{field}__len__gt": 0}))


def _written(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=~Q(source=""))


def _types() -> "ArrayField[Any, Any]":
    return ArrayField(models.CharField(max_length=3, choices=MastType.choices))


@tracked()
class SpacingRule(Rule):
    """A new mast of these types stands at least `least_m` [m] from every other one, in one kind of area.

    It is for masts higher than `above_m` and up to `up_to_m` [m]; without the latter for all above.
    """

    mast_types = _types()
    area = models.CharField(_("kind of area"), max_length=5, choices=AreaClass.choices)
    above_m = models.FloatField(_("higher than (m)"), default=0)
    up_to_m = models.FloatField(_("up to (m)"), null=True, blank=True)
    least_m = models.FloatField(_("least distance (m)"))

    class Meta:
        ordering: ClassVar[list[str]] = ["area", "mast_types", "above_m", "valid_from", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            lived("spacing_rule_in_order"),
            _written("spacing_rule_is_written"),
            _types_known("spacing_rule_types_known", "mast_types"),
            models.CheckConstraint(name="spacing_rule_area_known", condition=Q(area__in=AreaClass.values)),
            models.CheckConstraint(
                name="spacing_rule_distance_in_range",
                condition=Q(least_m__gt=0) & Q(least_m__lte=MOST_SPACING_M),
            ),
            models.CheckConstraint(
                name="spacing_rule_heights_in_order",
                condition=Q(above_m__gte=0) & (Q(up_to_m__isnull=True) | Q(up_to_m__gt=F("above_m"))),
            ),
        ]

    def __str__(self) -> str:
        """Types and distance."""
        return f"{', '.join(self.mast_types)}: {self.least_m:g} m"


@tracked()
class ZoneRule(Rule):
    """Within `within_m` [m] of places of one kind only masts of `allowed_types` may stand."""

    around = models.CharField(_("around"), max_length=21, choices=ZoneAround.choices)
    within_m = models.FloatField(_("within (m)"))
    allowed_types = _types()

    class Meta:
        ordering: ClassVar[list[str]] = ["around", "valid_from", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            lived("zone_rule_in_order"),
            _written("zone_rule_is_written"),
            _types_known("zone_rule_types_known", "allowed_types"),
            models.CheckConstraint(name="zone_rule_around_known", condition=Q(around__in=ZoneAround.values)),
            models.CheckConstraint(
                name="zone_rule_distance_in_range",
                condition=Q(within_m__gt=0) & Q(within_m__lte=MOST_SPACING_M),
            ),
        ]

    def __str__(self) -> str:
        """Places and distance."""
        return f"{self.around}: {self.within_m:g} m"


@tracked()
class UndergroundRule(Rule):
    """So much of the length of cables [%] lies underground in one kind of area from the day on."""

    area = models.CharField(_("kind of area"), max_length=5, choices=AreaClass.choices)
    least_percent = models.FloatField(_("at least (%)"))

    class Meta:
        ordering: ClassVar[list[str]] = ["area", "valid_from", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            lived("underground_rule_in_order"),
            _written("underground_rule_is_written"),
            models.CheckConstraint(
                name="underground_rule_area_known", condition=Q(area__in=AreaClass.values)
            ),
            models.CheckConstraint(
                name="underground_rule_share_in_range",
                condition=Q(least_percent__gte=0) & Q(least_percent__lte=100),
            ),
            ExclusionConstraint(
                name="underground_rule_once_at_a_time",
                index_type="GIST",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    (Period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        """Area and share."""
        return f"{self.area}: {self.least_percent:g} %"
