"""What a meeting concludes, and the end of the meeting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.refusal import Refusal
from hatang.documents.access import may_publish
from hatang.programme import access, actions, queries
from hatang.programme.meeting_forms import ConclusionTyped
from hatang.programme.views.meetings import meeting_page, run_by


@require_POST
def add_conclusion(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Write down a conclusion; a refusal is told beside what was typed."""
    user = signed_in(request)
    found = run_by(user, meeting_id)
    typed = ConclusionTyped.read(request.POST)
    try:
        actions.add_conclusion(meeting=found, said=typed.understood(user), by=user, at=clock.now())
    except Refusal as refusal:
        told = {"typed": typed, "refused_conclusion": refusal}
        return meeting_page(request, user, found, status=refusal.status, **told)
    return redirect(f"{reverse('programme:meeting', args=[found.pk])}#ket-luan")


@require_POST
def remove_conclusion(request: HttpRequest, meeting_id: int, conclusion_id: int) -> HttpResponse:
    """Take a conclusion away."""
    user = signed_in(request)
    found = run_by(user, meeting_id)
    conclusion = access.get_conclusion(user, found, conclusion_id)
    actions.remove_conclusion(conclusion=conclusion, by=user, at=clock.now())
    messages.success(request, _("The conclusion was taken away."))
    return redirect(f"{reverse('programme:meeting', args=[found.pk])}#ket-luan")


@require_POST
def close_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """End a meeting: its work is given out, or laid before a leader by whoever may not give it out."""
    user = signed_in(request)
    found = run_by(user, meeting_id)
    kept = queries.sheet_to_keep(queries.meeting_sheet(user, found))
    may_give_out = may_publish(user)
    closed = actions.close_meeting(
        meeting=found, kept=kept, is_given_out=may_give_out, by=user, at=clock.now()
    )
    if closed.document is None:
        said = _("The meeting is closed; its sheet is kept as it was.")
    elif may_give_out:
        said = _("The meeting is closed; its conclusions are tasks now, and the announcement is drafted.")
    else:
        said = _("The meeting is closed; the draft announcement waits for a leader, who gives out the work.")
    messages.success(request, said)
    return redirect("programme:meeting", meeting_id)


@require_POST
def reopen_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Take the closing back on its day; a refusal is told beside the reason."""
    user = signed_in(request)
    found = run_by(user, meeting_id)
    reason = request.POST.get("ly-do", "")
    require(queries.may_undo_work(user, found))
    try:
        actions.reopen_meeting(meeting=found, reason=reason, by=user, at=clock.now())
    except Refusal as refusal:
        told = {"reason": reason, "refused_reopening": refusal}
        return meeting_page(request, user, found, status=refusal.status, **told)
    messages.success(request, _("The meeting is open again; the work it gave out was taken back."))
    return redirect("programme:meeting", meeting_id)
