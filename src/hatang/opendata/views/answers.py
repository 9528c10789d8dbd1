"""Answers to programs: the body, what kind it is, small where the caller takes it so."""

import gzip
from collections.abc import Mapping

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

# Below it packing costs more than sending.
WORTH_PACKING_BYTES = 1400


def json_answer(request: HttpRequest, said: Mapping[str, object], kind: str) -> HttpResponse:
    """A mapping as JSON."""
    return packed(request, msgspec.json.encode(said), kind)


def packed(request: HttpRequest, body: bytes, kind: str) -> HttpResponse:
    """A body, packed with gzip for whoever takes that."""
    is_packed = len(body) >= WORTH_PACKING_BYTES and takes_gzip(request)
    response = HttpResponse(gzip.compress(body, 1) if is_packed else body, content_type=kind)
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def takes_gzip(request: HttpRequest) -> bool:
    """Whether the caller says that it unpacks gzip."""
    said = request.headers.get("Accept-Encoding", "").lower().replace(" ", "").split(",")
    return any(one.partition(";")[0] == "gzip" and not one.endswith(";q=0") for one in said)
