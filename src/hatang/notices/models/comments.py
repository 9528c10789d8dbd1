"""What people say about a thing, whom they call, and who follows it."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit, User
from hatang.base.history import tracked
from hatang.base.words import Folded
from hatang.notices.rules import MOST_CHARACTERS

# For this long one's own words may still be changed.
EDIT_PERIOD = timedelta(hours=1)


@tracked(exclude=("search_text",))
class Comment(models.Model):
    """Words of a person about a subject; a removed one stays, without being shown.

    `mark` comes from the form, so that the same form sent twice is one comment.
    """

    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    text = models.TextField(_("text"))
    mark = models.UUIDField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="comments")
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    search_text = models.GeneratedField(
        expression=Folded("text"),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="comment_of_subject", fields=["subject_kind", "subject_id", "id"]),
            GinIndex(name="comment_words", fields=["search_text"], opclasses=["gin_trgm_ops"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="comment_form_once", fields=["author", "mark"]),
            models.CheckConstraint(name="comment_of_a_kind", condition=~Q(subject_kind="")),
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="comment_not_too_long", condition=LessThanOrEqual(Length("text"), MOST_CHARACTERS)
            ),
            models.CheckConstraint(
                name="comment_changes_after_it_was_made",
                condition=(Q(edited_at__isnull=True) | Q(edited_at__gte=F("created_at")))
                & (Q(removed_at__isnull=True) | Q(removed_at__gte=F("created_at"))),
            ),
        ]

    def __str__(self) -> str:
        """Its first words."""
        return self.text[:60]

    def is_open_at(self, at: datetime) -> bool:
        """Whether its author may still change or remove it."""
        return self.removed_at is None and at < self.created_at + EDIT_PERIOD


@tracked()
class Mention(models.Model):
    """A person or a unit that a comment calls."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="mentions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="mentions")
    name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="mention_of_a_person_or_a_unit",
                condition=Q(user__isnull=True, unit__isnull=False) | Q(user__isnull=False, unit__isnull=True),
            ),
            models.UniqueConstraint(name="mention_once", fields=["comment", "name"]),
        ]

    def __str__(self) -> str:
        """As it was written."""
        return f"@{self.name}"


@tracked()
class Follow(models.Model):
    """A person who wants to hear of a subject."""

    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="follows")
    since_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="follow_once", fields=["subject_kind", "subject_id", "user"]),
            models.CheckConstraint(name="follow_of_a_kind", condition=~Q(subject_kind="")),
        ]

    def __str__(self) -> str:
        """Who follows what."""
        return f"{self.user_id}: {self.subject_kind} {self.subject_id}"
