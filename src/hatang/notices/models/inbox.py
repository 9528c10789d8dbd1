"""What a person is told, and how it reaches the person by mail."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import User
from hatang.base.history import tracked
from hatang.notices.models.mails import Mail
from hatang.notices.rules import Pace


class NoticeKind(models.TextChoices):
    """Why somebody is told something."""

    MENTION = "mention", _("You were mentioned")
    COMMENT = "comment", _("New comment")
    PROGRESS = "progress", _("Progress")
    ASSIGNMENT = "assignment", _("Assignment")
    DEADLINE = "deadline", _("Deadline")
    EVIDENCE = "evidence", _("Evidence")
    OBSTACLE = "obstacle", _("Obstacle")
    REVIEW = "review", _("Review")
    REMINDER = "reminder", _("Reminder")


@tracked(exclude=("read_at", "mail", "mail_due_at"))
class Notice(models.Model):
    """A sentence for one person, about a subject; `anchor` is the place on the subject's page.

    `mail_due_at` is when it is to be gathered into a mail, as long as no mail carries it.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    anchor = models.CharField(max_length=40, blank=True)
    sentence = models.CharField(max_length=500)
    caused_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="caused_notices"
    )
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(Mail, on_delete=models.PROTECT, null=True, blank=True, related_name="notices")
    mail_due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="notice_of_person", fields=["user", "-id"]),
            models.Index(name="notice_unread", fields=["user"], condition=Q(read_at__isnull=True)),
            models.Index(
                name="notice_to_mail", fields=["mail_due_at"], condition=Q(mail_due_at__isnull=False)
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="notice_kind_known", condition=Q(kind__in=NoticeKind.values)),
            models.CheckConstraint(
                name="notice_says_something", condition=~Q(sentence="") & ~Q(subject_kind="")
            ),
            models.CheckConstraint(
                name="notice_read_after_it_was_made",
                condition=Q(read_at__isnull=True) | Q(read_at__gte=F("created_at")),
            ),
            models.CheckConstraint(
                name="notice_waits_for_a_mail_or_has_one",
                condition=Q(mail__isnull=True) | Q(mail_due_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        """Its sentence."""
        return self.sentence


@tracked()
class MailPreference(models.Model):
    """How a person wants mail: the pace, and hours of the day in Vietnam without any."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="mail_preference")
    pace = models.CharField(max_length=10)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="mail_preference_pace_known", condition=Q(pace__in=[pace.value for pace in Pace])
            ),
            models.CheckConstraint(
                name="mail_preference_quiet_hours_whole",
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | (Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until"))),
            ),
        ]

    def __str__(self) -> str:
        """Whose it is, and the pace."""
        return f"{self.user_id}: {self.pace}"
