"""A figure of a target that somebody of a unit lays before its leader, and what became of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.programme.models.hand_ins import Outcome
from hatang.programme.models.items import Target
from hatang.programme.models.targets import TargetValue


@tracked()
class FigureHandIn(models.Model):
    """A figure that waits in the unit `within` for its leader; `outcome` is empty while it waits.

    Nothing counts it: a figure that was released has become a `TargetValue`. `unit` is whose part it is, None
    for the whole target, as there. `words` are its note, or why the figure it `replaces` was wrong.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="figure_hand_ins")
    within = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ends_on = models.DateField(_("until"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6)
    words = models.TextField(_("note or reason"), blank=True)
    replaces = models.ForeignKey(
        TargetValue, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    passed_at = models.DateTimeField(null=True, blank=True)
    passed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    became = models.ForeignKey(
        TargetValue, on_delete=models.PROTECT, null=True, blank=True, related_name="handed_in_as"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-handed_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="figure_hand_in_open_once",
                fields=["target", "unit", "ends_on"],
                condition=Q(outcome=""),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="figure_hand_in_corrects_with_a_reason",
                condition=Q(replaces__isnull=True) | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="figure_hand_in_passed_by_somebody",
                condition=Q(passed_at__isnull=True, passed_by__isnull=True)
                | Q(passed_at__isnull=False, passed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="figure_hand_in_outcome_known", condition=Q(outcome="") | Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="figure_hand_in_decided_by_somebody",
                condition=Q(outcome="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(outcome="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="figure_hand_in_returned_with_a_reason",
                condition=~Q(outcome="returned") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="figure_hand_in_released_is_a_figure",
                condition=Q(outcome="released", became__isnull=False)
                | (~Q(outcome="released") & Q(became__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        """Target and day."""
        return f"{self.target_id}: {self.ends_on}"
