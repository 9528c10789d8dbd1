"""The office lays a reading before a leader, who approves it and so gives out the work, or returns it."""

from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.documents.models import Document, DocumentVersion
from hatang.programme.actions.naming import NAMES
from hatang.programme.actions.publishing import NothingToFollow, NotRead, OlderVersion, publish_plan
from hatang.programme.models import Approval, Decision, Plan

MOST_WORDS = 2000


class AlreadyDecided(Conflict):
    """Somebody has answered already."""

    code = "already_decided"


class ChangedSince(Conflict):
    """The reading was corrected after it was laid before the leader."""

    code = "changed_since"


@action
def ask_approval(*, version: DocumentVersion, note: str, by: User, at: datetime) -> Approval:
    """Lay a reading, as it is corrected now, before a leader; asking again for the same changes nothing.

    Raises:
        OlderVersion: a newer version of the document exists.
        NotRead: it has not been read.
        NothingToFollow: it has neither targets nor tasks.
        Refusal: the note is too long.
    """
    note = _words(note)
    Document.objects.select_for_update().get(pk=version.document_id)
    version = DocumentVersion.objects.get(pk=version.pk)
    if not version.is_current:
        raise OlderVersion(_("There is a newer version of this document; publish that one."))
    extraction = version.extractions.select_for_update().first()
    if extraction is None:
        raise NotRead(_("The document has not been read yet."))
    if not extraction.n_tasks and not extraction.n_targets:
        raise NothingToFollow(_("No task and no target was found in this document."))
    open_one = Approval.objects.select_for_update().filter(version=version, decision="").first()
    if open_one is None:
        open_one = Approval(version=version, asked_at=at, asked_by=by)
    elif (open_one.extraction_id, open_one.revision) == (extraction.pk, extraction.revision):
        return open_one
    open_one.extraction, open_one.revision, open_one.note = extraction, extraction.revision, note
    open_one.asked_at, open_one.asked_by = at, by
    open_one.save()
    return open_one


@action
def approve(*, approval: Approval, by: User, at: datetime) -> Plan:
    """Say yes: the work is given out in the same transaction.

    Raises:
        AlreadyDecided: somebody was faster.
        ChangedSince: the reading was corrected after it was laid before the leader.
    """
    # In the order of publishing: names first, then the document.
    wait_for_turn(NAMES)
    approval = _open(approval)
    if approval.is_changed:
        raise ChangedSince(
            _("The reading was corrected after it was laid before you; it has to be submitted again.")
        )
    _decide(approval, Decision.APPROVED, "", by, at)
    return publish_plan(version=approval.version, by=by, at=at)


@action
def return_reading(*, approval: Approval, reason: str, by: User, at: datetime) -> Approval:
    """Send a reading back to the office with the reason.

    Raises:
        AlreadyDecided: somebody was faster.
        Refusal: the reason is missing or too long.
    """
    reason = _words(reason)
    if not reason:
        raise Refusal(_("Write why it is returned."), field="ly-do")
    return _decide(_open(approval), Decision.RETURNED, reason, by, at)


@action
def take_back_approval(*, approval: Approval, by: User, at: datetime) -> Approval:
    """Let the office take back what it laid before a leader.

    Raises:
        AlreadyDecided: somebody has answered.
    """
    return _decide(_open(approval), Decision.TAKEN_BACK, "", by, at)


def _open(approval: Approval) -> Approval:
    # The document first, as publishing locks it.
    Document.objects.select_for_update().get(pk=approval.version.document_id)
    approval = Approval.objects.select_for_update(of=("self",)).select_related("version").get(pk=approval.pk)
    if approval.decision:
        raise AlreadyDecided(
            _("This was answered already: “%(decision)s”.") % {"decision": approval.get_decision_display()}
        )
    return approval


def _decide(approval: Approval, decision: str, reason: str, by: User, at: datetime) -> Approval:
    approval.decision, approval.reason = decision, reason
    approval.decided_at, approval.decided_by = at, by
    approval.save(update_fields=["decision", "reason", "decided_at", "decided_by"])
    return approval


def _words(text: str) -> str:
    text = text.strip()
    if len(text) > MOST_WORDS:
        raise Refusal(_("Write at most %(n)s characters.") % {"n": MOST_WORDS}, field="ly-do")
    return text
