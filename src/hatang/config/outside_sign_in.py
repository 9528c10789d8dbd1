"""Signing in with an account of an OpenID Connect provider."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from requests import RequestException

from hatang.accounts.actions import UnknownIdentity, recognise_identity
from hatang.accounts.models import SignInOutcome
from hatang.base import clock
from hatang.config.door_log import keep

View = Callable[[HttpRequest, str], HttpResponse]


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """An account elsewhere is a person who is known here, or nobody: it makes no account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody signs up."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person; whoever is not found, or would tie an account to a session, is refused."""
        account, emails = sociallogin.account, sociallogin.email_addresses
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(refused(request, _("Accounts are tied by your administrator.")))
        try:
            sociallogin.user, is_new = recognise_identity(
                issuer=settings.OIDC_ISSUER,
                subject=account.uid,
                verified_emails=[one.email for one in emails if one.verified is True],
                by=None,
                at=clock.now(),
            )
        except UnknownIdentity as refusal:
            named = emails[0].email if emails else account.uid
            keep(request, SignInOutcome.IDENTITY_REFUSED, name=named, means=account.provider)
            raise ImmediateHttpResponse(refused(request, refusal.sentence)) from refusal
        if is_new:
            keep(request, SignInOutcome.IDENTITY_LINKED, user=sociallogin.user, means=account.provider)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: object,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say that the way through the provider was given up, or failed."""
        if error == AuthError.CANCELLED or request.GET.get("error") == "access_denied":
            raise ImmediateHttpResponse(refused(request, _("You broke the sign-in off.")))
        raise ImmediateHttpResponse(refused(request, _failed()))


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    """The page that says why the account elsewhere opens nothing, with the way back."""
    return render(request, "account/outside_refused.html", {"sentence": sentence}, status=403)


def _told(view: View) -> View:
    """A provider that does not answer, or answers nonsense, is told on a page."""

    @login_not_required
    @wraps(view)
    def answered(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (RequestException, ValidationError, KeyError, ValueError):
            return refused(request, _failed())

    return answered


def _failed() -> str:
    return _("The sign-in of %(name)s did not work. Try again later, or sign in with a password.") % {
        "name": settings.OIDC_NAME
    }


login = _told(oidc.login)
callback = _told(oidc.callback)
