"""The register of difficulties, obstacles and proposals."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import get_unit, require, signed_in, visible_units
from hatang.accounts.models import Unit, User
from hatang.accounts.queries.workdays import usual_answer_day
from hatang.base import clock
from hatang.base.lists import Options, number, page_of
from hatang.base.refusal import NotAllowed, Refusal
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.notices import access, actions, queries
from hatang.notices.forms import (
    OBSTACLE_STEPS,
    ChosenObstacles,
    day_of,
    obstacle_part_options,
    obstacle_state_options,
    step_forms,
)
from hatang.notices.models import Obstacle
from hatang.notices.rules import Step
from hatang.notices.sheets import obstacle_sheet
from hatang.notices.subjects import Subject
from hatang.notices.views.comments import mark_of

_FIELDS = {
    "title": "tieu-de",
    "text": "noi-dung",
    "proposal": "kien-nghi",
    "place": "dia-diem",
    "owner": "don-vi",
    "day": "han",
    "about": "ve",
    "unit": "don-vi-neu",
}


@require_safe
def obstacle_list(request: HttpRequest) -> HttpResponseBase:
    """The register, as a page or a sheet."""
    user, chosen, today = signed_in(request), ChosenObstacles.read(request.GET), clock.today()
    unit = visible_units(user).filter(pk=int(chosen.unit)).first() if chosen.unit else None
    rows = queries.obstacle_list(user, chosen.as_filter(unit), today=today)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return sheet_response(
            kind,
            name="vuong-mac",
            title=_("Difficulties, obstacles and proposals"),
            columns=_columns(),
            rows=queries.obstacle_lines(user, list(rows), today=today),
        )
    page = page_of(rows, request.GET)
    context = {
        "page": page,
        "lines": queries.obstacle_lines(user, list(page), today=today),
        "waiting": queries.n_waiting(user, today=today),
        "chosen": chosen,
        "is_filtered": chosen.is_set,
        "states": obstacle_state_options(),
        "parts": obstacle_part_options(),
        "units": [("", _("All units")), *_units(user)],
        "may_raise": access.may_raise_obstacle(user),
    }
    return render(request, "notices/obstacles.html", context)


@require_http_methods(["GET", "POST"])
def raise_obstacle(request: HttpRequest) -> HttpResponse:
    """Raise an obstacle; what was refused stays in the form."""
    user = signed_in(request)
    require(access.may_write(user))
    if request.method != "POST":
        usual = {
            "unit": str(user.unit_id or ""),
            "day": usual_answer_day(clock.today()).isoformat(),
            "about": request.GET.get("ve", ""),
        }
        return _raise_form(request, user, usual)
    sent = {name: request.POST.get(key, "") for name, key in _FIELDS.items()}
    try:
        found = actions.raise_obstacle(said=_said(user, sent), mark=mark_of(request), by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _raise_form(request, user, sent, refusal)
    messages.success(
        request, _("The obstacle is in the register; %(unit)s was told.") % {"unit": found.owner}
    )
    return redirect("notices:obstacle", found.pk)


@require_safe
def obstacle(request: HttpRequest, obstacle_id: int) -> HttpResponseBase:
    """One obstacle: what is asked, what was done, and what may be done now; as a page or a file."""
    user = signed_in(request)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        found = access.get_obstacle(user, obstacle_id)
        return obstacle_sheet(kind, user, queries.obstacle_page(user, found, today=clock.today()))
    return _page(request, user, access.get_obstacle(user, obstacle_id))


@require_POST
def take_step(request: HttpRequest, obstacle_id: int) -> HttpResponse:
    """Answer, hand on, escalate, return, close, reopen, or set the day of the answer."""
    user = signed_in(request)
    found = access.get_obstacle(user, obstacle_id)
    word = request.POST.get("buoc", "")
    unit_id = number(request.POST, "don-vi")
    try:
        actions.take_obstacle_step(
            obstacle=found,
            step=OBSTACLE_STEPS.get(word, ""),
            words=request.POST.get("loi", ""),
            owner=get_unit(user, unit_id) if unit_id is not None else None,
            answer_due_on=day_of(request.POST.get("han", ""), field="answer_due_on"),
            seen=request.POST.get("thay", ""),
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        typed = {"word": word, "words": request.POST.get("loi", ""), "day": request.POST.get("han", "")}
        return _page(request, user, access.get_obstacle(user, obstacle_id), typed, refusal)
    messages.success(request, _("Kept; those whom it concerns were told."))
    return redirect("notices:obstacle", found.pk)


def _page(
    request: HttpRequest,
    user: User,
    found: Obstacle,
    typed: dict[str, str] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    page = queries.obstacle_page(user, found, today=clock.today())
    offered = {OBSTACLE_STEPS[word] for word in OBSTACLE_STEPS if typed and word == typed["word"]}
    context = {
        "is_homeless": bool(typed) and not offered & set(page.steps),
        "page": page,
        "obstacle": found,
        "forms": step_forms(page.steps),
        "units": [("", _("Choose a unit")), *_units(user)] if Step.HAND_ON in page.steps else [],
        "usual_day": usual_answer_day(clock.today()).isoformat(),
        "typed": typed or {},
        "error": refusal,
    }
    return render(request, "notices/obstacle.html", context, status=refusal.status if refusal else 200)


def _raise_form(
    request: HttpRequest, user: User, typed: dict[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    is_stale = isinstance(refusal, actions.AlreadySent)
    context = {
        "typed": typed,
        "subject": _subject(user, typed.get("about", "")),
        "units": [("", _("Choose a unit")), *_units(user)],
        "mark": mark_of(request) if request.method == "POST" and not is_stale else uuid4(),
        "own_units": [one for one in _units(user) if int(one[0]) in access.raising_units(user)],
        "error": refusal,
    }
    return render(request, "notices/raise_obstacle.html", context, status=refusal.status if refusal else 200)


def _said(user: User, sent: dict[str, str]) -> actions.Raised:
    if not sent["owner"].isdecimal() or len(sent["owner"]) > 18:
        raise Refusal(_("Choose the unit that must answer."), field="owner")
    day = day_of(sent["day"], field="answer_due_on")
    if day is None:
        raise Refusal(_("Say by which day you need the answer."), field="answer_due_on")
    return actions.Raised(
        title=sent["title"],
        text=sent["text"],
        proposal=sent["proposal"],
        place=sent["place"],
        owner=get_unit(user, int(sent["owner"])),
        answer_due_on=day,
        subject=_subject(user, sent["about"]),
        unit=get_unit(user, int(sent["unit"]))
        if sent["unit"].isdecimal() and len(sent["unit"]) <= 18
        else None,
    )


def _subject(user: User, said: str) -> Subject | None:
    """The subject an address or form names as word:number; nothing when it names none."""
    word, _colon, pk = said.partition(":")
    return access.get_subject(user, word, int(pk)) if pk.isdecimal() and len(pk) <= 18 else None


def _units(user: User) -> Options:
    units: list[Unit] = list(visible_units(user).existing(clock.today()))
    return [(str(unit.pk), unit.name) for unit in units]


def _columns() -> list[Column[queries.ObstacleLine]]:
    return [
        Column(_("No."), lambda row: row.obstacle.pk, 10),
        Column(_("State"), lambda row: row.obstacle.get_state_display(), 22),
        Column(_("Answer by"), lambda row: row.obstacle.answer_due_on, 14),
        Column(_("Late"), lambda row: _("yes") if row.is_late else "", 10),
        Column(_("In a few words"), lambda row: row.obstacle.title, 50),
        Column(_("What stands in the way"), lambda row: row.obstacle.text, 60),
        Column(_("Proposal"), lambda row: row.obstacle.proposal, 60),
        Column(_("Place or site"), lambda row: row.obstacle.place, 36),
        Column(_("Raised by"), lambda row: row.obstacle.unit.name, 36),
        Column(_("Must answer"), lambda row: row.obstacle.owner.name, 36),
        Column(_("About"), lambda row: row.subject.title if row.subject else "", 50),
        Column(_("Raised on"), lambda row: clock.local(row.obstacle.raised_at).date(), 14),
    ]
