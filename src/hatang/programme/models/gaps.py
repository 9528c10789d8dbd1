"""What a document leaves open of a task ("6 rõ"): who was asked to fill it, and what was answered."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.programme.models.items import Gap, Task


class GapDecision(models.TextChoices):
    """What became of an answer; empty while a unit's answer waits for whoever follows the plan."""

    CONFIRMED = "confirmed", _("Confirmed")
    RETURNED = "returned", _("Returned")
    REPLACED = "replaced", _("Replaced by a newer answer")


class GapFact(models.TextChoices):
    """What came to be, so that a question needs no words any more."""

    DOCUMENT = "document", _("the newest version of the document answers it")
    PERSON = "person", _("every unit named its person in charge")
    TIME = "time", _("every unit set its milestones, or the event was told")
    UNIT = "unit", _("the unit that answers for all of it was named")
    PRODUCT = "product", _("a product was added to the task")


@tracked()
class GapBatch(models.Model):
    """Many questions that were asked at once, with one day and the same words."""

    due_on = models.DateField(_("answer by"))
    words = models.TextField(_("what is asked"), blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="gap_batch_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Its number and day."""
        return f"{self.pk}: {self.due_on}"


@tracked()
class GapRequest(models.Model):
    """Somebody is asked to fill one of the six questions of a task: a unit, or one person, by a day.

    It is closed when an answer was confirmed, when it was taken back, or when what it asks for came to be
    without words: then `fact` says what, and `closed_by` is who brought it about.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="gap_requests")
    gap = models.CharField(_("question"), max_length=20, choices=Gap.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("answer by"))
    words = models.TextField(_("what is asked"), blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    fact = models.CharField(_("answered by"), max_length=10, choices=GapFact.choices, blank=True)
    batch = models.ForeignKey(
        GapBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="gap_request_fact_closes_it",
                condition=Q(fact="") | Q(fact__in=GapFact.values, closed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="gap_request_open_once", fields=["task", "gap"], condition=Q(closed_at__isnull=True)
            ),
            models.CheckConstraint(name="gap_request_gap_known", condition=Q(gap__in=Gap.values)),
            models.CheckConstraint(
                name="gap_request_names_one",
                condition=Q(unit__isnull=False, person__isnull=True)
                | Q(unit__isnull=True, person__isnull=False),
            ),
            models.CheckConstraint(
                name="gap_request_closed_by_somebody",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Whom it asks."""
        return str(self.unit or self.person)


@tracked()
class GapAnswer(models.Model):
    """What was said to one of the six questions of a task, and on what ground.

    `unit` is the one for which it is said; None where it was said by whoever follows the plan or leads the
    province, whose word counts at once. An answer is never changed: a newer one replaces it.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="gap_answers")
    gap = models.CharField(_("question"), max_length=20, choices=Gap.choices)
    text = models.TextField(_("answer"))
    ground = models.CharField(_("ground"), max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(_("decision"), max_length=12, choices=GapDecision.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="gap_answer_waits_once", fields=["task", "gap"], condition=Q(decision="")
            ),
            models.UniqueConstraint(
                name="gap_answer_counts_once", fields=["task", "gap"], condition=Q(decision="confirmed")
            ),
            models.CheckConstraint(name="gap_answer_gap_known", condition=Q(gap__in=Gap.values)),
            models.CheckConstraint(
                name="gap_answer_says_something_on_a_ground", condition=~Q(text="") & ~Q(ground="")
            ),
            models.CheckConstraint(
                name="gap_answer_decision_known", condition=Q(decision__in=["", *GapDecision.values])
            ),
            models.CheckConstraint(
                name="gap_answer_decided_by_somebody",
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="gap_answer_returned_with_a_reason", condition=~Q(decision="returned") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        """What it says."""
        return self.text
