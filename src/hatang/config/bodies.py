"""Bodies gathered before a thread serves their request: a slow or silent sender holds no thread.

Pages run on few threads (see `asgi`); a body that trickles in would keep one of them for as long as it likes.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from django.conf import settings

from hatang.config.health import Receive, Scope, Send

# A form around a file: boundaries, names and the few other fields.
FORM_BYTES = 1024 * 1024
MEMORY_BYTES = 256 * 1024
# Who has not signed in has nothing to send but small forms.
STRANGER_BYTES = 1024 * 1024
SILENCE_SECONDS = 20.0
GRACE_SECONDS = 30.0
LEAST_BYTES_A_SECOND = 4 * 1024


class TooSlow(Exception):
    """The body came slower than anybody's connection, or not at all."""


class NotSignedIn(Exception):
    """A stranger sends more than a form."""


@dataclass(frozen=True)
class _Head:
    """What the headers say of a body."""

    n_bytes: int
    is_stranger: bool

    @classmethod
    def of(cls, scope: Scope) -> "_Head":
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"0")
        return cls(
            n_bytes=int(length) if length.isdigit() and len(length) <= 18 else 0,
            is_stranger=b"cookie" not in headers and b"authorization" not in headers,
        )


@asynccontextmanager
async def gathered(scope: Scope, receive: Receive) -> AsyncIterator[Receive]:
    """A receiver that gives the whole body at once, from memory or a temporary file.

    A body over the limit is not read here: it is refused by its announced length.

    Raises:
        TooSlow: nothing came for SILENCE_SECONDS, or less than LEAST_BYTES_A_SECOND after GRACE_SECONDS.
        NotSignedIn: more than STRANGER_BYTES without a cookie and without a token.
    """
    head = _Head.of(scope)
    if head.n_bytes == 0 or head.n_bytes > settings.MAX_UPLOAD_BYTES + FORM_BYTES:
        yield receive
        return
    if head.is_stranger and head.n_bytes > STRANGER_BYTES:
        raise NotSignedIn
    with SpooledTemporaryFile(max_size=MEMORY_BYTES) as body:
        await _gather(head, receive, body)
        body.seek(0)
        yield _reader(body, receive)


async def refuse(send: Send, scope: Scope, status: int, detail: str) -> None:
    """A problem document without Django, and the end of the connection."""
    problem = {"type": "about:blank", "status": status, "detail": detail, "instance": scope["path"]}
    headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(problem).encode()})


async def _gather(head: _Head, receive: Receive, body: IO[bytes]) -> None:
    pace = GRACE_SECONDS + head.n_bytes / LEAST_BYTES_A_SECOND
    try:
        async with asyncio.timeout(pace):
            while True:
                message = await asyncio.wait_for(receive(), SILENCE_SECONDS)
                body.write(message.get("body", b""))
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    return
    except TimeoutError as error:
        raise TooSlow from error


def _reader(body: IO[bytes], receive: Receive) -> Receive:
    """Gives the body piece by piece, then what the connection says."""
    is_over = False

    async def read() -> dict[str, object]:
        nonlocal is_over
        if is_over:
            return await receive()
        piece = body.read(MEMORY_BYTES)
        is_over = len(piece) < MEMORY_BYTES
        return {"type": "http.request", "body": piece, "more_body": not is_over}

    return read
