"""Passive sites, their states over time, and the operators who stand on them."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit, existing
from hatang.base.history import tracked
from hatang.network.models.words import (
    Backhaul,
    Confidence,
    Contract,
    LandRight,
    MastType,
    Power,
    StateName,
    Structure,
)
from hatang.territory.models import Area

# Where a point of the registry may lie [degrees]: Vietnam with its seas; the province is the import's check.
LONGITUDES = (102.0, 118.0)
LATITUDES = (6.0, 24.0)


def is_a_place(name: str) -> models.CheckConstraint:
    """Constraint: longitude and latitude lie in Vietnam, so that swapped ones are refused."""
    return models.CheckConstraint(
        name=name, condition=Q(longitude__range=LONGITUDES, latitude__range=LATITUDES)
    )


def lived(name: str) -> models.CheckConstraint:
    """Constraint: what ends has begun before."""
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
    )


class Period(Func):
    """The days from the first until the day before the second."""

    function = "DATERANGE"
    output_field = DateRangeField()


class ExistingQuerySet(models.QuerySet[Any]):
    """Many rows with dated existence."""

    def existing(self, on: date) -> "ExistingQuerySet":
        """Rows that exist on the day."""
        return self.filter(existing(on))


@tracked()
class PassiveSite(models.Model):
    """A mast or roof position, whoever stands on it; `valid_to` is the first day without it.

    Its state is in `SiteStatePeriod`; `height_m` is the height above its foot [m], 0 < h <= 350;
    `ground_elevation_m` above sea level [m]; `backup_h` is how long it lives without the grid [h].
    """

    code = models.CharField(_("site code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    longitude = models.FloatField(_("longitude"))
    latitude = models.FloatField(_("latitude"))
    # H3 index at resolution 9, and the commune of the point by its polygon.
    hexagon9 = models.BigIntegerField(db_index=True)
    commune = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("commune"))
    mast_type = models.CharField(_("mast type"), max_length=3, choices=MastType.choices)
    structure = models.CharField(_("structure"), max_length=10, choices=Structure.choices)
    height_m = models.FloatField(_("height (m)"))
    ground_elevation_m = models.FloatField(_("ground elevation (m)"), null=True, blank=True)
    built_year = models.PositiveSmallIntegerField(_("year of construction"), null=True, blank=True)
    owner = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner"), null=True, blank=True
    )
    land_right = models.CharField(_("right to the land"), max_length=8, choices=LandRight.choices, blank=True)
    permit_number = models.CharField(_("permit number"), max_length=60, blank=True)
    permitted_on = models.DateField(_("permitted on"), null=True, blank=True)
    permit_expires_on = models.DateField(_("permit expires on"), null=True, blank=True)
    # When it is to serve, while it is proposed or permitted: what a plan says against what stands.
    planned_on_air_on = models.DateField(_("planned to be on air"), null=True, blank=True)
    max_tenants = models.PositiveSmallIntegerField(_("operators it can carry"), null=True, blank=True)
    spare_load_kg = models.FloatField(_("spare load (kg)"), null=True, blank=True)
    power = models.CharField(_("power"), max_length=9, choices=Power.choices, blank=True)
    backup_h = models.FloatField(_("backup (hours)"), null=True, blank=True)
    backhaul = models.CharField(_("backhaul"), max_length=9, choices=Backhaul.choices, blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=9, choices=Confidence.choices, default=Confidence.DECLARED
    )
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)
    # Grows with every change made on a page, so that two people do not overwrite each other.
    revision = models.PositiveIntegerField(default=0)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)

    objects: ClassVar[Any] = ExistingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="site_by_position", fields=["longitude", "latitude"])
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            is_a_place("site_lies_in_vietnam"),
            lived("site_existence_in_order"),
            models.CheckConstraint(name="site_mast_type_known", condition=Q(mast_type__in=MastType.values)),
            models.CheckConstraint(name="site_structure_known", condition=Q(structure__in=Structure.values)),
            models.CheckConstraint(
                name="site_confidence_known", condition=Q(confidence__in=Confidence.values)
            ),
            models.CheckConstraint(
                name="site_height_in_range", condition=Q(height_m__gt=0) & Q(height_m__lte=350)
            ),
            models.CheckConstraint(
                name="site_permit_in_order",
                condition=Q(permit_expires_on__isnull=True)
                | Q(permitted_on__isnull=True)
                | Q(permit_expires_on__gte=F("permitted_on")),
            ),
        ]

    def __str__(self) -> str:
        """The code."""
        return self.code


@tracked()
class SiteStatePeriod(models.Model):
    """A site is in one state from a day until the day before another; without an end it still is."""

    site = models.ForeignKey(PassiveSite, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(_("state"), max_length=10, choices=StateName.choices)
    # The document a step stands on, or why it was taken.
    ground = models.CharField(_("ground"), max_length=200, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[Any] = ExistingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["site_id", "valid_from"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="site_state_known", condition=Q(state__in=StateName.values)),
            lived("site_state_in_order"),
            ExclusionConstraint(
                name="site_in_one_state",
                index_type="GIST",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    (Period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        """Site, state and first day."""
        return f"{self.site_id}: {self.state} {self.valid_from}"


@tracked()
class Tenancy(models.Model):
    """An operator stands on a site for a time; the site is shared where several do on one day."""

    site = models.ForeignKey(PassiveSite, on_delete=models.PROTECT, related_name="tenancies")
    operator = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="tenancies", verbose_name=_("operator")
    )
    # What the operator itself calls the position; how a later filing finds it again.
    operator_code = models.CharField(_("operator's code"), max_length=60)
    contract = models.CharField(_("terms"), max_length=10, choices=Contract.choices, default=Contract.OWN)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[Any] = ExistingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["site_id", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            lived("tenancy_in_order"),
            models.CheckConstraint(name="tenancy_contract_known", condition=Q(contract__in=Contract.values)),
            models.UniqueConstraint(name="tenancy_code_once", fields=["operator", "operator_code"]),
            ExclusionConstraint(
                name="tenancy_once_at_a_time",
                index_type="GIST",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("operator", RangeOperators.EQUAL),
                    (Period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        """Operator's code."""
        return self.operator_code
