"""Units, groups and their names."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked


class UnitKind(models.TextChoices):
    """What sort of agency a unit is."""

    PROVINCE = "province", _("Provincial people's committee")
    OFFICE = "office", _("Office of the people's committee")
    DEPARTMENT = "department", _("Provincial department")
    DIVISION = "division", _("Division of a department")
    INDUSTRIAL_ZONES = "industrial_zones", _("Board of industrial zones")
    AGENCY = "agency", _("Agency")
    COMMUNE = "commune", _("Commune people's committee")
    OPERATOR = "operator", _("Telecom operator")
    ENTERPRISE = "enterprise", _("Enterprise")
    PARTY = "party", _("Party committee")
    POLICE = "police", _("Police")
    YOUTH_UNION = "youth_union", _("Youth union")
    ORGANISATION = "organisation", _("Mass organisation")
    ASSOCIATION = "association", _("Association")
    PRESS = "press", _("Press")
    MINISTRY = "ministry", _("Ministry")
    OUTSIDE = "outside", _("Body outside the province")


# The columns that a person may change; the code stays.
UNIT_FACTS = (
    "name",
    "short_name",
    "kind",
    "parent_id",
    "area_code",
    "e_identifier",
    "valid_from",
    "valid_to",
)


def existing(on: date, prefix: str = "") -> Q:
    """Condition for rows that exist on the day: from `valid_from` until the day before `valid_to`."""
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": on})
    return begun & (Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on}))


class UnitQuerySet(models.QuerySet["Unit"]):
    """Many units."""

    def existing(self, on: date) -> "UnitQuerySet":
        """Units that exist on the day."""
        return self.filter(existing(on))


@tracked(exclude=("sort_key",))
class Unit(models.Model):
    """An agency, enterprise or body that can be given work; closed units stay, with their last day.

    `valid_to` is the first day on which the unit no longer exists.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    area_code = models.CharField(_("code of the area it governs"), max_length=10, blank=True)
    e_identifier = models.CharField(_("electronic identifier"), max_length=40, blank=True)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)
    sort_key = models.CharField(max_length=500, db_collation="C")

    objects: ClassVar[Any] = UnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_key", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="unit_existence_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="unit_kind_known", condition=Q(kind__in=UnitKind.values)),
            models.CheckConstraint(
                name="unit_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
            models.CheckConstraint(
                name="unit_division_has_a_parent",
                condition=~Q(kind=UnitKind.DIVISION) | Q(parent__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """The name as printed in documents."""
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def symbol(self) -> str:
        """Its letters in the numbers of documents: "SKHCN", of a people's committee "UBND"."""
        if self.kind in (UnitKind.PROVINCE, UnitKind.COMMUNE):
            return "UBND"
        is_symbol = self.short_name.isupper() and " " not in self.short_name
        return self.short_name if is_symbol else self.code.upper()

    @property
    def mark(self) -> str:
        """What a form saw of the unit: it differs as soon as one of the facts does."""
        facts = [str(getattr(self, name)) for name in UNIT_FACTS]
        return sha256("\x1f".join(facts).encode()).hexdigest()[:16]

    def exists_on(self, day: date) -> bool:
        """Whether the unit exists on the day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or self.valid_to > day)


@tracked()
class UnitSuccessor(models.Model):
    """A unit that took over the duties, or a share of them, of a closed unit on a day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successor_links")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessor_links")
    share = models.DecimalField(max_digits=7, decimal_places=6, default=1)
    on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="unit_successor_once", fields=["unit", "successor"]),
            models.CheckConstraint(
                name="unit_successor_share_in_range", condition=Q(share__gt=0) & Q(share__lte=1)
            ),
            models.CheckConstraint(name="unit_not_its_own_successor", condition=~Q(unit=F("successor"))),
        ]

    def __str__(self) -> str:
        """Old and new unit."""
        return f"{self.unit_id} → {self.successor_id}"

    @property
    def percent(self) -> Decimal:
        """The share in per cent."""
        return Decimal(self.share * 100)


@tracked()
class UnitGroup(models.Model):
    """A collective name that documents use for several units, such as all communes."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    sort_key = models.CharField(max_length=500, db_collation="C")

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_key", "id"]

    def __str__(self) -> str:
        """The collective name."""
        return self.name

    @property
    def mark(self) -> str:
        """What a form saw of the group: it differs as soon as the name does."""
        return sha256(self.name.encode()).hexdigest()[:16]


@tracked()
class GroupMembership(models.Model):
    """A period in which a unit belongs to a group; `valid_to` is the first day outside."""

    group = models.ForeignKey(UnitGroup, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="membership_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
            ),
            ExclusionConstraint(
                name="membership_never_twice_at_once",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_to"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        """Group and unit."""
        return f"{self.group_id}: {self.unit_id}"

    def holds_on(self, day: date) -> bool:
        """Whether the unit belongs to the group on the day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or self.valid_to > day)


@tracked()
class UnitAlias(models.Model):
    """Another printed form of the name of a unit or of a group; `key` is its comparison key."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="aliases")
    group = models.ForeignKey(
        UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="aliases"
    )
    text = models.CharField(_("printed name"), max_length=300)
    key = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="alias_key_once", fields=["key"]),
            models.CheckConstraint(
                name="alias_of_a_unit_or_a_group",
                condition=Q(unit__isnull=True, group__isnull=False)
                | Q(unit__isnull=False, group__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        """The printed form."""
        return self.text
