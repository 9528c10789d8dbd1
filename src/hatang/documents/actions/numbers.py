"""The number that the clerk, or the system that issues numbers, gives a document."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.docparse.normalise import fold
from hatang.documents.actions.citations import resolve_citations_of
from hatang.documents.models import Document, Validity
from hatang.documents.rules import identity_of, number_key


class NumberGiven(Conflict):
    """The document has another number already, or the number belongs to another document."""

    code = "number_given"


@action
def mark_draft(*, document: Document, by: User, at: datetime) -> Document:
    """Say that a document the house has drafted itself is a draft, until it is given a number."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    if not document.number and document.validity == Validity.ISSUED:
        document.validity = Validity.DRAFT
        document.save(update_fields=["validity"])
    return document


@action
def enter_number(
    *, document: Document, number: str, issued_on: date, by: User | None, at: datetime
) -> Document:
    """Give a document the number and day it was issued with; the same ones again change nothing.

    Raises:
        Refusal: the number is empty or longer than 80 characters.
        NumberGiven: it has another number, or another document of the issuer and year has this one.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    number = number.strip()
    if not number or len(number) > 80:
        raise Refusal(_("A number of at most 80 characters is needed."), field="number")
    if document.number:
        if number_key(document.number) == number_key(number) and document.issued_on == issued_on:
            return document
        raise NumberGiven(
            _("The document has the number %(n)s already.") % {"n": document.number}, field="number"
        )
    info = {"number": number, "issuer": document.issuer, "date": issued_on.isoformat()}
    identity = identity_of(info, "").key
    if Document.objects.filter(identity=identity).exists():
        raise NumberGiven(_("Another document of this issuer and year has the number."), field="number")
    document.identity, document.is_identity_confirmed = identity, True
    document.number, document.number_key = number, number_key(number)[:80]
    document.issued_on, document.is_issued_day_known = issued_on, True
    if document.validity == Validity.DRAFT:
        document.validity = Validity.ISSUED
    document.search_text = fold(f"{number} {document.title} {document.issuer}")
    document.save()
    resolve_citations_of(document)
    return document
