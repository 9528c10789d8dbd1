"""Writes of evidence."""

from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base import filestore
from hatang.base.filestore import CHUNK_BYTES, EmptyFile, FileTooLarge
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.docparse.pictures import NoPicture, draw_page
from hatang.notices import access, queries
from hatang.notices.actions.telling import tell
from hatang.notices.file_types import PDF, FileType, file_type, fitting_name, is_locked_or_old
from hatang.notices.models import Evidence, NoticeKind
from hatang.notices.subjects import Subject

MOST_NOTE = 500


class WrongFileType(Refusal):
    """The content is not of a type that is kept."""

    code = "wrong_file_type"
    status = 415


class AlreadyRemoved(Conflict):
    """The evidence was taken back before."""

    code = "already_removed"


def add_evidence(
    *, subject: Subject, file: IO[bytes], n_bytes: int, name: str, note: str, by: User, at: datetime
) -> tuple[Evidence, bool]:
    """Keep a file as evidence; a file the subject has already gives that one, and false.

    Raises:
        NotAllowed: the person answers for no part of the subject.
        FileTooLarge: it is larger than evidence may be.
        EmptyFile: it has no bytes.
        WrongFileType: it is neither pdf, docx, xlsx, png nor jpg by its content.
        Refusal: the note is too long.
    """
    require(access.may_prove(by, subject))
    note = _checked(note, field="note")
    kind = _checked_type(file, n_bytes)
    stored = filestore.store(iter(lambda: file.read(CHUNK_BYTES), b""), max_bytes=settings.MAX_EVIDENCE_BYTES)
    evidence = Evidence(
        **subject.columns,
        sha256=stored.sha256,
        name=fitting_name(name, kind),
        media_type=kind.media_type,
        n_bytes=stored.size,
        n_pages=_n_pages(stored.path) if kind is PDF else 0,
        note=note,
        added_by=by,
        added_at=at,
    )
    return _keep(subject=subject, evidence=evidence, by=by, at=at)


@action
def remove_evidence(*, evidence: Evidence, reason: str, by: User, at: datetime) -> Evidence:
    """Take evidence back; the row, its file and who took it back and why stay.

    Raises:
        NotAllowed: it is somebody else's.
        AlreadyRemoved: it was taken back before.
        Refusal: the reason is missing or too long.
    """
    require(access.may_remove_evidence(by, evidence))
    reason = _checked(reason, field="reason")
    if not reason:
        raise Refusal(_("Say why the file is taken back."), field="reason")
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.removed_at is not None:
        raise AlreadyRemoved(_("This file was taken back before."))
    evidence.removed_by, evidence.removed_at, evidence.removal_reason = by, at, reason
    evidence.save(update_fields=["removed_by", "removed_at", "removal_reason"])
    return evidence


@action
def _keep(*, subject: Subject, evidence: Evidence, by: User, at: datetime) -> tuple[Evidence, bool]:
    try:
        # The savepoint keeps the transaction usable when another window was faster.
        with transaction.atomic():
            evidence.save()
    except IntegrityError:
        there = {**subject.columns, "sha256": evidence.sha256, "removed_at__isnull": True}
        return Evidence.objects.get(**there), False

    def sentence() -> str:
        return _("%(who)s adds evidence: %(name)s") % {"who": by.full_title, "name": evidence.name}

    people = queries.followers(subject)
    tell(
        people=people,
        kind=NoticeKind.EVIDENCE,
        subject=subject,
        sentence=sentence,
        by=by,
        at=at,
        anchor="minh-chung",
    )
    return evidence, True


def _checked_type(file: IO[bytes], n_bytes: int) -> FileType:
    limit = settings.MAX_EVIDENCE_BYTES
    if n_bytes > limit:
        said = _("The file has %(mb).1f MB; evidence has at most %(most)g MB. Send it in parts or smaller.")
        raise FileTooLarge(said % {"mb": n_bytes / 1024**2, "most": limit / 1024**2}, field="file")
    if n_bytes == 0:
        raise EmptyFile(_("The file is empty."), field="file")
    kind = file_type(file)
    if kind is None:
        said = _("Evidence is pdf, docx, xlsx, png or jpg, by its content; this file is none of them.")
        if is_locked_or_old(file):
            said = _("The file has a password or is of an old type (doc, xls): save it as docx, xlsx or pdf.")
        raise WrongFileType(said, field="file")
    return kind


def _checked(words: str, *, field: str) -> str:
    words = " ".join(words.replace("\x00", "").split())
    if len(words) > MOST_NOTE:
        said = _("The note has at most %(most)s characters; this one has %(n)s.")
        raise Refusal(said % {"most": MOST_NOTE, "n": len(words)}, field=field)
    return words


def _n_pages(path: Path) -> int:
    try:
        return draw_page(path, 0).n_pages
    except NoPicture:
        return 0
