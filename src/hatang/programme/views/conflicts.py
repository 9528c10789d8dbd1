"""Contradictions: both sources side by side, and the way to settle them."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.lists import choice, number, page_of
from hatang.base.refusal import Refusal
from hatang.base.sentences import translated
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.documents.models import Document
from hatang.programme import access, actions, queries
from hatang.programme.forms import plan_options
from hatang.programme.models import Conflict, ConflictKind, Plan, RuledField, Ruling, Target
from hatang.programme.queries import ConflictFilter
from hatang.programme.queries.rulings import put
from hatang.programme.wording import day, item_words

STATES = {"con-mo": "open", "da-quyet": "settled", "khong-con": "gone", "tat-ca": "all"}


@dataclass(frozen=True)
class Source:
    """One side of a contradiction: what is printed where, and what it follows now by its settlement."""

    plan: str
    path: str
    text: str
    address: str
    said: Sequence[str] = ()
    follows: Sequence[str] = ()


@dataclass(frozen=True)
class RefusedSettlement:
    """What was refused about a contradiction, and what was chosen and written."""

    conflict_id: int
    sentence: str
    settlement: str
    reason: str


@require_safe
def conflict_list(request: HttpRequest) -> HttpResponseBase:
    """The contradictions, as a page or a sheet."""
    return _list(request)


def _list(
    request: HttpRequest, *, refused: RefusedSettlement | None = None, status: int = 200
) -> HttpResponseBase:
    """The list as it is filtered; what was refused is told beside what was written."""
    user = signed_in(request)
    state = choice(request.GET, "tinh-trang", STATES) or "con-mo"
    chosen = ConflictFilter(
        kind=choice(request.GET, "loai", ConflictKind.values),
        state=STATES[state],
        plan_id=number(request.GET, "ke-hoach"),
    )
    rows = queries.conflict_list(user, chosen)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        shown = rows.iterator(chunk_size=500)
        return sheet_response(
            kind, name="mau-thuan", title=_("Contradictions"), columns=_columns(), rows=shown
        )
    page = page_of(rows, request.GET, size=20)
    for row in page.object_list:
        row.sources = sources(row)
        row.sentence = sentence(row)
        row.choices = actions.settlements_of(row.kind)
    context = {
        "page": page,
        "chosen": chosen,
        "state": state,
        "states": _state_options(),
        "kinds": [("", _("All kinds")), *ConflictKind.choices],
        "plans": plan_options(list(access.visible_plans(user))),
        "may_settle": access.may_settle_conflicts(user),
        "is_filtered": bool(chosen.kind or chosen.plan_id or state != "con-mo"),
        "refused": refused,
    }
    if refused is not None and refused.conflict_id not in {row.pk for row in page.object_list}:
        # Settled meanwhile, or on another page: only the sentence is left to say.
        messages.error(request, refused.sentence)
    return render(request, "programme/conflicts.html", context, status=status)


@require_POST
def settle_conflict(request: HttpRequest, conflict_id: int) -> HttpResponseBase:
    """Say what counts."""
    user = signed_in(request)
    require(access.may_settle_conflicts(user))
    conflict = access.get_conflict(user, conflict_id)
    settlement, reason = request.POST.get("quyet-dinh", ""), request.POST.get("ly-do", "")
    try:
        actions.settle_conflict(
            conflict=conflict, settlement=settlement, reason=reason, by=user, at=clock.now()
        )
    except Refusal as refusal:
        refused = RefusedSettlement(conflict.pk, refusal.sentence, settlement, reason)
        return _list(request, refused=refused, status=refusal.status)
    messages.success(request, _("The contradiction is settled."))
    return redirect(_back(request))


@require_POST
def reopen_conflict(request: HttpRequest, conflict_id: int) -> HttpResponse:
    """Take a settlement back."""
    user = signed_in(request)
    require(access.may_settle_conflicts(user))
    actions.reopen_conflict(conflict=access.get_conflict(user, conflict_id), by=user, at=clock.now())
    messages.success(request, _("The contradiction is open again."))
    return redirect(_back(request))


@require_POST
def find_conflicts(request: HttpRequest) -> HttpResponse:
    """Look for contradictions now."""
    user = signed_in(request)
    require(access.may_settle_conflicts(user))
    n_new = actions.find_conflicts(by=user, at=clock.now())
    said = ngettext("%(n)s new contradiction was found.", "%(n)s new contradictions were found.", n_new)
    messages.success(request, said % {"n": n_new})
    return redirect("programme:conflicts")


def sources(conflict: Conflict) -> list[Source]:
    """Both sides of a contradiction, as far as each is a place in a document."""
    found = []
    for item in (conflict.target, conflict.other_target, conflict.task, conflict.other_task):
        if item is not None:
            name = "target" if isinstance(item, Target) else "task"
            address = reverse(f"programme:{name}", args=[item.pk])
            said, follows = _said(item)
            found.append(Source(_plan_words(item.plan), item.path, item.text, address, said, follows))
    if conflict.document is not None and "parts" in conflict.figures:
        return _places(conflict, conflict.document)
    if conflict.document is not None:
        address = reverse("documents:document", args=[conflict.document.pk])
        found.append(Source(conflict.document.number, "", conflict.document.title, address))
    if conflict.unit is not None:
        address = reverse("portal:unit", args=[conflict.unit.pk])
        found.append(Source(_("Unit"), "", conflict.unit.name, address))
    return found


def sentence(conflict: Conflict) -> str:
    """What stands against what, in a sentence."""
    figures = conflict.figures
    if conflict.kind in (ConflictKind.TWO_PLANS, ConflictKind.BODY_ANNEX):
        names = {
            "value": _("value"), "year": _("year"), "holder": _("who answers for it"), "due": _("deadline"),
            "lead": _("lead"), "product": _("product"),
        }  # fmt: skip
        differs = ", ".join(
            str(names[name]) for name in figures.get("differs", "").split(",") if name in names
        )
        return _("Both are about the same thing and differ in: %(what)s.") % {"what": differs}
    if conflict.kind == ConflictKind.FULFILLED and conflict.document is not None:
        said = _("The house has the document this task asks for, issued on %(day)s.")
        return said % {"day": day(conflict.document.issued_on) or "—"}
    if conflict.kind == ConflictKind.DUE_BEFORE_DOCUMENT and conflict.task is not None:
        said = _("The deadline %(due)s lies before the day of the document, %(issued)s.")
        return said % {"due": day(conflict.task.due_end), "issued": day(conflict.task.plan.issued_on)}
    if conflict.kind == ConflictKind.CLOSED_LEAD:
        closed_on = date.fromisoformat(figures["closed_on"])
        return _("The unit that leads it has not existed since %(day)s.") % {"day": day(closed_on)}
    if conflict.kind == ConflictKind.SUMS and "message" in figures:
        return translated(figures["message"])
    if conflict.kind == ConflictKind.SUMS:
        said = _("The quotas of the units add up to %(sum)s, the target asks for %(value)s.")
        return said % {name: _figure(float(figures[name])) for name in ("sum", "value")}
    said = _(
        "%(area)s km² need at least %(needed)s stations of this radius; the plans together have %(there)s."
    )
    return said % {
        "area": number_format(figures.get("area_km2"), decimal_pos=1, force_grouping=True),
        "needed": number_format(figures.get("n_needed"), force_grouping=True),
        "there": number_format(figures.get("n_stations"), force_grouping=True),
    }


def _places(conflict: Conflict, document: Document) -> list[Source]:
    """The total and its parts, where the document prints them."""
    address = f"{reverse('documents:document', args=[document.pk])}?xem=xem-lai"
    named = (_("The total"), "total"), (_("Its parts"), "parts")
    return [Source(str(document), title, conflict.figures[name], address) for title, name in named]


def _said(item: Any) -> tuple[list[str], list[str]]:
    """What a target or task prints, in few words; and what it shows instead by settlements."""
    rulings: list[Ruling] = item.standing_rulings
    printed, names = copy(item), [one.printed_name for one in item.leads]
    for ruling in rulings:
        put(printed, ruling.printed)
    of_lead = next((one for one in rulings if one.field == RuledField.LEAD), None)
    before = [name for name, _unit, _group in of_lead.printed["lead"]] if of_lead else names
    said, shown = item_words(printed, before), item_words(item, names)
    if not rulings:
        return said, []
    return said, [words for words in shown if words not in said]


def _figure(value: float) -> str:
    """A figure without places that say nothing."""
    return number_format(int(value) if value.is_integer() else value, force_grouping=True)


def _plan_words(plan: Plan) -> str:
    return plan.number or plan.title


def _back(request: HttpRequest) -> str:
    """The list as it was filtered; only the query of our own address is taken over."""
    query = request.GET.urlencode()
    return f"{reverse('programme:conflicts')}?{query}" if query else reverse("programme:conflicts")


def _state_options() -> list[tuple[str, str]]:
    return [
        ("con-mo", _("Not settled")),
        ("da-quyet", _("Settled")),
        ("khong-con", _("No longer found")),
        ("tat-ca", _("All")),
    ]


def _columns() -> list[Column[Conflict]]:
    def side(index: int) -> Column[Conflict]:
        def words(row: Conflict) -> str:
            found = sources(row)
            return (
                f"{found[index].plan} {found[index].path}: {found[index].text}" if len(found) > index else ""
            )

        return Column(_("First source") if index == 0 else _("Second source"), words, 60)

    return [
        Column(_("Kind"), lambda row: row.get_kind_display(), 28),
        side(0),
        side(1),
        Column(_("What differs"), sentence, 60),
        Column(_("Found"), lambda row: clock.local(row.found_at).date(), 14),
        Column(_("Settled as"), lambda row: row.get_settlement_display(), 24),
        Column(_("Reason"), lambda row: row.reason, 40),
    ]
