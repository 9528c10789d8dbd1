"""Pages of documents: list, upload, progress of a reading, and the document beside what was read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock, filestore
from hatang.base.lists import day
from hatang.base.refusal import Refusal
from hatang.base.sheets import sheet_kind
from hatang.documents import access, actions, queries
from hatang.documents.correction_lines import correction_lines
from hatang.documents.forms import (
    ENDINGS,
    VIEWS,
    AudienceForm,
    ValidityForm,
    scope_options,
    scope_words,
    validity_options,
)
from hatang.documents.models import Document, Extraction, Validity
from hatang.documents.review import (
    Line,
    Refused,
    Review,
    changes,
    empty_form,
    lines,
    main_headings,
    review,
)
from hatang.documents.sheets import document_sheet

# Where the items of a kind are reviewed.
TABS = {"tasks": "nhiem-vu", "targets": "chi-tieu"}


@dataclass(frozen=True)
class Tab:
    """One view of what was read, with how many things it shows."""

    key: str
    title: str
    count: int | str


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form that sends a file, and what becomes of it."""
    user = signed_in(request)
    require(access.may_upload(user))
    if request.method == "GET":
        return _upload_form(request)
    try:
        address = _receive(request, user)
    except Refusal as refusal:
        if _is_script(request):
            return JsonResponse({"error": refusal.sentence}, status=refusal.status)
        return _upload_form(request, error=refusal.sentence, status=refusal.status)
    return JsonResponse({"location": address}) if _is_script(request) else redirect(address)


@require_safe
def progress(request: HttpRequest, file_id: int) -> HttpResponse:
    """How far the reading of a file is; the document itself once it is done."""
    user = signed_in(request)
    file = access.get_file(user, file_id)
    run = file.runs.first()
    if file.version is not None and (run is None or not run.is_active):
        address = reverse("documents:document", args=[file.version.document_id])
        htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(address) if htmx else redirect(address)
    may_upload = access.may_upload(user)
    context = {"file": file, "run": run, "may_cancel": may_upload, "may_retry": may_upload}
    return render(request, "documents/progress.html", context)


@require_POST
def cancel(request: HttpRequest, run_id: int) -> HttpResponse:
    """Stop a reading that waits or runs."""
    user = signed_in(request)
    require(access.may_upload(user))
    run = actions.cancel_run(run=access.get_run(user, run_id), by=user, at=clock.now())
    return redirect("documents:progress", run.file_id)


@require_POST
def retry(request: HttpRequest, file_id: int) -> HttpResponse:
    """Have a file read once more."""
    user = signed_in(request)
    require(access.may_upload(user))
    actions.read_again(file=access.get_file(user, file_id), by=user, at=clock.now())
    return redirect("documents:progress", file_id)


@require_safe
def original(request: HttpRequest, file_id: int) -> FileResponse:
    """The original bytes, always as a download: a file from outside is never shown as a page of ours."""
    file = access.get_file(signed_in(request), file_id)
    stream = filestore.path_of(file.sha256).open("rb")
    return FileResponse(stream, as_attachment=True, filename=file.name, content_type=file.media_type)


