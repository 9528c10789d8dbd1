"""What was read: text, result, provisions, citations."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.documents.models.documents import Document, DocumentVersion
from hatang.documents.models.files import ParseRun
from hatang.documents.overlay import corrected
from hatang.documents.references import Relation


class Extraction(models.Model):
    """What the parser understood of one file: the normalised text and the result of the contract.

    `revision` counts the corrections of reviewers and their undoings.
    """

    run = models.OneToOneField(ParseRun, on_delete=models.PROTECT, related_name="extraction")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="extractions")
    text = models.TextField()
    result = models.JSONField()
    page_starts = models.JSONField(default=list)
    parser_version = models.CharField(max_length=40)
    n_tasks = models.PositiveIntegerField(default=0)
    n_targets = models.PositiveIntegerField(default=0)
    n_warnings = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]

    def __str__(self) -> str:
        """Version and counts."""
        return f"{self.version_id}: {self.n_tasks}/{self.n_targets}"

    def corrected(self, *, until: datetime | None = None) -> dict[str, Any]:
        """The result with the corrections laid over it that stood at a moment, or stand now."""
        made = self.corrections.all()
        return corrected(self.result, [one.step for one in made if _stood(one, until)])

    def is_corrected_since(self, moment: datetime) -> bool:
        """Whether it was corrected, or a correction taken back, after a moment."""
        made = self.corrections.all()
        return any((one.undone_at or one.made_at) > moment for one in made)

    def is_changed_since(self, moment: datetime) -> bool:
        """Whether it was read or corrected after a moment."""
        return self.created_at > moment or self.is_corrected_since(moment)


def _stood(correction: Any, until: datetime | None) -> bool:
    """Whether a correction had been made and not undone."""
    if until is None:
        return correction.undone_at is None
    was_undone = correction.undone_at is not None and correction.undone_at <= until
    return bool(correction.made_at <= until) and not was_undone


class Provision(models.Model):
    """A numbered heading or provision, with its place in the text of an extraction."""

    extraction = models.ForeignKey(Extraction, on_delete=models.CASCADE, related_name="provisions")
    ordinal = models.PositiveIntegerField()
    path = models.CharField(max_length=120)
    title = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="provision_ordinal_once", fields=["extraction", "ordinal"]),
            models.CheckConstraint(name="provision_span_in_order", condition=Q(end__gte=F("start"))),
        ]

    def __str__(self) -> str:
        """Path and title."""
        return f"{self.path} {self.title}"


class CitationRelation(models.TextChoices):
    """What a document does with one it names."""

    REPLACES = Relation.REPLACES.value, _("Replaces it")
    CARRIES_OUT = Relation.CARRIES_OUT.value, _("Carries it out")
    BASED_ON = Relation.BASED_ON.value, _("Is based on it")
    MENTIONS = Relation.MENTIONS.value, _("Mentions it")


class Citation(models.Model):
    """Another document that a version names; `cited` is filled once that document is in the house."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="citations")
    ordinal = models.PositiveIntegerField()
    number = models.CharField(max_length=80)
    number_key = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=20, blank=True)
    issued_text = models.CharField(max_length=20, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    relation = models.CharField(
        max_length=12, choices=CitationRelation.choices, default=CitationRelation.MENTIONS
    )
    n_times = models.PositiveSmallIntegerField(default=1)
    cited = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="cited_by"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="citation_number_once", fields=["version", "number_key"]),
            models.CheckConstraint(
                name="citation_relation_known", condition=Q(relation__in=CitationRelation.values)
            ),
            models.CheckConstraint(name="citation_is_made_at_least_once", condition=Q(n_times__gte=1)),
        ]

    def __str__(self) -> str:
        """The printed number."""
        return self.number
