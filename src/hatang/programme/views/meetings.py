"""Weekly meetings: their list, the sheet of one, and the line written about each thing on it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import page_of
from hatang.base.refusal import Refusal
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.programme import access, actions, queries
from hatang.programme.meeting_forms import MeetingTyped, callable_units, standing_units
from hatang.programme.models import Meeting
from hatang.programme.queries import SheetLine
from hatang.programme.rules import is_same_day
from hatang.programme.wording import due_words, reason_words

SPEAKERS_A_PAGE = 40


@dataclass(frozen=True)
class RefusedNote:
    """A line that was not written, with the words and why."""

    obligation_id: int
    words: str
    sentence: str


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
        sheet = queries.meeting_sheet(user, found)
        under = " · ".join(one for one in (found.unit.name if found.unit else "", found.chair) if one)
        return sheet_response(
            kind,
            name=f"giao-ban-{found.held_on:%Y-%m-%d}",
            title=_("Weekly meeting of %(day)s") % {"day": found},
            under=under,
            columns=_columns(),
            rows=sheet.lines,
        )
    return meeting_page(request, user, found)


@require_POST
def open_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Begin a meeting."""
    user = signed_in(request)
    actions.open_meeting(meeting=run_by(user, meeting_id), by=user, at=clock.now())
    messages.success(request, _("The meeting is open: what is said is written beside each line."))
    return redirect("programme:meeting", meeting_id)


@require_POST
def write_note(request: HttpRequest, meeting_id: int, obligation_id: int) -> HttpResponse:
    """Write the line beside one thing; a page that saves by itself gets the line back."""
    user = signed_in(request)
    found = run_by(user, meeting_id)
    owed = access.get_obligation(user, obligation_id)
    words, seen = request.POST.get("ghi", ""), request.POST.get("thay", "")
    is_part = "HX-Request" in request.headers
    try:
        note = actions.write_note(
            meeting=found,
            obligation=owed,
            text=words,
            seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
            by=user,
            at=clock.now(),
        )
    except Refusal as refusal:
        refused = RefusedNote(owed.pk, words, refusal.sentence)
        if not is_part:
            return meeting_page(request, user, found, refused=refused, status=refusal.status)
        note = found.notes.filter(obligation=owed).select_related("written_by").first()  # type: ignore[assignment]
        context = {"meeting": found, "owed": owed, "note": note, "refused": refused}
        return render(request, "programme/meeting_note.html", context)
    if is_part:
        context = {"meeting": found, "owed": owed, "note": note, "is_saved": True}
        return render(request, "programme/meeting_note.html", context)
    return redirect(f"{reverse('programme:meeting', args=[found.pk])}#nv-{owed.pk}")


def meeting_page(
    request: HttpRequest, user: User, found: Meeting, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a meeting, with what was refused on it."""
    sheet = queries.meeting_sheet(user, found)
    may_run = access.may_call_meetings(user, found.unit_id)
    context = {
        "meeting": found,
        "sheet": sheet,
        "page": page_of(sheet.speakers, request.GET, size=SPEAKERS_A_PAGE),
        "changes": queries.changes_since(user, sheet),
        "may_run": may_run,
        "may_write": may_run and found.is_open,
        "conclusions": queries.conclusions_of(found),
        "units": standing_units(clock.today()) if may_run and found.is_open else [],
        "may_reopen": may_run
        and found.closed_at is not None
        and is_same_day(found.closed_at, clock.now())
        and may_undo_work(user, found),
        "draft": queries.draft_of(user, found),
        **more,
    }
    return render(request, "programme/meeting.html", context, status=status)


def run_by(user: User, meeting_id: int) -> Meeting:
    """A meeting that the user may run."""
    found = access.get_meeting(user, meeting_id)
    require(access.may_call_meetings(user, found.unit_id))
    return found


def may_undo_work(user: User, found: Meeting) -> bool:
    """Whether the user may take back what the meeting gave out: as any publication; nothing, anybody."""
    draft = queries.draft_of(user, found)
    return draft is None or draft.plan is None or access.may_undo_publications(user)


def _form(
    request: HttpRequest, user: User, typed: MeetingTyped, found: Meeting | None, refusal: Refusal | None
) -> HttpResponse:
    context = {"typed": typed, "meeting": found, "refusal": refusal, "units": callable_units(user)}
    return render(request, "programme/meeting_form.html", context, status=refusal.status if refusal else 200)


def _columns() -> list[Column[SheetLine]]:
    return [
        Column(_("Unit"), lambda row: row.owed.unit.name, 28),
        Column(_("Level"), lambda row: _("Red") if row.is_red else _("Amber"), 10),
        Column(_("Task"), lambda row: f"{row.owed.task.path} {row.owed.task.text}", 70),
        Column(_("Plan"), lambda row: row.owed.task.plan.number or row.owed.task.plan.title, 18),
        Column(_("Deadline"), lambda row: row.due_on or due_words(row.owed.task), 14),
        Column(_("Days late"), lambda row: row.n_days_late or None, 10),
        Column(_("Why"), lambda row: "; ".join(map(reason_words, row.reasons)), 30),
        Column(_("Said and agreed"), lambda row: row.note.text if row.note else "", 40),
    ]