@require_safe
def document(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """The source text beside what was read from it; as a file, what was read."""
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        user = signed_in(request)
        page = _page(request, user, document_id)
        return document_sheet(kind, user, page, _review(user, page))
    return document_response(request, document_id)


def document_response(
    request: HttpRequest,
    document_id: int,
    *,
    validity_form: ValidityForm | None = None,
    audience_form: AudienceForm | None = None,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a document; a form that was refused is shown as it was sent."""
    user = signed_in(request)
    page = _page(request, user, document_id)
    extraction, found = page.extraction, _review(user, page)
    comparison = queries.comparison_with_former(user, page)
    view = "van-ban" if validity_form or audience_form else request.GET.get("xem", "")
    view = TABS.get(refused.kind, view) if refused else view
    return render(
        request,
        "documents/document.html",
        {
            "page": page,
            "document": page.document,
            "version": page.version,
            "extraction": extraction,
            "review": found,
            "comparison": comparison,
            "changes": changes(comparison),
            "source": _source(extraction) if extraction else [],
            "tabs": list(_tabs(found, comparison)),
            "view": view if view in VIEWS else _first_view(found, page),
            "may_review": access.may_review(user) and page.is_current,
            "corrections": correction_lines(extraction) if extraction and access.may_review(user) else [],
            "forms": {"tasks": empty_form("tasks"), "targets": empty_form("targets")},
            "refused": refused,
            "opened_at": clock.now().isoformat(),
            "may_enter_number": access.may_enter_number(user) and not page.document.number,
            "may_confirm": access.may_upload(user) and not page.document.is_identity_confirmed,
            **_validity(user, page, validity_form),
            **(_audience(user, page, audience_form) if view == "van-ban" else {}),
            **(_relations(user, page.document) if view == "van-ban" else {}),
        },
        status=status,
    )


def _page(request: HttpRequest, user: User, document_id: int) -> queries.DocumentPage:
    """The version an address asks for, the newest one by default."""
    ordinal = request.GET.get("ban", "")
    return queries.document_page(
        user,
        access.get_document(user, document_id),
        ordinal=int(ordinal) if ordinal.isdecimal() and len(ordinal) < 6 else None,
    )


def _review(user: User, page: queries.DocumentPage) -> Review:
    extraction = page.extraction
    result = queries.shown_result(user, extraction) if extraction else {}
    return review(result, extraction.text if extraction else "")


def _validity(user: User, page: queries.DocumentPage, form: ValidityForm | None) -> dict[str, Any]:
    """What is said of the effect of a document, and what the office may say."""
    said = {"validity_words": Validity(page.validity_today).label, "scope": scope_words(page.document.scope)}
    if not access.may_set_validity(user):
        return said
    likely = queries.likely_successors(user, page.document)
    return said | {
        "may_set_validity": True,
        "validity_form": form or ValidityForm.of(page.document),
        "validities": validity_options(),
        "scopes": [("", _("Not said")), *scope_options()],
        "likely_successors": [queries.choice_words(one) for one in likely],
    }


def _audience(user: User, page: queries.DocumentPage, form: AudienceForm | None) -> dict[str, Any]:
    """For whom a document is, and what the office may say of it."""
    said: dict[str, Any] = {"audience": queries.audience_of(page.document)}
    if not access.may_set_audience(user):
        return said
    proposed = queries.proposed_audience(page.document, page.extraction)
    usual = AudienceForm(
        chosen=tuple(one.key for one in proposed.chosen if one.is_chosen),
        is_restricted=page.document.is_restricted,
        seen=actions.last_audience_word(page.document),
    )
    return said | {"may_set_audience": True, "proposed": proposed, "audience_form": form or usual}


def _relations(user: User, document: Document) -> dict[str, Any]:
    """What a document has to do with others, and its lineage."""
    tree = queries.lineage(user, document)
    found = queries.relations_of(user, [document])[document.pk]
    return {"relations": found, "lineage": tree, "national": queries.national_resolutions(tree)}


def _source(extraction: Extraction) -> Iterator[Line]:
    return lines(extraction.text, extraction.page_starts, main_headings(extraction.result))


@require_POST
def confirm(request: HttpRequest, document_id: int) -> HttpResponse:
    """Say that a document without a number is the one it was taken for."""
    user = signed_in(request)
    require(access.may_upload(user))
    found = access.get_document(user, document_id)
    actions.confirm_identity(document=found, by=user, at=clock.now())
    return redirect("documents:document", document_id)


@require_POST
def number(request: HttpRequest, document_id: int) -> HttpResponse:
    """Enter the number and day a document was issued with."""
    user = signed_in(request)
    require(access.may_enter_number(user))
    document = access.get_document(user, document_id)
    issued_on = day(request.POST, "ngay")
    if issued_on is None:
        raise Refusal(_("The day of issue is not a day; write it as 2026-01-31."), field="ngay")
    found = actions.enter_number(
        document=document,
        number=request.POST.get("so", ""),
        issued_on=issued_on,
        by=user,
        at=clock.now(),
    )
    messages.success(request, _("The document has the number %(n)s.") % {"n": found.number})
    return redirect("documents:document", document_id)


def _upload_form(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "endings": ENDINGS,
        "limit_bytes": settings.MAX_UPLOAD_BYTES,
        "limit_mb": settings.MAX_UPLOAD_BYTES // 1024 // 1024,
        "error": error,
    }
    return render(request, "documents/upload.html", context, status=status)


def _receive(request: HttpRequest, user: User) -> str:
    """Keep the file that was sent and say where to look next."""
    file = request.FILES.get("file")
    if file is None:
        raise Refusal(_("Choose a file first."), field="file")
    sent = actions.upload_document(chunks=file.chunks(), name=str(file.name), by=user, at=clock.now())
    if not sent.is_new:
        messages.info(request, _("The house has this very file already; this is it."))
    return reverse("documents:progress", args=[sent.file.pk])


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _tabs(found: Review, comparison: queries.Comparison | None) -> Iterator[Tab]:
    yield Tab("xem-lai", _("To check"), found.n_to_check)
    yield Tab("nhiem-vu", _("Tasks"), len(found.tasks))
    yield Tab("chi-tieu", _("Targets"), len(found.targets))
    if comparison:
        yield Tab("so-sanh", _("Changes"), comparison.n_changes)
    yield Tab("van-ban", _("About the document"), "")


def _first_view(found: Review, page: queries.DocumentPage) -> str:
    if page.is_newer_than_published:
        return "so-sanh"
    return "xem-lai" if found.n_to_check else "nhiem-vu"
