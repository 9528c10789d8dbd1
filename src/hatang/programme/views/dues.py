"""Buttons of deadlines: the event they wait for, and their parts."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import number
from hatang.base.refusal import Refusal
from hatang.documents.access import visible_documents
from hatang.documents.models import Document
from hatang.programme import access, actions
from hatang.programme.models import Obligation, Task
from hatang.programme.views.items import RefusedForm, task_page
from hatang.programme.views.obligations import day_of_form, run_form


@require_POST
def tell_event(request: HttpRequest, task_id: int) -> HttpResponse:
    """Say that the event a deadline waits for has happened, or correct what was said."""

    def do(task: Task, user: User) -> str:
        part_id = number(request.POST, "phan")
        part = access.get_part(user, task, part_id) if part_id is not None else None
        n_units = number(request.POST, "thoi-han")
        if n_units is None:
            raise Refusal(
                _("Enter how many days or months the words give after the event."), field="thoi-han"
            )
        told = actions.Happening(
            happened_on=day_of_form(request, "ngay"),
            ground=request.POST.get("can-cu", ""),
            n_units=n_units,
            term_unit=request.POST.get("don-vi-tinh", ""),
            document=_document(request, user),
        )
        because = request.POST.get("ly-do", "")
        event = actions.tell_event(task=task, part=part, told=told, because=because, by=user, at=clock.now())
        return _("Saved: the deadline is now %(day)s.") % {"day": event.due_on.strftime("%d/%m/%Y")}

    return _run(request, access.get_task(signed_in(request), task_id), do)


@require_POST
def take_back_event(request: HttpRequest, event_id: int) -> HttpResponse:
    """Say that an event has not happened after all."""
    event = access.get_due_event(signed_in(request), event_id)

    def do(task: Task, user: User) -> str:
        actions.take_back_event(event=event, because=request.POST.get("ly-do", ""), by=user, at=clock.now())
        return _("Saved: the deadline waits for its event again.")

    return _run(request, event.task, do)


@require_POST
def meet_part(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Say that one part of a deadline was met, that it need not be, or that it is open again."""

    def do(owed: Obligation, user: User) -> str:
        deed = request.POST.get("viec", "")
        is_waiving = deed == "mien"
        require(access.may_waive_parts(user, owed) if is_waiving else access.may_record_progress(user, owed))
        part_id = number(request.POST, "phan")
        part = access.get_part(user, owed.task, part_id if part_id is not None else 0)
        if deed == "mo-lai":
            actions.reopen_part(obligation=owed, part=part, by=user, at=clock.now())
            return _("The part is open again.")
        because = request.POST.get("ly-do", "").strip() if is_waiving else ""
        if is_waiving and not because:
            raise Refusal(_("Write why this part need not be met."), field="ly-do")
        done_on = day_of_form(request, "ngay") if not is_waiving and request.POST.get("ngay") else None
        actions.meet_part(
            obligation=owed, part=part, done_on=done_on, waived_because=because, by=user, at=clock.now()
        )
        return _("The part was saved.")

    return run_form(request, obligation_id, "part", do)


def _run(request: HttpRequest, task: Task, do: Callable[[Task, User], str]) -> HttpResponse:
    """Do what a form of the task's page asks; what is refused is shown with the words that were typed."""
    user = signed_in(request)
    require(access.may_tell_events(user, task))
    try:
        said = do(task, user)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        typed = {name.replace("-", "_"): str(value) for name, value in request.POST.items()}
        form = RefusedForm("event", refusal.sentence, typed)
        return task_page(request, task.pk, refused_form=form, status=refusal.status)
    messages.success(request, said)
    return redirect("programme:task", task.pk)


def _document(request: HttpRequest, user: User) -> Document | None:
    """The document that was proposed and is still the ground."""
    pk = number(request.POST, "van-ban")
    found = visible_documents(user).filter(pk=pk).first() if pk is not None else None
    return (
        found
        if found is not None and found.number and found.number in request.POST.get("can-cu", "")
        else None
    )
