"""Weekly meetings: their list, the sheet of one, and the line written about each thing on it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import number, page_of
from hatang.base.refusal import Refusal
from hatang.base.sheets import sheet_kind
from hatang.notices.models import Obstacle
from hatang.programme import access, actions, queries
from hatang.programme.meeting_forms import ConclusionTyped, MeetingTyped, callable_units, standing_units
from hatang.programme.models import Meeting
from hatang.programme.rules import REMARKS, is_same_day
from hatang.programme.sheets.meeting import meeting_file
from hatang.programme.wording import sheet_rule

SPEAKERS_A_PAGE = 40


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Meetings: the next one first, then those held."""
    user = signed_in(request)
    context = {
        "page": page_of(queries.meeting_list(user), request.GET),
        "next": queries.next_meeting(user, today=clock.today()),
        "may_call": bool(callable_units(user)),
    }
    return render(request, "programme/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def call_meeting(request: HttpRequest) -> HttpResponse:
    """Call a meeting; a refusal is told beside what was typed."""
    user = signed_in(request)
    require(bool(callable_units(user)))
    typed = MeetingTyped.read(request.POST) if request.method == "POST" else MeetingTyped.usual(user)
    if request.method == "POST":
        try:
            call = typed.understood(user)
            require(access.may_call_meetings(user, call.unit.pk if call.unit else None))
            meeting = actions.call_meeting(call=call, by=user, at=clock.now())
        except Refusal as refusal:
            return _form(request, user, typed, None, refusal)
        messages.success(request, _("The meeting was called."))
        return redirect("programme:meeting", meeting.pk)
    return _form(request, user, typed, None, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Change when, where and by whom a meeting is held."""
    user = signed_in(request)
    meeting = run_by(user, meeting_id)
    if request.method != "POST":
        return _form(request, user, MeetingTyped.of(meeting), meeting, None)
    typed = MeetingTyped.read(request.POST)
    try:
        call = typed.understood(user)
        require(access.may_call_meetings(user, call.unit.pk if call.unit else None))
        actions.change_meeting(meeting=meeting, call=call, seen=typed.revision, by=user, at=clock.now())
    except Refusal as refusal:
        return _form(request, user, typed, meeting, refusal)
    messages.success(request, _("The meeting was changed."))
    return redirect("programme:meeting", meeting.pk)


@require_safe
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponseBase:
    """The sheet of a meeting, as a page or a file."""
    user = signed_in(request)
    found = access.get_meeting(user, meeting_id)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return meeting_file(kind, user, found)
    return meeting_page(request, user, found)


@require_POST
def open_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Begin a meeting."""
    user = signed_in(request)
    actions.open_meeting(meeting=run_by(user, meeting_id), by=user, at=clock.now())
    messages.success(request, _("The meeting is open: what is said is written beside each line."))
    return redirect("programme:meeting", meeting_id)


def meeting_page(
    request: HttpRequest, user: User, found: Meeting, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a meeting, with what was refused on it."""
    sheet = queries.meeting_sheet(user, found)
    about = _about(request, sheet)
    may_run = access.may_call_meetings(user, found.unit_id)
    context = {
        "meeting": found,
        "sheet": sheet,
        "rule": sheet_rule(sheet),
        "remarks": REMARKS,
        "page": page_of(sheet.speakers, _page_asked(request, sheet), size=SPEAKERS_A_PAGE),
        "changes": queries.changes_since(user, sheet),
        "may_run": may_run,
        "may_write": may_run and found.is_open,
        "conclusions": queries.conclusions_of(found),
        "typed": ConclusionTyped.about(about) if about else None,
        "obstacles": [("", "—"), *((str(one.obstacle.pk), one.obstacle.title) for one in sheet.obstacles)],
        "units": standing_units(clock.today()) if may_run and found.is_open else [],
        "may_reopen": may_run
        and found.closed_at is not None
        and is_same_day(found.closed_at, clock.now())
        and queries.may_undo_work(user, found),
        "draft": queries.draft_of(user, found),
        **more,
    }
    return render(request, "programme/meeting.html", context, status=status)


def _about(request: HttpRequest, sheet: queries.MeetingSheet) -> Obstacle | None:
    """The obstacle on the sheet about which a conclusion is to be written, as the address says."""
    pk = number(request.GET, "vuong-mac")
    return next((one.obstacle for one in sheet.obstacles if one.obstacle.pk == pk), None)


def _page_asked(request: HttpRequest, sheet: queries.MeetingSheet) -> Mapping[str, str]:
    """Which page of speakers is asked for: by its number, or by a line that stands on it."""
    line = request.GET.get("dong", "")
    place = next((n for n, one in enumerate(sheet.speakers) if any(x.key == line for x in one.lines)), None)
    return request.GET if place is None else {"trang": str(place // SPEAKERS_A_PAGE + 1)}


def run_by(user: User, meeting_id: int) -> Meeting:
    """A meeting that the user may run."""
    found = access.get_meeting(user, meeting_id)
    require(access.may_call_meetings(user, found.unit_id))
    return found


def _form(
    request: HttpRequest, user: User, typed: MeetingTyped, found: Meeting | None, refusal: Refusal | None
) -> HttpResponse:
    context = {"typed": typed, "meeting": found, "refusal": refusal, "units": callable_units(user)}
    return render(request, "programme/meeting_form.html", context, status=refusal.status if refusal else 200)
