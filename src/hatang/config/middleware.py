"""What every request passes through beside Django's own middleware."""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from pghistory.middleware import HistoryMiddleware

from hatang.accounts.actions import mark_seen
from hatang.accounts.models import User
from hatang.accounts.views import caller_of
from hatang.base import clock
from hatang.base.looks import one_look
from hatang.config.problems import is_for_programs, problem_response


class AuditMiddleware(HistoryMiddleware):
    """Keeps with every change who made it, on which page and from which address."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """Person, page, device, API token, and the caller's address as the sign-in limits see it."""
        caller = caller_of(request)
        token = getattr(request, "api_token", None)
        return {
            **super().get_context(request),
            "address": caller.address,
            "user_agent": caller.user_agent,
            **({"token": str(token)} if token else {}),
        }


class LookMiddleware:
    """Lets a request that only reads ask each question once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_look():
            return self.get_response(request)


class LanguageMiddleware:
    """Speaks the language a person chose, else Vietnamese, whatever the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the chosen language."""
        language = chosen_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", language)
        return response


def chosen_language(request: HttpRequest) -> str:
    """Language of the cookie, else of the signed-in person, else the first one of the house."""
    offered = dict(settings.LANGUAGES)
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if cookie in offered:
        return cookie
    own = getattr(request.user, "language", "")
    return own if own in offered else settings.LANGUAGE_CODE


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends whoever has not signed in to the sign-in page, and programs to a 401 problem."""

    def handle_no_permission(  # type: ignore[override]  # a problem document is no redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """Refuse in the form the caller can read."""
        if is_for_programs(request.path):
            return problem_response(401, detail=_("Sign in first."), instance=request.path)
        if request.headers.get("HX-Request") == "true":
            # A part of a page was asked for after the session ended: the whole page leads to sign-in.
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Refresh": "true"})
        return super().handle_no_permission(request, view_func)


class NulMiddleware:
    """Refuses forms with the character the database cannot keep; nobody types it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Look at the values once the form was read and its token checked."""
        if request.method != "POST" or request.path.startswith("/api/"):
            return None
        if not any("\x00" in value for _name, values in request.POST.lists() for value in values):
            return None
        sentence = _("The form holds a character that cannot be kept; type the text anew.")
        context = {"status": HTTPStatus.BAD_REQUEST, "sentence": sentence}
        return render(request, "portal/refused.html", context, status=HTTPStatus.BAD_REQUEST)


class SeenMiddleware:
    """Remembers for the list of sessions when and from where each was last used, every few minutes."""

    EVERY = timedelta(minutes=5)
    MOST_SESSIONS = 10_000

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.written: dict[tuple[str, str], datetime] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and remember the session behind the request."""
        key = request.session.session_key
        if key and isinstance(request.user, User) and not hasattr(request, "api_token"):
            self._see(request, key, request.user)
        return self.get_response(request)

    def _see(self, request: HttpRequest, key: str, user: User) -> None:
        caller, now = caller_of(request), clock.now()
        last = self.written.get((key, caller.address))
        if last is not None and now - last < self.EVERY:
            return
        if len(self.written) >= self.MOST_SESSIONS:
            self.written.clear()
        self.written[(key, caller.address)] = now
        mark_seen(session_key=key, user=user, caller=caller, at=now)
