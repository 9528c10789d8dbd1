"""What units and consolidators were reminded of."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.reporting.models.campaigns import Reporter
from hatang.reporting.models.consolidators import Consolidator


@tracked()
class Reminder(models.Model):
    """A unit was told that its report is awaited, by the ladder or by the office.

    `last_on` is the campaign's last day as it was then; `rung` the days from it, None where the office sent
    it by hand (`sent_by`). `to_whom` are the positions of those told, `n_people` how many they are.
    It is made with the notices, in one transaction, and at most once a day for a unit.
    """

    reporter = models.ForeignKey(Reporter, on_delete=models.PROTECT, related_name="reminders")
    last_on = models.DateField(_("last day"))
    rung = models.SmallIntegerField(_("days from the last day"), null=True, blank=True)
    sent_on = models.DateField(_("reminded on"))
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_whom = models.CharField(_("who was told"), max_length=500)
    n_people = models.PositiveSmallIntegerField(_("number of people told"))

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="reminder_once_a_rung",
                fields=["reporter", "last_on", "rung"],
                condition=Q(rung__isnull=False),
            ),
            models.UniqueConstraint(name="reminder_once_a_day", fields=["reporter", "sent_on"]),
            models.CheckConstraint(
                name="reminder_by_hand_or_by_rung",
                condition=Q(rung__isnull=True, sent_by__isnull=False)
                | Q(rung__isnull=False, sent_by__isnull=True),
            ),
            models.CheckConstraint(
                name="reminder_reached_somebody", condition=Q(n_people__gte=1) & ~Q(to_whom="")
            ),
        ]

    def __str__(self) -> str:
        """Whose it is, and of which day."""
        return f"{self.reporter_id}: {self.sent_on}"


@tracked()
class GatheringReminder(models.Model):
    """A consolidator was told by the ladder that what it gathers is awaited.

    `last_on` is the day until which it gathers as it was then, `rung` the days from it. It is made with the
    notices, in one transaction, once for each rung.
    """

    consolidator = models.ForeignKey(Consolidator, on_delete=models.PROTECT, related_name="reminders")
    last_on = models.DateField(_("last day"))
    rung = models.SmallIntegerField(_("days from the last day"))
    sent_on = models.DateField(_("reminded on"))
    sent_at = models.DateTimeField()
    to_whom = models.CharField(_("who was told"), max_length=500)
    n_people = models.PositiveSmallIntegerField(_("number of people told"))

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="gathering_reminder_once_a_rung", fields=["consolidator", "last_on", "rung"]
            ),
            models.CheckConstraint(
                name="gathering_reminder_reached_somebody", condition=Q(n_people__gte=1) & ~Q(to_whom="")
            ),
        ]

    def __str__(self) -> str:
        """Whose it is, and of which day."""
        return f"{self.consolidator_id}: {self.sent_on}"
