"""Whether a document is in effect: said by the programme office."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.refusal import Refusal
from hatang.documents import access, actions
from hatang.documents.forms import ValidityForm
from hatang.documents.views.pages import document_response


@require_POST
def validity(request: HttpRequest, document_id: int) -> HttpResponse:
    """Say whether a document is in effect; a refusal is told beside what was typed."""
    user = signed_in(request)
    document = access.get_document(user, document_id)
    require(access.may_set_validity(user))
    form = ValidityForm.sent(request.POST)
    try:
        actions.set_validity(
            document=document,
            effect=form.effect(user),
            reason=form.reason,
            seen=form.seen,
            by=user,
            at=clock.now(),
        )
    except Refusal as refusal:
        refused = replace(form, sentence=refusal.sentence, field=refusal.field or "")
        return document_response(request, document_id, validity_form=refused, status=refusal.status)
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('documents:document', args=[document_id])}?xem=van-ban#hieu-luc")
