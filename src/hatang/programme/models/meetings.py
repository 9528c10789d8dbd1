"""Weekly meetings: when, who chairs, what was said about the work on their sheet, and what was concluded."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.base.history import tracked
from hatang.base.words import Folded
from hatang.documents.models import Document
from hatang.notices.models import Obstacle
from hatang.programme.models.obligations import Obligation


@tracked(exclude=("kept", "search_text"))
class Meeting(models.Model):
    """A weekly meeting of the province, or of `unit` where one is named.

    `chair` is the position of whoever presides. `kept` is the sheet as it was when the meeting was
    closed, `document` the draft announcement of what it concluded.
    """

    held_on = models.DateField(_("day"))
    begins_at = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    chair = models.CharField(_("chaired by"), max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    kept = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    search_text = models.GeneratedField(
        expression=Folded(Concat("chair", Value(" "), "place")),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-held_on", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(name="meeting_words", fields=["search_text"], opclasses=["gin_trgm_ops"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="meeting_once_a_day", fields=["held_on", "unit"], nulls_distinct=False
            ),
            models.CheckConstraint(name="meeting_has_a_chair", condition=~Q(chair="")),
            models.CheckConstraint(
                name="meeting_opened_by_somebody",
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_closed_by_somebody_after_it_opened",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_by__isnull=False, closed_at__gte=F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        """The day."""
        return self.held_on.strftime("%d/%m/%Y")

    @property
    def is_open(self) -> bool:
        """Whether the meeting is going on."""
        return self.opened_at is not None and self.closed_at is None


@tracked(exclude=("search_text",))
class MeetingNote(models.Model):
    """What was said and agreed in a meeting about one thing that is owed, about one obstacle, or in general.

    `revision` counts its writings.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_notes"
    )
    obstacle = models.ForeignKey(
        Obstacle, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_notes"
    )
    text = models.CharField(_("said and agreed"), max_length=1000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    search_text = models.GeneratedField(
        expression=Folded("text"),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting_id", "id"]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(name="meeting_note_words", fields=["search_text"], opclasses=["gin_trgm_ops"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="meeting_note_once", fields=["meeting", "obligation"]),
            models.UniqueConstraint(name="meeting_obstacle_note_once", fields=["meeting", "obstacle"]),
            models.UniqueConstraint(
                name="meeting_general_note_once",
                fields=["meeting"],
                condition=Q(obligation__isnull=True, obstacle__isnull=True),
            ),
            models.CheckConstraint(
                name="meeting_note_about_one_thing",
                condition=Q(obligation__isnull=True) | Q(obstacle__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        """Meeting and what it is about."""
        return f"{self.meeting_id}: {self.obligation_id or self.obstacle_id or 0}"


@tracked(exclude=("search_text",))
class MeetingConclusion(models.Model):
    """One thing concluded in a meeting: who leads it, with whom, until when, with what result.

    It may take an obstacle out of the way.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="conclusions")
    text = models.CharField(_("conclusion"), max_length=1000)
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    supports = models.ManyToManyField(Unit, related_name="+", blank=True)
    due_on = models.DateField(_("deadline"))
    product = models.CharField(_("product"), max_length=300, blank=True)
    obstacle = models.ForeignKey(
        Obstacle, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_conclusions"
    )
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    search_text = models.GeneratedField(
        expression=Folded(Concat("text", Value(" "), "product")),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting_id", "id"]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(name="conclusion_words", fields=["search_text"], opclasses=["gin_trgm_ops"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="conclusion_has_words", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        """What was concluded."""
        return self.text
