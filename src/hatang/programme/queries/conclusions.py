"""What a meeting concluded, and the draft announcement of it."""

from dataclasses import dataclass

from hatang.accounts.models import User
from hatang.documents.access import visible_documents, visible_files
from hatang.documents.models import Document, DocumentFile
from hatang.programme import access
from hatang.programme.models import Meeting, MeetingConclusion, Plan


@dataclass(frozen=True)
class Draft:
    """The announcement of a meeting: the document, its newest file, and the plan once it is given out."""

    document: Document
    file: DocumentFile | None
    plan: Plan | None


def conclusions_of(meeting: Meeting) -> list[MeetingConclusion]:
    """Conclusions of a meeting in their order; two queries."""
    return list(meeting.conclusions.select_related("lead", "obstacle").prefetch_related("supports"))


def draft_of(user: User, meeting: Meeting) -> Draft | None:
    """The announcement of a meeting, where there is one that the user may read."""
    if meeting.document_id is None or meeting.closed_at is None:
        return None
    document = visible_documents(user).filter(pk=meeting.document_id).first()
    if document is None:
        return None
    files = visible_files(user).filter(version__document=document)
    plan = access.visible_plans(user).filter(document=document).first()
    return Draft(document, files.first(), plan)


def may_undo_work(user: User, meeting: Meeting) -> bool:
    """Whether the user may take back what the meeting gave out: as any publication; nothing, anybody."""
    draft = draft_of(user, meeting)
    return draft is None or draft.plan is None or access.may_undo_publications(user)
