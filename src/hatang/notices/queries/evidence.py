"""The evidence of a subject and of its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from hatang.accounts.models import User
from hatang.notices import access
from hatang.notices.models import Evidence
from hatang.notices.subjects import Subject


@dataclass(frozen=True)
class Shown:
    """One file as it is listed."""

    evidence: Evidence
    about: Subject
    may_remove: bool


@dataclass(frozen=True)
class Folder:
    """The files of a subject and of its parts, and where the person may add one."""

    subject: Subject
    kept: Sequence[Shown]
    removed: Sequence[Shown]
    places: Sequence[Subject]


def folder_of(user: User, subject: Subject) -> Folder:
    """The files of a subject and its parts, with one query and that of the parts."""
    parts = subject.kind.parts(user, subject.row)
    about = {(one.kind.name, one.pk): one for one in (subject, *parts)}
    found = Q(**subject.columns)
    for name in {part.kind.name for part in parts}:
        found |= Q(subject_kind=name, subject_id__in=[part.pk for part in parts if part.kind.name == name])
    files = Evidence.objects.filter(found).select_related("added_by__unit", "removed_by")
    rows = [
        Shown(one, about[one.subject_kind, one.subject_id], access.may_remove_evidence(user, one))
        for one in files
    ]
    return Folder(
        subject=subject,
        kept=[row for row in rows if row.evidence.removed_at is None],
        removed=[row for row in rows if row.evidence.removed_at is not None],
        places=[one for one in (subject, *parts) if access.may_prove(user, one)],
    )
