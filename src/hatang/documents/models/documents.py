"""Official documents and their wordings."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.territory.models import Area


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


class Validity(models.TextChoices):
    """Whether a document binds anybody."""

    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("In effect")
    REPLACED = "replaced", _("Replaced")
    EXPIRED = "expired", _("No longer in effect")


# Documents that have an end; before that day they are still in effect.
ENDED = (Validity.REPLACED, Validity.EXPIRED)


@tracked(exclude=("search_text", "sort_key"))
class Document(models.Model):
    """An official document, whatever its versions; `identity` says when two files are of the same one.

    Where the day of issue was left blank, `issued_on` is the first of the month and
    `is_issued_day_known` is false. `valid_to` is the first day on which it is no longer in effect. `scope`
    is the present or former province it is for, guessed from its letterhead until somebody has said it.
    A restricted document is read by its audience and the programme office only.
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
    validity = models.CharField(
        _("validity"), max_length=10, choices=Validity.choices, default=Validity.ISSUED
    )
    valid_from = models.DateField(_("in effect from"), null=True, blank=True)
    valid_to = models.DateField(_("no longer in effect from"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    scope = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    is_scope_confirmed = models.BooleanField(default=False)
    validity_reason = models.TextField(_("reason"), blank=True)
    validity_set_at = models.DateTimeField(null=True, blank=True)
    validity_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_restricted = models.BooleanField(_("for its audience only"), default=False)
    audience_reason = models.TextField(blank=True)
    audience_set_at = models.DateTimeField(null=True, blank=True)
    audience_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    search_text = models.TextField(blank=True)
    sort_key = models.CharField(max_length=500, db_collation="C")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[Any]] = [F("issued_on").desc(nulls_last=True), "-id"]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(name="document_words", fields=["search_text"], opclasses=["gin_trgm_ops"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="document_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="document_has_an_identity", condition=~Q(identity="")),
            models.CheckConstraint(name="document_validity_known", condition=Q(validity__in=Validity.values)),
            models.CheckConstraint(
                name="document_in_effect_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="document_not_replaced_by_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
            ),
            models.CheckConstraint(
                name="document_replaced_by_another",
                condition=Q(validity="replaced", replaced_by__isnull=False)
                | (~Q(validity="replaced") & Q(replaced_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="document_ended_has_a_day",
                condition=~Q(validity__in=["replaced", "expired"]) | Q(valid_to__isnull=False),
            ),
            models.CheckConstraint(
                name="document_audience_set_by_somebody",
                condition=Q(audience_set_at__isnull=True, audience_set_by__isnull=True)
                | Q(audience_set_at__isnull=False, audience_set_by__isnull=False),
            ),
            models.CheckConstraint(
                name="document_restricted_with_a_reason",
                condition=Q(is_restricted=False)
                | (~Q(audience_reason="") & Q(audience_set_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="document_validity_decided_with_a_reason",
                condition=Q(validity_set_at__isnull=True, validity_set_by__isnull=True, validity_reason="")
                | (Q(validity_set_at__isnull=False, validity_set_by__isnull=False) & ~Q(validity_reason="")),
            ),
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
