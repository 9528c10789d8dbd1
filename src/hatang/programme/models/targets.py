"""The way of a target from year to year, and the figures declared for it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
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


@tracked()
class TargetValue(models.Model):
    """A figure somebody declared for a target at the end of a period, of the whole or of a unit's part.

    It is never changed: a correction is a row of its own that `replaces` the wrong one and says why.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="values")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="declared_values"
    )
    ends_on = models.DateField(_("until"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6)
    note = models.TextField(_("note"), blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.TextField(_("reason"), blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-ends_on", "unit__sort_key", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="target_value_declared_once",
                fields=["target", "unit", "ends_on"],
                condition=Q(replaces__isnull=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="target_value_corrected_with_a_reason",
                condition=Q(replaces__isnull=True, reason="") | (Q(replaces__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        """Target and day."""
        return f"{self.target_id}: {self.ends_on}"
