"""Areas and what became of them."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import existing
from hatang.base.history import tracked


class AreaKind(models.TextChoices):
    """Tier of an area; the former ones ended on 01/07/2025."""

    PROVINCE = "province", _("Province")
    WARD = "ward", _("Ward")
    COMMUNE = "commune", _("Commune")
    FORMER_PROVINCE = "former_province", _("Former province")
    FORMER_DISTRICT = "former_district", _("Former district")
    FORMER_COMMUNE = "former_commune", _("Former commune")


class AreaQuerySet(models.QuerySet["Area"]):
    """Many areas."""

    def existing(self, on: date) -> "AreaQuerySet":
        """Areas that exist on the day."""
        return self.filter(existing(on))

    def communes(self) -> "AreaQuerySet":
        """Communes and wards of the two-level administration."""
        return self.filter(kind__in=[AreaKind.COMMUNE, AreaKind.WARD])


class Area(models.Model):
    """An administrative area; `valid_to` is the first day on which it no longer exists."""

    code = models.CharField(_("code"), max_length=10)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=AreaKind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    area_km2 = models.DecimalField(_("area (km²)"), max_digits=10, decimal_places=2, null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    is_population_estimate = models.BooleanField(_("population is an estimate"), default=False)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)
    sort_key = models.CharField(max_length=500, db_collation="C")

    objects: ClassVar[Any] = AreaQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_key", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # The code 24 names a former province and the present one: a code alone is not enough.
            models.UniqueConstraint(name="area_code_once_per_kind", fields=["code", "kind"]),
            models.CheckConstraint(name="area_kind_known", condition=Q(kind__in=AreaKind.values)),
            models.CheckConstraint(
                name="area_existence_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="area_size_positive", condition=Q(area_km2__isnull=True) | Q(area_km2__gt=0)
            ),
            models.CheckConstraint(
                name="area_estimate_has_a_figure",
                condition=Q(is_population_estimate=False) | Q(population__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """The name without its tier."""
        return self.name


class AreaSuccessor(models.Model):
    """An area that took over an area, or a share of its figures, on a day."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="successor_links")
    successor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="predecessor_links")
    share = models.DecimalField(max_digits=7, decimal_places=6, default=1)
    on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="area_successor_once", fields=["area", "successor"]),
            models.CheckConstraint(
                name="area_successor_share_in_range", condition=Q(share__gt=0) & Q(share__lte=1)
            ),
            models.CheckConstraint(name="area_not_its_own_successor", condition=~Q(area=F("successor"))),
        ]

    def __str__(self) -> str:
        """Old and new area."""
        return f"{self.area_id} → {self.successor_id}"


@tracked()
class AreaPopulation(models.Model):
    """How many people live in an area in a year, by one source; `is_estimate` is rounded or computed."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="populations")
    year = models.PositiveSmallIntegerField(_("year"))
    population = models.PositiveIntegerField(_("population"))
    is_estimate = models.BooleanField(_("estimate"), default=False)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["area", "-year"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="population_once_per_year", fields=["area", "year"]),
            models.CheckConstraint(
                name="population_year_in_range", condition=Q(year__gte=1900) & Q(year__lte=2200)
            ),
            models.CheckConstraint(name="population_has_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        """The year and the people."""
        return f"{self.year}: {self.population}"
