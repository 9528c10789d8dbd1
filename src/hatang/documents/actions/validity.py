"""Whether a document is in effect, from when to when, what replaced it, and where it holds."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.documents.models import ENDED, Document, Validity
from hatang.territory.models import Area

MOST_WORDS = 2000
_TURN = "documents.validity"


class StaleDocument(Conflict):
    """Somebody has changed the document since the page was opened."""

    code = "stale_document"


class ReplacedInACircle(Conflict):
    """The document that is to replace this one was itself replaced by it."""

    code = "replaced_in_a_circle"


@dataclass(frozen=True)
class Effect:
    """What is said of a document's effect; `valid_to` is the first day without it."""

    validity: str
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: Document | None = None
    scope: Area | None = None

    @property
    def replaced_by_id(self) -> int | None:
        """Number of the document that came in its place."""
        return self.replaced_by.pk if self.replaced_by else None


@action
def set_validity(
    *, document: Document, effect: Effect, reason: str, by: User, at: datetime, seen: str | None = None
) -> Document:
    """Say whether a document is in effect and where; the same again changes nothing.

    Args:
        document: of which it is said.
        effect: what is said.
        reason: why, kept with who and when.
        by: who says it.
        at: when.
        seen: moment of the last such word on the page from which it is said; None when it does not matter.

    Raises:
        Refusal: a part is missing or does not fit the others.
        ReplacedInACircle: the successor was itself replaced by this document, perhaps through others.
        StaleDocument: somebody was faster.
    """
    # One after the other: two such words at the same moment could close a circle.
    wait_for_turn(_TURN)
    document = Document.objects.select_for_update().get(pk=document.pk)
    if _says(document) == effect and document.validity_set_at is not None:
        return document
    if seen is not None and seen != last_word(document):
        raise StaleDocument(_("Somebody has changed this meanwhile; look at it again."))
    _check(document, effect)
    reason = reason.strip()
    if not reason or len(reason) > MOST_WORDS:
        raise Refusal(_("Say in a sentence of at most 2,000 characters why."), field="ly-do")
    document.validity, document.valid_from, document.valid_to = (
        effect.validity,
        effect.valid_from,
        effect.valid_to,
    )
    document.replaced_by, document.scope = effect.replaced_by, effect.scope
    document.is_scope_confirmed = True
    document.validity_reason, document.validity_set_at, document.validity_set_by = reason, at, by
    document.save()
    return document


def last_word(document: Document) -> str:
    """When the effect was last said, as a page carries it; empty before the first time."""
    moment = document.validity_set_at
    return moment.astimezone(UTC).isoformat() if moment else ""


def _says(document: Document) -> Effect:
    return Effect(
        document.validity, document.valid_from, document.valid_to, document.replaced_by, document.scope
    )


def _check(document: Document, effect: Effect) -> None:
    if effect.validity not in Validity.values:
        raise Refusal(_("Choose whether the document is in effect."), field="hieu-luc")
    if effect.validity in ENDED and effect.valid_to is None:
        raise Refusal(_("Say from which day it is no longer in effect."), field="den-ngay")
    if effect.valid_from and effect.valid_to and effect.valid_to <= effect.valid_from:
        raise Refusal(_("It cannot end before it begins."), field="den-ngay")
    if (effect.validity == Validity.REPLACED) != (effect.replaced_by is not None):
        raise Refusal(
            _("A replaced document names the one that replaced it; others name none."), field="thay-the-boi"
        )
    if document.pk in _chain_of(effect.replaced_by_id):
        raise ReplacedInACircle(_("That document was itself replaced by this one."), field="thay-the-boi")


def _chain_of(pk: int | None) -> set[int]:
    """A document, what replaced it, what replaced that, and so on, as they are now."""
    seen: set[int] = set()
    while pk is not None and pk not in seen:
        seen.add(pk)
        pk = Document.objects.values_list("replaced_by", flat=True).get(pk=pk)
    return seen
