"""What was decided about work whose document or unit has ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.programme.models.obligations import Obligation


class Way(models.TextChoices):
    """What becomes of work whose document or unit has ended."""

    MOVE = "move", _("Moved to the successor")
    CLOSE = "close", _("Ended, not carried on")
    KEEP = "keep", _("Still carried out")


@tracked()
class Transition(models.Model):
    """One decision about obligations whose document or unit has ended."""

    way = models.CharField(_("decision"), max_length=8, choices=Way.choices)
    reason = models.TextField(_("reason"))
    decided_at = models.DateTimeField(_("decided"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-decided_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="transition_way_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(name="transition_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="transition_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """The decision and its number."""
        return f"{self.way} {self.pk}"


@tracked()
class TransitionPart(models.Model):
    """One obligation a decision is about, and the one that took it over where it was moved.

    `before` and `after` are the columns of both, so that it can be undone while nobody has changed them;
    the successor has none before when the decision made it.
    """

    transition = models.ForeignKey(Transition, on_delete=models.PROTECT, related_name="parts")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="transition_parts")
    successor = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="moved_here"
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["transition_id", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="transition_part_once", fields=["transition", "obligation"]),
            models.CheckConstraint(
                name="transition_part_moves_elsewhere",
                condition=Q(successor__isnull=True) | ~Q(successor=F("obligation")),
            ),
        ]

    def __str__(self) -> str:
        """Old and new obligation."""
        return f"{self.obligation_id} → {self.successor_id}"
