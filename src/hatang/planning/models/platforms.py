"""The register of shared platforms, and what was decided about overlaps."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.planning.models.projects import Project


class PlatformLevel(models.TextChoices):
    """For whom a platform is shared."""

    NATIONAL = "national", _("National")
    PROVINCE = "province", _("Of the province")


@tracked(exclude=("revision",))
class SharedPlatform(models.Model):
    """A platform that units share instead of building their own; `named_in` is the document that names it.

    `revision` counts every change, so that a form that saw another state is told.
    """

    name = models.CharField(_("name"), max_length=200, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=PlatformLevel.choices)
    owner = models.CharField(_("run by"), max_length=200, blank=True)
    about = models.TextField(_("what it does"), blank=True)
    named_in = models.CharField(_("named in"), max_length=200, blank=True)
    retired_at = models.DateTimeField(_("no longer used"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["level", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="platform_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="platform_level_known", condition=Q(level__in=PlatformLevel.values)),
        ]

    def __str__(self) -> str:
        """Its name."""
        return self.name


class OverlapSettlement(models.TextChoices):
    """What the office decided about two sides that may be about the same thing."""

    DIFFERENT = "different", _("Not an overlap")
    MERGED = "merged", _("To be merged")
    STOPPED = "stopped", _("One of them is stopped")


@tracked()
class OverlapDecision(models.Model):
    """What was decided about a project and another one, or a shared platform, and why; never changed.

    `compared` are the words of both sides that were looked at: once they differ, the question is open again.
    `stopped` is the project that is stopped for it.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="overlap_decisions")
    other = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="other_overlap_decisions"
    )
    platform = models.ForeignKey(
        SharedPlatform, on_delete=models.PROTECT, null=True, blank=True, related_name="overlap_decisions"
    )
    settlement = models.CharField(_("settled as"), max_length=10, choices=OverlapSettlement.choices)
    stopped = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="stopped_by_decisions"
    )
    reason = models.TextField(_("reason"))
    compared = models.TextField(_("words compared"))
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="overlap_decision_has_two_sides",
                condition=Q(other__isnull=False, platform__isnull=True, other__gt=F("project"))
                | Q(other__isnull=True, platform__isnull=False),
            ),
            models.CheckConstraint(
                name="overlap_settlement_known", condition=Q(settlement__in=OverlapSettlement.values)
            ),
            models.CheckConstraint(name="overlap_decision_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="overlap_decision_stops_one",
                condition=Q(settlement="stopped", stopped__isnull=False)
                | (~Q(settlement="stopped") & Q(stopped__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        """Both sides."""
        return f"{self.project_id}: {self.other_id or self.platform_id}"
