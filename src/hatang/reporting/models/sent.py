"""What left for a reporting system outside."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.reporting.models.campaigns import Campaign


@tracked()
class SentValues(models.Model):
    """Values of a campaign that the system outside has taken, under the key of what they say; its answer.

    The same said again later is the same row with its later moment; the history keeps the earlier ones.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="sent_values")
    key = models.CharField(_("key"), max_length=64)
    n_reports = models.PositiveIntegerField(_("number of reports"))
    answer = models.TextField(_("answer"), blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="sent_values_once", fields=["campaign", "key"]),
        ]

    def __str__(self) -> str:
        """The campaign and the key."""
        return f"{self.campaign_id}: {self.key}"
