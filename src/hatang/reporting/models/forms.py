"""Forms that officers design, and their versions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.reporting.rules.definition import Definition, read_definition
from hatang.reporting.sources import SOURCES


class ReportKind(models.TextChoices):
    """What a report is for."""

    YEARLY_PLAN = "yearly_plan", _("Detailed plan of a year")
    RESULT = "result", _("Results of a period")
    OBSTACLES = "obstacles", _("Obstacles and proposals")
    SURVEY = "survey", _("Survey")
    COOPERATION = "cooperation", _("Co-operation with a partner")


@tracked()
class Form(models.Model):
    """A form of reports; what it asks is in its versions."""

    title = models.CharField(_("title"), max_length=300, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=ReportKind.choices)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="form_kind_known", condition=Q(kind__in=ReportKind.values)),
            models.CheckConstraint(name="form_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        """Its title."""
        return self.title


@tracked()
class FormVersion(models.Model):
    """What a form asks, as `rules.definition`; from `fixed_at` on it never changes."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    fixed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["form_id", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="form_version_once", fields=["form", "number"]),
            models.UniqueConstraint(
                name="form_one_draft", fields=["form"], condition=Q(fixed_at__isnull=True)
            ),
            models.CheckConstraint(name="form_version_counts_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        """The form and the number of the version."""
        return f"{self.form} ({self.number})"

    @property
    def is_fixed(self) -> bool:
        """Whether campaigns may ask it and nobody may change it."""
        return self.fixed_at is not None

    @property
    def read(self) -> Definition:
        """What it asks."""
        return read_definition(self.definition, sources=SOURCES)
