"""Escalations: what is late and was not answered for, who is asked now, and every step of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.chasing.rules import OPEN, Answer, State, Step, Tier
from hatang.notices.models import Obstacle
from hatang.programme.models import Obligation
from hatang.reporting.models import Reporter


class TierName(models.IntegerChoices):
    """Tiers in words."""

    WORKING = Tier.WORKING.value, _("Focal point and head")
    UNIT_LEADER = Tier.UNIT_LEADER.value, _("Leader of the unit")
    COMMITTEE = Tier.COMMITTEE.value, _("Leader of the province")


class StateName(models.TextChoices):
    """States in words."""

    WAITING = State.WAITING.value, _("Waits for the unit's answer")
    ANSWERED = State.ANSWERED.value, _("Answered, waits for a decision")
    HELD = State.HELD.value, _("Held")
    CLOSED = State.CLOSED.value, pgettext_lazy("escalation", "Closed")


class StepName(models.TextChoices):
    """Steps in words."""

    ASKED = Step.ASKED.value, _("Asked for an answer")
    ANSWERED = Step.ANSWERED.value, _("Answered")
    ASKED_AGAIN = Step.ASKED_AGAIN.value, _("Asked again: the answer is not enough")
    HELD = Step.HELD.value, _("Held")
    RESUMED = Step.RESUMED.value, _("Goes on after it was held")
    TIME_GIVEN = Step.TIME_GIVEN.value, _("More time was given")
    CLOSED = Step.CLOSED.value, pgettext_lazy("escalation", "Closed")
    ENDED = Step.ENDED.value, _("Ended by itself: nothing is late any more")


class AnswerName(models.TextChoices):
    """Answers in words."""

    REASON = Answer.REASON.value, _("The reason")
    NEW_DAY = Answer.NEW_DAY.value, _("A new day is proposed")
    OBSTACLE = Answer.OBSTACLE.value, _("An obstacle stands in the way")


@tracked()
class Escalation(models.Model):
    """A report or an obligation of a unit that was late on `due_on`, and who is asked about it now.

    At `tier` an answer is asked for by `answer_on`; at the last tier of `leader`, or of whoever leads the
    province where nobody is named. `held_until` is the last day on which a held one rests. `begun_by` is None
    where the ladder of reminders began it.
    """

    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    reporter = models.ForeignKey(
        Reporter, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="escalations")
    due_on = models.DateField(_("was due on"))
    tier = models.PositiveSmallIntegerField(_("tier"), choices=TierName.choices)
    state = models.CharField(_("state"), max_length=10, choices=StateName.choices)
    answer_on = models.DateField(_("answer by"))
    held_until = models.DateField(_("held until"), null=True, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-tier", "answer_on", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                name="escalation_open",
                fields=["-tier", "answer_on", "id"],
                condition=Q(closed_at__isnull=True),
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="escalation_of_one_thing",
                condition=Q(obligation__isnull=True, reporter__isnull=False)
                | Q(obligation__isnull=False, reporter__isnull=True),
            ),
            models.UniqueConstraint(
                name="escalation_open_once_an_obligation",
                fields=["obligation"],
                condition=Q(closed_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="escalation_open_once_a_report",
                fields=["reporter"],
                condition=Q(closed_at__isnull=True),
            ),
            models.CheckConstraint(name="escalation_tier_known", condition=Q(tier__in=TierName.values)),
            models.CheckConstraint(
                name="escalation_closed_at_its_end",
                condition=Q(state__in=[one.value for one in OPEN], closed_at__isnull=True)
                | Q(state=State.CLOSED.value, closed_at__isnull=False, closed_at__gte=F("begun_at")),
            ),
            models.CheckConstraint(
                name="escalation_held_until_a_day",
                condition=Q(state=State.HELD.value, held_until__isnull=False)
                | (~Q(state=State.HELD.value) & Q(held_until__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        """Whose it is, and about what."""
        about = self.reporter.campaign if self.reporter else self.obligation and self.obligation.task
        return f"{self.unit.label}: {about}"

    @property
    def is_open(self) -> bool:
        """Whether somebody is still asked."""
        return self.state in OPEN


@tracked()
class EscalationStep(models.Model):
    """What was done in an escalation, by whom (None: by itself), and why.

    Of an asking, `to_whom` are the positions of those who were told and `on` the day of the answer; of an
    answer, `on` is the new day that is proposed; of a decision, the day it is held or given until.
    """

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=StepName.choices)
    tier = models.PositiveSmallIntegerField(choices=TierName.choices)
    answer = models.CharField(max_length=10, choices=AnswerName.choices, blank=True)
    words = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    obstacle = models.ForeignKey(Obstacle, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_whom = models.CharField(_("who was told"), max_length=500, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="escalation_step_known", condition=Q(step__in=StepName.values)),
            models.CheckConstraint(
                name="escalation_answer_is_one",
                condition=Q(step="answered", answer__in=AnswerName.values)
                | (~Q(step="answered") & Q(answer="")),
            ),
            models.CheckConstraint(
                name="escalation_step_says_why",
                condition=~Q(step__in=("asked", "answered", "asked_again", "held", "closed", "ended"))
                | ~Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        """The step in words."""
        return str(self.get_step_display())
