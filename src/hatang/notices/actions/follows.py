"""Writes of who follows what."""

from datetime import datetime

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.notices.models import Follow
from hatang.notices.subjects import Subject


@action
def follow(*, subject: Subject, by: User, at: datetime) -> Follow:
    """Let a person hear of a subject from now on; following twice is following once."""
    row, _is_new = Follow.objects.get_or_create(**subject.columns, user=by, defaults={"since_at": at})
    return row


@action
def unfollow(*, subject: Subject, by: User, at: datetime) -> None:
    """Let a person hear no more of a subject."""
    Follow.objects.filter(**subject.columns, user=by).delete()
