"""Documents over HTTP."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.paging import After, Limit, Words, page_after
from hatang.base.refusal import NotFound
from hatang.documents import access, actions, queries
from hatang.documents.models import Kind, ParseRun
from hatang.documents.schemas import (
    DocumentDetailOut,
    DocumentPageOut,
    DocumentTextOut,
    RunOut,
    UploadOut,
)

router = Router(tags=["documents"])


@router.get("/documents", response=DocumentPageOut, summary="Documents")
def list_documents(
    request: HttpRequest,
    text: Words = "",
    kind: Kind | None = None,
    after: After = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Documents by words of number, title and issuer, or by kind."""
    documents = queries.document_list(signed_in(request), text=text, kind=kind or "")
    items, following = page_after(documents, after=after, limit=limit)
    return {"items": items, "next": following}


@router.post("/documents", response={201: UploadOut, 200: UploadOut}, summary="Send a document")
def upload_document(request: HttpRequest, file: File[UploadedFile]) -> Status[dict[str, Any]]:
    """Send a file to be read; the same bytes again give the file that is there, with status 200."""
    user = signed_in(request)
    require(access.may_upload(user))
    upload = actions.upload_document(chunks=file.chunks(), name=file.name or "", by=user, at=clock.now())
    body = {"file": upload.file, "is_new": upload.is_new, "run": upload.run and run_body(upload.run)}
    return Status(201 if upload.is_new else 200, body)


@router.get("/documents/{int:document_id}", response=DocumentDetailOut, summary="A document")
def get_document(request: HttpRequest, document_id: int) -> dict[str, Any]:
    """One document with its versions, citations and what was understood of it."""
    user = signed_in(request)
    document = access.get_document(user, document_id)
    listed = queries.document_list(user).get(pk=document.pk)
    page = queries.document_page(user, document)
    return {
        "document": listed,
        "versions": [{**_version_body(version), "files": version.files.all()} for version in page.versions],
        "citations": page.citations,
        "result": page.extraction.result if page.extraction else None,
    }


@router.get("/documents/{int:document_id}/text", response=DocumentTextOut, summary="Text of a document")
def get_document_text(request: HttpRequest, document_id: int) -> Any:
    """The normalised text of the newest version."""
    user = signed_in(request)
    extraction = queries.newest_extraction(user, access.get_document(user, document_id))
    if extraction is None:
        raise NotFound(_("The document has not been read."))
    return extraction


@router.get("/runs/{int:run_id}", response=RunOut, summary="How far a reading is")
def get_run(request: HttpRequest, run_id: int) -> dict[str, Any]:
    """State and progress of one reading."""
    return run_body(access.get_run(signed_in(request), run_id))


@router.post("/runs/{int:run_id}/cancel", response=RunOut, summary="Stop a reading")
def cancel_run(request: HttpRequest, run_id: int) -> dict[str, Any]:
    """Stop a reading that waits or runs."""
    user = signed_in(request)
    require(access.may_upload(user))
    run = access.get_run(user, run_id)
    return run_body(actions.cancel_run(run=run, by=user, at=clock.now()))


def run_body(run: ParseRun) -> dict[str, Any]:
    """A reading with the document it led to."""
    version = run.file.version
    return {
        **{name: getattr(run, name) for name in RunOut.model_fields if name != "document_id"},
        "document_id": version.document_id if version else None,
    }


def _version_body(version: Any) -> dict[str, Any]:
    return {name: getattr(version, name) for name in ("id", "ordinal", "is_current", "created_at")}
