"""Buttons of the review: correct, drop, split, merge, add, take back."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.lists import number
from hatang.base.refusal import NotFound, Refusal
from hatang.documents import access, actions
from hatang.documents.models import Extraction
from hatang.documents.overlay import find_row
from hatang.documents.review import Refused, Typed
from hatang.documents.typed import as_typed, fields_of
from hatang.documents.views.pages import TABS, document_response


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
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, extraction, kind, item, refusal)
    messages.success(request, said)
    return redirect(_back(extraction, kind))


@require_POST
def add(request: HttpRequest, extraction_id: int) -> HttpResponse:
    """Add an item that was not read."""
    user = signed_in(request)
    require(access.may_review(user))
    extraction = access.get_extraction(user, extraction_id)
    kind = request.POST.get("loai", "")
    try:
        actions.add_item(
            extraction=extraction,
            kind=kind,
            path=request.POST.get("path", ""),
            typed=_typed(request, kind),
            by=user,
            at=clock.now(),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, extraction, kind, "", refusal)
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


def _refused(
    request: HttpRequest, extraction: Extraction, kind: str, item: str, refusal: Refusal
) -> HttpResponse:
    """The page once more: what the reviewer typed stands in its form, what others did meanwhile beside it.

    Words of an item that is no longer there stand in the form that adds one.
    """
    opened = _moment(request.POST.get("mo-luc", ""))
    extraction = access.get_extraction(signed_in(request), extraction.pk)
    now = find_row(extraction.corrected(), kind, item)
    then = find_row(extraction.corrected(until=opened), kind, item) if opened else None
    typed = [_own_words(request, name, now, then) for name in fields_of(kind)]
    path = request.POST.get("path", "") or str((then or {}).get("path", ""))
    refused = Refused(
        kind=kind,
        item=item if now is not None else "",
        sentence=refusal.sentence,
        typed=typed,
        parts=request.POST.get("parts", ""),
        path=path,
        chosen=tuple(request.POST.getlist("muc-khac")),
    )
    return document_response(request, extraction.version.document_id, refused=refused, status=refusal.status)


def _own_words(
    request: HttpRequest, name: str, now: dict[str, Any] | None, then: dict[str, Any] | None
) -> Typed:
    """What the reviewer typed in a field; where nothing was changed there, what the item says by now."""
    present = as_typed(now, name) if now is not None else ""
    sent = request.POST.get(name)
    if sent is None or (then is not None and _plain(sent) == _plain(as_typed(then, name))):
        return Typed(name, present if now is not None else sent or "")
    is_other = now is not None and _plain(sent) != _plain(present)
    was_changed = is_other and then is not None and _plain(present) != _plain(as_typed(then, name))
    return Typed(name, sent, now=(present or "—") if was_changed else "")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _moment(text: str) -> datetime | None:
    """The moment at which the page was opened, as its form says."""
    with suppress(ValueError):
        found = datetime.fromisoformat(text[:40])
        return found if found.tzinfo is not None else None
    return None


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


def _merge_chosen(request: HttpRequest, common: dict[str, Any]) -> str:
    chosen = request.POST.getlist("muc-khac")
    actions.merge_chosen(**{name: value for name, value in common.items() if name != "item"}, items=chosen)
    said = ngettext("%(n)s item was merged.", "%(n)s items were merged into one.", len(chosen))
    return said % {"n": len(chosen)}


_OPERATIONS: dict[str, Callable[[HttpRequest, dict[str, Any]], str]] = {
    "sua": _correct,
    "bo": _drop,
    "tach": _split,
    "gop": _merge,
    "gop-chon": _merge_chosen,
}


def _typed(request: HttpRequest, kind: str) -> dict[str, str]:
    return {name: request.POST[name] for name in fields_of(kind) if name in request.POST}


def _back(extraction: Extraction, kind: str) -> str:
    version = extraction.version
    address = reverse("documents:document", args=[version.document_id])
    return f"{address}?ban={version.ordinal}&xem={TABS.get(kind, 'xem-lai')}"
