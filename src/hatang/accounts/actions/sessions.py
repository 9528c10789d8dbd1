"""Writes of sessions: where somebody is signed in."""

from collections.abc import Iterable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from hatang.accounts.actions.sign_ins import record_sign_in
from hatang.accounts.models import SignInOutcome, User
from hatang.accounts.rules import Caller
from hatang.base.history import action


@transaction.atomic
def mark_seen(*, session_key: str, user: User, caller: Caller, at: datetime) -> None:
    """Remember from where and when a session was last used, and forget those that are over."""
    seen = {"user": user, "ip": caller.address, "user_agent": caller.user_agent, "last_seen_at": at}
    UserSession.objects.update_or_create(
        session_key=session_key, defaults=seen, create_defaults={**seen, "created_at": at}
    )
    living = Session.objects.filter(expire_date__gt=at).values("session_key")
    UserSession.objects.filter(user=user).exclude(session_key__in=living).delete()


@transaction.atomic
def forget_sessions(*, user: User) -> None:
    """End every session of a person whose account closes; it stays ended when the account opens again."""
    keys = list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()


@transaction.atomic
def forget_old_sessions(*, at: datetime) -> None:
    """Delete every session that has run out, and what is remembered of it."""
    Session.objects.filter(expire_date__lte=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@action
def end_sessions(
    *, sessions: Iterable[UserSession], user: User, caller: Caller, by: User, at: datetime
) -> int:
    """Sign a person out of these places; returns how many they were, and keeps it when there was one."""
    keys = [session.session_key for session in sessions if session.user_id == user.pk]
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    if keys:
        record_sign_in(
            outcome=SignInOutcome.SESSIONS_ENDED,
            user=user,
            caller=caller,
            by=by if by.pk != user.pk else None,
            at=at,
        )
    return len(keys)
