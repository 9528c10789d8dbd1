"""Lines and points of plant, data centres and public Wi-Fi."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.network.models.sites import ExistingQuerySet, is_a_place, lived
from hatang.network.models.words import NodeKind, PlantState, RouteKind
from hatang.territory.models import Area


@tracked()
class Node(models.Model):
    """A manhole, pole, cabinet, splice or point of presence."""

    code = models.CharField(_("node code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=NodeKind.choices)
    longitude = models.FloatField(_("longitude"))
    latitude = models.FloatField(_("latitude"))
    commune = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=9, choices=PlantState.choices, default=PlantState.IN_USE)
    is_example = models.BooleanField(_("example data"), default=False)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)

    objects: ClassVar[Any] = ExistingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            is_a_place("node_lies_in_vietnam"),
            lived("node_existence_in_order"),
            models.CheckConstraint(name="node_kind_known", condition=Q(kind__in=NodeKind.values)),
            models.CheckConstraint(name="node_state_known", condition=Q(state__in=PlantState.values)),
        ]

    def __str__(self) -> str:
        """The code."""
        return self.code


@tracked(exclude=("wkb",))
class Route(models.Model):
    """One line of plant; a cable lies in a duct, a microduct in a duct (`parent`, as deep as need be).

    `wkb` is its line in EPSG:4326; `drawn_length_m` is its geodesic length, `as_built_length_m` what was
    measured when it was built [m].
    """

    code = models.CharField(_("route code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=9, choices=RouteKind.choices)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    start = models.ForeignKey(Node, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end = models.ForeignKey(Node, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # The commune its middle lies in.
    commune = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    wkb = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    drawn_length_m = models.FloatField(_("drawn length (m)"))
    as_built_length_m = models.FloatField(_("as-built length (m)"), null=True, blank=True)
    depth_m = models.FloatField(_("depth (m)"), null=True, blank=True)
    is_underground = models.BooleanField(_("underground"), default=False)
    fibres = models.PositiveIntegerField(_("fibres"), null=True, blank=True)
    fibres_used = models.PositiveIntegerField(_("fibres in use"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=PlantState.choices, default=PlantState.IN_USE)
    is_example = models.BooleanField(_("example data"), default=False)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)

    objects: ClassVar[Any] = ExistingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            lived("route_existence_in_order"),
            models.CheckConstraint(name="route_kind_known", condition=Q(kind__in=RouteKind.values)),
            models.CheckConstraint(name="route_state_known", condition=Q(state__in=PlantState.values)),
            models.CheckConstraint(
                name="route_box_in_order", condition=Q(east__gte=F("west")) & Q(north__gte=F("south"))
            ),
            models.CheckConstraint(name="route_has_a_length", condition=Q(drawn_length_m__gt=0)),
            models.CheckConstraint(
                name="route_not_in_itself", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
            models.CheckConstraint(
                name="route_fibres_in_order",
                condition=Q(fibres_used__isnull=True) | Q(fibres__isnull=False, fibres_used__lte=F("fibres")),
            ),
        ]

    def __str__(self) -> str:
        """The code."""
        return self.code


@tracked()
class DataCentre(models.Model):
    """A data centre: its tier (1..4), racks, power [kW] and PUE (total over IT energy, >= 1)."""

    code = models.CharField(_("data centre code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    longitude = models.FloatField(_("longitude"))
    latitude = models.FloatField(_("latitude"))
    commune = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    tier = models.PositiveSmallIntegerField(_("tier"), null=True, blank=True)
    racks = models.PositiveIntegerField(_("racks"), null=True, blank=True)
    power_kw = models.FloatField(_("power (kW)"), null=True, blank=True)
    pue = models.FloatField(_("PUE"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=PlantState.choices, default=PlantState.IN_USE)
    is_example = models.BooleanField(_("example data"), default=False)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)

    objects: ClassVar[Any] = ExistingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            is_a_place("data_centre_lies_in_vietnam"),
            lived("data_centre_existence_in_order"),
            models.CheckConstraint(name="data_centre_state_known", condition=Q(state__in=PlantState.values)),
            models.CheckConstraint(
                name="data_centre_tier_in_range", condition=Q(tier__isnull=True) | Q(tier__range=(1, 4))
            ),
            models.CheckConstraint(
                name="data_centre_pue_in_range",
                condition=Q(pue__isnull=True) | Q(pue__gte=1) & Q(pue__lte=5),
            ),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


@tracked()
class PublicWifi(models.Model):
    """A place with free public Wi-Fi."""

    code = models.CharField(_("Wi-Fi code"), max_length=40, unique=True)
    name = models.CharField(_("place"), max_length=200)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    longitude = models.FloatField(_("longitude"))
    latitude = models.FloatField(_("latitude"))
    commune = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    access_points = models.PositiveIntegerField(_("access points"), default=1)
    speed_mbps = models.FloatField(_("speed (Mb/s)"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=PlantState.choices, default=PlantState.IN_USE)
    is_example = models.BooleanField(_("example data"), default=False)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)

    objects: ClassVar[Any] = ExistingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            is_a_place("wifi_lies_in_vietnam"),
            lived("wifi_existence_in_order"),
            models.CheckConstraint(name="wifi_state_known", condition=Q(state__in=PlantState.values)),
            models.CheckConstraint(name="wifi_has_access_points", condition=Q(access_points__gt=0)),
        ]

    def __str__(self) -> str:
        """The place."""
        return self.name
