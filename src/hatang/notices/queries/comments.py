"""What was said about a subject, and whom a name after @ means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Lower

from hatang.accounts.models import Unit, User
from hatang.notices import access
from hatang.notices.models import Comment, Follow, Mention
from hatang.notices.queries.inbox import people_of
from hatang.notices.rules import Piece, pieces
from hatang.notices.subjects import Subject, earlier_of, is_about

COMMENTS_SHOWN = 30
COMMENTS_IN_A_FILE = 300


@dataclass(frozen=True)
class Said:
    """One comment as it is shown; `before` is what it was said about, where the work was moved since."""

    comment: Comment
    pieces: list[Piece]
    may_change: bool
    before: Subject | None = None


@dataclass(frozen=True)
class Talk:
    """What was said about a subject, the oldest first; `earlier` is the key to go on from."""

    subject: Subject
    said: list[Said]
    earlier: int | None
    n_followers: int
    is_followed: bool
    may_write: bool


def comments_on(user: object, subject: Subject) -> QuerySet[Comment]:
    """Comments on a subject that are shown, with those on what it goes on from."""
    return _comments([subject, *_same_kind_before(user, subject)])


def talk_about(user: User, subject: Subject, *, before: int | None, at: datetime) -> Talk:
    """The newest comments on a subject, or those before a key, with four queries and that of what it was."""
    former = {one.pk: one for one in _same_kind_before(user, subject)}
    comments = _comments([subject, *former.values()])
    if before is not None:
        comments = comments.filter(pk__lt=before)
    mentions = Prefetch("mentions", queryset=Mention.objects.all())
    newest = list(comments.prefetch_related(mentions).order_by("-pk")[: COMMENTS_SHOWN + 1])
    shown = newest[:COMMENTS_SHOWN][::-1]
    followers = list(Follow.objects.filter(**subject.columns).values_list("user_id", flat=True))
    return Talk(
        subject=subject,
        said=[_said(user, comment, at, former.get(comment.subject_id)) for comment in shown],
        earlier=shown[0].pk if len(newest) > COMMENTS_SHOWN else None,
        n_followers=len(followers),
        is_followed=user.pk in followers,
        may_write=access.may_write(user),
    )


def said_about(user: object, subject: Subject) -> list[Comment]:
    """The newest comments on a subject, the oldest of them first, as far as a file takes them."""
    return list(comments_on(user, subject).order_by("-pk")[:COMMENTS_IN_A_FILE])[::-1]


def mentionable(names: Iterable[str], *, on: date) -> dict[str, User | Unit]:
    """Whom folded names mean on a day: a person by username, else a unit by code or short name.

    Two queries; a short name that several units have means none of them.
    """
    wanted = list(names)
    if not wanted:
        return {}
    found: dict[str, User | Unit] = {}
    lowered = Unit.objects.existing(on).annotate(low_code=Lower("code"), low_short=Lower("short_name"))
    units = list(lowered.filter(low_code__in=wanted) | lowered.filter(low_short__in=wanted))
    for name in wanted:
        of_short = [unit for unit in units if unit.short_name.lower() == name]
        of_code = [unit for unit in units if unit.code.lower() == name]
        if len(of_code or of_short) == 1:
            found[name] = (of_code or of_short)[0]
    people = User.objects.filter(is_active=True).annotate(low=Lower("username")).filter(low__in=wanted)
    found.update({person.username.lower(): person for person in people})
    return found


def called_by(comment: Comment, *, on: date) -> list[User]:
    """People whom a comment calls, by name or by their unit."""
    mentions = list(comment.mentions.select_related("user", "unit"))
    called = [one.user for one in mentions if one.user is not None and one.user.is_active]
    units = [one.unit for one in mentions if one.unit is not None]
    return list(dict.fromkeys([*called, *(people_of(units, on=on) if units else [])]))


def _comments(about: Iterable[Subject]) -> QuerySet[Comment]:
    return Comment.objects.filter(is_about(about), removed_at__isnull=True).select_related("author__unit")


def _same_kind_before(user: object, subject: Subject) -> list[Subject]:
    return [one for one in earlier_of(user, subject) if one.kind == subject.kind]


def _said(user: User, comment: Comment, at: datetime, before: Subject | None) -> Said:
    known = frozenset(mention.name for mention in comment.mentions.all())
    return Said(
        comment=comment,
        pieces=list(pieces(comment.text, known)),
        may_change=access.may_change_comment(user, comment, at=at),
        before=before,
    )
