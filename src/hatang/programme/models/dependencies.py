"""Which task waits for which."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hatang.base.history import tracked
from hatang.programme.models.items import Task


@tracked()
class TaskDependency(models.Model):
    """A task that `needs` another one done first, of its own plan or another; there are no circles."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="dependencies")
    needs = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="dependants")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["task_id", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="task_dependency_once", fields=["task", "needs"]),
            models.CheckConstraint(name="task_needs_another_one", condition=~Q(task=F("needs"))),
        ]

    def __str__(self) -> str:
        """Both tasks."""
        return f"{self.task_id} ← {self.needs_id}"
