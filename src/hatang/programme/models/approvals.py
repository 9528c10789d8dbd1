"""How the work of a document is given out: asked for, approved by a leader, published, undone."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.documents.models import Document, DocumentVersion, Extraction


class Decision(models.TextChoices):
    """What a leader said to what was laid before them."""

    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    TAKEN_BACK = "taken_back", _("Taken back")


@tracked()
class Approval(models.Model):
    """What the office laid before a leader: one reading in one state of correction, and the answer."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="approvals")
    extraction = models.ForeignKey(Extraction, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    note = models.TextField(_("note"), blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(_("decision"), max_length=12, choices=Decision.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="approval_asked_once", fields=["version"], condition=Q(decision="")),
            models.CheckConstraint(
                name="approval_decision_known", condition=Q(decision="") | Q(decision__in=Decision.values)
            ),
            models.CheckConstraint(
                name="approval_decided_by_somebody",
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="approval_returned_with_a_reason", condition=~Q(decision="returned") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        """Version and revision."""
        return f"{self.version_id}/{self.revision}"

    @property
    def is_changed(self) -> bool:
        """Whether the reading was corrected, or made anew, after it was laid before the leader."""
        newest = self.version.extractions.first()
        return newest is None or (newest.pk, newest.revision) != (self.extraction_id, self.revision)


@tracked()
class Publication(models.Model):
    """One time that a document's work was given out, and what had been public before it."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="publications")
    extraction = models.ForeignKey(Extraction, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    former = models.ForeignKey(Extraction, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    former_revision = models.PositiveIntegerField(null=True, blank=True)
    former_at = models.DateTimeField(null=True, blank=True)
    former_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-published_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="publication_former_is_whole",
                condition=Q(
                    former__isnull=True,
                    former_revision__isnull=True,
                    former_at__isnull=True,
                    former_by__isnull=True,
                )
                | Q(
                    former__isnull=False,
                    former_revision__isnull=False,
                    former_at__isnull=False,
                    former_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="publication_undone_by_somebody_with_a_reason",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        """Document and revision."""
        return f"{self.document_id}/{self.revision}"
