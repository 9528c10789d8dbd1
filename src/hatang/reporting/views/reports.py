"""One report: written and saved by itself, taken on step by step, its versions and files."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock, filestore
from hatang.base.lists import day
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.base.sheets import sheet_kind
from hatang.reporting import access, actions, queries
from hatang.reporting.actions import StaleReport, Written
from hatang.reporting.forms import STEPS, read_values, step_forms
from hatang.reporting.models import Report, Reporter
from hatang.reporting.rules import filled
from hatang.reporting.rules.definition import FieldKind
from hatang.reporting.rules.life import ReportStep
from hatang.reporting.sheets import report_sheet

# The word of the signed file among the keys of fields, which never have a hyphen.
SIGNED = "ban-ky"


@require_safe
def report(request: HttpRequest, reporter_id: int) -> HttpResponseBase:
    """A unit's report for a campaign: to be written, or as it was handed in; as a page or a file."""
    user = signed_in(request)
    found = access.get_reporter(user, reporter_id)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return report_sheet(kind, queries.report_page(user, found, today=clock.today()))
    return _page(request, user, found)


@require_POST
def save(request: HttpRequest, reporter_id: int) -> HttpResponse:
    """Keep what is written so far; a script is answered as JSON with what is still wrong."""
    user = signed_in(request)
    found = access.get_reporter(user, reporter_id)
    try:
        kept = _save(request, user, found)
    except NotAllowed:
        raise
    except Refusal as refusal:
        if _is_script(request):
            return JsonResponse({"error": refusal.sentence, "code": refusal.code}, status=refusal.status)
        return _page(request, user, found, refusal)
    if _is_script(request):
        return JsonResponse(_saved(found, kept))
    messages.success(request, _("Saved."))
    return redirect("reporting:report", found.pk)


@require_POST
def take_step(request: HttpRequest, reporter_id: int) -> HttpResponse:
    """Take the report a step on; where it is still being written, what is in the form is saved first."""
    user = signed_in(request)
    found = access.get_reporter(user, reporter_id)
    move = STEPS.get(request.POST.get("buoc", ""))
    try:
        if "da-luu" in request.POST:
            _save(request, user, found)
        written = _written(request) if move is ReportStep.SUBMIT else None
        actions.take_report_step(
            reporter=found,
            step=move.value if move else "",
            words=request.POST.get("loi", ""),
            seen=request.POST.get("thay", ""),
            written=written,
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, user, access.get_reporter(user, reporter_id), refusal)
    messages.success(request, _("Done; those whom it concerns were told."))
    return redirect("reporting:report", found.pk)


@require_POST
def add_file(request: HttpRequest, reporter_id: int, key: str) -> HttpResponse:
    """Keep a file as the answer of a field."""
    user = signed_in(request)
    found = access.get_reporter(user, reporter_id)
    require(access.writes_for(user, found.unit))
    file = request.FILES.get("tep")
    try:
        if file is None or file.file is None:
            raise Refusal(_("Choose a file first."), field=key)
        actions.answer_with_file(
            reporter=found,
            key=key,
            file=file.file,
            n_bytes=file.size or 0,
            name=str(file.name),
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, user, found, refusal)
    return redirect(f"{reverse('reporting:report', args=[found.pk])}#o-{key}")


