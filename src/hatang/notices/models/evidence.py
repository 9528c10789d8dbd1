"""Files that show what was done."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import User
from hatang.base.history import tracked
from hatang.base.words import Folded
from hatang.notices.file_types import MEDIA_TYPES


@tracked(exclude=("search_text",))
class Evidence(models.Model):
    """A file that a person adds to a subject; one that was taken back stays, with who, when and why.

    `n_pages` is known for a pdf that can be drawn.
    """

    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(max_length=100)
    n_bytes = models.BigIntegerField()
    n_pages = models.PositiveIntegerField(default=0)
    note = models.CharField(_("what it shows"), max_length=500, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="evidence")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="removed_evidence"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removal_reason = models.CharField(max_length=500, blank=True)
    search_text = models.GeneratedField(
        expression=Folded(Concat("name", Value(" "), "note")),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="evidence_of_subject", fields=["subject_kind", "subject_id", "id"]),
            GinIndex(name="evidence_words", fields=["search_text"], opclasses=["gin_trgm_ops"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="evidence_once",
                fields=["subject_kind", "subject_id", "sha256"],
                condition=Q(removed_at__isnull=True),
            ),
            models.CheckConstraint(name="evidence_of_a_kind", condition=~Q(subject_kind="")),
            models.CheckConstraint(name="evidence_hash_whole", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(name="evidence_type_known", condition=Q(media_type__in=MEDIA_TYPES)),
            models.CheckConstraint(
                name="evidence_has_bytes_and_a_name", condition=Q(n_bytes__gt=0) & ~Q(name="")
            ),
            models.CheckConstraint(
                name="evidence_removed_with_who_when_and_why",
                condition=Q(removed_by__isnull=True, removed_at__isnull=True, removal_reason="")
                | (Q(removed_by__isnull=False, removed_at__gte=F("added_at")) & ~Q(removal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        """Its name."""
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether a browser shows it as a picture."""
        return self.media_type.startswith("image/")

    @property
    def may_be_shown(self) -> bool:
        """Whether there is a preview of it."""
        return self.is_picture or self.n_pages > 0
