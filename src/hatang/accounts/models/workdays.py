"""Days of which an administrator says whether offices work."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.base.history import tracked


@tracked()
class WorkDay(models.Model):
    """A day that is worked, or not, whatever weekends and holidays make of it; such as a moved one."""

    day = models.DateField(_("day"))
    is_worked = models.BooleanField(_("worked"))
    ground = models.CharField(_("ground"), max_length=300)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-day"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="work_day_once", fields=["day"]),
            models.CheckConstraint(name="work_day_has_a_ground", condition=~Q(ground="")),
        ]

    def __str__(self) -> str:
        """The day."""
        return str(self.day)
