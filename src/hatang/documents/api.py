"""Documents over HTTP."""

from typing import Annotated, Any

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Router
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import Field

from hatang.accounts.access import require, signed_in
from hatang.base import clock, filestore
from hatang.base.paging import After, Limit, Words, page_after
from hatang.base.refusal import NotFound
from hatang.documents import access, actions, queries
from hatang.documents.models import Citation, Kind, ParseRun, Validity
from hatang.documents.schemas import (
    AudienceIn,
    ComparisonOut,
    DocumentDetailOut,
    DocumentOut,
    DocumentPageOut,
    DocumentTextOut,
    FileOut,
    MissingOut,
    RelationsOut,
    RunOut,
    UploadOut,
    ValidityIn,
)

router = Router(tags=["documents"])

Ordinal = Annotated[int, Field(ge=1, le=32767)]


@router.get("/documents", response=DocumentPageOut, summary="Documents")
def list_documents(
    request: HttpRequest,
    text: Words = "",
    kind: Kind | None = None,
    validity: Validity | None = None,
    scope_id: int | None = None,
    after: After = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Documents by words of number, title and issuer, by kind, validity today or territory."""
    documents = queries.document_list(
        signed_in(request), text=text, kind=kind or "", validity=validity or "", scope_id=scope_id
    )
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
        "audience": queries.audience_of(document),
        "result": queries.shown_result(user, page.extraction) if page.extraction else None,
    }


@router.get("/documents/{int:document_id}/text", response=DocumentTextOut, summary="Text of a document")
def get_document_text(request: HttpRequest, document_id: int) -> Any:
    """The normalised text of the newest version."""
    user = signed_in(request)
    extraction = queries.newest_extraction(user, access.get_document(user, document_id))
    if extraction is None:
        raise NotFound(_("The document has not been read."))
    return extraction


@router.get("/documents/{int:document_id}/changes", response=ComparisonOut, summary="Two versions compared")
def compare_versions(request: HttpRequest, document_id: int, old: Ordinal, new: Ordinal) -> dict[str, Any]:
    """What came, went and changed from one version to another."""
    user = signed_in(request)
    document = access.get_document(user, document_id)
    versions = [queries.document_page(user, document, ordinal=ordinal).version for ordinal in (old, new)]
    if versions[0] is None or versions[1] is None:
        raise NotFound(_("There is no such version."))
    found = queries.compare_versions(user, versions[0], versions[1])
    lists = {"tasks": found.tasks, "targets": found.targets}
    return {"old": old, "new": new, "n_changes": found.n_changes, **lists}


@router.post("/documents/{int:document_id}/confirm", response=DocumentOut, summary="Confirm what it is")
def confirm_identity(request: HttpRequest, document_id: int) -> Any:
    """Say that a document without a number is the one it was taken for."""
    user = signed_in(request)
    require(access.may_upload(user))
    document = access.get_document(user, document_id)
    actions.confirm_identity(document=document, by=user, at=clock.now())
    return queries.document_list(user).get(pk=document.pk)


@router.put("/documents/{int:document_id}/validity", response=DocumentOut, summary="Say what is in effect")
def set_validity(request: HttpRequest, document_id: int, body: ValidityIn) -> Any:
    """Say whether a document is in effect, what replaced it, and for which territory it is."""
    user = signed_in(request)
    document = access.get_document(user, document_id)
    require(access.may_set_validity(user))
    replaced_by, scope = None, None
    if body.replaced_by_id is not None:
        replaced_by = access.get_document(user, body.replaced_by_id)
    if body.scope_id is not None:
        scope = queries.provinces().filter(pk=body.scope_id).first()
        if scope is None:
            raise NotFound(_("There is no such province."))
    effect = actions.Effect(body.validity, body.valid_from, body.valid_to, replaced_by, scope)
    actions.set_validity(document=document, effect=effect, reason=body.reason, by=user, at=clock.now())
    return queries.document_list(user).get(pk=document.pk)


@router.put("/documents/{int:document_id}/audience", response=DocumentOut, summary="Say for whom it is")
def set_audience(request: HttpRequest, document_id: int, body: AudienceIn) -> Any:
    """Say for whom a document is, and whether it is hidden from everybody else."""
    user = signed_in(request)
    document = access.get_document(user, document_id)
    require(access.may_set_audience(user))
    keys = [*(f"u{pk}" for pk in body.unit_ids), *(f"g{pk}" for pk in body.group_ids)]
    units, groups = queries.find_named(keys, [])
    actions.set_audience(
        document=document,
        units=units,
        groups=groups,
        is_restricted=body.is_restricted,
        reason=body.reason,
        by=user,
        at=clock.now(),
    )
    return queries.document_list(user).get(pk=document.pk)


@router.get("/documents/{int:document_id}/relations", response=RelationsOut, summary="Its relations")
def get_relations(request: HttpRequest, document_id: int) -> dict[str, Any]:
    """What a document carries out, who carries it out, and its lineage up to the national resolutions."""
    user = signed_in(request)
    document = access.get_document(user, document_id)
    found = queries.relations_of(user, [document])[document.pk]
    return {
        "carries_out": found.carries_out,
        "carried_out_by": [_citing_body(one) for one in found.carried_out_by],
        "refers_to": found.refers_to,
        "referred_to_by": [_citing_body(one) for one in found.referred_to_by],
        "lineage": _lineage_body(queries.lineage(user, document)),
    }


@router.get("/missing-documents", response=list[MissingOut], summary="Cited but missing")
def list_missing(request: HttpRequest, limit: Limit = 50) -> list[dict[str, Any]]:
    """Documents that others name and that are not in the house, by how many name them."""
    names = [name for name in MissingOut.model_fields if name != "citing_ids"]
    return [
        {**{name: getattr(one, name) for name in names}, "citing_ids": [each.pk for each in one.citing]}
        for one in queries.missing_documents(signed_in(request))[:limit]
    ]


@router.get("/files/{int:file_id}", response=FileOut, summary="A file")
def get_file(request: HttpRequest, file_id: int) -> Any:
    """What is known of the original bytes."""
    return access.get_file(signed_in(request), file_id)


@router.get("/files/{int:file_id}/content", summary="The original bytes", response={200: None})
def get_content(request: HttpRequest, file_id: int) -> FileResponse:
    """The bytes as they were sent, always as a download."""
    file = access.get_file(signed_in(request), file_id)
    stream = filestore.open_stored(file.sha256)
    return FileResponse(stream, as_attachment=True, filename=file.name, content_type=file.media_type)


@router.post("/files/{int:file_id}/runs", response=RunOut, summary="Read a file again")
def read_again(request: HttpRequest, file_id: int) -> dict[str, Any]:
    """Have a file read once more; a reading that waits or runs is given instead of a second one."""
    user = signed_in(request)
    require(access.may_upload(user))
    file = access.get_file(user, file_id)
    return run_body(actions.read_again(file=file, by=user, at=clock.now()))


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


def _citing_body(citation: Citation) -> dict[str, Any]:
    document = citation.version.document
    said = {"relation": citation.relation, "n_times": citation.n_times}
    return {"document_id": document.pk, "number": document.number, **said}


def _lineage_body(node: queries.Node) -> dict[str, Any]:
    return {
        "number": node.number,
        "document_id": node.document.pk if node.document else None,
        "is_national": node.is_national,
        "parents": [_lineage_body(parent) for parent in node.parents],
    }


def _version_body(version: Any) -> dict[str, Any]:
    return {name: getattr(version, name) for name in ("id", "ordinal", "is_current", "created_at")}
