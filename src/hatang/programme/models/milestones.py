"""Steps on the way, periods that were met, and who has taken note."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.programme.models.dues import DuePart
from hatang.programme.models.items import Task
from hatang.programme.models.obligations import Obligation


@tracked()
class Milestone(models.Model):
    """A result that a unit promises for a day within a longer piece of work."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(_("result"), max_length=300)
    due_on = models.DateField(_("by"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="milestone_named", condition=~Q(title="")),
            models.UniqueConstraint(name="milestone_once", fields=["obligation", "title", "due_on"]),
        ]

    def __str__(self) -> str:
        """The result."""
        return self.title


@tracked()
class Occurrence(models.Model):
    """One period of a recurring duty that a unit has met, or one part of a deadline of several parts.

    It has the day it fell due and the day it was done. A part that need not be met any more was waived, on
    the day `done_on`, with a reason.
    """

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="occurrences")
    part = models.ForeignKey(
        DuePart, on_delete=models.PROTECT, null=True, blank=True, related_name="occurrences"
    )
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"))
    waived_because = models.TextField(_("reason"), blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-due_on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="occurrence_once", fields=["obligation", "part", "due_on"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="occurrence_waived_is_a_part", condition=Q(waived_because="") | Q(part__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        """Obligation and period."""
        return f"{self.obligation_id}: {self.due_on}"

    @property
    def is_late(self) -> bool:
        """Whether it was done after its day."""
        return not self.waived_because and self.done_on > self.due_on


@tracked()
class Acknowledgement(models.Model):
    """A unit named in a task has said that it knows of it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="acknowledgements")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="acknowledgements")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["said_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="acknowledged_once", fields=["task", "unit"]),
        ]

    def __str__(self) -> str:
        """Task and unit."""
        return f"{self.task_id}: {self.unit_id}"
