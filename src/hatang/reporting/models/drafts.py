"""Documents that the office drafts here, until they are signed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.reporting.models.verdicts import HOLDING, VerdictName
from hatang.reporting.rules.paper_kinds import PaperKind
from hatang.reporting.rules.signing import Signature, from_data


class PaperState(models.TextChoices):
    """Where a draft is."""

    DRAFT = "draft", _("Being written")
    LAID = "laid", _("With the leader")
    SIGNED = "signed", _("Signed")


@tracked(exclude=("content", "n_saves", "saved_at", "saved_by"))
class DraftPaper(models.Model):
    """A document that is written here, laid before the leader of `unit`, and comes back with its number.

    `content` is the document as `rules.paper_content` keeps it; `n_saves` counts every save, so that a form
    that saw another state is told. `words` is why it was last sent back. The number may come before the file.
    `signature` is what the signatures of the file said together when it came, `signatures` is each of them.
    """

    kind = models.CharField(
        _("kind"), max_length=12, choices=[(kind.value, kind.value) for kind in PaperKind]
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.TextField(_("title"))
    content = models.JSONField()
    state = models.CharField(_("state"), max_length=8, choices=PaperState.choices, default=PaperState.DRAFT)
    n_saves = models.PositiveIntegerField(default=0)
    mark = models.UUIDField(unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    words = models.TextField(_("why it was sent back"), blank=True)
    number = models.CharField(_("number"), max_length=80, blank=True)
    signed_on = models.DateField(_("day of the document"), null=True, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    signature = models.CharField(
        _("digital signature"), max_length=12, choices=VerdictName.choices, blank=True
    )
    signatures = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-saved_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="draft_paper_kind_known", condition=Q(kind__in=[kind.value for kind in PaperKind])
            ),
            models.CheckConstraint(name="draft_paper_state_known", condition=Q(state__in=PaperState.values)),
            models.CheckConstraint(name="draft_paper_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="draft_paper_number_has_a_day",
                condition=Q(number="", signed_on__isnull=True) | (~Q(number="") & Q(signed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="draft_paper_signed_is_complete",
                condition=~Q(state="signed") | (~Q(number="") & ~Q(file_sha256="")),
            ),
            models.CheckConstraint(
                name="draft_paper_signature_holds", condition=Q(signature="") | Q(signature__in=HOLDING)
            ),
        ]

    def __str__(self) -> str:
        """What it is about."""
        return self.title

    @property
    def is_writable(self) -> bool:
        """Whether it is still being written."""
        return self.state == PaperState.DRAFT

    @property
    def signers(self) -> list[Signature]:
        """The signatures of the signed file, the first one made first."""
        return from_data(self.signatures)


@tracked()
class PaperVersion(models.Model):
    """What a draft said when it was laid before the leader; kept for ever, numbered from 1."""

    draft = models.ForeignKey(DraftPaper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="paper_version_once", fields=["draft", "number"]),
        ]

    def __str__(self) -> str:
        """The draft and the number."""
        return f"{self.draft_id}: {self.number}"
