"""Files of a unit's own document: sent, fetched, taken away."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.base import clock, filestore
from hatang.base.refusal import NotAllowed, Refusal
from hatang.planning import access, actions
from hatang.planning.views.proposals import page_of_proposals


@require_POST
def add_file(request: HttpRequest, unit_plan_id: int) -> HttpResponse:
    """Take a file of the unit's own document and have it read."""
    user = signed_in(request)
    found = access.get_unit_plan(user, unit_plan_id)
    require(access.writes_for(user, found.unit))
    is_script = request.headers.get("Accept", "") == "application/json"
    try:
        file = request.FILES.get("file")
        if file is None:
            raise Refusal(_("Choose a file first."), field="file")
        actions.add_plan_file(
            unit_plan=found, chunks=file.chunks(), name=str(file.name), by=user, at=clock.now()
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        if is_script:
            return JsonResponse({"error": refusal.sentence}, status=refusal.status)
        return page_of_proposals(request, user, found, refusal)
    address = reverse("planning:propose", args=[found.pk])
    return JsonResponse({"location": address}) if is_script else redirect(address)


@require_safe
def fetch_file(request: HttpRequest, unit_plan_id: int, file_id: int) -> FileResponse:
    """The original bytes, always as a download."""
    user = signed_in(request)
    file = access.get_plan_file(user, access.get_unit_plan(user, unit_plan_id), file_id).file
    stream = filestore.path_of(file.sha256).open("rb")
    return FileResponse(stream, as_attachment=True, filename=file.name, content_type=file.media_type)


@require_POST
def drop_file(request: HttpRequest, unit_plan_id: int, file_id: int) -> HttpResponse:
    """Take a document away from the plan."""
    user = signed_in(request)
    found = access.get_plan_file(user, access.get_unit_plan(user, unit_plan_id), file_id)
    actions.drop_plan_file(plan_file=found, by=user, at=clock.now())
    messages.success(request, _("Taken away from the plan."))
    return redirect("planning:propose", unit_plan_id)
