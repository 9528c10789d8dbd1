"""Radio cells, and the bands operators are licensed to use."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.network.models.sites import ExistingQuerySet, Tenancy, lived
from hatang.network.models.words import Technology


@tracked()
class Cell(models.Model):
    """One carrier on one sector of an operator at a site; it serves from `valid_from` (on air) to `valid_to`.

    Angles in degrees, azimuth 0..360 clockwise from north, tilts positive downwards; `height_m` is the
    antenna's above the foot of the site [m]; gain [dBi], power and EIRP [dBm]. `assumed` names columns whose
    values were not declared by the operator but assumed by the house.
    """

    tenancy = models.ForeignKey(Tenancy, on_delete=models.PROTECT, related_name="cells")
    code = models.CharField(_("cell code"), max_length=60)
    technology = models.CharField(_("technology"), max_length=2, choices=Technology.choices)
    band = models.CharField(_("band"), max_length=10, blank=True)
    frequency_mhz = models.FloatField(_("frequency (MHz)"))
    bandwidth_mhz = models.FloatField(_("bandwidth (MHz)"))
    azimuth_deg = models.FloatField(_("azimuth (°)"))
    beamwidth_deg = models.FloatField(_("horizontal beamwidth (°)"), default=65)
    vertical_beamwidth_deg = models.FloatField(_("vertical beamwidth (°)"), default=7)
    mechanical_tilt_deg = models.FloatField(_("mechanical tilt (°)"), default=0)
    electrical_tilt_deg = models.FloatField(_("electrical tilt (°)"), default=0)
    height_m = models.FloatField(_("antenna height (m)"))
    gain_dbi = models.FloatField(_("antenna gain (dBi)"), null=True, blank=True)
    power_dbm = models.FloatField(_("transmit power (dBm)"), null=True, blank=True)
    eirp_dbm = models.FloatField(_("EIRP (dBm)"))
    assumed = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    valid_from = models.DateField(_("on air from"), null=True, blank=True)
    valid_to = models.DateField(_("off air from"), null=True, blank=True)

    objects: ClassVar[Any] = ExistingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["tenancy_id", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            lived("cell_in_order"),
            models.UniqueConstraint(name="cell_code_once", fields=["tenancy", "code"]),
            models.CheckConstraint(
                name="cell_technology_known", condition=Q(technology__in=Technology.values)
            ),
            models.CheckConstraint(
                name="cell_azimuth_in_range", condition=Q(azimuth_deg__gte=0) & Q(azimuth_deg__lte=360)
            ),
            models.CheckConstraint(
                name="cell_height_in_range", condition=Q(height_m__gt=0) & Q(height_m__lte=350)
            ),
            models.CheckConstraint(
                name="cell_frequency_in_range",
                condition=Q(frequency_mhz__gte=400) & Q(frequency_mhz__lte=100_000) & Q(bandwidth_mhz__gt=0),
            ),
        ]

    def __str__(self) -> str:
        """The code."""
        return self.code


@tracked()
class BandLicence(models.Model):
    """An operator may use a piece of spectrum [MHz] for some technologies, from a day until another."""

    operator = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="band_licences")
    band = models.CharField(_("band"), max_length=10)
    low_mhz = models.FloatField(_("from (MHz)"))
    high_mhz = models.FloatField(_("to (MHz)"))
    technologies = ArrayField(models.CharField(max_length=2, choices=Technology.choices), default=list)
    source = models.CharField(_("source"), max_length=200, blank=True)
    # Read in the licence itself; what only the press reports is not.
    is_checked = models.BooleanField(_("checked against the licence"), default=False)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[Any] = ExistingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["operator__sort_key", "low_mhz"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            lived("licence_in_order"),
            models.UniqueConstraint(
                name="licence_once", fields=["operator", "low_mhz", "valid_from"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="licence_band_in_order", condition=Q(low_mhz__gt=0) & Q(high_mhz__gt=F("low_mhz"))
            ),
        ]

    def __str__(self) -> str:
        """Operator and spectrum."""
        return f"{self.operator_id}: {self.low_mhz}-{self.high_mhz} MHz"
