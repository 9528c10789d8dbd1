"""Writes into the records of the door what allauth tells of it."""

from django.http import HttpRequest

from hatang.accounts.actions import record_sign_in
from hatang.accounts.models import User
from hatang.accounts.views import caller_of
from hatang.base import clock


def keep(
    request: HttpRequest, outcome: str, *, user: User | None = None, name: str = "", means: str = ""
) -> None:
    """Keep one event of a person, or of a name that nobody has."""
    if user is None and not name:
        return
    record_sign_in(
        outcome=outcome, user=user, name=name, means=means, caller=caller_of(request), at=clock.now()
    )
