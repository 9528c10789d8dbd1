"""Units and groups as a workbook: downloaded, looked at, taken over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hatang.accounts import actions
from hatang.accounts.access import may_manage_units, require, signed_in
from hatang.accounts.models import User
from hatang.accounts.unit_sheets import unit_template, units_book
from hatang.base import clock
from hatang.base.book_files import book_response, carried, sent_book
from hatang.base.refusal import Refusal

# A page shows the beginning of a long list; the counts above it are whole.
ROWS_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def units_workbook(request: HttpRequest) -> HttpResponse:
    """The workbook to download, and the way back: looked at first, taken over when somebody says so."""
    user = signed_in(request)
    require(may_manage_units(user))
    if request.method != "POST":
        download = {"mau": ("don-vi-mau", unit_template), "du-lieu": ("don-vi", units_book)}
        name, make = download.get(request.GET.get("tai", ""), ("", None))
        return book_response(name, make()) if make else render(request, "accounts/workbook.html")
    try:
        data = sent_book(request)
        if "xem-lai" in request.POST:
            return _take(request, user, data)
        return _preview(request, data)
    except Refusal as refusal:
        context = {"refused": refusal.sentence}
        return render(request, "accounts/workbook.html", context, status=refusal.status)


def _take(request: HttpRequest, user: User, data: bytes) -> HttpResponse:
    """Take the workbook over; what would now be another outcome is shown anew instead."""
    seen = request.POST.get("thay", "")
    try:
        done = actions.import_units(data=data, seen=seen, by=user, at=clock.now())
    except (actions.StaleImport, actions.FaultyBook) as refusal:
        found = actions.check_units(data=data, at=clock.now())
        if not found.steps and not found.faults:
            messages.info(request, _("The house says all this already; nothing was to do."))
            return redirect("portal:units")
        return _preview(request, data, refused=refusal.sentence, status=refusal.status)
    said = ngettext("%(n)s row was taken over.", "%(n)s rows were taken over.", len(done.steps))
    messages.success(request, said % {"n": len(done.steps)})
    return redirect("portal:units")


def _preview(request: HttpRequest, data: bytes, *, refused: str = "", status: int = 200) -> HttpResponse:
    found = actions.check_units(data=data, at=clock.now())
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
    return render(request, "accounts/workbook.html", context, status=status)
