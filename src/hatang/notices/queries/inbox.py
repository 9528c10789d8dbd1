"""Reads of what people are told, and who is to be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.models import RoleHolding, Unit, User, existing
from hatang.notices import access, subjects
from hatang.notices.models import Follow, MailPreference, Notice
from hatang.notices.rules import USUAL_WISH, Pace, Wish
from hatang.notices.subjects import Subject


@dataclass(frozen=True)
class Line:
    """A notice with its subject, where the person may still see it."""

    notice: Notice
    subject: Subject | None

    @property
    def sentence(self) -> str:
        """What was told; nothing of it once the person may no longer see the subject, for it names it."""
        if self.subject is None:
            return _("You can no longer see what this is about.")
        return self.notice.sentence

    @property
    def address(self) -> str:
        """Where it leads."""
        if self.subject is None:
            return ""
        return f"{self.subject.url}#{self.notice.anchor}" if self.notice.anchor else self.subject.url


def inbox(user: User, *, is_unread: bool = False) -> "QuerySet[Notice]":
    """What a person was told, the newest first."""
    notices = access.own_notices(user).select_related("caused_by__unit")
    return notices.filter(read_at__isnull=True) if is_unread else notices


def n_unread(user: User) -> int:
    """How much a person has not read."""
    return access.own_notices(user).filter(read_at__isnull=True).count()


def newest(user: User) -> int:
    """The key of the last notice a person was given; 0 when there is none."""
    return access.own_notices(user).order_by("-pk").values_list("pk", flat=True).first() or 0


def lines(user: User, notices: Sequence[Notice]) -> list[Line]:
    """Notices with their subjects, with one query a sort of subject."""
    about = subjects_of(user, notices)
    return [Line(notice, about.get((notice.subject_kind, notice.subject_id))) for notice in notices]


def subjects_of(user: User, rows: Iterable[Notice | Follow]) -> dict[tuple[str, int], Subject]:
    """What notices or follows are about, as far as the person may see it; one query a sort of subject."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.subject_kind, set()).add(row.subject_id)
    return {
        (kind, pk): subject
        for kind, pks in wanted.items()
        for pk, subject in subjects.seen(user, kind, pks).items()
    }


def followers(subject: Subject) -> "QuerySet[User]":
    """People who follow a subject and may sign in."""
    return User.objects.filter(
        is_active=True,
        follows__subject_kind=subject.kind.name,
        follows__subject_id=subject.pk,
    )


def follows_of(user: User) -> "QuerySet[Follow]":
    """What a person follows, the newest first."""
    return Follow.objects.filter(user=user).order_by("-since_at", "-pk")


def people_of(units: Iterable[Unit], *, on: date) -> "QuerySet[User]":
    """People of units who may sign in: those who belong there, and those who hold a role there on the day."""
    there = list(units)
    holders = RoleHolding.objects.filter(existing(on), unit__in=there).values("user")
    return User.objects.filter(Q(unit__in=there) | Q(pk__in=holders), is_active=True)


def wishes_of(people: Iterable[User]) -> dict[int, Wish]:
    """How each of these people wants mail, with one query."""
    pks = [person.pk for person in people]
    said = {
        one.user_id: Wish(Pace(one.pace), one.quiet_from, one.quiet_until)
        for one in MailPreference.objects.filter(user__in=pks)
    }
    return {pk: said.get(pk, USUAL_WISH) for pk in pks}
