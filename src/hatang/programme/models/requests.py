"""Requests for a later deadline, and what was decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.programme.models.obligations import Obligation


class RequestDecision(models.TextChoices):
    """What was said to a request."""

    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "taken_back", _("Taken back")
    DROPPED = "dropped", _("Dropped, the work was moved or ended")


@tracked()
class DeadlineRequest(models.Model):
    """A unit asks for a later deadline of what it owes; `former_on` was the day until then."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="requests")
    former_on = models.DateField(_("deadline until then"))
    until = models.DateField(_("asked until"))
    reason = models.TextField(_("reason"))
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(_("decision"), max_length=12, choices=RequestDecision.choices, blank=True)
    granted_until = models.DateField(_("granted until"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="request_open_once", fields=["obligation"], condition=Q(decision="")
            ),
            models.CheckConstraint(name="request_for_later", condition=Q(until__gt=F("former_on"))),
            models.CheckConstraint(name="request_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="request_decision_known",
                condition=Q(decision="") | Q(decision__in=RequestDecision.values),
            ),
            models.CheckConstraint(
                name="request_decided_by_somebody",
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="request_granted_until_a_day",
                condition=Q(decision="granted", granted_until__isnull=False)
                | (~Q(decision="granted") & Q(granted_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="request_refused_with_an_answer", condition=~Q(decision="refused") | ~Q(answer="")
            ),
        ]

    def __str__(self) -> str:
        """Obligation and day."""
        return f"{self.obligation_id} → {self.until}"
