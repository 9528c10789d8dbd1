"""Writes of comments."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hatang.accounts.access import require
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices import access, queries, subjects
from hatang.notices.actions.follows import follow
from hatang.notices.actions.telling import tell
from hatang.notices.models import Comment, Mention, NoticeKind
from hatang.notices.rules import MOST_CHARACTERS, mentioned_names, tidy
from hatang.notices.subjects import Subject


class AlreadySent(Conflict):
    """The form was sent before, with other words."""

    code = "already_sent"


class TooLate(Conflict):
    """The hour in which one's own comment may be changed is over, or it is gone."""

    code = "too_late"


@dataclass(frozen=True)
class Written:
    """A comment that is kept, whether it is new, and the names after @ that mean nobody who may read it."""

    comment: Comment
    is_new: bool
    unknown: list[str]


@action
def write_comment(*, subject: Subject, text: str, mark: UUID, by: User, at: datetime) -> Written:
    """Keep what a person says about a subject, call those it mentions, and let its author follow it.

    Raises:
        NotAllowed: the person only reads.
        Refusal: the text is empty or too long.
        AlreadySent: the same form was sent before with other words, or about another subject.
    """
    require(access.may_write(by))
    text = checked_text(text)
    comment, is_new = Comment.objects.get_or_create(
        author=by,
        mark=mark,
        defaults={**subject.columns, "text": text, "created_at": at},
    )
    if not is_new:
        if (comment.text, comment.subject_kind, comment.subject_id) != (text, subject.kind.name, subject.pk):
            raise AlreadySent(_("This form was sent before with other words. Send again to add these."))
        return Written(comment, is_new=False, unknown=[])
    unknown = _call(comment, at)
    called = _tell_called(comment, subject, before=[], at=at)
    others = [person for person in queries.followers(subject) if person not in called]
    _tell(others, NoticeKind.COMMENT, comment, subject, at)
    follow(subject=subject, by=by, at=at)
    return Written(comment, is_new=True, unknown=unknown)


@action
def change_comment(*, comment: Comment, text: str, seen: str, by: User, at: datetime) -> Written:
    """Give one's own comment other words within the hour; the former ones stay in its history.

    Args:
        comment: the comment.
        text: its new words.
        seen: what `version_of` said when the form was shown.
        by: the person.
        at: the moment.

    Raises:
        NotAllowed: it is somebody else's.
        TooLate: it is an hour old, or removed.
        Conflict: it was changed in another window since.
        Refusal: the text is empty or too long.
    """
    comment = _locked(comment, by, at)
    text = checked_text(text)
    if seen != version_of(comment):
        raise Conflict(_("This comment was changed in another window. Compare, then save again."))
    comment.text, comment.edited_at = text, at
    comment.save(update_fields=["text", "edited_at"])
    before = queries.called_by(comment, on=clock.local(at).date())
    comment.mentions.all().delete()
    unknown = _call(comment, at)
    subject = access.get_subject(by, comment.subject_kind, comment.subject_id)
    _tell_called(comment, subject, before=before, at=at)
    return Written(comment, is_new=False, unknown=unknown)


@action
def remove_comment(*, comment: Comment, by: User, at: datetime) -> Comment:
    """Show one's own comment no more, within the hour; its row and history stay.

    Raises:
        NotAllowed: it is somebody else's.
        TooLate: it is an hour old, or removed.
    """
    comment = _locked(comment, by, at)
    comment.removed_at = at
    comment.save(update_fields=["removed_at"])
    return comment


def version_of(comment: Comment) -> str:
    """What tells one wording of a comment from the next."""
    return (comment.edited_at or comment.created_at).astimezone(UTC).isoformat()


def checked_text(text: str) -> str:
    """The text as it is kept.

    Raises:
        Refusal: it is empty or too long.
    """
    text = tidy(text)
    if not text:
        raise Refusal(_("The comment is empty. Write something first."), field="text")
    if len(text) > MOST_CHARACTERS:
        said = ngettext(
            "The comment has %(n)s character more than the %(most)s allowed. Shorten it.",
            "The comment has %(n)s characters more than the %(most)s allowed. Shorten it.",
            len(text) - MOST_CHARACTERS,
        )
        raise Refusal(said % {"n": len(text) - MOST_CHARACTERS, "most": MOST_CHARACTERS}, field="text")
    return text


def _locked(comment: Comment, by: User, at: datetime) -> Comment:
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    require(comment.author_id == by.pk)
    if not access.may_change_comment(by, comment, at=at):
        raise TooLate(_("Only your own comment can be changed, within one hour after it was written."))
    return comment


def _call(comment: Comment, at: datetime) -> list[str]:
    """Keep whom a comment mentions; gives the names that mean nobody who may see its subject."""
    names = mentioned_names(comment.text)
    meant = queries.mentionable(names, on=clock.local(at).date())
    kept = {name: one for name, one in meant.items() if _may_be_called(one, comment)}
    Mention.objects.bulk_create(
        Mention(
            comment=comment,
            name=name,
            user=one if isinstance(one, User) else None,
            unit=one if isinstance(one, Unit) else None,
        )
        for name, one in kept.items()
    )
    return [name for name in names if name not in kept]


def _tell_called(comment: Comment, subject: Subject, *, before: list[User], at: datetime) -> list[User]:
    """Tell those whom a comment calls and did not call before; gives all whom it calls."""
    called = queries.called_by(comment, on=clock.local(at).date())
    new = [person for person in called if person not in before]
    _tell(new, NoticeKind.MENTION, comment, subject, at)
    return called


def _tell(people: list[User], kind: NoticeKind, comment: Comment, subject: Subject, at: datetime) -> None:
    def sentence() -> str:
        said = {"who": comment.author.full_title, "words": " ".join(comment.text.split())[:200]}
        if kind == NoticeKind.MENTION:
            return _("%(who)s calls you: “%(words)s”") % said
        return _("%(who)s writes: “%(words)s”") % said

    anchor = f"loi-{comment.pk}"
    tell(
        people=people, kind=kind, subject=subject, sentence=sentence, by=comment.author, at=at, anchor=anchor
    )


def _may_be_called(one: User | Unit, comment: Comment) -> bool:
    return isinstance(one, Unit) or subjects.may_see(one, comment.subject_kind, comment.subject_id)
