"""Plans of units for a year, what they said when they were issued, and their activities."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.documents.models import Extraction
from hatang.planning.models.projects import Project
from hatang.planning.rules.cascade import Uptake
from hatang.planning.rules.life import PlanState, PlanStep
from hatang.programme.models import Plan, Target, Task


class StateName(models.TextChoices):
    """Where a unit's plan is, in words."""

    DRAFT = PlanState.DRAFT.value, _("Draft")
    WITH_LEADER = PlanState.WITH_LEADER.value, _("With the leader of the unit")
    ISSUED = PlanState.ISSUED.value, _("Plan issued")


class StepName(models.TextChoices):
    """What may be done with a unit's plan, in words."""

    HAND_IN = PlanStep.HAND_IN.value, _("Submit to the unit's leader")
    TAKE_BACK = PlanStep.TAKE_BACK.value, _("Take back")
    SEND_BACK = PlanStep.SEND_BACK.value, _("Send back to who wrote it")
    ISSUE = PlanStep.ISSUE.value, _("Issue the plan")
    REOPEN = PlanStep.REOPEN.value, _("Change the issued plan")


class UptakeName(models.TextChoices):
    """How an activity takes up what it is for, in words."""

    WHOLE = Uptake.WHOLE.value, _("In whole")
    PART = Uptake.PART.value, _("In part")


@tracked()
class UnitPlan(models.Model):
    """What a unit plans for a year about the tasks and targets of a plan.

    `number` is that of its own document, where it has one; `note` is why it was sent back last, `because` why
    an issued one is being changed.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="unit_plans")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="unit_plans")
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=12, choices=StateName.choices, default=StateName.DRAFT)
    number = models.CharField(_("number"), max_length=80, blank=True)
    note = models.TextField(_("note"), blank=True)
    because = models.TextField(_("why it is changed"), blank=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "unit__sort_key", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="unit_plan_once_a_year", fields=["unit", "plan", "year"]),
            models.CheckConstraint(name="unit_plan_state_known", condition=Q(state__in=StateName.values)),
            models.CheckConstraint(name="unit_plan_year_possible", condition=Q(year__range=(2000, 2100))),
        ]

    def __str__(self) -> str:
        """The parent plan and the year."""
        return f"{self.plan} ({self.year})"

    @property
    def is_writable(self) -> bool:
        """Whether its state lets the unit write in it."""
        return self.state == PlanState.DRAFT


@tracked()
class UnitPlanVersion(models.Model):
    """What a unit's plan said when it was issued, row by row; kept for ever, numbered from 1.

    `because` is why an issued plan was changed; empty for the first one.
    """

    unit_plan = models.ForeignKey(UnitPlan, on_delete=models.PROTECT, related_name="versions")
    ordinal = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=80, blank=True)
    rows = models.JSONField()
    because = models.TextField(blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="unit_plan_version_once", fields=["unit_plan", "ordinal"]),
            models.CheckConstraint(
                name="unit_plan_version_says_why", condition=Q(ordinal=1) | ~Q(because="")
            ),
        ]

    def __str__(self) -> str:
        """The plan and the version."""
        return f"{self.unit_plan_id}: {self.ordinal}"


@tracked(exclude=("revision", "saved_at", "saved_by", "mark"))
class Activity(models.Model):
    """What a unit will do in its plan: for which task or target, by quarters, with which result.

    `quarter_1` to `quarter_4` are what is reached in each quarter, in words. `result` is in `measure_unit`;
    its money stands in `project`. `lead` is empty where the unit itself leads. `revision` counts every save,
    so that a form that saw another state is told; `mark` keeps a form that is sent twice from adding two.
    `source` is the reading of the unit's own document that it was proposed from.
    """

    unit_plan = models.ForeignKey(UnitPlan, on_delete=models.PROTECT, related_name="activities")
    ordinal = models.PositiveIntegerField()
    title = models.TextField(_("activity"))
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    uptake = models.CharField(
        _("takes it up"), max_length=5, choices=UptakeName.choices, default=UptakeName.WHOLE
    )
    quarter_1 = models.TextField(_("first quarter"), blank=True)
    quarter_2 = models.TextField(_("second quarter"), blank=True)
    quarter_3 = models.TextField(_("third quarter"), blank=True)
    quarter_4 = models.TextField(_("fourth quarter"), blank=True)
    result = models.DecimalField(_("result"), max_digits=20, decimal_places=6, null=True, blank=True)
    measure_unit = models.CharField(_("measure"), max_length=80, blank=True)
    lead = models.CharField(_("lead"), max_length=300, blank=True)
    support = models.TextField(_("support"), blank=True)
    risk = models.TextField(_("risk"), blank=True)
    risk_answer = models.TextField(_("how the risk is met"), blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    source = models.ForeignKey(
        Extraction, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    mark = models.UUIDField(unique=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["ordinal", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="activity_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="activity_uptake_known", condition=Q(uptake__in=UptakeName.values)),
            models.CheckConstraint(
                name="activity_result_has_a_measure", condition=Q(result__isnull=True) | ~Q(measure_unit="")
            ),
        ]

    def __str__(self) -> str:
        """What is done."""
        return self.title

    @property
    def quarters(self) -> list[str]:
        """What is reached in each of the four quarters."""
        return [self.quarter_1, self.quarter_2, self.quarter_3, self.quarter_4]
