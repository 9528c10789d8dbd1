"""Who must do a task, and how far each unit is."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit, UnitGroup
from hatang.base.history import tracked
from hatang.programme.models.items import Target, Task


class AssignmentRole(models.TextChoices):
    """Part that an agency has in a task or target."""

    LEAD = "lead", _("Leads")
    SUPPORT = "support", _("Co-operates")
    DIRECT = "direct", _("Directs")


class Progress(models.TextChoices):
    """How far a unit is with its obligation."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    SUBMITTED = "submitted", _("Waiting for acceptance")
    DONE = "done", _("Done")
    PAUSED = "paused", _("Paused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


@tracked()
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


@tracked(exclude=("reminded_on",))
class Obligation(models.Model):
    """What one unit owes for a task it leads, alone or as a member of `group` on the document's date.

    `note` is what was said with the last step: what was submitted, or why it was returned, paused or
    withdrawn. `withdrawn_at` is set when the plan no longer asks it of the unit.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="obligations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obligations")
    group = models.ForeignKey(
        UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="obligations"
    )
    state = models.CharField(
        _("progress"), max_length=12, choices=Progress.choices, default=Progress.NOT_STARTED
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    extended_to = models.DateField(_("deadline moved to"), null=True, blank=True)
    submitted_number = models.CharField(_("number of the submission"), max_length=80, blank=True)
    issued_number = models.CharField(_("number issued"), max_length=80, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    updated_at = models.DateTimeField(_("last said something"), null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["task_id", "unit_id"]
        indexes: ClassVar[list[models.Index]] = [
            # The few with a later deadline are looked for on every page.
            models.Index(
                name="obligation_moved",
                fields=["task"],
                condition=Q(extended_to__isnull=False, withdrawn_at__isnull=True),
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="obligation_once_per_unit", fields=["task", "unit"]),
            models.CheckConstraint(name="obligation_state_known", condition=Q(state__in=Progress.values)),
            models.CheckConstraint(
                name="obligation_done_has_a_day",
                condition=Q(state="done", done_on__isnull=False)
                | (~Q(state="done") & Q(done_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="obligation_submitted_has_a_day",
                condition=~Q(state="submitted") | Q(submitted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="obligation_issued_is_done_and_numbered",
                condition=Q(issued_on__isnull=True, issued_number="")
                | (Q(state="done", issued_on__isnull=False) & ~Q(issued_number="")),
            ),
            models.CheckConstraint(
                name="obligation_step_has_words",
                condition=~Q(state__in=("submitted", "paused", "withdrawn")) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        """Task and unit."""
        return f"{self.task_id}: {self.unit_id}"

    @property
    def n_days_above(self) -> int:
        """Days from the submission until the document was issued; 0 before that."""
        if self.issued_on is None or self.submitted_on is None:
            return 0
        return (self.issued_on - self.submitted_on).days
