"""Many questions at once: tick them, look whom each would be asked of, ask, take it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.accounts.queries.workdays import usual_answer_day
from hatang.base import clock
from hatang.base.lists import day
from hatang.base.refusal import Refusal
from hatang.programme import access, actions
from hatang.programme.actions import MOST_PARTS
from hatang.programme.models import Gap
from hatang.programme.queries.gap_batches import batch_requests, gap_outcomes, recent_gap_batches


@require_safe
def gap_batch_preview(request: HttpRequest) -> HttpResponse:
    """What was ticked, and whom each question would be asked of."""
    return _preview(request)


@require_POST
def ask_for_gaps(request: HttpRequest) -> HttpResponse:
    """Ask; where something changed meanwhile nothing is asked, and the preview shows it as it is now."""
    user = signed_in(request)
    require(access.may_do_batches(user))
    try:
        due_on = day(request.POST, "han")
        if due_on is None:
            raise Refusal(_("Enter a day, such as 2026-01-31."), field="han")
        seen = _seen(user, request.POST.get("da-xem", ""))
        words = request.POST.get("noi-dung", "")
        batch = actions.ask_for_gaps(seen=seen, due_on=due_on, words=words, by=user, at=clock.now())
    except Refusal as refusal:
        return _preview(request, refused=refusal)
    said = ngettext("%(n)s question was asked.", "%(n)s questions were asked.", len(seen))
    messages.success(request, said % {"n": len(seen)})
    return redirect("programme:gap_batch", batch.pk)


@require_safe
def gap_batch(request: HttpRequest, gap_batch_id: int) -> HttpResponse:
    """What was asked at once, how far each is, and the button that takes it back."""
    return _batch_page(request, gap_batch_id)


@require_POST
def undo_gap_batch(request: HttpRequest, gap_batch_id: int) -> HttpResponse:
    """Take it back; a refusal is told on its page."""
    user = signed_in(request)
    found = access.get_gap_batch(user, gap_batch_id)
    require(access.may_undo_gap_batch(user, found))
    try:
        actions.undo_gap_batch(batch=found, by=user, at=clock.now())
    except Refusal as refusal:
        return _batch_page(request, gap_batch_id, refused=refusal)
    messages.success(request, _("Nobody is asked any more."))
    return redirect("programme:gap_batch", found.pk)


def _preview(request: HttpRequest, *, refused: Refusal | None = None) -> HttpResponse:
    user = signed_in(request)
    require(access.may_do_batches(user))
    keys = [pair for text in request.GET.getlist("chon")[: MOST_PARTS + 1] if (pair := _key(text))]
    is_too_many = len(keys) > MOST_PARTS
    outcomes = [] if is_too_many else gap_outcomes(user, keys)
    asked = [one for one in outcomes if not one.why_not]
    context: dict[str, Any] = {
        "n_chosen": len(keys),
        "is_too_many": is_too_many,
        "most": MOST_PARTS,
        "asked": asked,
        "refused_ones": [one for one in outcomes if one.why_not],
        "seen": ",".join(f"{one.line.task.pk}:{one.line.gap}:{one.asked_key}" for one in asked),
        "typed": {
            "han": request.POST.get("han", usual_answer_day(clock.today()).isoformat()),
            "noi_dung": request.POST.get("noi-dung", ""),
        },
        "today": clock.today(),
        "refused": refused,
        "recent": recent_gap_batches(user),
    }
    status = refused.status if refused else 200
    return render(request, "programme/gap_batch_preview.html", context, status=status)


def _batch_page(request: HttpRequest, pk: int, *, refused: Refusal | None = None) -> HttpResponse:
    user = signed_in(request)
    found = access.get_gap_batch(user, pk)
    context = {
        "batch": found,
        "requests": list(batch_requests(user, found)),
        "may_undo": found.undone_at is None and access.may_undo_gap_batch(user, found),
        "today": clock.today(),
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "programme/gap_batch.html", context, status=status)


def _key(text: str) -> tuple[int, str] | None:
    """Task and question of a box, as "12:product"; None for anything else."""
    pk, _colon, gap = text.partition(":")
    return (int(pk), gap) if pk.isdecimal() and len(pk) < 19 and gap in Gap.values else None


def _seen(user: User, text: str) -> dict[tuple[int, str], str]:
    """The visible questions of a form with whom it showed, as "12:product:u5,13:people:p7"."""
    seen: dict[tuple[int, str], str] = {}
    for part in text.split(",")[: MOST_PARTS + 1]:
        key, _colon, asked = part.rpartition(":")
        if pair := _key(key):
            seen[pair] = asked
    visible = access.visible_tasks(user).filter(pk__in={pk for pk, _gap in seen})
    known: set[int] = set(visible.values_list("pk", flat=True))
    return {key: asked for key, asked in seen.items() if key[0] in known}
