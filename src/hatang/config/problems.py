"""Errors of the API as RFC 9457 problem documents."""

import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, Throttled, ValidationError

from hatang.base.refusal import Refusal
from hatang.config.collisions import collision

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

NOT_UNDERSTOOD = gettext_lazy("The request cannot be understood.")
NOT_ALLOWED = gettext_lazy("You may not do this.")
OUR_FAULT = gettext_lazy("A fault of the programme; it was logged.")

_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)

log = logging.getLogger(__name__)

# Addresses that programs read: errors are problem documents there, and a token signs in.
FOR_PROGRAMS = ("/api/", "/ogc/", "/gach/")


def is_for_programs(path: str) -> bool:
    """Whether an address is read by programs, whatever it answers."""
    return path == "/ogc" or path.startswith(FOR_PROGRAMS)


def problem_response(status: int, *, detail: "StrOrPromise", instance: str, **more: Any) -> HttpResponse:
    """One problem document; `more` are members of its own, such as the fields at fault."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(detail),
        "instance": instance,
        **more,
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False, default=str),
        status=status,
        content_type="application/problem+json",
    )


def problem_of(refusal: Refusal, *, instance: str) -> HttpResponse:
    """A refusal as a problem document, with the field at fault where there is one."""
    more = {"errors": [{"field": refusal.field, "reason": refusal.sentence}]} if refusal.field else {}
    return problem_response(
        refusal.status, detail=refusal.sentence, instance=instance, code=refusal.code, **more
    )


def answer_with_problems(api: NinjaAPI) -> None:
    """Make every error of the API a problem document."""

    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
        return problem_of(error, instance=request.path)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = [_fault(one) for one in error.errors]
        detail = "; ".join(f"{fault['field']}: {fault['reason']}" for fault in faults)
        return problem_response(422, detail=detail, instance=request.path, errors=faults)

    _answer(api, (BadRequest, MultiPartParserError, SuspiciousOperation), 400, NOT_UNDERSTOOD)
    _answer(api, (AuthenticationError,), 401, gettext_lazy("Sign in first."))
    _answer(api, (AuthorizationError, PermissionDenied), 403, NOT_ALLOWED)
    _answer(api, (Http404,), 404, gettext_lazy("There is no such thing."))
    _answer(api, (RequestDataTooBig, TooManyFilesSent), 413, gettext_lazy("The request is too large."))
    _answer(api, (Throttled,), 429, gettext_lazy("Too many requests; try again later."))

    @api.exception_handler(HttpError)
    def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem_response(error.status_code, detail=error.message, instance=request.path)

    @api.exception_handler(Exception)
    def faulty(request: HttpRequest, error: Exception) -> HttpResponse:
        if (refusal := collision(error)) is not None:
            return refused(request, refusal)
        log.exception("%s %s failed", request.method, request.path, exc_info=error)
        return problem_response(500, detail=OUR_FAULT, instance=request.path)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler400; what is too large is said to be, for who typed it can do something about that."""
    if is_for_programs(request.path):
        return problem_response(400, detail=NOT_UNDERSTOOD, instance=request.path)
    if request.method == "POST" and isinstance(exception, _TOO_LARGE):
        return _too_large(request, exception)
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler403."""
    if is_for_programs(request.path):
        return problem_response(403, detail=NOT_ALLOWED, instance=request.path)
    return defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler404."""
    if is_for_programs(request.path):
        return problem_response(404, detail=_("There is no such address."), instance=request.path)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Django's handler500."""
    if is_for_programs(request.path):
        return problem_response(500, detail=OUR_FAULT, instance=request.path)
    return defaults.server_error(request)


def _too_large(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing of a form is kept that holds more than may be sent at once; its sentence says what to do."""
    if isinstance(exception, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2
        why = _("What is written in this form is larger than %(n)s MB and was not saved.") % {"n": most}
    else:
        why = _("This form has more fields or files than can be saved at once; nothing was saved.")
    way_out = _("Shorten the longest texts and tables, or hand them in as a file.")
    said = f"{why} {way_out}"
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"error": said, "code": "too_large"}, status=413)
    return render(request, "413_form.html", {"sentence": said}, status=413)


def _answer(api: NinjaAPI, kinds: tuple[type[Exception], ...], status: int, detail: "StrOrPromise") -> None:
    def handle(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
        return problem_response(status, detail=detail, instance=request.path)

    for kind in kinds:
        api.add_exception_handler(kind, handle)


def _fault(error: dict[str, Any]) -> dict[str, str]:
    """Field and reason of one fault, without the place ninja puts before the name."""
    place = [str(step) for step in error.get("loc", ())]
    if place and place[0] in ("query", "path", "body", "form", "file", "header", "cookie"):
        place = place[1:]
    return {"field": ".".join(place), "reason": str(error.get("msg", ""))}
