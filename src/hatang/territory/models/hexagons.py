"""Hexagons of the H3 grid over the province."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.territory.models.areas import Area


class Hexagon(models.Model):
    """A hexagon of the grid that touches the province; its key is the H3 index as a number.

    `area_km2` is geodesic (ADR 0093); `population` is what lives in its part within the province.
    """

    id = models.BigIntegerField(primary_key=True)
    resolution = models.PositiveSmallIntegerField(_("resolution"))
    area_km2 = models.FloatField(_("area (km²)"))
    population = models.FloatField(_("population"), default=0)
    longitude = models.FloatField()
    latitude = models.FloatField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="hexagon_resolution_known", condition=Q(resolution__in=[9, 10])),
            models.CheckConstraint(
                name="hexagon_figures_in_range", condition=Q(area_km2__gt=0) & Q(population__gte=0)
            ),
            models.CheckConstraint(
                name="hexagon_centre_on_earth",
                condition=Q(longitude__gte=-180)
                & Q(longitude__lte=180)
                & Q(latitude__gte=-90)
                & Q(latitude__lte=90),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="hexagon_by_resolution", fields=["resolution"]),
        ]

    def __str__(self) -> str:
        """The index as H3 writes it."""
        return f"{self.id:x}"


class HexagonShare(models.Model):
    """How much of a hexagon's area lies in a commune: 0..1, of all its communes together 1 at most.

    The grid is computed and only ever written as a whole: checking 700,000 references each time takes longer
    than all the rest, so the database does not.
    """

    hexagon = models.ForeignKey(
        Hexagon, on_delete=models.CASCADE, related_name="shares", db_constraint=False, db_index=False
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="hexagon_shares", db_constraint=False
    )
    share = models.FloatField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="hexagon_share_once", fields=["hexagon", "area"]),
            models.CheckConstraint(name="hexagon_share_in_range", condition=Q(share__gt=0) & Q(share__lte=1)),
        ]

    def __str__(self) -> str:
        """Hexagon, commune and share."""
        return f"{self.hexagon_id:x} {self.area_id}: {self.share}"
