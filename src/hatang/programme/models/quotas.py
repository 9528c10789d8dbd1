"""What each unit is to bring to a target in each quarter."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.programme.models.items import Target


@tracked()
class TargetQuota(models.Model):
    """The share of a target that a unit is given for a quarter, named by its first day."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="quotas")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="quotas")
    quarter = models.DateField(_("quarter"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6)

    class Meta:
        ordering: ClassVar[list[str]] = ["unit__sort_key", "quarter"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="quota_once", fields=["target", "unit", "quarter"]),
            models.CheckConstraint(name="quota_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="quota_quarter_begins",
                condition=Q(quarter__day=1, quarter__month__in=(1, 4, 7, 10)),
            ),
        ]

    def __str__(self) -> str:
        """Target, unit and quarter."""
        return f"{self.target_id}: {self.unit_id} {self.quarter}"
