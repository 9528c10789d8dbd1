"""Which indicator measures a target."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked
from hatang.indicators.models import Indicator
from hatang.programme.models.items import Target


@tracked()
class TargetMeasure(models.Model):
    """A target is measured by an indicator: its values stand beside what is declared and replace nothing."""

    target = models.OneToOneField(Target, on_delete=models.PROTECT, related_name="measure")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="target_measures", verbose_name=_("indicator")
    )
    linked_at = models.DateTimeField(_("linked at"))
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        """Target and indicator."""
        return f"{self.target_id} = {self.indicator_id}"
