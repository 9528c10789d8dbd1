"""The way of a target from year to year."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.programme.models.items import Target


@tracked()
class TargetStep(models.Model):
    """The value a target should have at the end of a year on its way."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="steps")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6)

    class Meta:
        ordering: ClassVar[list[str]] = ["year"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="target_step_once_a_year", fields=["target", "year"]),
            models.CheckConstraint(name="target_step_year_possible", condition=Q(year__range=(2000, 2100))),
        ]

    def __str__(self) -> str:
        """Target and year."""
        return f"{self.target_id}: {self.year}"
