"""Rules of signing in that differ from allauth's own."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from hatang.accounts.actions import change_password
from hatang.accounts.models import User
from hatang.base import clock


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an administrator, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """A password changed on the page is kept in the audit and ends API tokens, as everywhere."""
        change_password(user=user, password=password, by=user, at=clock.now())
