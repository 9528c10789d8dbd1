"""Buttons by which the work of a document is given out: submit, approve, return, undo."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.documents.access import get_version, may_publish, may_review
from hatang.programme import access, actions
from hatang.programme.models import Plan


@require_POST
def publish(request: HttpRequest, version_id: int) -> HttpResponse:
    """Approve what is read of a document, as it is now, without waiting for the office to submit it."""
    user = signed_in(request)
    require(may_publish(user))
    plan = actions.publish_plan(version=get_version(user, version_id), by=user, at=clock.now())
    return _published(request, plan)


@require_POST
def ask_approval(request: HttpRequest, version_id: int) -> HttpResponse:
    """Lay what is read of a document before a leader."""
    user = signed_in(request)
    require(may_review(user))
    version = get_version(user, version_id)
    actions.ask_approval(version=version, note=request.POST.get("ghi-chu", ""), by=user, at=clock.now())
    messages.success(request, _("Submitted; the leader finds it on the home page."))
    return redirect("documents:document", version.document_id)


@require_POST
def approve(request: HttpRequest, approval_id: int) -> HttpResponse:
    """Give out the work of a document."""
    user = signed_in(request)
    require(may_publish(user))
    plan = actions.approve(approval=access.get_approval(user, approval_id), by=user, at=clock.now())
    return _published(request, plan)


@require_POST
def return_reading(request: HttpRequest, approval_id: int) -> HttpResponse:
    """Send a reading back to the office."""
    user = signed_in(request)
    require(may_publish(user))
    approval = access.get_approval(user, approval_id)
    reason = request.POST.get("ly-do", "")
    actions.return_reading(approval=approval, reason=reason, by=user, at=clock.now())
    messages.success(request, _("Returned to the office with your reason."))
    return redirect("documents:document", approval.version.document_id)


@require_POST
def take_back(request: HttpRequest, approval_id: int) -> HttpResponse:
    """Take back what was laid before a leader."""
    user = signed_in(request)
    require(may_review(user))
    approval = access.get_approval(user, approval_id)
    actions.take_back_approval(approval=approval, by=user, at=clock.now())
    messages.success(request, _("Taken back; nothing was given out."))
    return redirect("documents:document", approval.version.document_id)


@require_POST
def undo_publication(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Take a publication back on its day."""
    user = signed_in(request)
    publication = access.get_publication(user, publication_id)
    reason = request.POST.get("ly-do", "")
    actions.undo_publication(publication=publication, reason=reason, by=user, at=clock.now())
    messages.success(request, _("The publication was undone; what was public before it is public again."))
    return redirect("documents:document", publication.document_id)


def _published(request: HttpRequest, plan: Plan) -> HttpResponse:
    n_tasks = plan.tasks.filter(withdrawn_at__isnull=True).count()
    said = ngettext(
        "Added to the programme: %(n)s task is followed from now on.",
        "Added to the programme: %(n)s tasks are followed from now on.",
        n_tasks,
    )
    messages.success(request, said % {"n": n_tasks})
    return redirect(f"{reverse('programme:tasks')}?ke-hoach={plan.pk}")
