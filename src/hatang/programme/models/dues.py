"""Deadlines of several parts, and events from which a deadline runs."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.documents.models import Document
from hatang.programme.models.items import DueKind, Task, due_constraints


class TermUnit(models.TextChoices):
    """In what the time after an event is counted."""

    DAY = "day", _("days")
    WORKING_DAY = "working_day", _("working days")
    MONTH = "month", _("months")


@tracked()
class DuePart(models.Model):
    """One of several days that a task must meet, in the order of the words; its columns are those of a task.

    `withdrawn_at` is set when the newest version of the plan no longer has it.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="parts")
    ordinal = models.PositiveSmallIntegerField()
    due_kind = models.CharField(max_length=12, choices=DueKind.choices)
    due_start = models.DateField(null=True, blank=True)
    due_end = models.DateField(null=True, blank=True)
    due_at = models.CharField(max_length=10, blank=True)
    due_before = models.BooleanField(default=False)
    due_text = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["task_id", "ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="due_part_once", fields=["task", "ordinal"]),
            *due_constraints("due_part"),
        ]

    def __str__(self) -> str:
        """Its words."""
        return self.due_text

    @property
    def counts(self) -> bool:
        """Whether it must be met: what goes on, or names no day and no event, is met by going on."""
        has_a_day = self.due_kind in (DueKind.BY, DueKind.WITHIN) and self.due_end is not None
        return has_a_day or self.due_kind not in (
            DueKind.BY,
            DueKind.WITHIN,
            DueKind.CONTINUOUS,
            DueKind.NONE,
        )


@tracked()
class DueEvent(models.Model):
    """What a deadline waited for has happened: on which day, on what ground, and until when it runs now.

    It is of a task, or of one `part` of its deadline. `n_units` of `term_unit` after `happened_on` end on
    `due_on`. Taken back, it stays with the reason, and the deadline waits again.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="due_events")
    part = models.ForeignKey(
        DuePart, on_delete=models.PROTECT, null=True, blank=True, related_name="due_events"
    )
    happened_on = models.DateField(_("day of the event"))
    ground = models.CharField(_("ground"), max_length=300)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="due_events"
    )
    n_units = models.PositiveSmallIntegerField(_("time after the event"))
    term_unit = models.CharField(max_length=12, choices=TermUnit.choices)
    due_on = models.DateField(_("due on"))
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_because = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-told_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="due_event_stands_once",
                fields=["task", "part"],
                condition=Q(taken_back_at__isnull=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="due_event_has_a_ground", condition=~Q(ground="")),
            models.CheckConstraint(
                name="due_event_term_unit_known", condition=Q(term_unit__in=TermUnit.values)
            ),
            models.CheckConstraint(name="due_event_runs_forward", condition=Q(due_on__gte=F("happened_on"))),
            models.CheckConstraint(
                name="due_event_taken_back_is_whole",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True, taken_back_because="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_because=""),
            ),
        ]

    def __str__(self) -> str:
        """Day and ground."""
        return f"{self.happened_on}: {self.ground}"
