"""Targets and tasks: what a plan asks for."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit, User
from hatang.base.history import tracked
from hatang.programme.models.plans import Plan


class DueKind(models.TextChoices):
    """How a deadline is meant."""

    BY = "by", _("By a day")
    WITHIN = "within", _("Within a period")
    YEARLY = "yearly", _("Every year")
    HALF_YEARLY = "half_yearly", _("Every half-year")
    QUARTERLY = "quarterly", _("Every quarter")
    MONTHLY = "monthly", _("Every month")
    WEEKLY = "weekly", _("Every week")
    CONTINUOUS = "continuous", _("Continuous")
    ON_EVENT = "on_event", _("After an event")
    NONE = "none", _("Not stated")


# Deadlines that come back; the others pass once or never.
RECURRING = (
    DueKind.YEARLY,
    DueKind.HALF_YEARLY,
    DueKind.QUARTERLY,
    DueKind.MONTHLY,
    DueKind.WEEKLY,
)


class Comparator(models.TextChoices):
    """How a value of a target is meant."""

    EQ = "eq", "="
    GE = "ge", "≥"
    LE = "le", "≤"
    GT = "gt", ">"
    LT = "lt", "<"
    RANGE = "range", "–"
    NONE = "none", ""


class Direction(models.TextChoices):
    """Which way a value of a target gets better."""

    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")


class Strength(models.TextChoices):
    """How firmly a plan asks for a target."""

    BINDING = "binding", _("Binding")
    STRIVEN = "striven", _("Striven for")
    COMMITMENT = "commitment", _("Commitment")


class Holder(models.TextChoices):
    """Whose figure a target is."""

    PROVINCE = "province", _("The whole province")
    UNIT = "unit", _("One unit or operator")


class Gap(models.TextChoices):
    """What a task leaves unclear."""

    PEOPLE = "people", _("Who")
    WORK = "work", _("Work")
    TIME = "time", _("Time")
    RESPONSIBILITY = "responsibility", _("Responsibility")
    PRODUCT = "product", _("Product")
    AUTHORITY = "authority", _("Authority")


class RuledField(models.TextChoices):
    """What of a target or task a settled contradiction can decide."""

    VALUE = "value", _("To reach")
    DUE = "due", _("Deadline")
    LEAD = "lead", _("Lead")
    PRODUCT = "product", _("Product")


class PlanItem(models.Model):
    """What a target and a task share: their place, words, deadline and evidence in the document.

    `key` (path and folded words) keeps the identity when a newer version is published;
    `withdrawn_at` is set when the newest version no longer has the item. `ruled_fields` names what follows
    another source by a settled contradiction; a `Ruling` keeps what the document prints there.
    """

    path = models.CharField(_("place"), max_length=120)
    ordinal = models.PositiveIntegerField()
    text = models.TextField(_("text"))
    key = models.CharField(max_length=300)
    note = models.TextField(_("note"), blank=True)
    due_kind = models.CharField(max_length=12, choices=DueKind.choices, default=DueKind.NONE)
    due_start = models.DateField(null=True, blank=True)
    due_end = models.DateField(null=True, blank=True)
    due_at = models.CharField(max_length=10, blank=True)
    due_before = models.BooleanField(default=False)
    due_text = models.TextField(blank=True)
    due_parts = models.JSONField(default=list)
    confidence = models.JSONField(default=dict)
    spans = models.JSONField(default=dict)
    search_text = models.TextField(blank=True)
    sort_key = models.CharField(max_length=500, db_collation="C")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    ruled_fields = ArrayField(
        models.CharField(max_length=8, choices=RuledField.choices), default=list, blank=True
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Place and words."""
        return f"{self.path} {self.text}"


def due_constraints(noun: str) -> list[models.BaseConstraint]:
    """What holds for the columns of every deadline."""
    return [
        models.CheckConstraint(name=f"{noun}_due_kind_known", condition=Q(due_kind__in=DueKind.values)),
        models.CheckConstraint(
            name=f"{noun}_due_in_order",
            condition=Q(due_start__isnull=True)
            | Q(due_end__isnull=True)
            | Q(due_end__gte=models.F("due_start")),
        ),
        models.CheckConstraint(
            name=f"{noun}_due_by_has_a_day", condition=~Q(due_kind="by") | Q(due_end__isnull=False)
        ),
    ]


