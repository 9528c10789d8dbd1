"""Mail address and outside account of a person, kept by administrators."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts import actions
from hatang.accounts.access import get_person, may_manage_users, require, signed_in
from hatang.base import clock


@require_POST
def set_email(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give a person another address for mail."""
    user = signed_in(request)
    require(may_manage_users(user))
    person = get_person(user, person_id)
    actions.set_email(user=person, email=request.POST.get("email", ""), by=user, at=clock.now())
    messages.success(request, _("The account was changed."))
    return redirect("accounts:person", person_id)


@require_POST
def set_identity(request: HttpRequest, person_id: int) -> HttpResponse:
    """Say which account at the provider is a person's."""
    user = signed_in(request)
    require(may_manage_users(user) and bool(settings.OIDC_ISSUER))
    actions.set_identity(
        user=get_person(user, person_id),
        issuer=settings.OIDC_ISSUER,
        subject=request.POST.get("dinh-danh", ""),
        by=user,
        at=clock.now(),
    )
    messages.success(request, _("The account was changed."))
    return redirect("accounts:person", person_id)
