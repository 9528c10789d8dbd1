"""Whether documents are in effect, and what came in their place."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from hatang.base.refusal import Conflict, Refusal
from hatang.documents import access
from hatang.documents.models import ENDED, Document, Validity
from hatang.documents.rules import number_key

_MOST_OFFERED = 20


class ManyDocuments(Conflict):
    """Several documents have the number."""

    code = "many_documents"


def with_validity(user: object, documents: QuerySet[Document], today: date) -> QuerySet[Document]:
    """Documents with `validity_today` and, where the user may read it, the document that replaced each."""
    readable = access.visible_documents(user).filter(pk=OuterRef("replaced_by")).order_by()
    has_ended = Q(valid_to__lte=today)
    dated: QuerySet[Document, Any] = documents.annotate(
        validity_today=Case(
            When(has_ended & Q(validity=Validity.ISSUED), then=Value(Validity.EXPIRED.value)),
            When(~has_ended & Q(validity__in=ENDED), then=Value(Validity.ISSUED.value)),
            default=F("validity"),
            output_field=CharField(),
        ),
        successor_id=Subquery(readable.values("pk")[:1]),
    )
    return dated


def find_document(user: object, typed: str) -> Document:
    """The document somebody means by its number, or by the number in brackets of a choice.

    Raises:
        Refusal: there is none the user may see.
        ManyDocuments: several have this number.
    """
    seen = access.visible_documents(user)
    key = _chosen(typed)
    found = list(seen.filter(pk=key) if key else seen.filter(number_key=number_key(typed)[:80])[:6])
    if not found or not typed.strip():
        raise Refusal(
            _("There is no document “%(typed)s” here. Upload it first, or choose one of the list.")
            % {"typed": typed.strip()[:120]},
            field="thay-the-boi",
        )
    if len(found) > 1:
        named = "; ".join(choice_words(document) for document in found)
        raise ManyDocuments(
            _("Several documents have this number: %(named)s. Write one of them as it stands here.")
            % {"named": named},
            field="thay-the-boi",
        )
    return found[0]


def likely_successors(user: object, document: Document) -> list[Document]:
    """Documents that may have replaced this one: those that name it first, then later ones of its issuer."""
    seen = access.visible_documents(user).exclude(pk=document.pk)
    naming = seen.filter(versions__is_current=True, versions__citations__cited=document).distinct()
    later = seen.filter(issuer=document.issuer, kind=document.kind)
    if document.issued_on is not None:
        later = later.filter(issued_on__gte=document.issued_on)
    found = {one.pk: one for one in (*naming[:_MOST_OFFERED], *later[:_MOST_OFFERED])}
    return list(found.values())[:_MOST_OFFERED]


def choice_words(document: Document) -> str:
    """A document as a choice: number, year, issuer, and its own number in brackets."""
    year = str(document.issued_on.year) if document.issued_on else ""
    words = " · ".join(
        part for part in (document.number or str(document), year, document.issuer[:80]) if part
    )
    return f"{words} ({document.pk})"


def _chosen(typed: str) -> int | None:
    """The number in brackets at the end of a choice."""
    before, bracket, rest = typed.strip().rpartition("(")
    digits = rest.removesuffix(")")
    is_choice = bool(bracket and before and rest.endswith(")") and digits.isdecimal() and len(digits) <= 18)
    return int(digits) if is_choice else None
