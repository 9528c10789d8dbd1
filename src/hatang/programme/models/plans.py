"""Documents whose targets and tasks are followed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.base.ladder import usual_rungs
from hatang.documents.models import Document, DocumentVersion, Extraction

# After so many weeks silence is spoken about, unless the office says otherwise for a plan.
QUIET_WEEKS, MOST_QUIET_WEEKS = 4, 52


@tracked(exclude=("sort_key",))
class Plan(models.Model):
    """A document that is followed; `extraction`, in its `revision`, is what was published of it.

    Its units are chased by the programme office, or by `followed_by` where another unit was named.
    `directed_by` is the leader who directs it ("lãnh đạo chỉ đạo"), where somebody said who that is.
    Work on which nobody said anything for `quiet_weeks` [weeks, 0 for never] is spoken about in a meeting.
    `rungs` are the days of reminders, counted from the last day of what is owed (`base.ladder`); after
    `escalates_after` of them past that day [reminders, 0 for never] silence is escalated.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="plan")
    version = models.OneToOneField(DocumentVersion, on_delete=models.PROTECT, related_name="plan")
    extraction = models.ForeignKey(Extraction, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    title = models.TextField(_("title"))
    number = models.CharField(_("number"), max_length=80, blank=True)
    issuer = models.CharField(_("issuer"), max_length=300, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    is_issued_day_known = models.BooleanField(default=True)
    sort_key = models.CharField(max_length=500, db_collation="C")
    followed_by = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="followed_plans"
    )
    directed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="directed_plans",
        verbose_name=_("directing leader"),
    )
    needs_acceptance = models.BooleanField(_("done work is accepted"), default=False)
    quiet_weeks = models.PositiveSmallIntegerField(_("weeks without an update"), default=QUIET_WEEKS)
    rungs = models.JSONField(_("days of reminders"), default=usual_rungs)
    escalates_after = models.PositiveSmallIntegerField(_("reminders before it is escalated"), default=0)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_key", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="plan_quiet_for_a_year_at_most", condition=Q(quiet_weeks__lte=MOST_QUIET_WEEKS)
            ),
        ]

    def __str__(self) -> str:
        """Number, else the beginning of the title."""
        return self.number or Truncator(self.title).words(12)
