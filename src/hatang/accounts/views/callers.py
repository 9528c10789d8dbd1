"""Who stands behind a request."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from hatang.accounts.rules import Caller


def caller_of(request: HttpRequest) -> Caller:
    """From which address, as the sign-in limits see it, and with which device."""
    return Caller.of(get_adapter().get_client_ip(request), request.headers.get("User-Agent", ""))
