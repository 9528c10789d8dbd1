"""Buttons of the review: correct, drop, split, merge, add, take back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.lists import number
from hatang.base.refusal import Refusal
from hatang.documents import access, actions
from hatang.documents.models import Extraction
from hatang.documents.review import LABELS
from hatang.documents.typed import fields_of

TABS = {"tasks": "nhiem-vu", "targets": "chi-tieu"}


@require_POST
def correct(request: HttpRequest, extraction_id: int) -> HttpResponse:
    """Correct, drop, split or merge one item of a reading."""
    user = signed_in(request)
    require(access.may_review(user))
    extraction = access.get_extraction(user, extraction_id)
    sent = request.POST
    asked = _OPERATIONS.get(sent.get("thao-tac", ""))
    revision = number(sent, "ban-sua")
    if asked is None or revision is None:
        raise Refusal(_("The form is not complete; open the page again."), field="thao-tac")
    kind, item = sent.get("loai", ""), sent.get("muc", "")
    common = {"extraction": extraction, "kind": kind, "item": item, "revision": revision}
    try:
        said = asked(request, {**common, "by": user, "at": clock.now()})
    except actions.StaleReview as refusal:
        return _stale(request, extraction, kind, refusal)
    messages.success(request, said)
    return redirect(_back(extraction, kind))


@require_POST
def add(request: HttpRequest, extraction_id: int) -> HttpResponse:
    """Add an item that was not read."""
    user = signed_in(request)
    require(access.may_review(user))
    extraction = access.get_extraction(user, extraction_id)
    kind = request.POST.get("loai", "")
    actions.add_item(
        extraction=extraction,
        kind=kind,
        path=request.POST.get("path", ""),
        typed=_typed(request, kind),
        by=user,
        at=clock.now(),
    )
    messages.success(request, _("It was added."))
    return redirect(_back(extraction, kind))


@require_POST
def undo(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Take a correction back."""
    user = signed_in(request)
    require(access.may_review(user))
    correction = access.get_correction(user, correction_id)
    actions.undo_correction(correction=correction, by=user, at=clock.now())
    messages.success(request, _("The correction was taken back."))
    return redirect(f"{_back(correction.extraction, correction.kind)}#lich-su")


def _stale(
    request: HttpRequest, extraction: Extraction, kind: str, refusal: actions.StaleReview
) -> HttpResponse:
    """Somebody was faster: what was typed is shown to be copied, beside the way back to the item."""
    typed = [(LABELS.get(name, name), words) for name, words in _typed(request, kind).items() if words]
    typed += [(_("Parts"), request.POST["parts"])] if request.POST.get("parts") else []
    context = {"sentence": refusal.sentence, "typed": typed, "back": _back(extraction, kind)}
    return render(request, "documents/stale.html", context, status=refusal.status)


def _correct(request: HttpRequest, common: dict[str, Any]) -> str:
    made = actions.correct_item(**common, typed=_typed(request, common["kind"]))
    if not made:
        return _("Nothing was different.")
    said = ngettext("%(n)s field was corrected.", "%(n)s fields were corrected.", len(made))
    return said % {"n": len(made)}


def _drop(request: HttpRequest, common: dict[str, Any]) -> str:
    actions.drop_item(**common)
    return _("It was dropped; the list of corrections below takes it back.")


def _split(request: HttpRequest, common: dict[str, Any]) -> str:
    parts = request.POST.get("parts", "").splitlines()
    actions.split_item(**common, parts=parts)
    return _("It was split.")


def _merge(request: HttpRequest, common: dict[str, Any]) -> str:
    actions.merge_items(**common)
    return _("It was merged with the one after it.")


_OPERATIONS: dict[str, Callable[[HttpRequest, dict[str, Any]], str]] = {
    "sua": _correct,
    "bo": _drop,
    "tach": _split,
    "gop": _merge,
}


def _typed(request: HttpRequest, kind: str) -> dict[str, str]:
    return {name: request.POST[name] for name in fields_of(kind) if name in request.POST}


def _back(extraction: Extraction, kind: str) -> str:
    version = extraction.version
    address = reverse("documents:document", args=[version.document_id])
    return f"{address}?ban={version.ordinal}&xem={TABS.get(kind, 'xem-lai')}"
