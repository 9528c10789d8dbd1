"""Reads of how the work of a document is given out."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hatang.documents.access import may_publish, may_review, sees_unpublished, visible_versions
from hatang.documents.models import DocumentVersion
from hatang.programme.access import may_undo_publications
from hatang.programme.models import Approval, Publication
from hatang.programme.rules import is_same_day


@dataclass(frozen=True)
class GivingOut:
    """What a document waits for, and what the user may do about it."""

    asked: Approval | None = None
    answered: Approval | None = None
    undoable: Publication | None = None
    may_ask: bool = False
    may_approve: bool = False


def giving_out(user: object, version: DocumentVersion | None, *, at: datetime) -> GivingOut:
    """How far a version is on its way to the units; nothing for those who only read what is public."""
    if version is None or not sees_unpublished(user):
        return GivingOut()
    latest = version.approvals.select_related("asked_by", "decided_by", "version").first()
    return GivingOut(
        asked=latest if latest and not latest.decision else None,
        answered=latest if latest and latest.decision else None,
        undoable=_undoable(version, at) if may_undo_publications(user) else None,
        may_ask=may_review(user),
        may_approve=may_publish(user),
    )


def waiting_approvals(user: object) -> QuerySet[Approval]:
    """What waits for a leader's word, the oldest first; nothing for those who may not give it."""
    if not may_publish(user):
        return Approval.objects.none()
    waiting = Approval.objects.filter(
        decision="", version__is_current=True, version__in=visible_versions(user)
    )
    return waiting.select_related("version__document", "extraction", "asked_by").order_by("asked_at")


def _undoable(version: DocumentVersion, at: datetime) -> Publication | None:
    newest: Publication | None = version.document.publications.filter(undone_at__isnull=True).first()
    if newest is None or not is_same_day(newest.published_at, at):
        return None
    return newest if newest.extraction.version_id == version.pk else None
