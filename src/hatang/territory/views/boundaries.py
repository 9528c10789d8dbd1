"""Files of boundaries: sent, looked at, and taken over."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.lists import day
from hatang.base.refusal import Refusal
from hatang.territory import access, actions, queries
from hatang.territory.models import BoundaryImport, ImportState
from hatang.territory.wording import reason_words

# Files that are listed; older ones are reached by their number.
_FILES_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def boundaries(request: HttpRequest) -> HttpResponse:
    """Files of boundaries that were sent, and a form for another one."""
    user = signed_in(request)
    require(access.may_manage_territory(user))
    if request.method != "POST":
        return _list(request)
    file = request.FILES.get("tep")
    if file is None:
        return _list(request, refused=_("Choose a file."), status=400)
    try:
        made = actions.keep_import(chunks=file.chunks(), name=str(file.name), by=user, at=clock.now())
    except Refusal as refusal:
        return _list(request, refused=refusal.sentence, status=refusal.status)
    return redirect("territory:boundary_import", made.pk)


@require_safe
def boundary_import(request: HttpRequest, import_id: int) -> HttpResponse:
    """What was found in a file, and the button that takes it over."""
    return _import(request, access.get_import(signed_in(request), import_id))


@require_POST
def apply_boundaries(request: HttpRequest, import_id: int) -> HttpResponse:
    """Have a file taken over from a day on."""
    user = signed_in(request)
    made = access.get_import(user, import_id)
    try:
        on = day(request.POST, "tu-ngay")
        if on is None:
            raise Refusal(_("Choose the first day of these boundaries."), field="tu-ngay")
        actions.ask_to_apply(made=made, on=on, by=user, at=clock.now())
    except Refusal as refusal:
        return _import(request, access.get_import(user, import_id), refusal)
    messages.success(request, _("The boundaries are being taken over."))
    return redirect("territory:boundary_import", made.pk)


def _list(request: HttpRequest, *, refused: str = "", status: int = 200) -> HttpResponse:
    context = {
        "files": BoundaryImport.objects.select_related("made_by")[:_FILES_SHOWN],
        "refused": refused,
        "limit_mb": settings.MAX_UPLOAD_BYTES // 1024 // 1024,
    }
    return render(request, "territory/boundaries.html", context, status=status)


def _import(request: HttpRequest, made: BoundaryImport, refusal: Refusal | None = None) -> HttpResponse:
    report = made.report
    first = queries.first_day_of(made) if made.state == ImportState.CHECKED else None
    context = {
        "made": made,
        "report": report,
        "repairs": [{**one, "said": reason_words(one["reason"])} for one in report.get("repairs", ())],
        "is_at_work": made.state in (ImportState.WAITING, ImportState.APPLYING),
        "on": request.POST.get("tu-ngay") or f"{first or clock.today()}",
        "first": first,
        "today": clock.today(),
        "refused": refusal,
    }
    return render(
        request, "territory/boundary_import.html", context, status=refusal.status if refusal else 200
    )
