"""Answers put aside until they are complete: a slow reader of a large file holds no thread.

Pages run on few threads (see `asgi`); one that writes where nobody reads would wait for its reader.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import SpooledTemporaryFile

from hatang.config.health import Send

MEMORY_BYTES = 512 * 1024
PIECE_BYTES = 64 * 1024
# Who takes no piece for so long has gone.
SILENCE_SECONDS = 120.0


@asynccontextmanager
async def spooled(send: Send) -> AsyncIterator[Send]:
    """A sender that takes everything at once, to memory or a temporary file, and passes it on at the end."""
    with SpooledTemporaryFile(max_size=MEMORY_BYTES) as body:
        is_whole = False

        async def take(message: dict[str, object]) -> None:
            nonlocal is_whole
            if message["type"] != "http.response.body":
                await send(message)
                return
            piece = message.get("body")
            body.write(piece if isinstance(piece, bytes) else b"")
            is_whole = not message.get("more_body")

        yield take
        if not is_whole:
            return
        n_left = body.seek(0, 2)
        body.seek(0)
        while n_left > PIECE_BYTES:
            await _pass_on(send, body.read(PIECE_BYTES), more_body=True)
            n_left -= PIECE_BYTES
        await _pass_on(send, body.read(), more_body=False)


async def _pass_on(send: Send, piece: bytes, *, more_body: bool) -> None:
    message = {"type": "http.response.body", "body": piece, "more_body": more_body}
    await asyncio.wait_for(send(message), SILENCE_SECONDS)
