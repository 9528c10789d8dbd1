"""The evidence of a subject and of its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from hatang.accounts.models import User
from hatang.notices import access
from hatang.notices.models import Evidence
from hatang.notices.subjects import Subject, earlier_of, is_about


@dataclass(frozen=True)
class Shown:
    """One file as it is listed; one from before was added to what the subject goes on from."""

    evidence: Evidence
    about: Subject
    may_remove: bool
    is_from_before: bool


@dataclass(frozen=True)
class Folder:
    """The files of a subject, of its parts and from before, and where the person may add one."""

    subject: Subject
    kept: Sequence[Shown]
    removed: Sequence[Shown]
    places: Sequence[Subject]


def folder_of(user: User, subject: Subject) -> Folder:
    """The files of a subject, its parts and what it goes on from: one query, and those of these two."""
    parts = subject.kind.parts(user, subject.row)
    own = {(one.kind.name, one.pk): one for one in (subject, *parts)}
    about = {(one.kind.name, one.pk): one for one in earlier_of(user, subject)} | own
    files = Evidence.objects.filter(is_about(about.values())).select_related("added_by__unit", "removed_by")
    rows = []
    for one in files:
        key = (one.subject_kind, one.subject_id)
        rows.append(Shown(one, about[key], access.may_remove_evidence(user, one), key not in own))
    return Folder(
        subject=subject,
        kept=[row for row in rows if row.evidence.removed_at is None],
        removed=[row for row in rows if row.evidence.removed_at is not None],
        places=[one for one in (subject, *parts) if access.may_prove(user, one)],
    )
