"""Programs outside that are told of notices: the page of an administrator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hatang.accounts.access import may_manage_users, require, signed_in
from hatang.base import clock
from hatang.base.refusal import NotAllowed, Refusal
from hatang.notices import access, actions, queries
from hatang.notices.models import NoticeKind


@require_http_methods(["GET", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    """Programs that are told, how the last tellings went, and the form for another one."""
    user = signed_in(request)
    require(may_manage_users(user))
    refusal = None
    if request.method == "POST":
        try:
            actions.add_webhook(
                name=request.POST.get("ten", ""),
                url=request.POST.get("dia-chi", ""),
                secret=request.POST.get("khoa", ""),
                kinds=request.POST.getlist("loai"),
                by=user,
                at=clock.now(),
            )
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("The program is told from now on."))
            return redirect("notices:webhooks")
    chosen = request.POST.getlist("loai")
    context = {
        "rows": queries.webhook_lines(user),
        "kinds": [(value, label, value in chosen) for value, label in NoticeKind.choices],
        "typed": {"name": request.POST.get("ten", ""), "url": request.POST.get("dia-chi", "")},
        "error": refusal,
    }
    return render(request, "notices/webhooks.html", context, status=refusal.status if refusal else 200)


@require_POST
def end_webhook(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Tell a program nothing more."""
    user = signed_in(request)
    actions.end_webhook(webhook=access.get_webhook(user, webhook_id), by=user, at=clock.now())
    messages.success(request, _("The program is told nothing more."))
    return redirect("notices:webhooks")
