"""Documents, versions, files, readings, and what was read."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked


class Kind(models.TextChoices):
    """Kind of an official document."""

    PLAN = "plan", _("Plan")
    LETTER = "letter", _("Official letter")
    DECISION = "decision", _("Decision")
    DIRECTIVE = "directive", _("Directive")
    ANNOUNCEMENT = "announcement", _("Announcement")
    RESOLUTION = "resolution", _("Resolution")
    PROGRAMME = "programme", _("Programme")
    REPORT = "report", _("Report")
    SUBMISSION = "submission", _("Submission")
    SCHEME = "scheme", _("Scheme")
    CONCLUSION = "conclusion", _("Conclusion")
    GUIDELINE = "guideline", _("Guideline")
    CIRCULAR = "circular", _("Circular")
    DECREE = "decree", _("Decree")
    LAW = "law", _("Law")


class RunState(models.TextChoices):
    """How far the reading of a file is."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Being read")
    DONE = "done", _("Read")
    FAILED = "failed", _("Not readable")
    CANCELLED = "cancelled", _("Cancelled")


@tracked(exclude=("search_text", "sort_key"))
class Document(models.Model):
    """An official document, whatever its versions; `identity` says when two files are of the same one.

    Where the day of issue was left blank, `issued_on` is the first of the month and
    `is_issued_day_known` is false.
    """

    identity = models.CharField(max_length=400, unique=True)
    is_identity_confirmed = models.BooleanField(default=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=80, blank=True)
    number_key = models.CharField(max_length=80, blank=True, db_index=True)
    issuer = models.CharField(_("issuer"), max_length=300, blank=True)
    issuer_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    title = models.TextField(_("title"), blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    is_issued_day_known = models.BooleanField(default=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    signatory_position = models.CharField(_("signed by"), max_length=300, blank=True)
    signatory_authority = models.CharField(max_length=10, blank=True)
    search_text = models.TextField(blank=True)
    sort_key = models.CharField(max_length=500, db_collation="C")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[Any]] = [F("issued_on").desc(nulls_last=True), "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="document_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="document_has_an_identity", condition=~Q(identity="")),
        ]

    def __str__(self) -> str:
        """The number, else the beginning of the title."""
        return self.number or Truncator(self.title).words(12)


@tracked()
class DocumentVersion(models.Model):
    """One wording of a document; files that say the same belong to the same version."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    ordinal = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["document_id", "-ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="version_ordinal_once", fields=["document", "ordinal"]),
            models.UniqueConstraint(
                name="version_one_current", fields=["document"], condition=Q(is_current=True)
            ),
            models.CheckConstraint(name="version_ordinal_from_one", condition=Q(ordinal__gte=1)),
            models.CheckConstraint(
                name="version_published_by_somebody",
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Document and version number."""
        return f"{self.document_id} v{self.ordinal}"


class DocumentFile(models.Model):
    """Original bytes as somebody sent them; `version` is empty until the file was read."""

    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(max_length=120)
    n_bytes = models.PositiveBigIntegerField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-uploaded_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="file_bytes_once", fields=["sha256"]),
            models.CheckConstraint(name="file_not_empty", condition=Q(n_bytes__gt=0)),
        ]

    def __str__(self) -> str:
        """The name it was sent under."""
        return self.name


class ParseRun(models.Model):
    """One attempt to read a file; `heartbeat_at` tells a living worker from a dead one."""

    file = models.ForeignKey(DocumentFile, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.QUEUED)
    pages_done = models.PositiveIntegerField(default=0)
    pages_total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    n_attempts = models.PositiveSmallIntegerField(default=0)
    is_cancel_requested = models.BooleanField(default=False)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-requested_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="run_state_known", condition=Q(state__in=RunState.values)),
            models.CheckConstraint(name="run_pages_in_range", condition=Q(pages_done__lte=F("pages_total"))),
            models.CheckConstraint(
                name="run_ends_when_finished",
                condition=Q(state__in=["queued", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="run_failed_with_a_sentence", condition=~Q(state="failed") | ~Q(error="")
            ),
            models.UniqueConstraint(
                name="run_one_at_a_time", fields=["file"], condition=Q(state__in=["queued", "running"])
            ),
        ]

    def __str__(self) -> str:
        """File and state."""
        return f"{self.file_id}: {self.state}"

    @property
    def is_active(self) -> bool:
        """Still waiting or being read."""
        return self.state in (RunState.QUEUED, RunState.RUNNING)


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
