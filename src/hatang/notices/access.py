"""Who may read and write what is said: whoever may see the thing it is about."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds, is_of_the_office, is_reader, may_manage_users, works_for
from hatang.accounts.models import Role, User
from hatang.base.refusal import NotFound
from hatang.notices import subjects
from hatang.notices.models import Comment, Evidence, Notice, Obstacle, Webhook
from hatang.notices.rules import ObstacleState, Step
from hatang.notices.subjects import Subject

# The kind of obstacles themselves; none is about another one.
OBSTACLE = "obstacle"


def get_subject(user: object, kind: str, pk: int) -> Subject:
    """The thing of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    subject = subjects.seen(user, kind, [pk]).get(pk)
    if subject is None:
        raise NotFound(_("There is no such thing."))
    return subject


def get_comment(user: object, pk: int) -> Comment:
    """The comment of this address, while it is shown.

    Raises:
        NotFound: there is none about a thing the user may see.
    """
    comment = Comment.objects.filter(pk=pk, removed_at__isnull=True).first()
    if comment is None or not subjects.may_see(user, comment.subject_kind, comment.subject_id):
        raise NotFound(_("There is no such comment."))
    return comment


def visible_comments(user: object) -> "QuerySet[Comment]":
    """Comments that are shown, about things the user may see."""
    rows = Comment.objects.filter(removed_at__isnull=True)
    return rows.filter(subjects.is_about_what_is_seen(user, own="")) if is_reader(user) else rows.none()


def visible_evidence(user: object) -> "QuerySet[Evidence]":
    """Files that were not taken back, about things the user may see."""
    rows = Evidence.objects.filter(removed_at__isnull=True)
    return rows.filter(subjects.is_about_what_is_seen(user, own="")) if is_reader(user) else rows.none()


def comments_among(user: object, keys: Sequence[int]) -> list[int]:
    """Those of a few comments, by number, that `visible_comments` has; the newest first."""
    return _talk_among(user, Comment, keys)


def evidence_among(user: object, keys: Sequence[int]) -> list[int]:
    """Those of a few files, by number, that `visible_evidence` has; the newest first."""
    return _talk_among(user, Evidence, keys)


def obstacles_among(user: object, keys: Sequence[int]) -> list[int]:
    """Those of a few obstacles, by number, that `visible_obstacles` has; the newest first."""
    rows = Obstacle.objects.filter(pk__in=keys).only("subject_kind", "subject_id", "raised_by_id")
    return [one.pk for one in seen_among(user, list(rows.order_by("-pk")))]


def _talk_among(user: object, model: type[Comment] | type[Evidence], keys: Sequence[int]) -> list[int]:
    if not is_reader(user):
        return []
    rows: QuerySet[Any] = model._default_manager.filter(pk__in=keys, removed_at__isnull=True)
    rows = rows.only("subject_kind", "subject_id").order_by("-pk")
    return [one.pk for one in subjects.about_what_is_seen(user, rows, own="")]


def may_write(user: object) -> bool:
    """Whether the user may say something: everybody but those who only read."""
    return isinstance(user, User) and user.is_active and any(role != Role.READER for role, _unit in user.held)


def may_change_comment(user: object, comment: Comment, *, at: datetime) -> bool:
    """Whether the user may change or remove the comment: its author, within the hour."""
    return (
        may_write(user) and isinstance(user, User) and comment.author_id == user.pk and comment.is_open_at(at)
    )


def own_notices(user: object) -> "QuerySet[Notice]":
    """What the user was told; nobody sees what somebody else was told."""
    if not isinstance(user, User) or not user.is_active:
        return Notice.objects.none()
    return Notice.objects.filter(user=user)


def get_notice(user: object, pk: int) -> Notice:
    """The user's notice of this address.

    Raises:
        NotFound: the user has none.
    """
    notice = own_notices(user).filter(pk=pk).first()
    if notice is None:
        raise NotFound(_("There is no such notice."))
    return notice


