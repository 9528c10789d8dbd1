"""The document a reading belongs to: found or made by its identity, and described."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from hatang.accounts.models import Unit, User
from hatang.accounts.queries import name_index
from hatang.base.history import action
from hatang.base.sorting import sort_key
from hatang.docparse.normalise import fold
from hatang.documents.actions.citations import resolve_citations_of
from hatang.documents.models import Document
from hatang.documents.queries import suggested_scope
from hatang.documents.rules import identity_of, issued, number_key


@action
def confirm_identity(*, document: Document, by: User, at: datetime) -> Document:
    """Say that a document without a number is the one it was taken for."""
    document.is_identity_confirmed = True
    document.save(update_fields=["is_identity_confirmed"])
    return document


def find_or_create_document(info: dict[str, Any], sha256: str, by: User, at: datetime) -> Document:
    """The document of this identity, locked; two files of a new one may be read at the same moment."""
    identity = identity_of(info, sha256)
    with suppress(IntegrityError), transaction.atomic():
        if not Document.objects.filter(identity=identity.key).exists():
            document = Document(
                identity=identity.key,
                is_identity_confirmed=identity.is_confirmed,
                created_at=at,
                created_by=by,
            )
            _fill(document, info)
            document.save(force_insert=True)
            resolve_citations_of(document)
    return Document.objects.select_for_update().get(identity=identity.key)


def describe(document: Document, info: dict[str, Any]) -> None:
    """Bring a document's description up to its current version."""
    _fill(document, info)
    document.save()


def _fill(document: Document, info: dict[str, Any]) -> None:
    signatory = info.get("signatory") or {}
    document.kind = info.get("kind") or "plan"
    document.number = (info.get("number") or "")[:80]
    document.number_key = number_key(info.get("number"))[:80]
    document.issuer = (info.get("issuer") or "")[:300]
    document.title = info.get("title") or ""
    document.issued_on, document.is_issued_day_known = issued(info.get("date"))
    document.place = (info.get("place") or "")[:120]
    document.signatory_position = (signatory.get("position") or "")[:300]
    document.signatory_authority = (signatory.get("authority") or "")[:10]
    document.issuer_unit = _issuer_unit(document)
    if not document.is_scope_confirmed:
        document.scope = suggested_scope(document)
    document.search_text = fold(f"{document.number} {document.title} {document.issuer}")
    document.sort_key = sort_key(document.title or document.number)[:500]


def _issuer_unit(document: Document) -> Unit | None:
    named = name_index().resolve(document.issuer, on=document.issued_on) if document.issuer else None
    return named if isinstance(named, Unit) else None
