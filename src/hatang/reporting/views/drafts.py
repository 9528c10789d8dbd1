"""Documents that are drafted here: written in, saved by itself, laid before the leader, numbered."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock, filestore
from hatang.base.lists import day, number
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.notices.views.comments import mark_of
from hatang.reporting import access, actions, queries
from hatang.reporting.models import DraftPaper
from hatang.reporting.paper_forms import draft_blocks, draft_head, kind_names
from hatang.reporting.rules.paper_content import official_of
from hatang.reporting.rules.paper_kinds import PaperKind
from hatang.reporting.views.letters import official_file
from hatang.reporting.writing import asked_paper, plans_of, written


@require_POST
def new_draft(request: HttpRequest) -> HttpResponse:
    """Begin a draft of what the form asks for."""
    user, today = signed_in(request), clock.today()
    require(access.may_run_campaigns(user))
    asked = asked_paper(user, request.POST)
    made = actions.make_draft(
        kind=asked.kind,
        official=written(user, asked, today=today),
        unit_id=queries.issuer_for(user, on=today).unit_id,
        plans=plans_of(user, asked),
        mark=mark_of(request),
        by=user,
        at=clock.now(),
    )
    return redirect("reporting:draft", made.pk)


@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """One draft: to be written in, or as it was laid."""
    user = signed_in(request)
    return _page(request, user, access.get_draft(user, draft_id))


@require_POST
def save_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Keep what is written so far; a script is answered as JSON."""
    user = signed_in(request)
    found = access.get_draft(user, draft_id)
    is_script = "application/json" in request.headers.get("Accept", "")
    try:
        kept = actions.save_draft_text(
            draft=found, typed=request.POST.dict(), seen=_seen(request), by=user, at=clock.now()
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        if is_script:
            return JsonResponse({"error": refusal.sentence, "code": refusal.code}, status=refusal.status)
        return _page(request, user, found, refusal)
    if not is_script:
        messages.success(request, _("Saved."))
        return redirect("reporting:draft", kept.pk)
    moment = date_format(clock.local(kept.saved_at), "TIME_FORMAT")
    return JsonResponse({"n_saves": kept.n_saves, "saved": _("Saved at %(time)s") % {"time": moment}})


@require_POST
def draft_step(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Lay the draft before the leader, send it back, or enter its number and signed file."""
    user = signed_in(request)
    found = access.get_draft(user, draft_id)
    step = request.POST.get("buoc", "")
    try:
        if step == "trinh":
            _lay(request, user, found)
        elif step == "tra":
            actions.return_draft(draft=found, words=request.POST.get("loi", ""), by=user, at=clock.now())
        elif step == "so":
            _number(request, user, found)
        else:
            raise Refusal(_("There is no such step."))
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, user, access.get_draft(user, draft_id), refusal)
    messages.success(request, _("Done."))
    if not access.visible_drafts(user).filter(pk=found.pk).exists():
        return redirect("reporting:papers")
    return redirect("reporting:draft", found.pk)


@require_safe
def draft_file(request: HttpRequest, draft_id: int) -> HttpResponseBase:
    """The draft as a Word or pdf file; `ban` asks for what it said when it was laid, `xem` to look at it."""
    found = access.get_draft(signed_in(request), draft_id)
    content = found.content
    if "ban" in request.GET:
        version = found.versions.filter(number=number(request.GET, "ban") or 0).first()
        if version is None:
            raise NotFound(_("There is no such version."))
        content = version.content
    kind = "pdf" if request.GET.get("dinh-dang") == "pdf" else "docx"
    return official_file(official_of(content), kind, f"du-thao-{found.pk}", PaperKind(found.kind))  # type: ignore[arg-type]


@require_safe
def signed_draft(request: HttpRequest, draft_id: int) -> HttpResponseBase:
    """The signed file of a draft, always as a download."""
    found = access.get_draft(signed_in(request), draft_id)
    response = FileResponse(
        filestore.open_stored(found.file_sha256), as_attachment=True, filename=found.file_name
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _lay(request: HttpRequest, user: User, found: DraftPaper) -> None:
    """Lay the draft with what stands in its form."""
    now, seen = clock.now(), _seen(request)
    if "subject" in request.POST:
        seen = actions.save_draft_text(
            draft=found, typed=request.POST.dict(), seen=seen, by=user, at=now
        ).n_saves
    actions.lay_draft(draft=found, seen=seen, by=user, at=now)


def _number(request: HttpRequest, user: User, found: DraftPaper) -> None:
    file, kept = request.FILES.get("tep"), None
    require(access.may_number_draft(user, found))
    if file is not None and file.file is not None:
        kept = actions.keep_signed_file(file=file.file, n_bytes=file.size or 0, name=str(file.name))
    actions.number_draft(
        draft=found,
        number=request.POST.get("so", ""),
        signed_on=day(request.POST, "ngay"),
        file=kept,
        by=user,
        at=clock.now(),
    )


def _seen(request: HttpRequest) -> int:
    seen = number(request.POST, "da-luu")
    return -1 if seen is None else seen


def _page(
    request: HttpRequest, user: User, found: DraftPaper, refusal: Refusal | None = None
) -> HttpResponse:
    """The page; what was refused stays in the form."""
    is_typed = refusal is not None and "subject" in request.POST
    typed: dict[str, Any] = request.POST.dict() if is_typed else {}
    may_write = access.may_run_campaigns(user) and found.is_writable
    context = {
        "draft": found,
        "kind": kind_names()[PaperKind(found.kind)],
        "head": draft_head(found, typed),
        "blocks": draft_blocks(found, typed),
        "may_write": may_write,
        "may_return": found.state == "laid" and not found.number and access.may_return_draft(user, found),
        "may_number": found.state == "laid" and access.may_number_draft(user, found),
        "versions": found.versions.select_related("made_by").defer("content"),
        "is_unsaved": is_typed,
        "error": refusal,
        "typed": request.POST if refusal else {},
        "today": clock.today().isoformat(),
    }
    return render(request, "reporting/draft.html", context, status=refusal.status if refusal else 200)
