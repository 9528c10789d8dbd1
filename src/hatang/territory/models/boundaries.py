"""Boundaries of areas, and the files they were taken from."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.territory.models.areas import Area


class ImportState(models.TextChoices):
    """How far a file of boundaries is."""

    WAITING = "waiting", _("waits to be checked")
    CHECKED = "checked", _("checked")
    REFUSED = "refused", _("refused")
    APPLYING = "applying", _("being taken over")
    APPLIED = "applied", _("taken over")


@tracked(exclude=("report", "done", "total"))
class BoundaryImport(models.Model):
    """A file of boundaries, known by its content: checked first, taken over when somebody says so.

    `report` says what was repaired and what does not fit; `refusal` why nothing can be taken of it.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("file"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.WAITING
    )
    report = models.JSONField(default=dict)
    refusal = models.TextField(_("why it was refused"), blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(_("sent"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField(_("taken over"), null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="boundary_import_state_known", condition=Q(state__in=ImportState.values)
            ),
            models.CheckConstraint(
                name="boundary_import_refused_with_a_reason",
                condition=~Q(state=ImportState.REFUSED) | ~Q(refusal=""),
            ),
            models.CheckConstraint(
                name="boundary_import_applied_once_said",
                condition=Q(state=ImportState.APPLIED, applied_at__isnull=False)
                | (~Q(state=ImportState.APPLIED) & Q(applied_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        """The name of the file."""
        return self.name


@tracked(exclude=("wkb",))
class Boundary(models.Model):
    """The outline of an area between two days; without `valid_to` it is the one that counts.

    `area_km2` is the geodesic area of the polygon, never that of the register. `is_approximate` was drawn
    from a centroid and a size, not surveyed.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="boundaries")
    # Polygon or MultiPolygon, EPSG:4326, longitude first.
    wkb = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    area_km2 = models.FloatField(_("area of the polygon (km²)"))
    is_approximate = models.BooleanField(_("approximate"), default=False)
    source = models.CharField(_("source"), max_length=200)
    came_with = models.ForeignKey(
        BoundaryImport, on_delete=models.PROTECT, null=True, blank=True, related_name="boundaries"
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("first day without"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["area", "valid_from"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="boundary_one_counts_per_area", fields=["area"], condition=Q(valid_to__isnull=True)
            ),
            models.UniqueConstraint(name="boundary_once_per_day", fields=["area", "valid_from"]),
            models.CheckConstraint(
                name="boundary_existence_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="boundary_area_positive", condition=Q(area_km2__gt=0)),
            models.CheckConstraint(
                name="boundary_box_on_earth",
                condition=Q(west__gte=-180)
                & Q(west__lt=F("east"))
                & Q(east__lte=180)
                & Q(south__gte=-90)
                & Q(south__lt=F("north"))
                & Q(north__lte=90),
            ),
        ]

    def __str__(self) -> str:
        """The area and the first day."""
        return f"{self.area_id}: {self.valid_from}"
