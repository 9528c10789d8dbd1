"""Telling people: a notice in the inbox, and a mail as each of them wants it, in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hatang.accounts.models import User
from hatang.base import smtp
from hatang.base.history import action
from hatang.notices import queries, subjects
from hatang.notices.actions.mails import is_address, queue_mail
from hatang.notices.actions.webhooks import announce
from hatang.notices.models import Mail, MailPreference, Notice
from hatang.notices.rules import Pace, mail_moment
from hatang.notices.subjects import Subject

MOST_SENTENCE = 500


@action
def tell(
    *,
    people: Iterable[User],
    kind: str,
    subject: Subject,
    sentence: str | Callable[[], str],
    by: User | None,
    at: datetime,
    anchor: str = "",
) -> list[Notice]:
    """Tell people a sentence about a subject: each once, not who caused it, and only who may see the subject.

    Args:
        people: whom.
        kind: one of `NoticeKind`.
        subject: what it is about; its title is shown beside the sentence.
        sentence: what is told; a function is called once a person, in that person's language.
        by: who caused it.
        at: when.
        anchor: the place on the subject's page.
    """
    told = _meant(people, subject, by)
    wishes = queries.wishes_of(told)
    notices = [
        Notice(
            user=person,
            kind=kind,
            **subject.columns,
            anchor=anchor,
            sentence=_in_language_of(person, sentence),
            caused_by=by,
            created_at=at,
            mail_due_at=mail_moment(wishes[person.pk], at) if _may_mail(person) else None,
        )
        for person in told
    ]
    Notice.objects.bulk_create(notices)
    if notices:
        announce(kind=kind, subject=subject, address=_site() + subject.url, at=at)
    for notice in notices:
        if notice.mail_due_at == at:
            _mail([notice], {(subject.kind.name, subject.pk): subject}, at)
    return notices


def write_digests(*, at: datetime) -> int:
    """Gather the notices whose time has come into one mail a person; gives the number of mails."""
    due = Notice.objects.filter(mail_due_at__lte=at).order_by("user_id")
    people = list(due.values_list("user_id", flat=True).distinct())
    return sum(write_digest(user_id=pk, at=at) is not None for pk in people)


@transaction.atomic
def write_digest(*, user_id: int, at: datetime) -> Mail | None:
    """One mail with what a person was told and has not read; None where there is nothing to say."""
    due = Notice.objects.filter(user_id=user_id, mail_due_at__lte=at).order_by("pk")
    notices = list(due.select_for_update(skip_locked=True, of=("self",)).select_related("user", "caused_by"))
    unread = [notice for notice in notices if notice.read_at is None]
    if not unread or not _may_mail(unread[0].user) or _wants_none(unread[0].user):
        unread = []
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail_due_at=None)
    return _mail(unread, queries.subjects_of(unread[0].user, unread), at) if unread else None


def _mail(notices: Sequence[Notice], about: dict[tuple[str, int], Subject], at: datetime) -> Mail:
    """Queue the mail that carries notices of one person."""
    person = notices[0].user
    with translation.override(person.language):
        subject, text = _words(notices, about)
    mail = queue_mail(to=person.email, subject=subject, text=text, at=at)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail=mail, mail_due_at=None)
    return mail


def _words(notices: Sequence[Notice], about: dict[tuple[str, int], Subject]) -> tuple[str, str]:
    """Subject and text of a mail; what the person may no longer see is not named."""
    by_group: dict[str, list[str]] = {}
    shown = []
    for notice in notices:
        subject = about.get((notice.subject_kind, notice.subject_id))
        if subject is not None:
            place = f"{_site()}{subject.url}{'#' + notice.anchor if notice.anchor else ''}"
            shown.append(notice.sentence)
            said = f"{notice.sentence}\n{subject.kind.noun}: {subject.title}\n{place}"
            by_group.setdefault(subject.kind.group(subject.row), []).append(said)
    paragraphs = _grouped(by_group)
    if not paragraphs:
        paragraphs = [_("What you were told about can no longer be seen by you.")]
    said = ngettext("Hạ Tầng: %(n)s notice", "Hạ Tầng: %(n)s notices", len(notices)) % {"n": len(notices)}
    title = shown[0] if len(shown) == len(notices) == 1 else said
    why = _("You can choose how often you get mail: %(address)s")
    paragraphs.append("-- \n" + why % {"address": _site() + reverse("notices:preferences")})
    return title, "\n\n".join(paragraphs) + "\n"


def _grouped(by_group: dict[str, list[str]]) -> list[str]:
    """Paragraphs by campaign or plan, each below the name of it; those of none first, a single one alone."""
    if sum(map(len, by_group.values())) == 1:
        return [one for said in by_group.values() for one in said]
    paragraphs = by_group.pop("", [])
    for name, said in by_group.items():
        paragraphs += [f"{name}\n{'=' * min(len(name), 72)}", *said]
    return paragraphs


def _meant(people: Iterable[User], subject: Subject, by: User | None) -> list[User]:
    meant = {person.pk: person for person in people if person != by}
    return subjects.who_see(meant.values(), subject)


def _in_language_of(person: User, sentence: str | Callable[[], str]) -> str:
    with translation.override(person.language):
        said = " ".join((sentence() if callable(sentence) else sentence).split())
    return said if len(said) <= MOST_SENTENCE else f"{said[: MOST_SENTENCE - 1]}…"


def _may_mail(person: User) -> bool:
    return smtp.is_set() and person.is_active and is_address(person.email)


def _wants_none(person: User) -> bool:
    return MailPreference.objects.filter(user=person, pace=Pace.NONE).exists()


def _site() -> str:
    """The address of this house, where the settings know it."""
    return str(settings.SITE_ORIGINS[0]).rstrip("/") if settings.SITE_ORIGINS else ""
