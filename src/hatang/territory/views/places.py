"""Places as a list, and from a workbook."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.book_files import book_response, carried, sent_book
from hatang.base.lists import page_of
from hatang.base.refusal import Refusal
from hatang.base.sheets import sheet_kind
from hatang.territory import access, actions, queries
from hatang.territory.forms import place_filter, place_options
from hatang.territory.place_book import place_template
from hatang.territory.sheets import places_sheet

# A page shows the beginning of a long list; the counts above it are whole.
ROWS_SHOWN = 200


@require_safe
def places(request: HttpRequest) -> HttpResponseBase:
    """Places; as a page or a file."""
    user = signed_in(request)
    chosen = place_filter(request.GET)
    rows = queries.place_list(user, chosen)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return places_sheet(kind, rows.iterator(chunk_size=1000))
    page = page_of(rows, request.GET)
    context = {
        "page": page,
        "may_manage": access.may_manage_territory(user),
        "chosen": {
            name.replace("-", "_"): request.GET.get(name, "") for name in ("tim", "loai", "dia-ban", "chi")
        },
        "is_filtered": any(request.GET.get(name) for name in ("tim", "loai", "dia-ban", "chi")),
        **place_options(user),
    }
    return render(request, "territory/places.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place_workbook(request: HttpRequest) -> HttpResponse:
    """The workbook to download, and the way back: looked at first, taken over when somebody says so."""
    user = signed_in(request)
    require(access.may_manage_territory(user))
    if request.method != "POST":
        if request.GET.get("tai") == "mau":
            return book_response("dia-diem-mau", place_template())
        return render(request, "territory/place_workbook.html")
    try:
        data = sent_book(request)
        if "xem-lai" in request.POST:
            return _take(request, user, data)
        return _preview(request, data)
    except Refusal as refusal:
        context = {"refused": refusal.sentence}
        return render(request, "territory/place_workbook.html", context, status=refusal.status)


def _take(request: HttpRequest, user: User, data: bytes) -> HttpResponse:
    try:
        n_taken = actions.import_places(data=data, by=user, at=clock.now())
    except actions.FaultyPlaces as refusal:
        return _preview(request, data, refused=refusal.sentence, status=refusal.status)
    said = ngettext("%(n)s row was taken over.", "%(n)s rows were taken over.", n_taken)
    messages.success(request, said % {"n": n_taken})
    return redirect("territory:places")


def _preview(request: HttpRequest, data: bytes, *, refused: str = "", status: int = 200) -> HttpResponse:
    found = actions.check_places(data=data)
    context: dict[str, Any] = {
        "found": found,
        "refused": refused,
        "faults": found.faults[:ROWS_SHOWN],
        "content": "" if found.faults else carried(data),
    }
    return render(request, "territory/place_workbook.html", context, status=status)