@require_safe
def fetch_file(request: HttpRequest, reporter_id: int, key: str) -> HttpResponseBase:
    """The file of a field, or the signed report, always as a download."""
    found = access.get_reporter(signed_in(request), reporter_id)
    report = access.report_of(found) or Report(reporter=found)
    sha256, name = report.file_sha256, report.file_name
    if key != SIGNED:
        field = found.campaign.form_version.read.by_key().get(key)
        answer = report.values.get(key) if field is not None and field.kind is FieldKind.FILE else None
        sha256, name = (answer["sha256"], answer["name"]) if answer else ("", "")
    response = FileResponse(filestore.open_stored(sha256), as_attachment=True, filename=name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_safe
def version(request: HttpRequest, reporter_id: int, number: int) -> HttpResponse:
    """What a report said when it was approved, and what that changed of the version before it."""
    user = signed_in(request)
    found = access.get_reporter(user, reporter_id)
    report = access.report_of(found)
    kept = report.versions.select_related("made_by").filter(number=number).first() if report else None
    if kept is None:
        raise NotFound(_("There is no such version."))
    kept.report.reporter = found
    definition = found.campaign.form_version.read
    said = [
        (section.title, [(field, filled.value_words(field, kept.values)) for field in section.fields])
        for section in definition.sections
    ]
    context = {
        "reporter": found,
        "version": kept,
        "changes": queries.version_changes(kept),
        "sections": said,
        "is_as_stamped": queries.is_as_stamped(kept),
    }
    return render(request, "reporting/version.html", context)


def _save(request: HttpRequest, user: User, found: Reporter) -> Report:
    values, reasons = _typed(request, found)
    seen = request.POST.get("da-luu", "")
    return actions.save_report(
        reporter=found,
        values=values,
        reasons=reasons,
        seen=int(seen) if seen.isdecimal() and len(seen) < 10 else -1,
        by=user,
        at=clock.now(),
    )


def _typed(request: HttpRequest, found: Reporter) -> tuple[dict[str, Any], dict[str, str]]:
    """What the form says; answers by file are not in it and stay."""
    definition = found.campaign.form_version.read
    kept = access.report_of(found)
    values, reasons = read_values(definition, request.POST, kept.reasons if kept else {})
    files = [field.key for field in definition.fields() if field.kind is FieldKind.FILE]
    return {**values, **{key: kept.values[key] for key in files if kept and key in kept.values}}, reasons


def _saved(found: Reporter, kept: Report) -> dict[str, Any]:
    definition = found.campaign.form_version.read
    findings = filled.check(definition, kept.values, kept.reasons, queries.beside(found))
    moment = clock.local(kept.saved_at or clock.now())
    return {
        "n_saves": kept.n_saves,
        "saved": _("Saved at %(time)s") % {"time": date_format(moment, "TIME_FORMAT")},
        "findings": [{"key": one.key, "words": one.words, "is_fatal": one.is_fatal} for one in findings],
        "shown": [field.key for field in filled.shown_fields(definition, kept.values)],
    }


def _written(request: HttpRequest) -> Written:
    file = request.FILES.get("tep")
    sha256, name = "", ""
    if file is not None and file.file is not None:
        sha256, name = actions.keep_signed_file(file=file.file, n_bytes=file.size or 0, name=str(file.name))
    return Written(request.POST.get("so", ""), day(request.POST, "ngay"), sha256, name)


def _page(request: HttpRequest, user: User, found: Reporter, refusal: Refusal | None = None) -> HttpResponse:
    """The page; what was refused stays in the form."""
    is_typed = refusal is not None and "da-luu" in request.POST
    typed = _typed(request, found) if is_typed else None
    page = queries.report_page(user, found, today=clock.today(), typed=typed)
    stale = isinstance(refusal, StaleReport)
    context = {
        "page": page,
        "reporter": found,
        "report": page.report,
        "campaign": found.campaign,
        "forms": step_forms(list(page.steps)),
        "is_unsaved": is_typed,
        "is_checked": bool(refusal) or "kiem-tra" in request.GET,
        # Who was told that somebody was faster and sends once more has seen what is kept.
        "n_saves": request.POST.get("da-luu", "") if is_typed and not stale else page.report.n_saves,
        "typed": request.POST if refusal else {},
        "error": refusal,
        "may_exempt": access.may_run_campaigns(user) and not page.is_unlocked,
        "today": clock.today().isoformat(),
        "signed": SIGNED,
    }
    return render(request, "reporting/report.html", context, status=refusal.status if refusal else 200)


def _is_script(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
