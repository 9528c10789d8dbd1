"""What a settled contradiction lays over a target or task: the words of the source that counts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.programme.models.conflicts import Conflict
from hatang.programme.models.items import RuledField, Target, Task


class RulingQuerySet(models.QuerySet["Ruling"]):
    """Rulings, past and present."""

    def standing(self) -> "RulingQuerySet":
        """Those that hold now."""
        return self.filter(ended_at__isnull=True)


@tracked()
class Ruling(models.Model):
    """One field of a target or task that follows the other source of a settled contradiction.

    The item shows what counts; `printed` keeps what its own plan prints there, so that it comes back when
    the settlement is taken back or either source says something else (`ended_at`).
    """

    conflict = models.ForeignKey(Conflict, on_delete=models.PROTECT, related_name="rulings")
    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, null=True, blank=True, related_name="rulings"
    )
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="rulings")
    field = models.CharField(_("what is settled"), max_length=8, choices=RuledField.choices)
    printed = models.JSONField(_("printed in the plan"))
    counts = models.JSONField(_("what counts"))
    reason = models.TextField(_("reason"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="ruling_of_a_task_or_a_target",
                condition=Q(task__isnull=True, target__isnull=False)
                | Q(task__isnull=False, target__isnull=True),
            ),
            models.CheckConstraint(name="ruling_field_known", condition=Q(field__in=RuledField.values)),
            models.CheckConstraint(name="ruling_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="ruling_ended_by_somebody_has_ended",
                condition=Q(ended_by__isnull=True) | Q(ended_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="ruling_of_a_target_once",
                fields=["target", "field"],
                condition=Q(ended_at__isnull=True, target__isnull=False),
            ),
            models.UniqueConstraint(
                name="ruling_of_a_task_once",
                fields=["task", "field"],
                condition=Q(ended_at__isnull=True, task__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """What follows, and in what."""
        return f"{self.item} {self.field}"

    @property
    def item(self) -> Target | Task:
        """The target or task that follows the other source."""
        found = self.target or self.task
        assert found is not None  # noqa: S101 - ruling_of_a_task_or_a_target
        return found
