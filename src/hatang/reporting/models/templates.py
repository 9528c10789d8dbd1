"""Word templates that an office put in place of the house's own layout."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.reporting.rules.paper_kinds import PaperKind


@tracked()
class PaperTemplate(models.Model):
    """A version of the template of a kind of document; the one in use has no `retired_at`, others stay."""

    kind = models.CharField(
        _("kind"), max_length=12, choices=[(kind.value, kind.value) for kind in PaperKind]
    )
    number = models.PositiveSmallIntegerField()
    file_sha256 = models.CharField(max_length=64)
    file_name = models.CharField(_("file name"), max_length=255)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="paper_template_kind_known", condition=Q(kind__in=[kind.value for kind in PaperKind])
            ),
            models.UniqueConstraint(name="paper_template_once", fields=["kind", "number"]),
            models.UniqueConstraint(
                name="paper_template_one_in_use", fields=["kind"], condition=Q(retired_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        """The kind and the number."""
        return f"{self.kind}: {self.number}"
