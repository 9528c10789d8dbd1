"""What reviewers corrected of a reading."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.documents.models.extractions import Extraction
from hatang.documents.overlay import Step


class CorrectionOp(models.TextChoices):
    """What was done to an item."""

    SET = "set", _("Changed")
    DROP = "drop", _("Dropped")
    ADD = "add", _("Added")
    SPLIT = "split", _("Split")
    MERGE = "merge", _("Merged")


class ItemKind(models.TextChoices):
    """What was corrected."""

    TASKS = "tasks", _("Task")
    TARGETS = "targets", _("Target")


@tracked()
class Correction(models.Model):
    """One change of one reviewer to one task or target of a reading; `item` is its key in the overlay.

    `revision` is the one of the reading that it, or its undoing, made.
    """

    extraction = models.ForeignKey(Extraction, on_delete=models.PROTECT, related_name="corrections")
    ordinal = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    op = models.CharField(max_length=8, choices=CorrectionOp.choices)
    kind = models.CharField(max_length=8, choices=ItemKind.choices)
    item = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=12, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["extraction_id", "ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="correction_ordinal_once", fields=["extraction", "ordinal"]),
            models.CheckConstraint(name="correction_op_known", condition=Q(op__in=CorrectionOp.values)),
            models.CheckConstraint(name="correction_kind_known", condition=Q(kind__in=ItemKind.values)),
            models.CheckConstraint(name="correction_names_an_item", condition=Q(op="add") | ~Q(item="")),
            models.CheckConstraint(
                name="correction_of_a_field",
                condition=(Q(op="set") & ~Q(field="")) | (~Q(op="set") & Q(field="")),
            ),
            models.CheckConstraint(
                name="correction_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Extraction, operation and item."""
        return f"{self.extraction_id}: {self.op} {self.kind} {self.item}"

    @property
    def step(self) -> Step:
        """The correction for the overlay."""
        return Step(self.ordinal, self.op, self.kind, self.item, self.field, self.after)
