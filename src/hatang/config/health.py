"""/healthz: 200 when every part answers, else 503 with the list; never asks Django."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg

from hatang.supervisor.addresses import database_url
from hatang.supervisor.home import current_home

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

# A worker says every ten seconds that it lives.
WORKER_SILENCE_SECONDS = 30
KEEP_SECONDS = 1.0
CONNECT_SECONDS = 3

_WORKER_LIVES = """
    SELECT EXISTS (
        SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)
    )
"""
_last: tuple[float, dict[str, str]] = (float("-inf"), {})


async def parts() -> dict[str, str]:
    """Each part with "ok" or what is wrong with it; asked at most once a second."""
    global _last
    asked_at, answer = _last
    if time.monotonic() - asked_at > KEEP_SECONDS:
        answer = await _ask()
        _last = (time.monotonic(), answer)
    return answer


async def _ask() -> dict[str, str]:
    url = database_url(current_home(), "app")
    try:
        async with await psycopg.AsyncConnection.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            found = await (await connection.execute(_WORKER_LIVES, [WORKER_SILENCE_SECONDS])).fetchone()
    except psycopg.errors.UndefinedTable:
        return {"web": "ok", "postgres": "not migrated", "worker": "unknown"}
    except psycopg.Error:
        return {"web": "ok", "postgres": "does not answer", "worker": "unknown"}
    lives = bool(found and found[0])
    return {"web": "ok", "postgres": "ok", "worker": "ok" if lives else "does not answer"}


async def health(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application of /healthz."""
    answer = await parts()
    is_well = all(state == "ok" for state in answer.values())
    body = json.dumps({"status": "ok" if is_well else "unwell", "parts": answer}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": 200 if is_well else 503, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
