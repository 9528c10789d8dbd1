"""Plans, targets, tasks, who must do them, and how far they are."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit, UnitGroup
from hatang.base.history import tracked
from hatang.documents.models import Document, DocumentVersion, Extraction


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


class Comparator(models.TextChoices):
    """How a value of a target is meant."""

    EQ = "eq", "="
    GE = "ge", "≥"
    LE = "le", "≤"
    GT = "gt", ">"
    LT = "lt", "<"
    RANGE = "range", "–"
    NONE = "none", ""


class AssignmentRole(models.TextChoices):
    """Part that an agency has in a task or target."""

    LEAD = "lead", _("Leads")
    SUPPORT = "support", _("Co-operates")
    DIRECT = "direct", _("Directs")


class Progress(models.TextChoices):
    """How far a unit is with its obligation."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Done")


# Deadlines that come back; the others pass once or never.
RECURRING = (
    DueKind.YEARLY,
    DueKind.HALF_YEARLY,
    DueKind.QUARTERLY,
    DueKind.MONTHLY,
    DueKind.WEEKLY,
)


class Gap(models.TextChoices):
    """What a task leaves unclear."""

    PEOPLE = "people", _("Who")
    WORK = "work", _("Work")
    TIME = "time", _("Time")
    RESPONSIBILITY = "responsibility", _("Responsibility")
    PRODUCT = "product", _("Product")
    AUTHORITY = "authority", _("Authority")


@tracked(exclude=("sort_key",))
class Plan(models.Model):
    """A document whose targets and tasks are followed; `extraction` is what was published of `version`."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="plan")
    version = models.OneToOneField(DocumentVersion, on_delete=models.PROTECT, related_name="plan")
    extraction = models.ForeignKey(Extraction, on_delete=models.PROTECT, related_name="+")
    title = models.TextField(_("title"))
    number = models.CharField(_("number"), max_length=80, blank=True)
    issuer = models.CharField(_("issuer"), max_length=300, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    is_issued_day_known = models.BooleanField(default=True)
    sort_key = models.CharField(max_length=500, db_collation="C")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_key", "id"]

    def __str__(self) -> str:
        """Number, else the beginning of the title."""
        return self.number or Truncator(self.title).words(12)


class PlanItem(models.Model):
    """What a target and a task share: their place, words, deadline and evidence in the document.

    `key` (path and folded words) keeps the identity when a newer version is published;
    `withdrawn_at` is set when the newest version no longer has the item.
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

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Place and words."""
        return f"{self.path} {self.text}"


def _due_constraints(noun: str) -> list[models.BaseConstraint]:
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
    """A number to reach, or a row of a table of targets."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    comparator = models.CharField(max_length=8, choices=Comparator.choices, default=Comparator.NONE)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    value_max = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    measure_unit = models.CharField(_("measure"), max_length=80, blank=True)
    same_as = ArrayField(models.CharField(max_length=120), default=list, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["plan_id", "ordinal"]
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
            *_due_constraints("target"),
        ]


@tracked(exclude=("search_text", "sort_key"))
class Task(PlanItem):
    """Work that a plan gives to somebody."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    product = models.TextField(_("product"), blank=True)
    gaps = ArrayField(models.CharField(max_length=20, choices=Gap.choices), default=list, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["plan_id", "ordinal"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="task_due", fields=["due_kind", "due_end"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Checked at the end: a newer version may exchange the keys of two items.
            models.UniqueConstraint(
                name="task_key_once", fields=["plan", "key"], deferrable=models.Deferrable.DEFERRED
            ),
            *_due_constraints("task"),
        ]


class Assignment(models.Model):
    """An agency named in a task or target, as printed, and the unit or group it was resolved to."""

    task = models.ForeignKey(
        Task, on_delete=models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    target = models.ForeignKey(
        Target, on_delete=models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    role = models.CharField(max_length=10, choices=AssignmentRole.choices)
    ordinal = models.PositiveSmallIntegerField()
    printed_name = models.CharField(max_length=300)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    group = models.ForeignKey(
        UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["role", "ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="assignment_of_a_task_or_a_target",
                condition=Q(task__isnull=True, target__isnull=False)
                | Q(task__isnull=False, target__isnull=True),
            ),
            models.CheckConstraint(
                name="assignment_to_a_unit_or_a_group", condition=Q(unit__isnull=True) | Q(group__isnull=True)
            ),
            models.CheckConstraint(name="assignment_role_known", condition=Q(role__in=AssignmentRole.values)),
            models.UniqueConstraint(
                name="assignment_task_place_once",
                fields=["task", "role", "ordinal"],
                condition=Q(task__isnull=False),
            ),
            models.UniqueConstraint(
                name="assignment_target_place_once",
                fields=["target", "role", "ordinal"],
                condition=Q(target__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """The printed name."""
        return self.printed_name

    @property
    def is_resolved(self) -> bool:
        """Whether the printed name is known as a unit or a group."""
        return self.unit_id is not None or self.group_id is not None


@tracked()
class Obligation(models.Model):
    """What one unit owes for a task it leads, alone or as a member of `group` on the document's date."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="obligations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obligations")
    group = models.ForeignKey(
        UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="obligations"
    )
    state = models.CharField(
        _("progress"), max_length=12, choices=Progress.choices, default=Progress.NOT_STARTED
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["task_id", "unit_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="obligation_once_per_unit", fields=["task", "unit"]),
            models.CheckConstraint(name="obligation_state_known", condition=Q(state__in=Progress.values)),
            models.CheckConstraint(
                name="obligation_done_has_a_day",
                condition=Q(state="done", done_on__isnull=False)
                | (~Q(state="done") & Q(done_on__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        """Task and unit."""
        return f"{self.task_id}: {self.unit_id}"
