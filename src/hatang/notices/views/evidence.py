"""Files that show what was done: added, looked at, fetched, taken back."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock, filestore
from hatang.base.lists import number
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.docparse.pictures import NoPicture, draw_page
from hatang.notices import access, actions
from hatang.notices.forms import evidence_form
from hatang.notices.models import Evidence
from hatang.notices.subjects import Subject

# What is shown inside a page of ours can run nothing, load nothing and send nothing.
_SEALED = "sandbox; default-src 'none'; style-src 'none'; frame-ancestors 'none'"


@require_POST
def add_evidence(request: HttpRequest) -> HttpResponse:
    """Keep a file; a script reads the answer as JSON, a form that was refused comes back with its words."""
    user = signed_in(request)
    subject = _subject(request, user)
    try:
        evidence = _kept(request, user, subject)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _refused(request, subject, refusal)
    address = reverse("notices:evidence", args=[evidence.pk])
    return JsonResponse({"location": address}) if _is_script(request) else redirect(address)


@require_safe
def evidence(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """One file: what it is about, a preview where there is one, and the way to fetch or take it back."""
    user = signed_in(request)
    found = access.get_evidence(user, evidence_id)
    page = min(max(number(request.GET, "trang") or 1, 1), max(found.n_pages, 1))
    context = {
        "evidence": found,
        "subject": access.get_subject(user, found.subject_kind, found.subject_id),
        "may_remove": access.may_remove_evidence(user, found),
        "may_fetch": access.may_fetch(user, found),
        "at_page": page,
        "before": page - 1 if page > 1 else None,
        "after": page + 1 if page < found.n_pages else None,
    }
    return render(request, "notices/evidence.html", context)


@require_safe
def fetch_evidence(request: HttpRequest, evidence_id: int) -> HttpResponseBase:
    """The original bytes, always as a download: a file from outside is never shown as a page of ours."""
    found = _fetchable(signed_in(request), evidence_id)
    response = FileResponse(
        filestore.open_stored(found.sha256),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )
    response.headers["Content-Security-Policy"] = _SEALED
    return response


@require_safe
def evidence_picture(request: HttpRequest, evidence_id: int, page: int) -> HttpResponseBase:
    """A picture as it is, or a page of a pdf drawn as a picture."""
    found = _fetchable(signed_in(request), evidence_id)
    path = filestore.path_of(found.sha256)
    response: HttpResponseBase
    if found.is_picture:
        response = FileResponse(path.open("rb"), content_type=found.media_type)
    elif 1 <= page <= found.n_pages:
        try:
            response = HttpResponse(draw_page(path, page).png, content_type="image/png")
        except NoPicture as error:
            raise NotFound(_("This page cannot be shown.")) from error
    else:
        raise NotFound(_("This page cannot be shown."))
    response.headers["Content-Security-Policy"] = _SEALED
    return response


@require_POST
def remove_evidence(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Take a file back, with the reason."""
    user = signed_in(request)
    found = access.get_evidence(user, evidence_id)
    subject = access.get_subject(user, found.subject_kind, found.subject_id)
    actions.remove_evidence(evidence=found, reason=request.POST.get("ly-do", ""), by=user, at=clock.now())
    messages.success(request, _("The file was taken back; that it was here stays known."))
    return redirect(f"{subject.url}#minh-chung")


def _subject(request: HttpRequest, user: User) -> Subject:
    """The subject or part that the form names as word:number."""
    word, _colon, pk = request.POST.get("ve", "").partition(":")
    if not pk.isdecimal() or len(pk) > 18:
        raise NotFound(_("There is no such thing."))
    return access.get_subject(user, word, int(pk))


def _kept(request: HttpRequest, user: User, subject: Subject) -> Evidence:
    require(access.may_prove(user, subject))
    file = request.FILES.get("tep")
    if file is None or file.file is None:
        raise Refusal(_("Choose a file first."), field="file")
    kept, is_new = actions.add_evidence(
        subject=subject,
        file=file.file,
        n_bytes=file.size or 0,
        name=str(file.name),
        note=request.POST.get("ghi-chu", ""),
        by=user,
        at=clock.now(),
    )
    if is_new:
        messages.success(request, _("The file is kept as evidence."))
    else:
        messages.info(request, _("This very file is here already."))
    return kept


def _refused(request: HttpRequest, subject: Subject, refusal: Refusal) -> HttpResponse:
    if _is_script(request):
        return JsonResponse({"error": refusal.sentence}, status=refusal.status)
    context = {
        "subject": subject,
        "form": evidence_form([subject]),
        "note": request.POST.get("ghi-chu", ""),
        "error": refusal,
    }
    return render(request, "notices/add_evidence.html", context, status=refusal.status)


def _fetchable(user: User, evidence_id: int) -> Evidence:
    found = access.get_evidence(user, evidence_id)
    if not access.may_fetch(user, found):
        raise NotFound(_("This file was taken back."))
    return found


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"
