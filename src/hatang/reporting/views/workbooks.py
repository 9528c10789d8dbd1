"""A report as a workbook: downloaded, filled in without a connection, looked at, taken over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.book_files import book_response, carried, sent_book
from hatang.base.lists import number
from hatang.base.refusal import NotAllowed, Refusal
from hatang.docparse.normalise import fold
from hatang.reporting import access, actions
from hatang.reporting.actions import StaleReport
from hatang.reporting.book_reading import read_report
from hatang.reporting.book_sheets import report_book
from hatang.reporting.models import Report, Reporter


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest, reporter_id: int) -> HttpResponse:
    """The report to download, and the way back: looked at first, taken over when somebody says so."""
    user = signed_in(request)
    found = access.get_reporter(user, reporter_id)
    if request.method != "POST":
        require(access.writes_for(user, found.unit))
        return book_response(_name(found), report_book(found))
    try:
        actions.require_writable(reporter=found, by=user, at=clock.now())
        data = sent_book(request)
        if "xem-lai" in request.POST:
            return _take(request, user, found, data)
        return _preview(request, found, data)
    except NotAllowed:
        raise
    except Refusal as refusal:
        context = {"reporter": found, "refused": refusal.sentence}
        return render(request, "reporting/workbook.html", context, status=refusal.status)


def _take(request: HttpRequest, user: User, found: Reporter, data: bytes) -> HttpResponse:
    """Take over the fields that are ticked; where somebody was faster, it is looked at anew."""
    book = read_report(found, data)
    keys = {one.field.key for one in book.changes} & set(request.POST.getlist("lay"))
    if not keys:
        return _preview(request, found, data, Refusal(_("Tick at least one field that is to be taken over.")))
    said = book.taken(keys)
    seen = number(request.POST, "da-luu")
    try:
        actions.save_report(
            reporter=found,
            values=said.values,
            reasons=said.reasons,
            seen=-1 if seen is None else seen,
            by=user,
            at=clock.now(),
        )
    except StaleReport as refusal:
        return _preview(request, access.get_reporter(user, found.pk), data, refusal)
    words = ngettext("%(n)s field was taken over.", "%(n)s fields were taken over.", len(keys))
    messages.success(request, words % {"n": len(keys)})
    return redirect("reporting:report", found.pk)


def _preview(
    request: HttpRequest, found: Reporter, data: bytes, refusal: Refusal | None = None
) -> HttpResponse:
    book = read_report(found, data)
    report = access.report_of(found) or Report(reporter=found)
    context = {
        "reporter": found,
        "report": report,
        "book": book,
        # What somebody saved since the file was made is not overwritten unless it is ticked.
        "is_stale": book.n_saves != report.n_saves,
        "refused": refusal.sentence if refusal else "",
        "content": carried(data),
    }
    return render(request, "reporting/workbook.html", context, status=refusal.status if refusal else 200)


def _name(reporter: Reporter) -> str:
    return f"bao-cao-{fold(reporter.unit.label)}"[:60].strip().replace(" ", "-")
