"""What somebody of a unit lays before its leader, and what became of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.programme.models.obligations import Obligation


class HandInKind(models.TextChoices):
    """What leaves the unit once its leader has released it."""

    RESULT = "result", _("Result")
    DEADLINE = "deadline", _("Later deadline")


class Outcome(models.TextChoices):
    """What became of what was handed in."""

    RELEASED = "released", _("Released")
    RETURNED = "returned", _("Returned")
    TAKEN_BACK = "taken_back", _("Taken back")


@tracked()
class HandIn(models.Model):
    """A result or a request that waits within a unit for its leader; `outcome` is empty while it waits.

    `on` is the day of the submission, or the day until which a later deadline is asked for.
    """

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="hand_ins")
    kind = models.CharField(max_length=10, choices=HandInKind.choices)
    words = models.TextField(_("what was done, or why"))
    number = models.CharField(_("number of the submission"), max_length=80, blank=True)
    on = models.DateField(_("day"), null=True, blank=True)
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    passed_at = models.DateTimeField(null=True, blank=True)
    passed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-handed_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="hand_in_open_once", fields=["obligation", "kind"], condition=Q(outcome="")
            ),
            models.CheckConstraint(name="hand_in_kind_known", condition=Q(kind__in=HandInKind.values)),
            models.CheckConstraint(name="hand_in_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="hand_in_deadline_has_a_day", condition=~Q(kind="deadline") | Q(on__isnull=False)
            ),
            models.CheckConstraint(
                name="hand_in_passed_by_somebody",
                condition=Q(passed_at__isnull=True, passed_by__isnull=True)
                | Q(passed_at__isnull=False, passed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="hand_in_outcome_known", condition=Q(outcome="") | Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="hand_in_decided_by_somebody",
                condition=Q(outcome="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(outcome="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="hand_in_returned_with_a_reason", condition=~Q(outcome="returned") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        """Obligation and kind."""
        return f"{self.obligation_id}: {self.kind}"

    @property
    def within_id(self) -> int:
        """The unit within which it waits."""
        return self.obligation.unit_id
