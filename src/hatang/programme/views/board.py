"""The board: what units owe as cards in columns, and the moves between these."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import page_of
from hatang.base.refusal import Refusal
from hatang.base.sheets import sheet_kind
from hatang.programme import access, actions, queries
from hatang.programme.forms import STATES, STEPS, Chosen
from hatang.programme.models import Obligation
from hatang.programme.queries.states import MONTH, WEEK
from hatang.programme.rules import Standing
from hatang.programme.sheets.board import board_sheet
from hatang.programme.views.items import Refused, offer_moves
from hatang.programme.views.lists import chosen_unit, list_options, task_context
from hatang.programme.views.writes import day_or_none
from hatang.programme.wording import standing_words

_WORDS = {state: word for word, state in STATES.items()}


@require_safe
def board(request: HttpRequest) -> HttpResponseBase:
    """What the filters leave, in columns by how it stands; one standing alone page by page; or as a file."""
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        user, chosen = signed_in(request), Chosen.read(request.GET)
        asked = chosen.of_tasks(chosen_unit(user, chosen))
        owed = queries.owed_by_standing(user, asked, today=clock.today()).iterator(chunk_size=500)
        return board_sheet(kind, owed, under=chosen.in_words(*list_options(user)))
    return board_page(request)


def board_page(request: HttpRequest, *, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    """The page of the board; what was refused is told above it with the words that were written."""
    user, chosen, today = signed_in(request), Chosen.read(request.GET), clock.today()
    asked = chosen.of_tasks(chosen_unit(user, chosen))
    context: dict[str, Any] = {**task_context(user, chosen), "view": "board", "refused": refused}
    if asked.state in queries.COLUMNS:
        page = page_of(queries.owed_list(user, asked, today=today), request.GET)
        shown = [queries.BoardColumn(Standing(asked.state), page.paginator.count, list(page))]
        context.update(page=page, column_name=standing_words(asked.state))
    else:
        shown = queries.board(user, asked, today=today)
        context["columns"] = [(one, _WORDS.get(one.standing.value, "")) for one in shown]
    queries.mark_with_leader(card for column in shown for card in column.cards)
    for column in shown:
        for card in column.cards:
            _show(user, card, today)
    if refused is not None:
        context["refused_card"] = access.get_obligation(user, refused.obligation_id)
    return render(
        request,
        "programme/board.html",
        {**context, "shown": shown, "n": sum(one.n for one in shown)},
        status=status,
    )


@require_POST
def move(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Move a card: say how far the unit is, or take a step; a refusal is told above the board."""
    user = signed_in(request)
    obligation = access.get_obligation(user, obligation_id)
    state, words = request.POST.get("tinh-trang", ""), request.POST.get("ly-do", "")
    step = STEPS.get(request.POST.get("buoc", ""), "")
    if state:
        require(access.may_record_progress(user, obligation))
    else:
        access.require_step(user, obligation, step)
    told: dict[str, Any] = {"by": user, "at": clock.now(), "seen": request.POST.get("thay", "")}
    try:
        if state:
            actions.record_progress(obligation=obligation, state=state, **told)
        else:
            actions.take_step(
                obligation=obligation,
                step=step,
                words=words,
                number=request.POST.get("so", ""),
                on=day_or_none(request.POST.get("ngay", "")),
                **told,
            )
    except Refusal as refusal:
        refused = Refused(obligation.pk, refusal.sentence, words)
        return board_page(request, refused=refused, status=refusal.status)
    messages.success(request, _("%(unit)s: saved.") % {"unit": obligation.unit})
    query = request.GET.urlencode()
    return redirect(f"{reverse('programme:board')}?{query}" if query else reverse("programme:board"))


def _show(user: User, card: Any, today: date) -> None:
    """Set the moves of a card, and how its day stands as the template of tasks says it."""
    offer_moves(user, card, card.task)
    card.task.urgency, card.task.due_on = _urgency(card, today), card.due_on
    if card.due_on is not None:
        card.task.n_days_late = (today - card.due_on).days
        card.task.n_days_left = (card.due_on - today).days


def _urgency(card: Obligation, today: date) -> str:
    due_on: date | None = card.due_on  # type: ignore[attr-defined]
    is_running = card.standing in (  # type: ignore[attr-defined]
        Standing.OVERDUE,
        Standing.NOT_STARTED,
        Standing.IN_TIME,
    )
    if due_on is None or not is_running:
        return ""
    n_days = (due_on - today).days
    if n_days < 0:
        return queries.LATE
    if n_days <= WEEK:
        return queries.DUE_WEEK
    return queries.DUE_MONTH if n_days <= MONTH else ""
