"""What a document and task system outside calls the things we follow."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hatang.base.history import tracked
from hatang.programme.models.obligations import Obligation


@tracked()
class ExternalLink(models.Model):
    """An obligation under the identifier an outside `system` gave it, and the state last written there."""

    system = models.SlugField(max_length=40)
    external_id = models.CharField(max_length=120)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="external_links")
    sent_state = models.CharField(max_length=20, blank=True)
    sent_done_on = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["system", "external_id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="external_id_once", fields=["system", "external_id"]),
            models.UniqueConstraint(name="external_obligation_once", fields=["system", "obligation"]),
            models.CheckConstraint(name="external_link_named", condition=~Q(system="") & ~Q(external_id="")),
            models.CheckConstraint(
                name="external_state_sent_at_a_moment",
                condition=Q(sent_state="", sent_at__isnull=True)
                | (~Q(sent_state="") & Q(sent_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        """System and identifier."""
        return f"{self.system}: {self.external_id}"
