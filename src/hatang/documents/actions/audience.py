"""For whom a document is, and whether nobody else may read it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, UnitGroup, User
from hatang.base.history import action
from hatang.base.jobs import enqueue
from hatang.base.refusal import Refusal
from hatang.documents.actions.validity import MOST_WORDS, StaleDocument
from hatang.documents.models import Audience, Document


@action
def set_audience(
    *,
    document: Document,
    units: Sequence[Unit],
    groups: Sequence[UnitGroup],
    is_restricted: bool,
    reason: str,
    by: User,
    at: datetime,
    seen: str | None = None,
) -> Document:
    """Say for whom a document is, and whether it is hidden from others; the same again changes nothing.

    Raises:
        Refusal: a restriction begins or ends without a reason, or the reason is too long.
        StaleDocument: somebody was faster.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    wanted = {(one.pk, None) for one in units} | {(None, one.pk) for one in groups}
    present = {(row.unit_id, row.group_id): row for row in document.audience.all()}
    is_moved = is_restricted != document.is_restricted
    if not is_moved and wanted == set(present) and document.audience_set_at is not None:
        return document
    if seen is not None and seen != last_audience_word(document):
        raise StaleDocument(_("Somebody has changed this meanwhile; look at it again."))
    reason = reason.strip()
    if len(reason) > MOST_WORDS or (not reason and (is_moved or is_restricted)):
        raise Refusal(_("Say in a sentence of at most 2,000 characters why."), field="ly-do")
    for key, row in present.items():
        if key not in wanted:
            row.delete()
    Audience.objects.bulk_create(
        Audience(document=document, unit_id=unit, group_id=group)
        for unit, group in wanted
        if (unit, group) not in present
    )
    document.is_restricted, document.audience_reason = is_restricted, reason
    document.audience_set_at, document.audience_set_by = at, by
    document.save(update_fields=["is_restricted", "audience_reason", "audience_set_at", "audience_set_by"])
    if is_moved:
        # What a settlement has laid over another plan is taken away, or may be laid again.
        enqueue("programme.find_conflicts", once="programme.find_conflicts")
    return document


def last_audience_word(document: Document) -> str:
    """When the audience was last said, as a page carries it; empty before the first time."""
    moment = document.audience_set_at
    return moment.astimezone(UTC).isoformat() if moment else ""
