"""Rules of signing in that differ from allauth's own."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hatang.accounts.actions import change_password
from hatang.accounts.models import SignInOutcome, User
from hatang.base import clock
from hatang.config.door_log import keep
from hatang.config.forgotten_password import send_link


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an administrator, never by signing up; what happens at the door is kept."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """A password changed on the page is kept in the audit and ends API tokens, as everywhere."""
        change_password(user=user, password=password, by=user, at=clock.now())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse and keep an attempt after too many that failed."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            keep(request, SignInOutcome.LOCKED_OUT, name=_typed(credentials))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Keep an attempt with a wrong name or password."""
        keep(request, SignInOutcome.WRONG_PASSWORD, name=_typed(credentials))

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Tell the owner of a closed account, who has shown to be it, that it is closed."""
        keep(request, SignInOutcome.ACCOUNT_CLOSED, user=user)
        return render(request, "account/account_inactive.html", status=403)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and keep by which means."""
        super().login(request, user)
        records = get_authentication_records(request, user)
        means = [str(record.get("type") or record.get("provider") or record["method"]) for record in records]
        keep(request, SignInOutcome.SIGNED_IN, user=user, means=", ".join(dict.fromkeys(means)))

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and keep who did."""
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            keep(request, SignInOutcome.SIGNED_OUT, user=user)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send the link of a forgotten password through the outbox, as every mail."""
        send_link(user, user.email or email, context["password_reset_url"])


def _typed(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "")
