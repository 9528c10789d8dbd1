"""What was read: text, result, provisions, citations."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hatang.documents.models.documents import Document, DocumentVersion
from hatang.documents.models.files import ParseRun


class Extraction(models.Model):
    """What the parser understood of one file: the normalised text and the result of the contract."""

    run = models.OneToOneField(ParseRun, on_delete=models.PROTECT, related_name="extraction")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="extractions")
    text = models.TextField()
    result = models.JSONField()
    page_starts = models.JSONField(default=list)
    parser_version = models.CharField(max_length=40)
    n_tasks = models.PositiveIntegerField(default=0)
    n_targets = models.PositiveIntegerField(default=0)
    n_warnings = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]

    def __str__(self) -> str:
        """Version and counts."""
        return f"{self.version_id}: {self.n_tasks}/{self.n_targets}"


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


class Citation(models.Model):
    """Another document that a version names; `cited` is filled once that document is in the house."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="citations")
    ordinal = models.PositiveIntegerField()
    number = models.CharField(max_length=80)
    number_key = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=20, blank=True)
    issued_text = models.CharField(max_length=20, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    cited = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="cited_by"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="citation_number_once", fields=["version", "number_key"]),
        ]

    def __str__(self) -> str:
        """The printed number."""
        return self.number
