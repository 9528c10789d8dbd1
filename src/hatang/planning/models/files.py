"""Files of a unit's own plan document."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from hatang.base.history import tracked
from hatang.documents.models import DocumentFile
from hatang.planning.models.plans import UnitPlan


@tracked()
class PlanFile(models.Model):
    """A file of a unit's own document that the unit added to its plan, to be read."""

    unit_plan = models.ForeignKey(UnitPlan, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(DocumentFile, on_delete=models.PROTECT, related_name="plan_files")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-added_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="plan_file_once", fields=["unit_plan", "file"]),
        ]

    def __str__(self) -> str:
        """The name it was sent under."""
        return str(self.file)
