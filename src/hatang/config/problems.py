"""Errors of the API as RFC 9457 problem documents."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse


def problem_response(status: int, *, detail: str, instance: str, **more: Any) -> HttpResponse:
    """One problem document; `more` are members of its own, such as the fields at fault."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": instance,
        **more,
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False, default=str),
        status=status,
        content_type="application/problem+json",
    )
