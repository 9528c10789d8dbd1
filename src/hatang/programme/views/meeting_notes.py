"""What is written down while a meeting goes on: a line beside each thing, and the day of an answer."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.access import signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import day
from hatang.base.refusal import Refusal
from hatang.notices.access import get_obstacle
from hatang.notices.models import Obstacle
from hatang.programme import access, actions
from hatang.programme.models import Obligation
from hatang.programme.views.meetings import meeting_page, run_by

# Names the line that belongs to nothing in particular.
GENERAL = "chung"


@dataclass(frozen=True)
class RefusedNote:
    """A line that was not written, with the words and why; `key` names the line."""

    key: str
    words: str
    sentence: str


@require_POST
def write_note(request: HttpRequest, meeting_id: int, obligation_id: int) -> HttpResponse:
    """Write the line beside one thing that is owed."""
    user = signed_in(request)
    owed = access.get_obligation(user, obligation_id)
    return _write(request, user, meeting_id, owed, f"nv-{obligation_id}")


@require_POST
def write_obstacle_note(request: HttpRequest, meeting_id: int, obstacle_id: int) -> HttpResponse:
    """Write the line beside an obstacle."""
    user = signed_in(request)
    return _write(request, user, meeting_id, get_obstacle(user, obstacle_id), f"vm-{obstacle_id}")


@require_POST
def write_general_note(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Write what was said and agreed beside all lines of the sheet."""
    return _write(request, signed_in(request), meeting_id, None, GENERAL)


@require_POST
def set_answer_day(request: HttpRequest, meeting_id: int, obstacle_id: int) -> HttpResponse:
    """Set the day until which an obstacle is answered; a refusal is told on the sheet."""
    user = signed_in(request)
    found, obstacle = run_by(user, meeting_id), get_obstacle(user, obstacle_id)
    try:
        on = day(request.POST, "han")
        actions.set_answer_day(meeting=found, obstacle=obstacle, on=on, by=user, at=clock.now())
    except Refusal as refusal:
        told = {"refused_day": {"key": f"vm-{obstacle.pk}", "sentence": refusal.sentence}}
        return meeting_page(request, user, found, status=refusal.status, **told)
    messages.success(request, _("The day of the answer was set; both units were told."))
    return redirect(f"{reverse('programme:meeting', args=[found.pk])}#vm-{obstacle.pk}")


def _write(
    request: HttpRequest, user: User, meeting_id: int, about: Obligation | Obstacle | None, key: str
) -> HttpResponse:
    """Write a line; a page that saves by itself gets the line back."""
    found = run_by(user, meeting_id)
    words, seen = request.POST.get("ghi", ""), request.POST.get("thay", "")
    is_part = "HX-Request" in request.headers
    template = "programme/meeting_general.html" if about is None else "programme/meeting_note.html"
    context = {"meeting": found, "key": key, "address": request.path}
    try:
        note = actions.write_note(
            meeting=found,
            about=about,
            text=words,
            seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
            by=user,
            at=clock.now(),
        )
    except Refusal as refusal:
        refused = RefusedNote(key, words, refusal.sentence)
        if not is_part:
            return meeting_page(request, user, found, refused=refused, status=refusal.status)
        named = {
            "obligation": about if isinstance(about, Obligation) else None,
            "obstacle": about if isinstance(about, Obstacle) else None,
        }
        there = found.notes.filter(**named).select_related("written_by").first()
        return render(request, template, {**context, "note": there, "refused": refused})
    if is_part:
        return render(request, template, {**context, "note": note, "is_saved": True})
    return redirect(f"{reverse('programme:meeting', args=[found.pk])}#{key}")
