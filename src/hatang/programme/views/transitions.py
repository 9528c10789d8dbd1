"""Work whose document or unit has ended: what waits, and the decision about it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import get_unit, require, signed_in, visible_units
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.lists import number, page_of
from hatang.base.refusal import Refusal
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.programme import access, actions, queries
from hatang.programme.models import Obligation, Plan, Way
from hatang.programme.wording import as_settled, due_words, standing_words

ROWS_A_PAGE = actions.MOST_AT_ONCE
_ORDER = ("task__plan", "task__ordinal", "unit__sort_key", "pk")
WAYS = {"chuyen": Way.MOVE, "dong": Way.CLOSE, "giu": Way.KEEP}


@dataclass(frozen=True)
class Typed:
    """What was sent about some work, and what was refused about it."""

    chosen: tuple[int, ...] = ()
    way: str = ""
    unit: str = ""
    task: str = ""
    reason: str = ""
    sentence: str = ""
    field: str = ""


@require_safe
def transitions(request: HttpRequest) -> HttpResponseBase:
    """What has ended with work left open, and the work of one plan or unit."""
    user = signed_in(request)
    require(access.may_decide_transitions(user))
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        rows = queries.waiting_obligations(user, today=clock.today()).select_related("task__plan", "unit")
        shown = rows.order_by(*_ORDER).iterator(chunk_size=500)
        return sheet_response(
            kind, name="chuyen-tiep", title=_("Transitions"), columns=_columns(), rows=shown
        )
    return _page(request, user)


@require_POST
def decide_transition(request: HttpRequest) -> HttpResponse:
    """Move, close or keep the chosen work; a refusal is told beside what was chosen."""
    user = signed_in(request)
    require(access.may_decide_transitions(user))
    sent = request.POST
    typed = Typed(
        chosen=tuple(int(one) for one in sent.getlist("nghia-vu") if one.isdecimal() and len(one) < 19),
        way=sent.get("cach", ""),
        unit=sent.get("cho-don-vi", ""),
        task=sent.get("cho-nhiem-vu", ""),
        reason=sent.get("ly-do", ""),
    )
    unit_id, task_id = number(sent, "cho-don-vi"), number(sent, "cho-nhiem-vu")
    try:
        made = actions.decide_transition(
            obligations=access.visible_obligations(user).filter(pk__in=typed.chosen),
            way=WAYS.get(typed.way, ""),
            reason=typed.reason,
            unit=get_unit(user, unit_id) if unit_id is not None else None,
            task=access.get_task(user, task_id) if task_id is not None else None,
            by=user,
            at=clock.now(),
        )
    except Refusal as refusal:
        refused = replace(typed, sentence=refusal.sentence, field=refusal.field or "")
        return _page(request, user, refused, status=refusal.status)
    n_parts = made.parts.count()
    said = ngettext("Decided about %(n)s obligation.", "Decided about %(n)s obligations.", n_parts)
    messages.success(request, said % {"n": n_parts})
    return redirect(_back(request))


@require_POST
def undo_transition(request: HttpRequest, transition_id: int) -> HttpResponse:
    """Take a decision back on its day."""
    user = signed_in(request)
    require(access.may_decide_transitions(user))
    actions.undo_transition(transition=access.get_transition(user, transition_id), by=user, at=clock.now())
    messages.success(request, _("The decision was taken back; everything is as it was before."))
    return redirect("programme:transitions")


def _page(request: HttpRequest, user: User, typed: Typed | None = None, *, status: int = 200) -> HttpResponse:
    today, now = clock.today(), clock.now()
    found = queries.transition_sources(user, today=today)
    plan_id, unit_id = number(request.GET, "van-ban"), number(request.GET, "don-vi")
    shown = next(
        (
            source
            for source in (*found.plans, *found.units)
            if source.named.pk == (plan_id if isinstance(source.named, Plan) else unit_id)
        ),
        None,
    )
    decided = list(queries.transition_decisions(user)[:20])
    for one in decided:
        one.is_undoable = actions.may_undo_transition(one, now)  # type: ignore[attr-defined]
    context: dict[str, object] = {
        "found": found,
        "shown": shown,
        "decisions": decided,
        "typed": typed or Typed(),
    }
    if shown is not None:
        context |= _open_work(request, user, found, shown)
    elif typed is not None:
        # What was chosen is decided or gone: only the sentence is left to say.
        messages.error(request, typed.sentence)
    return render(request, "programme/transitions.html", context, status=status)


def _open_work(
    request: HttpRequest, user: User, found: queries.Sources, shown: queries.Source
) -> dict[str, object]:
    """The open work of a plan or unit with its proposed successors, and what may be chosen instead."""
    today = clock.today()
    rows = queries.waiting_obligations(user, today=today).select_related("task__plan", "unit")
    named = shown.named
    if isinstance(named, Unit):
        ended = [source.named.pk for source in found.plans]
        rows = rows.filter(unit=named).exclude(task__plan__in=ended)
    else:
        rows = rows.filter(task__plan=named)
    page = page_of(rows.order_by(*_ORDER), request.GET, size=ROWS_A_PAGE)
    successor = queries.successor_plan(named, today=today) if isinstance(named, Plan) else None
    tasks = access.visible_tasks(user).filter(plan=successor, withdrawn_at__isnull=True) if successor else []
    units = visible_units(user).existing(today)
    return {
        "page": page,
        "handovers": queries.handovers(page.object_list, today=today),
        "is_plan": isinstance(named, Plan),
        "is_all": request.GET.get("chon") == "tat-ca",
        "receiving_tasks": [("", _("As proposed")), *((str(one.pk), str(one)[:110]) for one in tasks)],
        "receiving_units": [("", _("As proposed")), *((str(one.pk), one.name) for one in units)],
        "ways": [
            (word, str(way.label)) for word, way in WAYS.items() if way != Way.KEEP or isinstance(named, Plan)
        ],
    }


def _back(request: HttpRequest) -> str:
    """The page of the same plan or unit; only numbers of our own address are taken over."""
    named = {name: number(request.GET, name) for name in ("van-ban", "don-vi")}
    query = urlencode({name: value for name, value in named.items() if value is not None})
    return f"{reverse('programme:transitions')}?{query}" if query else reverse("programme:transitions")


def _columns() -> list[Column[Obligation]]:
    return [
        Column(_("Plan"), lambda row: row.task.plan.number or row.task.plan.title, 18),
        Column(_("Provision"), lambda row: row.task.path, 12),
        Column(_("Task"), lambda row: row.task.text, 80),
        Column(_("Unit"), lambda row: row.unit.name, 40),
        Column(_("Unit exists until"), lambda row: row.unit.valid_to, 16),
        Column(_("Deadline"), lambda row: as_settled(due_words(row.task), row.task, "due"), 22),
        Column(_("Progress"), lambda row: standing_words(row.standing), 28),  # type: ignore[attr-defined]
    ]
