"""For whom a document is."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hatang.accounts.models import Unit, UnitGroup
from hatang.base.history import tracked
from hatang.documents.models.documents import Document


@tracked()
class Audience(models.Model):
    """A unit or group that a document is for; a restricted one is read by no other unit."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="audience")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    group = models.ForeignKey(UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["document_id", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="audience_is_a_unit_or_a_group",
                condition=Q(unit__isnull=True, group__isnull=False)
                | Q(unit__isnull=False, group__isnull=True),
            ),
            models.UniqueConstraint(name="audience_unit_once", fields=["document", "unit"]),
            models.UniqueConstraint(name="audience_group_once", fields=["document", "group"]),
        ]

    def __str__(self) -> str:
        """The unit or the group."""
        return str(self.unit or self.group)
