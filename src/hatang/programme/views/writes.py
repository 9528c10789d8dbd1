"""Buttons: publish a document, say how far a unit is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.documents.access import get_version, may_publish
from hatang.programme import access, actions


@require_POST
def publish(request: HttpRequest, version_id: int) -> HttpResponse:
    """Put the targets and tasks of a document into the programme."""
    user = signed_in(request)
    require(may_publish(user))
    plan = actions.publish_plan(version=get_version(user, version_id), by=user, at=clock.now())
    n_tasks = plan.tasks.filter(withdrawn_at__isnull=True).count()
    said = ngettext(
        "Added to the programme: %(n)s task is followed from now on.",
        "Added to the programme: %(n)s tasks are followed from now on.",
        n_tasks,
    )
    messages.success(request, said % {"n": n_tasks})
    return redirect(f"{reverse('programme:tasks')}?ke-hoach={plan.pk}")


@require_POST
def progress(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Say how far a unit is with what it owes."""
    user = signed_in(request)
    obligation = access.get_obligation(user, obligation_id)
    require(access.may_record_progress(user, obligation))
    state = request.POST.get("tinh-trang", "")
    actions.record_progress(obligation=obligation, state=state, by=user, at=clock.now())
    messages.success(request, _("%(unit)s: progress was saved.") % {"unit": obligation.unit})
    return redirect("programme:task", obligation.task_id)
