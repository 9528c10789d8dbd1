"""Programs that call the API with a token instead of a session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from ninja.security import HttpBearer

from hatang.accounts.actions import TooManyCalls, use_token
from hatang.accounts.models import ApiToken, User
from hatang.base import clock
from hatang.base.refusal import Refusal
from hatang.config.problems import is_for_programs, problem_response

_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})


class TokenMiddleware:
    """Lets a call of the API with `Authorization: Bearer` act as the token's person.

    A token that is sent counts alone: a session beside it neither saves a wrong one nor widens a narrow one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as the token's person, or refuse with a problem."""
        secret = bearer_of(request)
        if secret is None:
            return self.get_response(request)
        try:
            token = use_token(secret=secret, at=clock.now())
        except Refusal as refusal:
            return _refused(request, refusal)
        if request.method not in _HARMLESS and not token.may_write:
            return problem_response(
                403, detail="This token may only read.", instance=request.path, code="token_may_only_read"
            )
        _sign_in(request, token)
        return self.get_response(request)


class TokenAuth(HttpBearer):
    """Says in the description of the API that a token opens it; the middleware has looked at it before."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The person of the token."""
        known: ApiToken | None = getattr(request, "api_token", None)
        return known.user if known else None


def bearer_of(request: HttpRequest) -> str | None:
    """The token that a call of the API brings, or None where it brings none."""
    if not is_for_programs(request.path):
        return None
    kind, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else None


def _sign_in(request: HttpRequest, token: ApiToken) -> None:
    request.user = token.user
    request.api_token = token  # type: ignore[attr-defined]
    # A browser never sends a token by itself, so nobody can be tricked into sending one.
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponseBase:
    response = problem_response(
        refusal.status, detail=refusal.sentence, instance=request.path, code=refusal.code
    )
    if isinstance(refusal, TooManyCalls):
        response.headers["Retry-After"] = "60"
    else:
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return response
