"""Many tasks at once: choose, look what would happen, do it, take it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.refusal import Refusal
from hatang.programme import access, actions, queries
from hatang.programme.actions import MOST_PARTS
from hatang.programme.forms import DEEDS, Chosen
from hatang.programme.models import BatchDeed, Progress
from hatang.programme.views.lists import chosen_unit, list_options

_MOST_CHOSEN = 500


@require_safe
def batch_preview(request: HttpRequest) -> HttpResponse:
    """What was chosen in the table, and what a deed would do to it."""
    return _preview(request)


@require_POST
def run_batch(request: HttpRequest) -> HttpResponse:
    """Do it; where something changed meanwhile nothing is done, and the preview shows it as it is now."""
    user = signed_in(request)
    require(access.may_do_batches(user))
    seen = _seen(user, request.POST.get("phan-viec", ""))
    deed, words = DEEDS.get(request.POST.get("viec", ""), ""), request.POST.get("ly-do", "")
    try:
        batch = actions.run_batch(deed=deed, seen=seen, words=words, by=user, at=clock.now())
    except Refusal as refusal:
        return _preview(request, refused=refusal, words=words)
    said = ngettext("%(n)s obligation was handled.", "%(n)s obligations were handled.", len(seen))
    messages.success(request, said % {"n": len(seen)})
    return redirect("programme:batch", batch.pk)


@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """What was done at once, and the button that takes it back."""
    return _batch_page(request, batch_id)


@require_POST
def undo_batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Take a batch back; a refusal is told on its page."""
    user = signed_in(request)
    found = access.get_batch(user, batch_id)
    require(access.may_undo_batch(user, found))
    try:
        actions.undo_batch(batch=found, by=user, at=clock.now())
    except Refusal as refusal:
        return _batch_page(request, batch_id, refused=refusal)
    messages.success(request, _("Everything is as it was before."))
    return redirect("programme:batch", found.pk)


def _preview(request: HttpRequest, *, refused: Refusal | None = None, words: str = "") -> HttpResponse:
    user, chosen = signed_in(request), Chosen.read(request.GET)
    require(access.may_do_batches(user))
    deed = DEEDS.get(request.GET.get("viec", ""), "")
    owed = _chosen(request, user, chosen)
    n_chosen = owed.count() if owed is not None else 0
    is_too_many = n_chosen > MOST_PARTS
    rows = list(owed) if owed is not None and not is_too_many else []
    preview = queries.batch_preview(user, rows, deed) if deed and rows else None
    query = request.GET.copy()
    for name in ("viec", "ly-do", "trang"):
        query.pop(name, None)
    context = {
        "n_chosen": n_chosen,
        "is_too_many": is_too_many,
        "most": MOST_PARTS,
        "filters": chosen.in_words(*list_options(user)),
        "back": chosen.as_query() or "xem=tat-ca",
        "kept": [(name, value) for name, values in query.lists() for value in values],
        "deeds": [(word, BatchDeed(value).label) for word, value in DEEDS.items()],
        "deed": request.GET.get("viec", "") if deed else "",
        "deed_name": BatchDeed(deed).label if deed else "",
        "words": words or request.GET.get("ly-do", ""),
        "needs_words": deed in queries.NEED_WORDS,
        "preview": preview,
        "seen": ",".join(f"{one.obligation.pk}:{one.obligation.state}" for one in preview.changed)
        if preview
        else "",
        "refused": refused,
        "recent": queries.recent_batches(user),
    }
    return render(request, "programme/batch_preview.html", context, status=refused.status if refused else 200)


def _batch_page(request: HttpRequest, batch_id: int, *, refused: Refusal | None = None) -> HttpResponse:
    user = signed_in(request)
    found = access.get_batch(user, batch_id)
    parts: list[Any] = list(queries.batch_parts(user, found))
    for part in parts:
        part.was, part.became = Progress(part.before["state"]).label, Progress(part.after["state"]).label
    context = {"batch": found, "parts": parts, "refused": refused}
    context["may_undo"] = found.may_be_undone and access.may_undo_batch(user, found)
    return render(request, "programme/batch.html", context, status=refused.status if refused else 200)


def _chosen(request: HttpRequest, user: User, chosen: Chosen) -> Any:
    """What is owed for the tasks chosen in the table, or for all its filters leave; None for nothing."""
    owed = queries.owed_list(user, chosen.of_tasks(chosen_unit(user, chosen)), today=clock.today())
    if request.GET.get("tat-ca"):
        return owed
    keys = [
        int(key) for key in request.GET.getlist("chon")[:_MOST_CHOSEN] if key.isdecimal() and len(key) < 19
    ]
    return owed.filter(task__in=keys) if keys else None


def _seen(user: User, text: str) -> dict[int, str]:
    """The visible obligations of a form with the states it showed, as "12:done,13:paused"."""
    pairs = [pair.partition(":") for pair in text.split(",")[: MOST_PARTS + 1]]
    seen = {int(key): state for key, _colon, state in pairs if key.isdecimal() and len(key) < 19}
    visible = access.visible_obligations(user).filter(pk__in=list(seen)).values_list("pk", flat=True)
    known: set[int] = set(visible)
    return {key: state for key, state in seen.items() if key in known}
