"""What stands in the way: the province's register of difficulties, obstacles and proposals."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit, User
from hatang.base.history import tracked
from hatang.notices.rules import MOST_CHARACTERS, ObstacleState, Step

MOST_TITLE = 300


class StateName(models.TextChoices):
    """The states of an obstacle in words."""

    OPEN = ObstacleState.OPEN.value, _("Not answered")
    ANSWERED = ObstacleState.ANSWERED.value, _("Answered")
    ESCALATED = ObstacleState.ESCALATED.value, _("With the people's committee")
    CLOSED = ObstacleState.CLOSED.value, _("No longer open")


class StepName(models.TextChoices):
    """The steps in words, as they are offered."""

    ANSWER = Step.ANSWER.value, _("Answer")
    HAND_ON = Step.HAND_ON.value, _("Hand on to another unit")
    ESCALATE = Step.ESCALATE.value, _("Ask the people's committee")
    RETURN = Step.RETURN.value, _("Not solved: ask again")
    CLOSE = Step.CLOSE.value, _("Close")
    REOPEN = Step.REOPEN.value, _("Open again")
    SET_DAY = Step.SET_DAY.value, _("Set the day of the answer")


@tracked(exclude=("search_text",))
class Obstacle(models.Model):
    """A difficulty that a unit raises about its work, the unit that must answer it, and by when.

    It may be about a subject, and about a place: a site, a route, a village, as people call it. `mark` comes
    from the form, so that the same form sent twice is one obstacle.
    `reminded_on` is the day on which the owner was last told that the answer is late.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="raised_obstacles")
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="raised_obstacles")
    raised_at = models.DateTimeField(_("raised"))
    title = models.CharField(_("title"), max_length=MOST_TITLE)
    text = models.TextField(_("what stands in the way"))
    proposal = models.TextField(_("proposal"), blank=True)
    place = models.CharField(_("place or site"), max_length=MOST_TITLE, blank=True)
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="owned_obstacles")
    answer_due_on = models.DateField(_("answer by"))
    state = models.CharField(_("state"), max_length=12, choices=StateName.choices, default=StateName.OPEN)
    reminded_on = models.DateField(null=True, blank=True)
    mark = models.UUIDField()
    search_text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="obstacle_waits", fields=["state", "answer_due_on"]),
            models.Index(name="obstacle_of_subject", fields=["subject_kind", "subject_id"]),
            GinIndex(name="obstacle_words", fields=["search_text"], opclasses=["gin_trgm_ops"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="obstacle_form_once", fields=["raised_by", "mark"]),
            models.CheckConstraint(name="obstacle_state_known", condition=Q(state__in=StateName.values)),
            models.CheckConstraint(name="obstacle_says_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(
                name="obstacle_not_too_long",
                condition=LessThanOrEqual(Length("text"), MOST_CHARACTERS)
                & LessThanOrEqual(Length("proposal"), MOST_CHARACTERS),
            ),
            models.CheckConstraint(
                name="obstacle_subject_whole",
                condition=Q(subject_kind="", subject_id__isnull=True)
                | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        """Its title."""
        return self.title

    @property
    def is_waiting(self) -> bool:
        """Whether somebody must still answer it."""
        return self.state in (ObstacleState.OPEN, ObstacleState.ESCALATED)

    def is_late_on(self, day: date) -> bool:
        """Whether its answer is past its day."""
        return self.is_waiting and self.answer_due_on < day


@tracked()
class ObstacleStep(models.Model):
    """What somebody did about an obstacle, in which words; handing on names the new owner."""

    obstacle = models.ForeignKey(Obstacle, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=StepName.choices)
    words = models.TextField(blank=True)
    owner = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="obstacles_handed_on"
    )
    due_on = models.DateField(null=True, blank=True)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="obstacle_steps")
    taken_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="obstacle_step_order", fields=["obstacle", "id"])
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="obstacle_step_known", condition=Q(step__in=StepName.values)),
            models.CheckConstraint(
                name="obstacle_step_says_why", condition=Q(step=Step.CLOSE.value) | ~Q(words="")
            ),
            models.CheckConstraint(
                name="obstacle_step_not_too_long", condition=LessThanOrEqual(Length("words"), MOST_CHARACTERS)
            ),
            models.CheckConstraint(
                name="obstacle_handed_on_to_a_unit",
                condition=(Q(step=Step.HAND_ON.value) & Q(owner__isnull=False))
                | (~Q(step=Step.HAND_ON.value) & Q(owner__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        """The step in words."""
        return str(self.get_step_display())