@tracked(exclude=("search_text", "sort_key"))
class Target(PlanItem):
    """A number to reach, or a row of a table of targets.

    What the plan does not print is said by whoever follows it: direction, strength, holder, what is divided
    by what, and the figure it begins from. `revision` counts what people changed, so that a form knows
    whether it is old.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    comparator = models.CharField(max_length=8, choices=Comparator.choices, default=Comparator.NONE)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    value_max = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    measure_unit = models.CharField(_("measure"), max_length=80, blank=True)
    same_as = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction.choices, blank=True)
    strength = models.CharField(_("strength"), max_length=10, choices=Strength.choices, blank=True)
    holder = models.CharField(_("holder"), max_length=8, choices=Holder.choices, blank=True)
    holder_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="held_targets"
    )
    numerator = models.CharField(_("numerator"), max_length=300, blank=True)
    denominator = models.CharField(_("denominator"), max_length=300, blank=True)
    baseline_value = models.DecimalField(
        _("baseline"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    baseline_on = models.DateField(_("day of the baseline"), null=True, blank=True)
    baseline_source = models.CharField(_("source of the baseline"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)

    quota_revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["plan_id", "ordinal"]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(name="target_words", fields=["search_text"], opclasses=["gin_trgm_ops"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Checked at the end: a newer version may exchange the keys of two items.
            models.UniqueConstraint(
                name="target_key_once", fields=["plan", "key"], deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                name="target_comparator_known", condition=Q(comparator__in=Comparator.values)
            ),
            models.CheckConstraint(
                name="target_range_has_two_values",
                condition=~Q(comparator="range") | Q(value__isnull=False, value_max__isnull=False),
            ),
            models.CheckConstraint(
                name="target_direction_known", condition=Q(direction__in=["", *Direction.values])
            ),
            models.CheckConstraint(
                name="target_strength_known", condition=Q(strength__in=["", *Strength.values])
            ),
            models.CheckConstraint(
                name="target_holder_is_named_where_it_is_a_unit",
                condition=Q(holder__in=["", "province"], holder_unit__isnull=True)
                | Q(holder="unit", holder_unit__isnull=False),
            ),
            models.CheckConstraint(
                name="target_denominator_has_a_numerator", condition=Q(denominator="") | ~Q(numerator="")
            ),
            models.CheckConstraint(
                name="target_baseline_is_whole",
                condition=Q(baseline_value__isnull=True, baseline_on__isnull=True, baseline_source="")
                | Q(baseline_value__isnull=False, baseline_on__isnull=False) & ~Q(baseline_source=""),
            ),
            *due_constraints("target"),
        ]


@tracked(exclude=("search_text", "sort_key"))
class Task(PlanItem):
    """Work that a plan gives to somebody.

    With `is_distributed` each lead answers for its own part and `focal_unit` gathers them; otherwise
    `focal_unit` is the one that answers for all of it. With `needs_issue` the unit is done when it has
    submitted, and the product when the committee or the council has issued it. `directed_by` is said where
    another leader directs it than the plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    product = models.TextField(_("product"), blank=True)
    gaps = ArrayField(models.CharField(max_length=20, choices=Gap.choices), default=list, blank=True)
    is_distributed = models.BooleanField(_("each lead answers for its own part"), default=False)
    focal_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="focal_tasks"
    )
    needs_issue = models.BooleanField(_("the product is submitted, then issued above"), default=False)
    directed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="directed_tasks",
        verbose_name=_("directing leader"),
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["plan_id", "ordinal"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="task_due", fields=["due_kind", "due_end"]),
            # Counted on every list; narrow, where the table is wide.
            models.Index(name="task_live", fields=["plan"], condition=Q(withdrawn_at__isnull=True)),
            GinIndex(name="task_words", fields=["search_text"], opclasses=["gin_trgm_ops"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Checked at the end: a newer version may exchange the keys of two items.
            models.UniqueConstraint(
                name="task_key_once", fields=["plan", "key"], deferrable=models.Deferrable.DEFERRED
            ),
            *due_constraints("task"),
        ]

    @property
    def leader(self) -> User | None:
        """Who directs it: said for the task, else for its plan."""
        return self.directed_by or self.plan.directed_by
