"""Places that people need to reach and to be reached in."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.territory.models.areas import Area


class PlaceKind(models.TextChoices):
    """What a place is."""

    VILLAGE = "village", _("Village")
    INDUSTRIAL_ZONE = "industrial_zone", _("Industrial zone")
    INDUSTRIAL_CLUSTER = "industrial_cluster", _("Industrial cluster")
    SCHOOL = "school", _("School")
    CLINIC = "clinic", _("Clinic")
    HERITAGE = "heritage", _("Heritage site")
    TRANSPORT_HUB = "transport_hub", _("Transport hub")
    MALL = "mall", _("Mall or market")
    ADMINISTRATIVE_CENTRE = "administrative_centre", _("Administrative centre")


@tracked(exclude=("wkb",))
class Place(models.Model):
    """A place with a point, and the polygon of a zone where it is known; dated like an area.

    `area` is the commune its point lies in, `hexagon9` the hexagon of resolution 9; `is_priority` places
    must have fibre and 5G first.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=24, choices=PlaceKind.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="places")
    longitude = models.FloatField(_("longitude"))
    latitude = models.FloatField(_("latitude"))
    wkb = models.BinaryField(null=True, blank=True)
    hexagon9 = models.BigIntegerField()
    is_priority = models.BooleanField(_("priority"), default=False)
    is_example = models.BooleanField(_("example data"), default=False)
    source = models.CharField(_("source"), max_length=200)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)
    sort_key = models.CharField(max_length=500, db_collation="C")

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_key", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="place_kind_known", condition=Q(kind__in=PlaceKind.values)),
            models.CheckConstraint(name="place_has_code_and_name", condition=~Q(code="") & ~Q(name="")),
            models.CheckConstraint(
                name="place_on_earth",
                condition=Q(longitude__gte=-180)
                & Q(longitude__lte=180)
                & Q(latitude__gte=-90)
                & Q(latitude__lte=90),
            ),
            models.CheckConstraint(
                name="place_existence_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="place_by_kind", fields=["kind", "sort_key"]),
            models.Index(name="place_by_hexagon", fields=["hexagon9"]),
        ]

    def __str__(self) -> str:
        """Its name."""
        return self.name
