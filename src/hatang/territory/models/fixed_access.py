"""Fixed access to the network: how many homes and premises are reached by fibre, and how fast."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.territory.models.areas import Area


@tracked()
class FixedAccess(models.Model):
    """What an operator, or all of them together (no operator), reaches by fibre in a commune on a day.

    Passed is what can be connected without building; `households_1gbps` of them can have 1 Gb/s.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="fixed_access")
    on = models.DateField(_("as of"))
    operator = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="fixed_access"
    )
    households = models.PositiveIntegerField(_("households"))
    households_passed = models.PositiveIntegerField(_("households passed by fibre"))
    premises = models.PositiveIntegerField(_("premises"), default=0)
    premises_passed = models.PositiveIntegerField(_("premises passed by fibre"), default=0)
    households_1gbps = models.PositiveIntegerField(_("households that can have 1 Gb/s"), default=0)
    max_download_mbps = models.PositiveIntegerField(_("fastest download (Mb/s)"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    is_example = models.BooleanField(_("example data"), default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["area", "-on", "operator"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="fixed_access_once", fields=["area", "on", "operator"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="fixed_access_passes_what_is_there",
                condition=Q(households_passed__lte=F("households"))
                & Q(premises_passed__lte=F("premises"))
                & Q(households_1gbps__lte=F("households_passed")),
            ),
        ]

    def __str__(self) -> str:
        """The commune and the day."""
        return f"{self.area_id}: {self.on}"
