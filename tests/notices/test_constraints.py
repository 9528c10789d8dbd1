"""The database refuses what the rules of notices forbid."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from hatang.accounts.models import Unit, User
from hatang.notices.models import (
    Comment,
    Evidence,
    Follow,
    Mail,
    MailPreference,
    Mention,
    Notice,
    Obstacle,
    ObstacleStep,
    Webhook,
    WebhookDelivery,
)

pytestmark = pytest.mark.django_db

AT = datetime.fromisoformat("2026-06-01T08:00+07:00")
EARLIER = AT - timedelta(days=1)
MARK = UUID(int=1)


def _user() -> User:
    user, _made = User.objects.get_or_create(username="ai", full_title="Ai", defaults={"created_at": AT})
    return user


def _comment(**values: Any) -> Comment:
    usual = {"subject_kind": "task", "subject_id": 1, "text": "Lời", "mark": MARK, "created_at": AT}
    return Comment.objects.create(author=_user(), **{**usual, **values})


def _mention(**values: Any) -> None:
    comment = Comment.objects.first() or _comment()
    Mention.objects.create(**{"comment": comment, "user": _user(), "name": "ai", **values})


def _follow(**values: Any) -> None:
    usual = {"subject_kind": "task", "subject_id": 1, "since_at": AT}
    Follow.objects.create(user=_user(), **{**usual, **values})


def _notice(**values: Any) -> None:
    usual = {"kind": "mention", "subject_kind": "task", "subject_id": 1, "sentence": "Lời", "created_at": AT}
    Notice.objects.create(user=_user(), **{**usual, **values})


def _preference(**values: Any) -> None:
    MailPreference.objects.create(**{"user": _user(), "pace": "daily", **values})


def _mail(**values: Any) -> Mail:
    usual = {"message_id": "<1@a.vn>", "to": "ai@a.vn", "subject": "Việc", "text": "Lời"}
    return Mail.objects.create(**{**usual, "created_at": AT, "due_at": AT, **values})


def _evidence(**values: Any) -> None:
    usual = {"subject_kind": "task", "subject_id": 1, "sha256": "a" * 64, "name": "a.pdf", "n_bytes": 1}
    more = {"media_type": "application/pdf", "added_at": AT}
    Evidence.objects.create(added_by=_user(), **{**usual, **more, **values})


def _unit() -> Unit:
    unit, _made = Unit.objects.get_or_create(code="x", defaults={"name": "X", "kind": "department"})
    return unit


def _obstacle(**values: Any) -> Obstacle:
    usual = {"title": "Vướng", "text": "Lời", "raised_at": AT, "answer_due_on": AT.date(), "mark": MARK}
    units = {"unit": _unit(), "owner": _unit(), "raised_by": _user()}
    return Obstacle.objects.create(**{**usual, **units, **values})


def _step(**values: Any) -> None:
    obstacle = Obstacle.objects.first() or _obstacle()
    usual = {"step": "answer", "words": "Lời", "taken_by": _user(), "taken_at": AT}
    ObstacleStep.objects.create(**{"obstacle": obstacle, **usual, **values})


def _webhook(**values: Any) -> Webhook:
    usual = {"name": "Kênh", "url": "https://a.vn/", "secret": "x", "kinds": ["reminder"], "made_at": AT}
    return Webhook.objects.create(made_by=_user(), **{**usual, **values})


def _delivery(**values: Any) -> None:
    usual = {"key": MARK, "subject_kind": "task", "subject_id": 1, "body": {}, "created_at": AT, "due_at": AT}
    WebhookDelivery.objects.create(webhook=_webhook(), **{**usual, **values})


def _twice(run: Callable[[], object]) -> None:
    run()
    run()


BREAKS: dict[str, Callable[[], object]] = {
    "comment_form_once": lambda: _twice(_comment),
    "comment_of_a_kind": lambda: _comment(subject_kind=""),
    "comment_says_something": lambda: _comment(text=""),
    "comment_not_too_long": lambda: _comment(text="a" * 10_001),
    "comment_changes_after_it_was_made": lambda: _comment(edited_at=EARLIER),
    "mention_of_a_person_or_a_unit": lambda: _mention(user=None),
    "mention_once": lambda: _twice(_mention),
    "follow_once": lambda: _twice(_follow),
    "follow_of_a_kind": lambda: _follow(subject_kind=""),
    "evidence_once": lambda: _twice(_evidence),
    "evidence_of_a_kind": lambda: _evidence(subject_kind=""),
    "evidence_hash_whole": lambda: _evidence(sha256="A" * 64),
    "evidence_type_known": lambda: _evidence(media_type="text/html"),
    "evidence_has_bytes_and_a_name": lambda: _evidence(n_bytes=0),
    "evidence_removed_with_who_when_and_why": lambda: _evidence(removed_by=_user(), removed_at=AT),
    "obstacle_form_once": lambda: _twice(_obstacle),
    "obstacle_state_known": lambda: _obstacle(state="lost"),
    "obstacle_says_something": lambda: _obstacle(title=""),
    "obstacle_not_too_long": lambda: _obstacle(proposal="a" * 10_001),
    "obstacle_subject_whole": lambda: _obstacle(subject_kind="task"),
    "obstacle_step_known": lambda: _step(step="forget"),
    "obstacle_step_says_why": lambda: _step(words=""),
    "obstacle_step_not_too_long": lambda: _step(words="a" * 10_001),
    "obstacle_handed_on_to_a_unit": lambda: _step(step="hand_on"),
    "notice_kind_known": lambda: _notice(kind="gossip"),
    "notice_says_something": lambda: _notice(sentence=""),
    "notice_read_after_it_was_made": lambda: _notice(read_at=EARLIER),
    "notice_waits_for_a_mail_or_has_one": lambda: _notice(mail=_mail(), mail_due_at=AT),
    "mail_preference_pace_known": lambda: _preference(pace="hourly"),
    "mail_preference_quiet_hours_whole": lambda: _preference(quiet_from=time(21)),
    "mail_message_id_once": lambda: _twice(_mail),
    "mail_has_words_while_it_waits": lambda: _mail(text=""),
    "mail_ends_once": lambda: _mail(sent_at=AT, given_up_at=AT),
    "mail_sent_after_it_was_written": lambda: _mail(sent_at=EARLIER),
    "webhook_is_whole": lambda: _webhook(kinds=[]),
    "webhook_ends_after_it_began": lambda: _webhook(ended_at=EARLIER),
    "delivery_key_once": lambda: _twice(_delivery),
    "delivery_ends_once": lambda: _delivery(sent_at=AT, given_up_at=AT),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BREAKS[name]()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert name in str(refusal.value)


def test_one_person_has_one_preference() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _twice(_preference)


def test_every_constraint_has_a_test() -> None:
    models = [model for model in apps.get_app_config("notices").get_models() if not _is_event(model)]
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named == set(BREAKS)


def _is_event(model: Any) -> bool:
    return "pgh_label" in {field.name for field in model._meta.get_fields()}