def get_evidence(user: object, pk: int) -> Evidence:
    """The evidence of this address, also when it was taken back.

    Raises:
        NotFound: there is none about a thing the user may see.
    """
    evidence = Evidence.objects.select_related("added_by__unit", "removed_by").filter(pk=pk).first()
    if evidence is None or not subjects.may_see(user, evidence.subject_kind, evidence.subject_id):
        raise NotFound(_("There is no such file."))
    return evidence


def may_prove(user: object, subject: Subject) -> bool:
    """Whether the user may add files to a subject; the room it belongs to says so."""
    return may_write(user) and subject.kind.may_prove(user, subject.row)


def may_remove_evidence(user: object, evidence: Evidence) -> bool:
    """Whether the user may take a file back: who added it, and the programme office."""
    return is_of_the_office(user) or (
        may_write(user) and isinstance(user, User) and evidence.added_by_id == user.pk
    )


def may_fetch(user: object, evidence: Evidence) -> bool:
    """Whether the user may have the bytes: everybody while it counts, afterwards who may take it back."""
    return evidence.removed_at is None or may_remove_evidence(user, evidence)


def visible_obstacles(user: object) -> "QuerySet[Obstacle]":
    """Obstacles the user may read: their own, and all but those about a thing that is hidden from them."""
    if not isinstance(user, User) or not is_reader(user):
        return Obstacle.objects.none()
    return Obstacle.objects.filter(Q(raised_by=user) | subjects.is_about_what_is_seen(user, own=OBSTACLE))


def seen_among(user: object, rows: "list[Obstacle]") -> "list[Obstacle]":
    """Those of a few obstacles that the user may read, as `visible_obstacles` says."""
    if not isinstance(user, User) or not is_reader(user):
        return []
    others = [one for one in rows if one.raised_by_id != user.pk]
    known = {one.pk for one in subjects.about_what_is_seen(user, others, own=OBSTACLE)}
    return [one for one in rows if one.raised_by_id == user.pk or one.pk in known]


def get_obstacle(user: object, pk: int) -> Obstacle:
    """The obstacle of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_obstacles(user).select_related("unit", "owner", "raised_by")
    obstacle = rows.filter(pk=pk).first()
    if obstacle is None:
        raise NotFound(_("There is no such obstacle."))
    return obstacle


def may_raise_obstacle(user: object) -> bool:
    """Whether the user may raise an obstacle: whoever works in a unit and does not only read."""
    return bool(raising_units(user))


def raising_units(user: object) -> set[int]:
    """Units for which the user may raise an obstacle."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    return user.units_held(*(role for role in Role.values if role != Role.READER))


def may_take_obstacle_step(user: object, obstacle: Obstacle, step: Step) -> bool:
    """Whether a step is the user's.

    The owner answers, hands on and escalates; who raised it escalates, returns, closes and reopens; the
    leaders of the province answer what was escalated and set days; the programme office may do all of it.
    """
    if not may_write(user):
        return False
    if is_of_the_office(user):
        return True
    steps: set[Step] = set()
    if works_for(user, obstacle.owner_id):
        steps |= {Step.ANSWER, Step.HAND_ON, Step.ESCALATE}
    if works_for(user, obstacle.unit_id):
        steps |= {Step.ESCALATE, Step.RETURN, Step.CLOSE, Step.REOPEN, Step.SET_DAY}
    if holds(user, Role.LEADER):
        steps |= {Step.SET_DAY, Step.ANSWER} if obstacle.state == ObstacleState.ESCALATED else {Step.SET_DAY}
    return step in steps


def may_prove_obstacle(user: object, obstacle: Obstacle) -> bool:
    """Whether the user may add files to an obstacle: both units, and the programme office."""
    return is_of_the_office(user) or works_for(user, obstacle.unit_id) or works_for(user, obstacle.owner_id)


def visible_webhooks(user: object) -> "QuerySet[Webhook]":
    """Programs outside that are told of notices: for administrators only."""
    return Webhook.objects.all() if may_manage_users(user) else Webhook.objects.none()


def get_webhook(user: object, pk: int) -> Webhook:
    """The program of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    webhook = visible_webhooks(user).filter(pk=pk).first()
    if webhook is None:
        raise NotFound(_("There is no such program."))
    return webhook
