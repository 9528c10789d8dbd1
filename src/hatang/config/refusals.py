"""Refusals of pages: one sentence, the right status, and the way out."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hatang.base.refusal import NotFound, Refusal
from hatang.config.bodies import FORM_BYTES
from hatang.config.collisions import collision
from hatang.config.problems import is_for_programs, problem_of, problem_response


class RefusalMiddleware:
    """Turns a refusal into an answer, and refuses a body over the limit before it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, unless the body is announced as too large or its length is not announced at all."""
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            return _without_length(request)
        if _announced_bytes(request) > settings.MAX_UPLOAD_BYTES + FORM_BYTES:
            return _too_large(request)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and is_for_programs(request.path):
            return _not_allowed(request, response)
        if request.user.is_authenticated:
            # On a shared computer the next person finds nothing in the browser.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a refusal; the API words its own."""
        if request.path.startswith("/api/"):
            return None
        refusal = exception if isinstance(exception, Refusal) else collision(exception)
        if refusal is None:
            return None
        if is_for_programs(request.path):
            return problem_of(refusal, instance=request.path)
        if wants_json(request):
            return JsonResponse({"error": refusal.sentence, "code": refusal.code}, status=refusal.status)
        if isinstance(refusal, NotFound):
            return render(request, "404.html", status=HTTPStatus.NOT_FOUND)
        return render(
            request,
            "portal/refused.html",
            {"status": refusal.status, "sentence": refusal.sentence},
            status=refusal.status,
        )


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of ours sent the request and reads the answer itself."""
    return request.headers.get("Accept", "") == "application/json"


def _announced_bytes(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _not_allowed(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    sentence = _("This address knows no %(method)s.") % {"method": request.method}
    problem = problem_response(response.status_code, detail=sentence, instance=request.path)
    problem.headers["Allow"] = response.headers["Allow"]
    return problem


def _without_length(request: HttpRequest) -> HttpResponse:
    # Django reads no body whose length it does not know.
    sentence = _("Send the length of the body (Content-Length), not pieces of unknown length.")
    return problem_response(HTTPStatus.LENGTH_REQUIRED, detail=sentence, instance=request.path)


def _too_large(request: HttpRequest) -> HttpResponse:
    limit_mb = settings.MAX_UPLOAD_BYTES / 1024 / 1024
    sentence = _("The file is larger than the limit of %(mb)g MB.") % {"mb": limit_mb}
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if is_for_programs(request.path):
        response = problem_response(status, detail=sentence, instance=request.path)
    elif wants_json(request):
        response = JsonResponse({"error": sentence}, status=status)
    else:
        response = render(request, "413.html", status=status)
    # The rest of the body is not wanted: the connection ends here.
    response.headers["Connection"] = "close"
    return response
