"""Projects as a workbook: downloaded, looked at, taken over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.book_files import book_response, carried, sent_book
from hatang.base.refusal import Refusal
from hatang.planning import access, actions
from hatang.planning.project_book import project_template, projects_book

# A page shows the beginning of a long list; the counts above it are whole.
ROWS_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def project_workbook(request: HttpRequest) -> HttpResponse:
    """The workbook to download, and the way back: looked at first, taken over when somebody says so."""
    user = signed_in(request)
    require(access.writable_units(user).exists())
    if request.method != "POST":
        if request.GET.get("tai") == "mau":
            return book_response("du-an-mau", project_template())
        if request.GET.get("tai") == "du-lieu":
            return book_response("du-an", projects_book(user))
        return render(request, "planning/project_workbook.html")
    try:
        data = sent_book(request)
        if "xem-lai" in request.POST:
            return _take(request, user, data)
        return _preview(request, user, data)
    except Refusal as refusal:
        context = {"refused": refusal.sentence}
        return render(request, "planning/project_workbook.html", context, status=refusal.status)


def _take(request: HttpRequest, user: User, data: bytes) -> HttpResponse:
    """Take the workbook over; what would now be another outcome is shown anew instead."""
    seen = request.POST.get("thay", "")
    try:
        done = actions.import_projects(data=data, seen=seen, by=user, at=clock.now())
    except (actions.StaleProjects, actions.FaultyProjects) as refusal:
        return _preview(request, user, data, refused=refusal.sentence, status=refusal.status)
    said = ngettext("%(n)s row was taken over.", "%(n)s rows were taken over.", len(done.steps))
    messages.success(request, said % {"n": len(done.steps)})
    return redirect("planning:projects")


def _preview(
    request: HttpRequest, user: User, data: bytes, *, refused: str = "", status: int = 200
) -> HttpResponse:
    found = actions.check_projects(data=data, by=user, at=clock.now())
    n_new = sum(step.is_new for step in found.steps)
    context: dict[str, Any] = {
        "found": found,
        "refused": refused,
        "n_new": n_new,
        "n_changed": len(found.steps) - n_new,
        "steps": found.steps[:ROWS_SHOWN],
        "faults": found.faults[:ROWS_SHOWN],
        "content": "" if found.faults else carried(data),
    }
    return render(request, "planning/project_workbook.html", context, status=status)
