"""For whom a document is: said by the programme office."""

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
from hatang.documents import access, actions, queries
from hatang.documents.forms import AudienceForm
from hatang.documents.views.pages import document_response


@require_POST
def audience(request: HttpRequest, document_id: int) -> HttpResponse:
    """Say for whom a document is; a refusal is told beside what was typed."""
    user = signed_in(request)
    document = access.get_document(user, document_id)
    require(access.may_set_audience(user))
    form = AudienceForm.sent(request.POST)
    try:
        units, groups = queries.find_named(form.chosen, form.more.splitlines())
        said = actions.set_audience(
            document=document,
            units=units,
            groups=groups,
            is_restricted=form.is_restricted,
            reason=form.reason,
            seen=form.seen,
            by=user,
            at=clock.now(),
        )
    except Refusal as refusal:
        refused = replace(form, sentence=refusal.sentence, field=refusal.field or "")
        return document_response(request, document_id, audience_form=refused, status=refusal.status)
    messages.success(
        request,
        _("Saved. Only its audience and the programme office read this document and its tasks now.")
        if said.is_restricted
        else _("Saved. Everybody who signs in may read this document once it is in the programme."),
    )
    return redirect(f"{reverse('documents:document', args=[document_id])}?xem=van-ban#doi-tuong")
