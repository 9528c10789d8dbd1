"""Contradictions found, and how each was settled."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.documents.models import Document
from hatang.programme.models.items import Target, Task


class ConflictKind(models.TextChoices):
    """What stands against what."""

    TWO_PLANS = "two_plans", _("Two plans about one thing")
    BODY_ANNEX = "body_annex", _("Body against annex")
    FULFILLED = "fulfilled", _("The document asked for exists")
    DUE_BEFORE_DOCUMENT = "due_before_document", _("Deadline before the document")
    CLOSED_LEAD = "closed_lead", _("The lead no longer exists")
    OUT_OF_REACH = "out_of_reach", _("Physically out of reach")
    SUMS = "sums", _("Sums that do not add up")


class Settlement(models.TextChoices):
    """What a person decided about a contradiction."""

    FIRST = "first", _("The first source counts")
    SECOND = "second", _("The second source counts")
    BOTH = "both", _("Both stand")
    FULFILLED = "fulfilled", _("The task is fulfilled by the document")
    NONE = "none", _("There is no contradiction")
    FOLLOWED_UP = "followed_up", _("It is followed up elsewhere")


_PAIRS = Q(kind__in=["two_plans", "body_annex"])
_TWO_TARGETS = Q(target__isnull=False, other_target__isnull=False)
_TWO_TASKS = Q(task__isnull=False, other_task__isnull=False)


@tracked(exclude=("seen_at",))
class Conflict(models.Model):
    """One contradiction between two sources; `gone_at` is set when it is no longer found.

    Sums that do not add up within the text of a document name that `document` alone.
    """

    kind = models.CharField(_("kind"), max_length=24, choices=ConflictKind.choices)
    fingerprint = models.CharField(max_length=120)
    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, null=True, blank=True, related_name="conflicts"
    )
    other_target = models.ForeignKey(
        Target, on_delete=models.PROTECT, null=True, blank=True, related_name="other_conflicts"
    )
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="conflicts")
    other_task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="other_conflicts"
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="conflicts"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="conflicts")
    figures = models.JSONField(default=dict)
    found_at = models.DateTimeField(_("found"))
    seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)
    settlement = models.CharField(_("settled as"), max_length=12, choices=Settlement.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-found_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="conflict_once", fields=["fingerprint"]),
            models.CheckConstraint(name="conflict_kind_known", condition=Q(kind__in=ConflictKind.values)),
            models.CheckConstraint(
                name="conflict_of_a_pair_has_two", condition=~_PAIRS | _TWO_TARGETS | _TWO_TASKS
            ),
            models.CheckConstraint(
                name="conflict_names_its_first_source",
                condition=Q(target__isnull=False)
                | Q(task__isnull=False)
                | Q(kind="sums", document__isnull=False),
            ),
            models.CheckConstraint(
                name="conflict_settlement_known",
                condition=Q(settlement="") | Q(settlement__in=Settlement.values),
            ),
            models.CheckConstraint(
                name="conflict_settled_by_somebody_with_a_reason",
                condition=Q(settlement="", settled_at__isnull=True, settled_by__isnull=True)
                | (~Q(settlement="") & ~Q(reason="") & Q(settled_at__isnull=False, settled_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        """Kind and rows."""
        return self.fingerprint
