"""The stage between units and the office: who gathers for whom, and what is handed on."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import require, signed_in, visible_units
from hatang.accounts.models import Unit, UnitKind, User
from hatang.base import clock
from hatang.base.lists import number
from hatang.base.refusal import NotAllowed, Refusal
from hatang.reporting import access, actions, queries
from hatang.reporting.models import Campaign, Reporter
from hatang.reporting.sheets import total_words


@require_http_methods(["GET", "POST"])
def consolidators(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Say which unit gathers for which reporters."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    found = access.get_campaign(user, campaign_id)
    rows = list(
        found.reporters.filter(left_out_because="").select_related("unit", "group", "consolidator__unit")
    )
    unit = _chosen(user, request.POST if request.method == "POST" else request.GET)
    refusal = None
    if request.method == "POST":
        try:
            _set(user, found, unit, _ticked(rows, unit, request.POST))
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Kept."))
            return redirect("reporting:consolidators", found.pk)
    return render(
        request,
        "reporting/consolidators.html",
        {
            "campaign": found,
            "unit": unit,
            "units": [("", _("Choose a unit")), *((str(one.pk), str(one)) for one in _units(user))],
            "chosen": str(unit.pk) if unit else "",
            "kinds": _kinds(rows),
            "reporters": rows,
            "ticked": _shown(rows, unit, request),
            "stages": queries.stages(user, found, queries.reporter_lines(user, found, today=clock.today())),
            "error": refusal,
        },
        status=refusal.status if refusal else 200,
    )


@require_safe
def consolidator(request: HttpRequest, consolidator_id: int) -> HttpResponse:
    """What a consolidator gathers: its reporters, their reports as one, and what was handed on."""
    return _page(request, signed_in(request), consolidator_id)


@require_POST
def hand_on(request: HttpRequest, consolidator_id: int) -> HttpResponse:
    """Hand the gathered version on to the office."""
    user = signed_in(request)
    found = access.get_consolidator(user, consolidator_id)
    try:
        made = actions.hand_on(
            consolidator=found, note=request.POST.get("ghi-chu", ""), by=user, at=clock.now()
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, user, consolidator_id, refusal)
    messages.success(request, _("Version %(n)s is handed on; the office was told.") % {"n": made.number})
    return redirect("reporting:consolidator", found.pk)


def _page(
    request: HttpRequest, user: User, consolidator_id: int, refusal: Refusal | None = None
) -> HttpResponse:
    found = access.get_consolidator(user, consolidator_id)
    campaign = found.campaign
    lines = [
        line
        for line in queries.reporter_lines(user, campaign, today=clock.today())
        if line.reporter.consolidator_id == found.pk
    ]
    [stage] = [one for one in queries.stages(user, campaign, lines) if one.consolidator.pk == found.pk]
    part = queries.gathered_part(found)
    context = {
        "consolidator": found,
        "campaign": campaign,
        "lines": lines,
        "stage": stage,
        "said": stage.said,
        "rows": [(row, total_words(row)) for row in part.rows] if part.reports else [],
        "hand_ons": found.hand_ons.select_related("handed_by"),
        "reminders": found.reminders.all(),
        "may_hand_on": campaign.is_open and access.may_hand_on(user, found),
        "note": request.POST.get("ghi-chu", ""),
        "error": refusal,
    }
    return render(request, "reporting/consolidator.html", context, status=refusal.status if refusal else 200)


def _set(user: User, campaign: Campaign, unit: Unit | None, reporters: set[int]) -> None:
    if unit is None:
        raise Refusal(_("Choose the unit that gathers."), field="don-vi")
    actions.set_consolidator(campaign=campaign, unit=unit, reporters=reporters, by=user, at=clock.now())


def _units(user: User) -> Iterable[Unit]:
    return visible_units(user).existing(clock.today())


def _chosen(user: User, sent: QueryDict) -> Unit | None:
    pk = number(sent, "don-vi")
    return visible_units(user).existing(clock.today()).filter(pk=pk).first() if pk else None


def _ticked(rows: list[Reporter], unit: Unit | None, sent: QueryDict) -> set[int]:
    """The reporters that are ticked by themselves, and all others of a kind that is."""
    ticked, kinds = set(sent.getlist("cho")), set(sent.getlist("loai"))
    others = [row for row in rows if unit is None or not access.are_of_one_agency(unit, row.unit)]
    return {row.pk for row in rows if str(row.pk) in ticked} | {
        row.pk for row in others if row.unit.kind in kinds
    }


def _shown(rows: list[Reporter], unit: Unit | None, request: HttpRequest) -> set[int]:
    if request.method == "POST":
        return _ticked(rows, unit, request.POST)
    if unit is None:
        return set()
    return {row.pk for row in rows if row.consolidator and row.consolidator.unit_id == unit.pk}


def _kinds(rows: list[Reporter]) -> list[tuple[str, str, int]]:
    """Kinds of units among the reporters, with how many there are of each."""
    counted: dict[str, int] = {}
    for row in rows:
        counted[row.unit.kind] = counted.get(row.unit.kind, 0) + 1
    return [(kind, str(UnitKind(kind).label), n) for kind, n in counted.items()]
