"""Invitations: made by administrators, taken up by whoever has the link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hatang.accounts.access import get_person, get_unit, may_manage_users, require, signed_in, visible_units
from hatang.accounts.actions import accept_invitation, open_invitation, withdraw_invitation
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.refusal import Refusal
from hatang.portal.actions import AddressOf, Invited, invite, send_invitation_again
from hatang.portal.forms import FirstPasswordForm, InvitationForm


@never_cache
@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """The form for a new person; the link is in this answer only, where no mail carries it."""
    user = signed_in(request)
    require(may_manage_users(user))
    form = InvitationForm(request.POST or None)
    form.offer_units([(str(one.pk), one.name) for one in visible_units(user)])
    made = _made(request, form, user) if form.is_valid() else None
    if made is not None:
        return render(request, "portal/invited.html", {"made": made})
    return render(request, "portal/new_person.html", {"form": form})


@never_cache
@require_POST
def again(request: HttpRequest, person_id: int) -> HttpResponse:
    """Send an invitation once more, under a new link."""
    user = signed_in(request)
    require(may_manage_users(user))
    made = send_invitation_again(
        user=get_person(user, person_id), address_of=_address_of(request), by=user, at=clock.now()
    )
    return render(request, "portal/invited.html", {"made": made})


@require_POST
def withdraw(request: HttpRequest, person_id: int) -> HttpResponse:
    """Let an invitation open nothing any more."""
    user = signed_in(request)
    require(may_manage_users(user))
    withdraw_invitation(user=get_person(user, person_id), by=user, at=clock.now())
    messages.success(request, _("The invitation is withdrawn; its link opens nothing any more."))
    return redirect("accounts:person", person_id)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever has the link chooses the first password."""
    found = open_invitation(secret=secret, at=clock.now())
    form = FirstPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            accept_invitation(
                invitation=found, password=form.cleaned_data["password1"], by=found.user, at=clock.now()
            )
        except Refusal as refusal:
            if refusal.field is None:
                raise
            form.add_error("password1", refusal.sentence)
        else:
            messages.success(request, _("Your password is kept. Sign in with your username and it."))
            return redirect("account_login")
    return render(request, "portal/invitation.html", {"form": form, "person": found.user})


def _made(request: HttpRequest, form: InvitationForm, user: User) -> Invited | None:
    """The invitation; None where it was refused, with the reason at the field."""
    asked = form.cleaned_data
    try:
        return invite(
            username=asked["username"],
            full_title=asked["full_title"],
            role=asked["role"],
            unit=get_unit(user, int(asked["unit"])) if asked["unit"] else None,
            email=asked["email"],
            address_of=_address_of(request),
            by=user,
            at=clock.now(),
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return None


def _address_of(request: HttpRequest) -> AddressOf:
    return lambda secret: request.build_absolute_uri(reverse("portal:invitation", args=[secret]))
